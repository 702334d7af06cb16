package grading_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

var day0 = time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)

func account(id string) truth.Fact {
	return truth.Fact{
		ID: id, Kind: truth.Entity, Type: "account", Difficulty: 2, VisibleFrom: day0, Proof: []string{"microblog/accounts.jsonl#" + id},
		Selectors: []truth.Selector{{Kind: "handle", Platform: "chatterly", Value: "h_" + id}},
	}
}

func link(id, from, predicate, to string) truth.Fact {
	return truth.Fact{
		ID: id, Kind: truth.Link, Subject: from, Predicate: predicate, Object: to, Difficulty: 2, VisibleFrom: day0,
		Proof: []string{"microblog/statuses.jsonl#" + id},
	}
}

func named(id, fact string) training.SubmissionFinding {
	return training.SubmissionFinding{ID: id, Kind: "entity", Type: "account", Selectors: []training.Selector{{Kind: "handle", Value: "@H_" + strings.ToUpper(fact)}}}
}

func linked(id, from, predicate, to string) training.SubmissionFinding {
	return training.SubmissionFinding{ID: id, Kind: "link", Subject: from, Predicate: predicate, Object: to}
}

func grade(t testing.TB, facts []truth.Fact, s training.Submission) grading.Score {
	t.Helper()
	s.Format = 1
	if s.ScenarioTime.IsZero() {
		s.ScenarioTime = day0.AddDate(1, 0, 0)
	}
	wire, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	score, err := grading.Grade("00", facts, wire)
	if err != nil {
		t.Fatal(err)
	}
	return score
}

// The worked graph of exercises.md §4.
func TestGraphWorkedValues(t *testing.T) {
	p := readPublished(t)
	var facts []truth.Fact
	for _, n := range p.Graph.Nodes.Truth {
		facts = append(facts, account(n))
	}
	for _, l := range p.Graph.Links.Truth {
		facts = append(facts, link("l"+l, l[:1], "operates", l[1:]))
	}
	var s training.Submission
	for _, n := range p.Graph.Nodes.Submitted {
		s.Findings = append(s.Findings, named("f"+n, n))
	}
	for _, l := range p.Graph.Links.Submitted {
		s.Findings = append(s.Findings, linked("g"+l, "f"+l[:1], "operates", "f"+l[1:]))
	}
	c := grade(t, facts, s).Components
	for _, x := range []struct {
		what, got string
		want      json.Number
	}{
		{"node precision", c.Entities.P, p.Graph.Nodes.P},
		{"node recall", c.Entities.R, p.Graph.Nodes.R},
		{"node F1", c.Entities.F1, p.Graph.Nodes.F1},
		{"node F0.5", c.Entities.F05, p.Graph.Nodes.F05},
		{"link precision", c.Links.P, p.Graph.Links.P},
		{"link recall", c.Links.R, p.Graph.Links.R},
		{"link F1", c.Links.F1, p.Graph.Links.F1},
		{"link F0.5", c.Links.F05, p.Graph.Links.F05},
	} {
		got, _ := strconv.ParseFloat(x.got, 64)
		want, _ := x.want.Float64()
		if fmt.Sprintf("%.3f", got) != fmt.Sprintf("%.3f", want) {
			t.Errorf("%s: %s, want %s", x.what, x.got, x.want)
		}
	}
	if d := cmp.Diff([]string{"fX"}, c.Entities.FP); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"E", "F"}, c.Entities.FN); d != "" {
		t.Error(d)
	}
}

// A world with something of every kind, drawn by seed.
func anyWorld(seed uint64) []truth.Fact {
	r := rand.New(rand.NewPCG(seed, 3))
	var facts []truth.Fact
	n := 6 + r.IntN(8)
	for i := range n {
		f := account(fmt.Sprintf("a%d", i))
		f.Difficulty = 1 + r.IntN(5)
		f.Innocent = i%4 == 3
		facts = append(facts, f)
	}
	for i := range 3 {
		facts = append(facts, truth.Fact{
			ID: fmt.Sprintf("w%d", i), Kind: truth.Entity, Type: "wallet", Difficulty: 3, VisibleFrom: day0, Proof: []string{"ledger/blk00000.dat#t"},
			Selectors: []truth.Selector{{Kind: "wallet", Value: fmt.Sprintf("wallet-%d", i)}},
		}, truth.Fact{
			ID: fmt.Sprintf("p%d", i), Kind: truth.Entity, Type: "person", Difficulty: 3, VisibleFrom: day0, Proof: []string{"microblog/statuses.jsonl#p"},
			Selectors: []truth.Selector{{Kind: "name", Value: []string{"Mirela Dost", "Ardit Kolm", "Ина Вереш"}[i]}},
		})
	}
	predicates := []string{"operates", "owns", "administers", "advertises", "works_for", "transports", "same_text_as", "supplies"}
	for i := range 12 {
		a, b := r.IntN(n), r.IntN(n)
		if a != b {
			facts = append(facts, link(fmt.Sprintf("k%d", i), fmt.Sprintf("a%d", a), predicates[i%len(predicates)], fmt.Sprintf("a%d", b)))
		}
	}
	facts = append(facts,
		truth.Fact{ID: "al", Kind: truth.Alias, Subject: "a0", Object: "a1", VisibleFrom: day0, Proof: []string{"microblog/statuses.jsonl#al"}},
		truth.Fact{ID: "pay", Kind: truth.Link, Subject: "w0", Predicate: "pays", Object: "w1", VisibleFrom: day0, Proof: []string{"ledger/blk00000.dat#t"}},
		truth.Fact{ID: "h1", Kind: truth.Hop, Subject: "w0", Object: "w1", TxID: "aa", Vout: 1, AmountSat: 900, VisibleFrom: day0, Proof: []string{"ledger/blk00000.dat#aa"}},
		truth.Fact{ID: "h2", Kind: truth.Hop, Subject: "w1", Object: "w2", TxID: "bb", AmountSat: 100, VisibleFrom: day0, Proof: []string{"ledger/blk00000.dat#bb"}},
		truth.Fact{ID: "h3", Kind: truth.Hop, Subject: "w2", Predicate: "ends", VisibleFrom: day0, Proof: []string{"ledger/blk00000.dat#bb"}},
		truth.Fact{ID: "e1", Kind: truth.Event, Type: "advert", Subject: "a0", Object: "2026-02-03T10:00:00Z/10m0s", VisibleFrom: day0, Proof: []string{"microblog/statuses.jsonl#e1"}},
		truth.Fact{ID: "e2", Kind: truth.Event, Type: "advert", Subject: "a0", Object: "2026-02-04T10:00:00Z", VisibleFrom: day0, Proof: []string{"microblog/statuses.jsonl#e2"}},
		truth.Fact{ID: "g1", Kind: truth.Label, Type: "grade", Subject: "microblog/statuses.jsonl#e1", Predicate: "europol-4x4", Object: "B2", VisibleFrom: day0},
		truth.Fact{ID: "q1", Kind: truth.Answer, Subject: "q1", Predicate: "multiple", Object: `["@h_a0","@h_a1"]`, VisibleFrom: day0},
		truth.Fact{ID: "q2", Kind: truth.Answer, Subject: "q2", Predicate: "ordering", Object: `["advert","deposit","settlement"]`, VisibleFrom: day0},
		truth.Fact{ID: "q3", Kind: truth.Answer, Subject: "q3", Predicate: "flag", Object: `"00ff"`, VisibleFrom: day0},
		truth.Fact{ID: "q4", Kind: truth.Answer, Subject: "q4", Predicate: "short", Object: `["2026-02-03T10:00:00Z"]`, VisibleFrom: day0},
		truth.Fact{ID: "q5", Kind: truth.Answer, Subject: "q5", Predicate: "labels", Object: `40`, VisibleFrom: day0},
		truth.Fact{ID: "q6", Kind: truth.Answer, Subject: "q6", Predicate: "single", Object: `"17"`, VisibleFrom: day0},
		truth.Fact{ID: "q7", Kind: truth.Answer, Subject: "q7", Predicate: "numeric", Object: `{"value":3,"tolerance":0}`, VisibleFrom: day0},
		truth.Fact{ID: "q8", Kind: truth.Answer, Subject: "q8", Predicate: "decision", Object: `null`, VisibleFrom: day0},
		truth.Fact{ID: "q9", Kind: truth.Answer, Subject: "q9", Predicate: "matching", Object: `{"a":"x","b":"x","c":"y"}`, VisibleFrom: day0},
		truth.Fact{ID: "q10", Kind: truth.Answer, Subject: "q10", Predicate: "interval", Object: `{"from":"2026-02-03T10:00:00Z","to":"2026-02-03T11:30:00Z"}`, VisibleFrom: day0},
		truth.Fact{ID: "q11", Kind: truth.Answer, Subject: "q11", Predicate: "place", Object: `{"at":"44.1234,12.5678","radius_m":150}`, VisibleFrom: day0},
	)
	for i := range 10 {
		facts = append(facts, truth.Fact{ID: fmt.Sprintf("lab%d", i), Kind: truth.Label, Subject: fmt.Sprintf("microblog/statuses.jsonl#%d", i), Object: fmt.Sprintf("L%d", i%6), VisibleFrom: day0})
	}
	return facts
}

// numbers collects every rate of a score by its path.
func numbers(t testing.TB, s grading.Score) map[string]string {
	t.Helper()
	b, err := json.Marshal(s.Components)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(b, &tree); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, e := range v {
				walk(path+"."+k, e)
			}
		case string:
			out[path] = v
		}
	}
	walk("", tree)
	return out
}

func TestTruthAgainstItself(t *testing.T) {
	for seed := range uint64(40) {
		facts := anyWorld(seed)
		s := grade(t, facts, grading.Perfect(facts))
		got := numbers(t, s)
		for path, v := range got {
			want := "1.000"
			if path == ".labels.lawful_as_l3" {
				want = "0.000"
			}
			if v != want {
				t.Fatalf("seed %d: %s is %s, want %s", seed, path, v, want)
			}
		}
		for _, must := range []string{".entities.f1", ".entities.aliases.f1", ".links.f05", ".timeline.tau", ".money.value_r", ".labels.kappa", ".answers.score", ".grading.score", ".evidence.share"} {
			if got[must] == "" {
				t.Fatalf("seed %d: no %s", seed, must)
			}
		}
		if len(s.InnocentsNamed) != 0 {
			t.Fatalf("seed %d: the truth names %v", seed, s.InnocentsNamed)
		}
	}
}

func TestEmptyIsZero(t *testing.T) {
	s := grade(t, anyWorld(1), training.Submission{})
	for path, v := range numbers(t, s) {
		if v != "0.000" {
			t.Errorf("%s is %s", path, v)
		}
	}
	if s.Components.Entities == nil || s.Components.Answers == nil || s.Components.Calibration != nil || s.Components.Evidence != nil {
		t.Errorf("wrong components: %+v", s.Components)
	}
}

func TestNamingEverybodyNamesEveryInnocent(t *testing.T) {
	facts := anyWorld(2)
	var s training.Submission
	want := 0
	for _, f := range facts {
		if f.Kind == truth.Entity && f.Type == "account" {
			s.Findings = append(s.Findings, named("f"+f.ID, f.ID))
		}
		if f.Innocent {
			want++
		}
	}
	got := grade(t, facts, s)
	if len(got.InnocentsNamed) != want || want == 0 {
		t.Errorf("%d innocents named, want %d", len(got.InnocentsNamed), want)
	}
	if got.Components.Entities.P == "1.000" {
		t.Error("naming everybody costs no precision")
	}
	// Calling a lookalike by the wrong type names them all the same; clearing them does not.
	for i := range s.Findings {
		s.Findings[i].Type = "organisation"
	}
	if got := grade(t, facts, s); len(got.InnocentsNamed) != want {
		t.Errorf("under another type: %d innocents named, want %d", len(got.InnocentsNamed), want)
	}
	for i := range s.Findings {
		s.Findings[i].Type, s.Findings[i].Role = "account", grading.RoleInnocent
	}
	if got := grade(t, facts, s); len(got.InnocentsNamed) != 0 {
		t.Errorf("cleared, yet named: %v", got.InnocentsNamed)
	}
}

// Some claims right, some wrong, some half, drawn by seed.
func anySubmission(seed uint64, facts []truth.Fact) training.Submission {
	r := rand.New(rand.NewPCG(seed, 9))
	s := grading.Perfect(facts)
	var keep []training.SubmissionFinding
	ids := map[string]bool{}
	words := training.Words()
	for _, f := range s.Findings {
		if r.IntN(4) == 0 {
			continue
		}
		f.Word = words[r.IntN(len(words))].Text
		if f.Kind == "link" && r.IntN(3) == 0 {
			f.Predicate = []string{"owns", "operates", "receives", "supplies"}[r.IntN(4)]
		}
		if f.Kind == "entity" && r.IntN(4) == 0 {
			f.Selectors = []training.Selector{{Kind: "handle", Value: fmt.Sprint("stranger", r.IntN(5))}}
		}
		if r.IntN(2) == 0 {
			f.Evidence = nil
		}
		keep = append(keep, f)
		ids[f.ID] = true
	}
	s.Findings = nil
	for _, f := range keep {
		if (f.Subject == "" || ids[f.Subject]) && (f.Object == "" || ids[f.Object]) {
			s.Findings = append(s.Findings, f)
		}
	}
	s.Labels = s.Labels[:r.IntN(len(s.Labels)+1)]
	return s
}

func TestOrderDoesNotMatter(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 11))
		facts := anyWorld(seed)
		s := anySubmission(seed, facts)
		want := grade(t, facts, s)
		r.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		r.Shuffle(len(s.Findings), func(i, j int) { s.Findings[i], s.Findings[j] = s.Findings[j], s.Findings[i] })
		r.Shuffle(len(s.Labels), func(i, j int) { s.Labels[i], s.Labels[j] = s.Labels[j], s.Labels[i] })
		r.Shuffle(len(s.Answers), func(i, j int) { s.Answers[i], s.Answers[j] = s.Answers[j], s.Answers[i] })
		got := grade(t, facts, s)
		got.SubmissionSHA256 = want.SubmissionSHA256
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("seed %d:\n%s", seed, d)
		}
	}
}

// One more right claim never lowers a rate; one more wrong claim never raises one.
func TestMonotony(t *testing.T) {
	val := func(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }
	for seed := range uint64(60) {
		facts := anyWorld(seed)
		full := grading.Perfect(facts)
		s := anySubmission(seed, facts)
		before := grade(t, facts, s)
		have := map[string]bool{}
		for _, f := range s.Findings {
			have[f.ID] = true
		}
		for _, f := range full.Findings {
			if have[f.ID] || f.Kind != "entity" || f.Role == grading.RoleInnocent {
				continue
			}
			more := s
			more.Findings = append(append([]training.SubmissionFinding{}, s.Findings...), f)
			after := grade(t, facts, more).Components
			if val(after.Entities.R) < val(before.Components.Entities.R) || val(after.Entities.P) < val(before.Components.Entities.P) || val(after.Links.R) < val(before.Components.Links.R) {
				t.Fatalf("seed %d: naming %s rightly costs: %+v then %+v", seed, f.ID, before.Components.Entities, after.Entities)
			}
		}
		worse := s
		worse.Findings = append(append([]training.SubmissionFinding{}, s.Findings...), named("zz", "nobody"))
		after := grade(t, facts, worse).Components
		if val(after.Entities.P) > val(before.Components.Entities.P) || after.Entities.R != before.Components.Entities.R || val(after.Entities.F05) > val(before.Components.Entities.F05) {
			t.Fatalf("seed %d: a wrong name pays: %+v then %+v", seed, before.Components.Entities, after.Entities)
		}
	}
}

func TestStatedTwiceIsRefused(t *testing.T) {
	for _, wire := range []string{
		`{"format":1,"answers":[{"question":"q1","value":1},{"question":"q1","value":2}]}`,
		`{"format":1,"answers":[{"question":"q9","value":{"a":"x","b":"y","a":"y"}}]}`,
		`{"format":1,"answers":[{"question":"q9","value":[{"b":{"a":1,"a":1}}]}]}`,
		`{"format":1,"labels":[{"record":"r","label":"L1"},{"record":"r","label":"L3"}]}`,
	} {
		if _, err := grading.Grade("00", anyWorld(1), []byte(wire)); !errors.Is(err, training.ErrInvalid) || !strings.Contains(err.Error(), "twice") {
			t.Errorf("%s: %v", wire, err)
		}
	}
}

// Forty thousand findings, all of them one account, and as many links that lead nowhere.
func TestLargeSubmission(t *testing.T) {
	facts := anyWorld(3)
	var s training.Submission
	for i := range 40_000 {
		f := named(fmt.Sprintf("f%d", i), "a0")
		s.Findings = append(s.Findings, f, linked(fmt.Sprintf("g%d", i), f.ID, fmt.Sprintf("p%d", i), f.ID))
	}
	if got := grade(t, facts, s).Components; got.Entities.P != "1.000" || got.Links.P != "0.000" || len(got.Links.FP) != 40_000 {
		t.Errorf("entities %s, links %s", got.Entities.P, got.Links.P)
	}
}

func TestEncodeIsStable(t *testing.T) {
	facts := anyWorld(5)
	s := anySubmission(5, facts)
	a, err := grade(t, facts, s).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if b, _ := grade(t, facts, s).Encode(); string(a) != string(b) {
			t.Fatal("two runs differ")
		}
	}
	if strings.Contains(string(a), "null") {
		t.Errorf("null in %s", a)
	}
	empty, _ := grade(t, nil, training.Submission{ScenarioTime: day0}).Encode()
	const want = `{"format":1,"model":1,"truth_root":"00","submission_sha256":"`
	if !strings.HasPrefix(string(empty), want) || !strings.HasSuffix(string(empty), `","components":{},"innocents_named":[],"reasons":[]}`+"\n") {
		t.Errorf("%s", empty)
	}
}

func FuzzGrade(f *testing.F) {
	facts := anyWorld(7)
	wire, _ := anySubmission(7, facts).Encode()
	f.Add(wire)
	f.Add([]byte(`{"format":1}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := grading.Grade("00", facts, b)
		if err != nil {
			return
		}
		for path, v := range numbers(t, s) {
			if strings.Contains(path, ".calibration") || strings.HasSuffix(path, ".kappa") || strings.HasSuffix(path, ".tau") {
				continue
			}
			if v < "0.000" || v > "1.000" || len(v) != 5 {
				t.Errorf("%s is %s", path, v)
			}
		}
	})
}
