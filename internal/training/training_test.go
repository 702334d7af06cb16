package training_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/training"
)

// The wire form of formats.md §3, key by key.
const wire = `{"format":1,"run":"r1","team":"team-a","scenario":"blue-lantern","variant":"team-a","submitted_at":"2027-01-20T10:00:00Z","scenario_time":"2026-03-14T09:40:00Z",` +
	`"findings":[{"id":"f1","kind":"entity","type":"account","selectors":[{"kind":"handle","platform":"chatterly","value":"@lantern_trips"}],"role":"recruiter","word":"likely","evidence":["e4"]},` +
	`{"id":"f2","kind":"entity","type":"person","selectors":[{"kind":"name","value":"Fener <\u2028> & co"}]},` +
	`{"id":"f3","kind":"link","subject":"f1","predicate":"operates","object":"f2","at":"2026-03-01T00:00:00Z","word":"almost certain"},` +
	`{"id":"f4","kind":"hop","txid":"ab","vout":0,"amount_sat":5000}],` +
	`"answers":[{"question":"q3","value":{"b":1,"a":[1.50,"x"]},"word":"likely","evidence":["e4"]}],` +
	`"labels":[{"record":"microblog/statuses.jsonl#7","label":"L3"}],` +
	`"decisions":[{"point":"d1","choice":"preserve","legal_basis":"art. 29","reason":"before it goes"}],` +
	`"evidence":[{"id":"e4","sha256":"00","bytes":12,"verdict":"verified_as_served","surface":"microblog","record":"r","captured_at":"2026-03-14T09:30:00Z","source_url":"http://chatterly.test/","source_grade":"B","info_grade":"2","scheme":"europol-4x4"}],` +
	`"conduct":[],"clock":[{"wall":"2027-01-18T09:00:00Z","scenario":"2026-02-01T00:00:00Z","rate":0.5}]}` + "\n"

func TestSubmissionRoundTrip(t *testing.T) {
	s, err := training.DecodeSubmission([]byte(wire))
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(wire, string(b)); d != "" {
		t.Errorf("wire form changed (-want +got):\n%s", d)
	}
	again, err := training.DecodeSubmission(b)
	if err != nil {
		t.Fatal(err)
	}
	if b2, _ := again.Encode(); !bytes.Equal(b, b2) {
		t.Error("second round trip differs")
	}
}

func TestEmptySubmissionHasNoNull(t *testing.T) {
	b, err := training.Submission{Format: 1}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("null")) {
		t.Errorf("null in %s", b)
	}
}

func TestSubmissionRefused(t *testing.T) {
	for name, edit := range map[string][2]string{
		"format":          {`"format":1`, `"format":2`},
		"unknown field":   {`"run":"r1"`, `"run":"r1","extra":1`},
		"dangling":        {`"object":"f2"`, `"object":"f9"`},
		"twice":           {`"id":"f2"`, `"id":"f1"`},
		"word":            {`"word":"almost certain"`, `"word":"surely"`},
		"evidence":        {`"evidence":["e4"]},{"id":"f2"`, `"evidence":["e5"]},{"id":"f2"`},
		"kind":            {`"kind":"hop"`, `"kind":"label"`},
		"second document": {"}\n", "}{}\n"},
		"type":            {`"bytes":12`, `"bytes":"12"`},
		"NUL":             {`"run":"r1"`, "\"run\":\"r\x001\""},
		"an escaped NUL":  {`"run":"r1"`, `"run":"r\u00001"`},
		"broken UTF-8":    {`"run":"r1"`, "\"run\":\"r\xff1\""},
	} {
		bad := strings.Replace(wire, edit[0], edit[1], 1)
		if bad == wire {
			t.Fatalf("%s: nothing replaced", name)
		}
		if _, err := training.DecodeSubmission([]byte(bad)); !errors.Is(err, training.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCleanText(t *testing.T) {
	for _, c := range [][2]string{{"  a\r\nb\t ", "a\nb"}, {"é日本\u202e", "é日本\u202e"}, {"", ""}} {
		if got, err := training.CleanText("f", c[0], 20); err != nil || got != c[1] {
			t.Errorf("%q: %q %v", c[0], got, err)
		}
	}
	for _, in := range []string{"a\x00b", "\xff\xfe", strings.Repeat("é", 21), "bell\a", "\u0085"} {
		if _, err := training.CleanText("f", "x"+in+"x", 20); !errors.Is(err, training.ErrInvalid) {
			t.Errorf("%q: %v", in, err)
		}
	}
	if _, err := training.CleanLine("f", "a\nb", 20); !errors.Is(err, training.ErrInvalid) {
		t.Error("two lines pass as one")
	}
	for _, in := range []string{"", "a", "@b.example", "a@b", "a b@c.example", "a@b@c.example"} {
		if _, err := training.CleanEmail("email", in); !errors.Is(err, training.ErrInvalid) {
			t.Errorf("e-mail %q passes: %v", in, err)
		}
	}
	if got, err := training.CleanEmail("email", " Ana.P@Police.Example "); err != nil || got != "ana.p@police.example" {
		t.Errorf("%q %v", got, err)
	}
}

// From every state the rule allows what exercises.md §1 draws, and nothing else.
func TestRunStates(t *testing.T) {
	allowed := "draft>sealed draft>archived sealed>running sealed>archived running>paused running>ended paused>running paused>ended " +
		"ended>marking ended>archived marking>released marking>archived released>archived"
	want := map[string]bool{}
	for _, a := range strings.Fields(allowed) {
		want[a] = true
	}
	for _, from := range training.RunStates() {
		for _, to := range training.RunStates() {
			if got := from.May(to); got != want[string(from)+">"+string(to)] {
				t.Errorf("%s > %s: %v", from, to, got)
			}
			if err := from.Go(to); (err == nil) != from.May(to) || err != nil && !errors.Is(err, training.ErrConflict) {
				t.Errorf("%s > %s: %v", from, to, err)
			}
		}
	}
}

func TestPilotWeek(t *testing.T) {
	p := training.Pilot{Start: time.Date(2027, 1, 11, 0, 0, 0, 0, time.UTC)}
	if err := p.CheckStart(); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]int{
		"2027-01-10T23:59:59Z": 0, "2027-01-11T00:00:00Z": 1, "2027-01-17T23:59:59Z": 1, "2027-01-18T00:00:00Z": 2,
		"2027-04-04T23:59:59Z": 12, "2027-04-05T00:00:00Z": 13, "2030-01-01T00:00:00Z": 13,
	} {
		at, _ := time.Parse(time.RFC3339, day)
		if got := p.Week(at); got != want {
			t.Errorf("%s: week %d, want %d", day, got, want)
		}
	}
	if got := p.WeekStart(12).Format(time.DateOnly); got != "2027-03-29" {
		t.Errorf("week 12 starts %s", got)
	}
	if err := (training.Pilot{Start: p.Start.AddDate(0, 0, 1)}).CheckStart(); !errors.Is(err, training.ErrInvalid) {
		t.Errorf("a Tuesday: %v", err)
	}
}

func TestSessionLive(t *testing.T) {
	at := time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC)
	s := training.Session{Created: at, Seen: at}
	if !s.Live(at.Add(19*time.Minute)) || s.Live(at.Add(20*time.Minute)) {
		t.Error("idle limit is not 20 minutes")
	}
	s.Seen = at.Add(10*time.Hour - time.Minute)
	if !s.Live(at.Add(10*time.Hour-time.Second)) || s.Live(at.Add(10*time.Hour)) {
		t.Error("absolute limit is not 10 hours")
	}
}

func TestScope(t *testing.T) {
	for _, bad := range []training.Scope{{}, {Role: training.Trainee, Site: "ro"}, {Role: training.Trainer}} {
		if err := bad.Check(); !errors.Is(err, training.ErrForbidden) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
