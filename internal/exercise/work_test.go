package exercise_test

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
)

// What the range serves to a team, through its own address.
func fetch(t *testing.T, s *exercisetest.Stage, run training.Run, path string) []byte {
	t.Helper()
	e, ok := s.Room.Endpoints(run)
	if !ok {
		t.Fatalf("team %s is not on the range", run.Team)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, e.Mastodon+path, nil)
	must(t, err)
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	must(t, err)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d", path, res.StatusCode)
	}
	return b
}

// One file in five conditions, each with its verdict; what cannot be taken
// leaves nothing behind.
func TestEvidence(t *testing.T) {
	s := exercisetest.New(t)
	room, ctx := s.Room, t.Context()
	runA, runB := s.Run(t, s.Tom, "team-a"), s.Run(t, s.Tom, "team-b")
	file, err := room.Case(runA)
	must(t, err)
	page := strings.TrimPrefix(file.Posts[0].URL, "http://chatterly.test")
	served := fetch(t, s, runA, page)
	add := func(sc training.Scope, run training.Run, body []byte, row training.Evidence) (training.Evidence, error) {
		row.Relevance, row.FileName = "it shows the offer", cmp.Or(row.FileName, "page.html")
		return room.AddEvidence(ctx, sc, run.ID, exercise.Upload{Body: bytes.NewReader(body), Row: row})
	}
	at := training.Evidence{SourceURL: file.Posts[0].URL}
	want := func(what string, e training.Evidence, err error, v training.Verdict) {
		t.Helper()
		if err != nil || e.Verdict != v {
			t.Errorf("%s: %q, %v; want %s", what, e.Verdict, err, v)
		}
	}
	e1, err := add(s.Ana, runA, served, at)
	want("as served", e1, err, training.VerifiedAsServed)
	if e1.SHA256 != training.Digest(served) || e1.Bytes != int64(len(served)) || e1.Record == "" && e1.Surface == "" {
		t.Errorf("recorded: %+v", e1)
	}
	edited := append(bytes.Clone(served), '!')
	e2, err := add(s.Ana, runA, edited, at)
	want("edited", e2, err, training.Altered)
	e3, err := add(s.Ana, runA, []byte("from somewhere else"), training.Evidence{SourceURL: "http://chatterly.test/nobody-asked"})
	want("never served", e3, err, training.NotOurs)
	e4, err := add(s.Ana, runA, []byte("\x89PNG\r\n\x1a\nnot the page"), training.Evidence{Parent: 1, Method: "screenshot", FileName: "page.png"})
	want("a screenshot", e4, err, training.Derived)
	early := at
	early.CapturedAt = runA.ScenarioStart.AddDate(-1, 0, 0)
	e5, err := add(s.Ana, runA, served, early)
	want("before it was there", e5, err, training.BeforeRelease)
	e6, err := add(s.Cem, runB, served, at)
	want("another team's copy", e6, err, training.ServedToOtherTeam)
	if e6.Seq != 1 || e5.Seq != 5 || e2.PrevHash != e1.RowHash {
		t.Errorf("numbers %d and %d, chain %s after %s", e6.Seq, e5.Seq, e2.PrevHash, e1.RowHash)
	}

	for field, row := range map[string]training.Evidence{
		"parent": {Parent: 99}, "source_url": {SourceURL: "http://x/\x00"}, "tool": {Tool: "wget\xff"},
	} {
		_, err := add(s.Ana, runA, served, row)
		var bad *training.InvalidError
		if !errors.As(err, &bad) || bad.Field != field {
			t.Errorf("bad %s: %v", field, err)
		}
	}
	_, err = room.AddEvidence(ctx, s.Ana, runA.ID, exercise.Upload{Body: bytes.NewReader(served), Row: training.Evidence{}})
	refused(t, "without a reason", err, training.ErrInvalid)
	_, err = add(s.Ana, runA, make([]byte, room.MaxUpload+1), at)
	refused(t, "one byte too large", err, training.ErrTooLarge)
	_, err = add(s.Tom, runA, served, at)
	refused(t, "by a trainer", err, training.ErrForbidden)
	left, err := os.ReadDir(room.Incoming())
	must(t, err)
	if len(left) != 0 {
		t.Errorf("%d files stay behind in the incoming folder", len(left))
	}

	e, custody, err := room.EvidenceItem(ctx, s.Ben, runA.ID, 1)
	must(t, err)
	if e.RowHash != e1.RowHash || len(custody) != 2 || custody[0].Kind != training.CustodyCaptured || custody[1].Kind != training.CustodyViewed || custody[1].Person != s.Ben.Person {
		t.Errorf("custody of e1: %+v", custody)
	}
	f, _, err := room.OpenEvidence(ctx, s.Ana, runA.ID, 1)
	must(t, err)
	got, err := io.ReadAll(f)
	must(t, errors.Join(err, f.Close()))
	if !bytes.Equal(got, served) {
		t.Error("what comes back is not what was handed in")
	}
	refused(t, "withdraw without a reason", room.WithdrawEvidence(ctx, s.Ana, runA.ID, 3, "", "w"), training.ErrInvalid)
	must(t, room.WithdrawEvidence(ctx, s.Ana, runA.ID, 3, "not of the case", "w3"))
	list, err := room.EvidenceList(ctx, s.Ana, runA.ID)
	must(t, err)
	log, err := room.EvidenceLog(ctx, s.Ana, runA.ID)
	must(t, err)
	if len(list) != 4 || len(log) != 6 {
		t.Errorf("%d items count and %d rows stand, want 4 and 6", len(list), len(log))
	}
	if _, err := os.Stat(filepath.Join(room.Data, "evidence", e3.SHA256[:2], e3.SHA256)); err != nil {
		t.Errorf("the withdrawn file: %v", err)
	}
}

// Decision points come with the clock, and are decided once.
func TestDecisions(t *testing.T) {
	s := exercisetest.New(t)
	room, ctx := s.Room, t.Context()
	run := s.Run(t, s.Tom, "team-a")
	d := training.Decision{Point: "d1", Choice: "none", LegalBasis: "the monitoring order", Reason: "They only asked."}
	_, err := room.Decide(ctx, s.Ana, run.ID, d)
	refused(t, "before it comes up", err, training.ErrNotFound)
	s.Wait(10 * time.Minute)
	points, err := room.Points(ctx, s.Ana, run.ID)
	must(t, err)
	if len(points) != 1 || points[0].ID != "d1" {
		t.Fatalf("at T+10: %d points", len(points))
	}
	for field, change := range map[string]func(*training.Decision){
		"choice": func(d *training.Decision) { d.Choice = "fly" }, "legal_basis": func(d *training.Decision) { d.LegalBasis = " " }, "reason": func(d *training.Decision) { d.Reason = "" },
	} {
		bad := d
		change(&bad)
		_, err := room.Decide(ctx, s.Ana, run.ID, bad)
		var invalid *training.InvalidError
		if !errors.As(err, &invalid) || invalid.Field != field {
			t.Errorf("bad %s: %v", field, err)
		}
	}
	_, err = room.Decide(ctx, s.Ana, run.ID, d)
	must(t, err)
	_, err = room.Decide(ctx, s.Ben, run.ID, d)
	must(t, err) // the same again
	d.Choice = "all"
	_, err = room.Decide(ctx, s.Ben, run.ID, d)
	refused(t, "another choice", err, training.ErrConflict)
	s.Wait(4 * time.Hour)
	points, err = room.Points(ctx, s.Ana, run.ID)
	must(t, err)
	if scenario, ok := room.Scenarios().Scenario(run.Scenario); !ok || len(points) != len(scenario.Decisions) {
		t.Errorf("at the end %d points have come up", len(points))
	}
}

// Answers, labels and the draft: saving again what stands leaves no trace.
func TestSavedByContent(t *testing.T) {
	s := exercisetest.New(t)
	room, ctx := s.Room, t.Context()
	run := s.Run(t, s.Tom, "team-a")
	history := func() int {
		t.Helper()
		all, err := room.Store.FindingHistory(ctx, s.Ana, run.ID, 0)
		must(t, err)
		return len(all)
	}
	answer := func(value string) {
		t.Helper()
		must(t, room.SaveAnswer(ctx, s.Ana, run.ID, "q1", []byte(value), "likely", nil))
	}
	answer(`["@a","@b"]`)
	answer(`["@a","@b"]`)
	answer(`["@a"]`)
	answer(`["@a","@b"]`) // back again: a new revision, not the first one
	if n := history(); n != 3 {
		t.Errorf("%d revisions, want 3", n)
	}
	now, err := room.Answers(ctx, s.Ben, run.ID)
	must(t, err)
	if string(now["q1"].Claim.Value) != `["@a","@b"]` {
		t.Errorf("stands: %s", now["q1"].Claim.Value)
	}
	must(t, room.SaveAnswer(ctx, s.Ana, run.ID, "q1", nil, "", nil))
	must(t, room.SaveAnswer(ctx, s.Ana, run.ID, "q1", nil, "", nil))
	if now, err = room.Answers(ctx, s.Ana, run.ID); err != nil || len(now) != 0 {
		t.Errorf("taken back: %d answers, %v", len(now), err)
	}
	refused(t, "a question that there is not", room.SaveAnswer(ctx, s.Ana, run.ID, "q99", []byte("1"), "", nil), training.ErrNotFound)
	refused(t, "no JSON", room.SaveAnswer(ctx, s.Ana, run.ID, "q7", []byte("four"), "", nil), training.ErrInvalid)
	refused(t, "no such word", room.SaveAnswer(ctx, s.Ana, run.ID, "q7", []byte("4"), "surely", nil), training.ErrInvalid)

	file, err := room.Case(run)
	must(t, err)
	before := history()
	labels := map[string]string{file.Labels[0].Record: "L3", file.Labels[1].Record: "L1", "microblog/statuses.jsonl#1": "L6"}
	must(t, room.SaveLabels(ctx, s.Ana, run.ID, labels))
	must(t, room.SaveLabels(ctx, s.Ben, run.ID, labels))
	labels[file.Labels[1].Record] = ""
	must(t, room.SaveLabels(ctx, s.Ben, run.ID, labels))
	got, err := room.Labels(ctx, s.Ana, run.ID)
	must(t, err)
	if len(got) != 1 || got[file.Labels[0].Record] != "L3" || history() != before+3 {
		t.Errorf("labels %v after %d revisions", got, history()-before)
	}
	labels[file.Labels[0].Record] = "L9"
	refused(t, "no such label", room.SaveLabels(ctx, s.Ana, run.ID, labels), training.ErrInvalid)

	first, err := room.SaveDraft(ctx, s.Ana, run.ID, "ours", 0)
	must(t, err)
	_, err = room.SaveDraft(ctx, s.Ben, run.ID, "mine", 0)
	refused(t, "over somebody else's save", err, training.ErrConflict)
	again, err := room.SaveDraft(ctx, s.Ben, run.ID, "ours", 0)
	if err != nil || again.Version != first.Version {
		t.Errorf("the same text: version %d, %v", again.Version, err)
	}
}

// Findings are superseded, withdrawn and restored; a picture holds what stands.
func TestFindings(t *testing.T) {
	s := exercisetest.New(t)
	room, ctx := s.Room, t.Context()
	run := s.Run(t, s.Tom, "team-a")
	entity := func(kind, value, key string) training.Finding {
		t.Helper()
		f, err := room.SaveFinding(ctx, s.Ana, run.ID, training.Finding{Kind: training.EntityFinding, Key: key, Claim: training.Claim{
			Type: "account", Selectors: []training.Selector{{Kind: kind, Value: value}},
		}})
		must(t, err)
		return f
	}
	f1, f2 := entity("handle", "@a", "k1"), entity("handle", "@b", "k2")
	if again := entity("handle", "@a", "k1"); again.Number != f1.Number || again.Revision != 1 {
		t.Errorf("the same key: f%d, revision %d", again.Number, again.Revision)
	}
	link, err := room.SaveFinding(ctx, s.Ben, run.ID, training.Finding{Kind: training.LinkFinding, Claim: training.Claim{Subject: "f1", Predicate: "operates", Object: "f2"}})
	must(t, err)
	_, err = room.SaveFinding(ctx, s.Ben, run.ID, training.Finding{Kind: training.LinkFinding, Claim: training.Claim{Subject: "f1", Predicate: "operates", Object: "f99"}})
	refused(t, "a dangling end", err, training.ErrInvalid)
	_, err = room.SaveFinding(ctx, s.Ben, run.ID, training.Finding{Kind: training.EntityFinding, Claim: training.Claim{Type: "account", Selectors: []training.Selector{{Kind: "handle", Value: "a\nb"}}}})
	var bad *training.InvalidError
	if !errors.As(err, &bad) || bad.Field != "value1" {
		t.Errorf("a handle of two lines: %v", err)
	}
	refused(t, "withdraw an end", room.WithdrawFinding(ctx, s.Ana, run.ID, f2.Number, "", "w1"), training.ErrConflict)
	g, err := room.Graph(ctx, s.Ana, run.ID)
	must(t, err)
	if len(g.Nodes) != 2 || len(g.Edges) != 1 || g.Edges[0].Ref != "f3" || g.Nodes[g.Edges[0].From].Name != "@a" || g.Nodes[g.Edges[0].To].Name != "@b" {
		t.Errorf("picture: %+v", g)
	}
	must(t, room.WithdrawFinding(ctx, s.Ana, run.ID, link.Number, "a neighbour", "w2"))
	if g, err = room.Graph(ctx, s.Ana, run.ID); err != nil || len(g.Edges) != 0 {
		t.Errorf("after the withdrawal: %+v, %v", g, err)
	}
	must(t, room.RestoreFinding(ctx, s.Ben, run.ID, link.Number, "r1"))
	now, history, err := room.Finding(ctx, s.Ana, run.ID, link.Number)
	must(t, err)
	if now.Withdrawn || len(history) != 3 || !history[1].Withdrawn || history[1].Note != "a neighbour" {
		t.Errorf("history: %+v", history)
	}
	f1.Claim.Role, f1.Key = "channel admin", "k3"
	changed, err := room.SaveFinding(ctx, s.Ana, run.ID, f1)
	if err != nil || changed.Number != 1 || changed.Revision != 2 {
		t.Errorf("changed: %+v, %v", changed, err)
	}
}
