package desk_test

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
)

// A file that a team fetched from its desk is known when it comes back as
// evidence: tables and texts of the case, the archive and what is in it, replies.
func TestHandedOutIsEvidence(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) {
			t.Run("replies", func(t *testing.T) { repliesAsEvidence(t, benchOf(t, exercisetest.Portal(t, e.Open(t)))) })
			t.Run("case file", func(t *testing.T) { caseAsEvidence(t, benchOf(t, exercisetest.Kinds(t, e.Open(t)))) })
		})
	}
}

// judged hands a file in and returns its verdict.
func (b *bench) judged(who string, run training.Run, name, body string, fields map[string]string) (v struct{ Verdict, Surface, Record, Detail string }) {
	b.tb.Helper()
	if fields == nil {
		fields = map[string]string{}
	}
	fields["relevance"] = "it is of the case"
	res := b.upload(who, "/exercises/"+string(run.ID)+"/evidence", "application/json", name, []byte(body), fields)
	if err := json.Unmarshal([]byte(res.body), &v); err != nil {
		b.tb.Fatalf("%d %s: %v", res.status, res.body, err)
	}
	return v
}

func repliesAsEvidence(t *testing.T, b *bench) {
	run := b.Run(t, b.Tom, "team-a")
	other := b.Run(t, b.Tom, "team-b")
	path := func(run training.Run) string { return "/exercises/" + string(run.ID) + "/requests/1/account.csv" }
	day := run.ScenarioStart
	for who, run := range map[string]training.Run{"Ana": run, "Cem": other} {
		b.post(who, "/exercises/"+string(run.ID)+"/requests", url.Values{
			"key": {"k"}, "provider": {"koingate"}, "subject": {exercisetest.Desk.Number}, "from": {day.AddDate(0, 0, -120).Format(time.DateOnly)}, "until": {day.Format(time.DateOnly)},
			"legal_basis": {"order 7"}, "reason": {"the address is in the advertisement"},
		}).want(t, 303)
	}
	b.Wait(45 * time.Minute)
	looked := b.get("Tom", path(run)).want(t, 200).body
	if v := b.judged("Ana", run, "a.csv", looked, nil); v.Verdict != "not_ours" {
		t.Errorf("what a trainer alone has looked at is %+v", v)
	}
	reply := b.get("Ben", path(run)).want(t, 200).body
	b.get("Ben", path(run)).want(t, 200) // again
	want := func(what string, v struct{ Verdict, Surface, Record, Detail string }, verdict, record string) {
		t.Helper()
		if v.Verdict != verdict || v.Record != record || record != "" && v.Surface != "casp" {
			t.Errorf("%s: %+v, want %s of %q", what, v, verdict, record)
		}
	}
	record := "casp/private/koingate/" + exercisetest.Desk.Number + "/account.csv"
	want("as it was fetched", b.judged("Ana", run, "request-1-account.csv", reply, nil), "verified_as_served", record)
	here := map[string]string{"source_url": "http://127.0.0.1:8080" + path(run)}
	want("changed", b.judged("Ana", run, "request-1-account.csv", strings.Replace(reply, "Marolt", "Marold", 1), here), "altered", record)
	before := map[string]string{"captured_at": run.ScenarioStart.Add(44 * time.Minute).Format(time.RFC3339)}
	want("before the answer was due", b.judged("Ana", run, "request-1-account.csv", reply, before), "before_release", record)
	want("changed, without its address", b.judged("Ana", run, "request-1-account.csv", reply+"\n", nil), "not_ours", "")
	if theirs := b.get("Cem", path(other)).want(t, 200).body; theirs != reply {
		want("another team's", b.judged("Ana", run, "request-1-account.csv", theirs, nil), "served_to_other_team", record)
	} else {
		t.Error("two teams have the same account")
	}
}

func caseAsEvidence(t *testing.T, b *bench) {
	run, other := b.Run(t, b.Tom, "team-a"), b.Run(t, b.Tom, "team-b")
	base := "/exercises/" + string(run.ID) + "/brief/"
	for name, record := range map[string]string{"posts.csv": "case/posts.csv", "weather.txt": "case/weather.txt", "case.tar": "case/"} {
		file := b.get("Ana", base+name).want(t, 200).body
		if v := b.judged("Ben", run, name, file, nil); v.Verdict != "verified_as_served" || v.Surface != "case" || v.Record != record {
			t.Errorf("%s is %+v", name, v)
		}
		if v := b.judged("Ben", run, name, file+" ", map[string]string{"source_url": base + name}); v.Verdict != "altered" || v.Record != record {
			t.Errorf("%s with a blank behind it is %+v", name, v)
		}
		if v := b.judged("Cem", other, name, file, nil); name == "posts.csv" && v.Verdict != "served_to_other_team" {
			t.Errorf("%s is another team's: %+v", name, v)
		}
	}
	dir := t.TempDir()
	unpack(t, dir, b.get("Ana", base+"case.tar").want(t, 200).body)
	for _, name := range []string{"posts.csv", "received.csv", "weather.txt"} {
		inside, err := os.ReadFile(filepath.Join(dir, "case", name))
		if err != nil {
			t.Fatal(err)
		}
		if v := b.judged("Ana", run, name, string(inside), nil); v.Verdict != "verified_as_served" || v.Record != "case/"+name {
			t.Errorf("%s from the archive is %+v", name, v)
		}
	}
}
