package teach_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/training"
)

// handIn lets a team work, hand in, and brings the run to the marking desk.
func (b *bench) handIn(t *testing.T, team training.TeamID, who training.Scope) training.RunID {
	t.Helper()
	run := b.Run(t, b.Tom, team)
	if who == b.Ana {
		b.work1(t, run.ID)
	}
	if _, err := b.Room.SaveDraft(t.Context(), who, run.ID, "Bottom line first: <script>alert(1)</script>", 0); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Room.Submit(t.Context(), who, run.ID, "hand-in"); err != nil {
		t.Fatal(err)
	}
	b.get("Tom", "/teach/marking").want(200, "not yet being marked", string(team))
	b.get("Tom", "/teach/runs/"+string(run.ID)+"/marking").want(200, "may still hand in a newer version")
	b.post("Tom", "/teach/runs/"+string(run.ID)+"/marking/C1", "level", "2", "reason", "early", "key", "early").want(422, "open the marking first")
	if err := b.Room.End(t.Context(), b.Tom, run.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.Room.OpenMarking(t.Context(), b.Tom, run.ID); err != nil {
		t.Fatal(err)
	}
	return run.ID
}

var criteria = []string{"C1", "C2", "C4", "C5", "C6", "C10", "C11"} // of rubric.yaml, in order

func TestMarkAndPublish(t *testing.T) {
	b := newBench(t)
	id := b.handIn(t, "team-a", b.Ana)
	at := "/teach/runs/" + string(id)
	review := "/exercises/" + string(id) + "/review"

	b.get("Tom", "/teach").want(200, "1 submission", "7 unmarked criteria")
	b.get("Tom", "/teach/marking").want(200, "0 of 7 marked", at+"/marking/C1", "!team-a")
	b.get("Tom", at+"/marking").want(200, "0 of 7 marked", "not marked", "!team-a", "Automatic score", "Entities")
	b.get("Tom", at+"/marking/C2").want(200, "Evidence integrity", "Original preserved, hashed, timestamped", "no evidence was handed in", "names are masked",
		"!team-a", "!<script>alert", "&lt;script&gt;alert(1)", "no such domain in the truth", "@lantern_trips (chatterly)")
	b.get("Tom", at+"/marking/C9").want(404)
	b.get("Ana", review).want(404)
	b.get("Ana", at+"/score").want(403)

	// A judgement needs a level and a reason; what was typed stays.
	b.post("Tom", at+"/marking/C1", "level", "2", "reason", " ", "key", "k").want(422, "Give your reason", `value="2" data-key="2" checked`)
	b.post("Tom", at+"/marking/C1", "reason", "I rely on line one", "key", "k").want(422, "Choose a level", "I rely on line one")
	for _, level := range []string{"4", "-1", "x"} {
		b.post("Tom", at+"/marking/C1", "level", level, "reason", "r", "key", "k").want(422)
	}

	// It cannot be published while one criterion is open.
	b.get("Tom+", at+"/release").want(200, "0 of 7 criteria are marked", "!<form action=\""+at+"/release")
	b.post("Tom+", at+"/release", "agreed", "yes", "key", "p").want(422, "must be marked before")
	for i, code := range criteria {
		want := at + "/marking"
		if i+1 < len(criteria) {
			want = at + "/marking/" + criteria[i+1]
		}
		b.post("Tom", at+"/marking/"+code, "level", "2", "reason", "Reason for "+code, "key", "mark-"+code, "then", "next").to(want)
		if i == 3 {
			b.post("Tom+", at+"/release", "agreed", "yes", "key", "p").want(422, "4 of 7 criteria are marked")
		}
	}
	b.get("Tom", at+"/marking").want(200, "7 of 7 marked", "passed", "2.000", "Look at it once more and publish")

	// A second thought and its undoing are revisions; nothing is lost.
	b.post("Tom", at+"/marking/C2", "level", "0", "reason", "Second thought", "key", "again").to(at + "/marking/C2?saved=1")
	b.get("Tom", at+"/marking").want(200, "not passed", "C2 is at level 0")
	b.post("Tom", at+"/marking/C2/undo", "key", "undo").to(at + "/marking/C2?undone=1")
	b.get("Tom", at+"/marking/C2?undone=1").want(200, "Second thought", "History: 3", "Reason for C2</textarea>")
	b.post("Tom", at+"/marking/C1/undo", "key", "undo1").want(409, "no earlier judgement")
	b.post("Tom", at+"/marking/CF3", "level", "1", "reason", "Page two", "key", "cf").to(at + "/marking/CF3?saved=1")
	b.get("Tom", at+"/marking").want(200, "critical fail CF3", "raised")
	b.post("Tom", at+"/marking/CF3", "level", "2", "reason", "r", "key", "cf2").want(422)
	b.post("Tom", at+"/marking/CF3", "level", "0", "reason", "It was a quotation", "key", "cf3").to(at + "/marking/CF3?saved=1")
	marks, err := b.Store.Marks(t.Context(), b.Tom, id)
	if err != nil {
		t.Fatal(err)
	}
	var history []string
	for _, m := range marks {
		if m.Criterion == "C2" || m.Criterion == "CF3" {
			history = append(history, fmt.Sprint(m.Criterion, " ", m.Revision, ": ", m.Level, " ", m.Reason))
		}
	}
	want := "C2 1: 2 Reason for C2|C2 2: 0 Second thought|C2 3: 2 Reason for C2|CF3 1: 1 Page two|CF3 2: 0 It was a quotation"
	if got := strings.Join(history, "|"); got != want {
		t.Errorf("the history is\n%s, want\n%s", got, want)
	}

	// The ledger's bytes.
	score := b.get("Tom", at+"/score").want(200, `"format":1`, `"innocents_named"`)
	sum := sha256.Sum256([]byte(score.body))
	ledger, err := b.Store.Scores(t.Context(), b.Tom, id)
	if err != nil || len(ledger) != 1 || ledger[0].ScoreSHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("score.json is not what the ledger holds: %v", err)
	}
	if got := score.header.Get("Content-Disposition"); got != `attachment; filename="score.json"` {
		t.Error(got)
	}

	// Publishing wants a fresh proof, a tick, and happens once.
	b.get("Tom", at+"/release").want(403, "Confirm that it is you")
	b.post("Tom", at+"/release", "agreed", "yes", "key", "p").want(403)
	b.get("Tom+", at+"/release").want(200, "Publish the result of team-a", "Reason for C10")
	b.post("Tom+", at+"/release", "key", "p").want(422, "Tick the box")
	if got := b.state(id); got != training.Marking {
		t.Fatalf("before it was agreed the run is %s", got)
	}
	b.post("Tom+", at+"/release", "agreed", "yes", "key", "p").to(at + "/marking")
	b.post("Tom+", at+"/release", "agreed", "yes", "key", "p2").want(422)
	b.post("Tom", at+"/marking/C1", "level", "3", "reason", "late", "key", "late").want(422)
	b.get("Tom", at+"/marking/C1").want(200, "Marks do not change any more")

	// Now the team reads it; another team and another site do not.
	b.get("Ana", review).want(200, "Reason for C1", "Reason for C2")
	b.get("Cem", review).want(404)
	b.get("Dea", review).want(404)
	b.get("Uma", review).want(404)
}

// The desk goes through a criterion over all answers, then the next one, in the
// order of the masks.
func TestMarkingOrder(t *testing.T) {
	b := newBench(t)
	for team, who := range map[training.TeamID]training.Scope{"team-a": b.Ana, "team-b": b.Cem} {
		b.handIn(t, team, who)
	}
	next := b.get("Tom", "/teach/marking").want(200, "0 of 14 marked").body
	i := strings.Index(next, `href="/teach/runs/`)
	if i < 0 {
		t.Fatal(next)
	}
	place, _, _ := strings.Cut(next[i+len(`href="`):], `"`)
	var seen []string
	for n := 0; place != "" && strings.Count(place, "/") == 5; n++ {
		if n > 14 {
			t.Fatalf("it goes on and on: %v", seen)
		}
		seen = append(seen, place)
		got := b.post("Tom", place, "level", "1", "reason", "r", "key", fmt.Sprint("k", n), "then", "next")
		if got.status != 303 {
			t.Fatalf("%s: %d\n%s", place, got.status, got.body)
		}
		u, err := url.Parse(got.location)
		if err != nil {
			t.Fatal(err)
		}
		place = u.Path
	}
	if len(seen) != 14 {
		t.Fatalf("%d places: %v", len(seen), seen)
	}
	for i, place := range seen {
		if want := criteria[i/2]; !strings.HasSuffix(place, "/"+want) {
			t.Errorf("place %d is %s, want criterion %s", i, place, want)
		}
		if i >= 2 && strings.Split(place, "/")[3] != strings.Split(seen[i-2], "/")[3] {
			t.Errorf("the answers change their order at %d: %v", i, seen)
		}
	}
	b.get("Tom", "/teach/marking").want(200, "14 of 14 marked", "not passed", "!Next unmarked")
}
