package grading_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// Two accounts and one link of the truth; what one claimed link earns.
func TestLinkCredit(t *testing.T) {
	for _, c := range []struct {
		truth, claim string
		reversed     bool
		want         string // precision
	}{
		{"administers", "administers", false, "1.000"},
		{"administers", "administers", true, "0.000"},
		{"administers", "operates", false, "0.500"},
		{"administers", "controls", false, "0.500"},
		{"administers", "supplies", false, "0.000"},
		{"pays", "receives", true, "1.000"},
		{"pays", "receives", false, "0.000"},
		{"pays", "transacts", true, "0.500"},
		{"alias_of", "alias_of", true, "1.000"},
		{"same_image_as", "same_image_as", true, "1.000"},
		{"works_for", "recruits", false, "0.000"},
	} {
		facts := []truth.Fact{account("a"), account("b"), link("l", "a", c.truth, "b")}
		from, to := "f1", "f2"
		if c.reversed {
			from, to = to, from
		}
		s := training.Submission{Findings: []training.SubmissionFinding{named("f1", "a"), named("f2", "b"), linked("f3", from, c.claim, to)}}
		if got := grade(t, facts, s).Components.Links; got.P != c.want || got.R != c.want {
			t.Errorf("%s claimed as %s (reversed %v): P %s R %s, want %s", c.truth, c.claim, c.reversed, got.P, got.R, c.want)
		}
	}
}

// The better of two claims about one link is credited, and the other is wrong;
// the same claim twice is one claim.
func TestLinkCreditedOnce(t *testing.T) {
	facts := []truth.Fact{account("a"), account("b"), link("l", "a", "administers", "b")}
	s := training.Submission{Findings: []training.SubmissionFinding{
		named("f1", "a"), named("f2", "b"), named("f3", "a"),
		linked("f4", "f1", "operates", "f2"), linked("f5", "f1", "administers", "f2"), linked("f6", "f3", "administers", "f2"),
	}}
	got := grade(t, facts, s).Components
	if d := cmp.Diff([]string{"f5"}, got.Links.TP); d != "" || got.Links.P != "0.500" || got.Links.R != "1.000" {
		t.Errorf("%+v", got.Links)
	}
	if got.Entities.P != "1.000" {
		t.Errorf("an account noted twice: %+v", got.Entities)
	}
}

// Strong identifiers come before names, names match across scripts, and one
// claim matches one person only.
func TestMatchingByName(t *testing.T) {
	person := func(id, name string, more ...truth.Selector) truth.Fact {
		return truth.Fact{ID: id, Kind: truth.Entity, Type: "person", Difficulty: 1, VisibleFrom: day0, Selectors: append([]truth.Selector{{Kind: "name", Value: name}}, more...)}
	}
	facts := []truth.Fact{person("p1", "Mirela Dost"), person("p2", "Mirela Dost", truth.Selector{Kind: "phone", Value: "+40700000001"}), person("p3", "Ardit Kolm")}
	claim := func(id string, sel ...training.Selector) training.SubmissionFinding {
		return training.SubmissionFinding{ID: id, Kind: "entity", Type: "person", Selectors: sel}
	}
	s := training.Submission{Findings: []training.SubmissionFinding{
		claim("f1", training.Selector{Kind: "phone", Value: "0040 700 000 001"}),
		claim("f2", training.Selector{Kind: "name", Value: "ДОСТ, Мирела"}),
		claim("f3", training.Selector{Kind: "name", Value: "Ina Veresh"}),
	}}
	got := grade(t, facts, s)
	want := map[string]string{"f1": "p2", "f2": "p1", "f3": "", "": "p3"}
	for _, r := range got.Reasons {
		if w, ok := want[r.Finding]; !ok || w != r.Fact {
			t.Errorf("%+v", r)
		}
	}
	if got.Components.Entities.P != "0.667" || got.Components.Entities.R != "0.667" {
		t.Errorf("%+v", got.Components.Entities)
	}
}

// Recall weighs by difficulty; what is not yet visible leaves it.
func TestWeightsAndRelease(t *testing.T) {
	a, b, later := account("a"), account("b"), account("c")
	a.Difficulty, b.Difficulty, later.Difficulty = 1, 4, 5
	later.VisibleFrom = day0.AddDate(0, 0, 10)
	s := training.Submission{ScenarioTime: day0.AddDate(0, 0, 9), Findings: []training.SubmissionFinding{named("f1", "b")}}
	if got := grade(t, []truth.Fact{a, b, later}, s).Components.Entities; got.R != "0.800" || len(got.FN) != 1 {
		t.Errorf("before release: %+v", got)
	}
	s.ScenarioTime = day0.AddDate(0, 0, 10)
	if got := grade(t, []truth.Fact{a, b, later}, s).Components.Entities; got.R != "0.400" {
		t.Errorf("after release: %+v", got)
	}
	s.ScenarioTime = day0.AddDate(0, 0, 9)
	s.Findings = []training.SubmissionFinding{named("f1", "c")}
	if got := grade(t, []truth.Fact{a, b, later}, s).Components.Entities; got.P != "1.000" || got.R != "0.000" {
		t.Errorf("guessed ahead: %+v", got)
	}
}

// B-cubed of Bagga and Baldwin's kind, worked by hand. Truth: {a b c} {d e}. The team: a-b, c-d.
// Precision: a 1, b 1, c 1/2, d 1/2 -> 3/4. Recall: a 2/3, b 2/3, c 1/3, d 1/2, e not named 0 -> 13/30.
func TestAliasesBCubed(t *testing.T) {
	facts := []truth.Fact{
		account("a"), account("b"), account("c"), account("d"), account("e"),
		link("l1", "a", "alias_of", "b"), link("l2", "b", "alias_of", "c"), link("l3", "d", "alias_of", "e"),
	}
	s := training.Submission{Findings: []training.SubmissionFinding{
		named("f1", "a"), named("f2", "b"), named("f3", "c"), named("f4", "d"),
		{ID: "f5", Kind: "alias", Subject: "f2", Object: "f1"},
		linked("f6", "f3", "alias_of", "f4"),
	}}
	got := grade(t, facts, s).Components.Entities.Aliases
	if got == nil || got.P != "0.750" || got.R != "0.433" || got.F1 != "0.549" {
		t.Errorf("%+v", got)
	}
}

func TestTimelineCredit(t *testing.T) {
	event := func(id, at string) truth.Fact {
		return truth.Fact{ID: id, Kind: truth.Event, Type: "advert", Subject: "a", Object: at, VisibleFrom: day0}
	}
	for claimed, want := range map[string]string{
		"2026-02-03T10:10:00Z": "1.000", // at the tolerance
		"2026-02-03T10:20:00Z": "0.500", // half way to three tolerances
		"2026-02-03T09:35:00Z": "0.250",
		"2026-02-03T10:30:00Z": "0.000",
		"2026-02-04T10:00:00Z": "0.000",
	} {
		at, _ := time.Parse(time.RFC3339, claimed)
		s := training.Submission{Findings: []training.SubmissionFinding{named("f1", "a"), {ID: "f2", Kind: "event", Type: "advert", Subject: "f1", At: at}}}
		if got := grade(t, []truth.Fact{account("a"), event("e", "2026-02-03T10:00:00Z/10m0s")}, s).Components.Timeline; got.P != want || got.R != want {
			t.Errorf("%s: %+v, want %s", claimed, got, want)
		}
	}
	// Kendall's tau-b with a tie, from the definition: pairs 3, concordant 2, one tie on one side: 2/√6.
	h := func(n int) time.Time { return day0.Add(time.Duration(n) * time.Hour) }
	tau, ok := grading.KendallTauB([]time.Time{h(1), h(2), h(3)}, []time.Time{h(1), h(2), h(2)})
	if !ok || grading.Decimal(tau, 3) != "0.816" {
		t.Errorf("tau-b %v", tau)
	}
	if tau, _ := grading.KendallTauB([]time.Time{h(1), h(2), h(3)}, []time.Time{h(3), h(2), h(1)}); grading.Decimal(tau, 3) != "-1.000" {
		t.Errorf("reversed: %v", tau)
	}
}

func TestMoneyTrail(t *testing.T) {
	wallet := func(id string) truth.Fact {
		return truth.Fact{ID: id, Kind: truth.Entity, Type: "wallet", Difficulty: 1, VisibleFrom: day0, Selectors: []truth.Selector{{Kind: "wallet", Value: id}}}
	}
	claim := func(id, w string) training.SubmissionFinding {
		return training.SubmissionFinding{ID: id, Kind: "entity", Type: "wallet", Selectors: []training.Selector{{Kind: "wallet", Value: w}}}
	}
	facts := []truth.Fact{
		wallet("w1"), wallet("w2"), wallet("w3"),
		{ID: "h1", Kind: truth.Hop, Subject: "w1", Object: "w2", TxID: "aa", Vout: 1, AmountSat: 300, VisibleFrom: day0},
		{ID: "h2", Kind: truth.Hop, Subject: "w2", Object: "w3", TxID: "bb", AmountSat: 100, VisibleFrom: day0},
		{ID: "h3", Kind: truth.Hop, Subject: "w3", Predicate: "ends", VisibleFrom: day0},
	}
	vout := func(n int) *int { return &n }
	base := []training.SubmissionFinding{claim("f1", "w1"), claim("f2", "w2"), claim("f3", "w3")}
	for _, c := range []struct {
		name     string
		hop      training.SubmissionFinding
		p, value string
	}{
		{"whole", training.SubmissionFinding{Subject: "f1", Object: "f2", TxID: "AA", Vout: vout(1)}, "1.000", "0.750"},
		{"transaction alone", training.SubmissionFinding{TxID: "aa"}, "0.500", "0.375"},
		{"wallets alone", training.SubmissionFinding{Subject: "f2", Object: "f3"}, "0.500", "0.125"},
		{"one wallet and the transaction", training.SubmissionFinding{Subject: "f1", TxID: "aa"}, "0.500", "0.375"},
		{"wrong output", training.SubmissionFinding{Subject: "f1", Object: "f2", TxID: "aa", Vout: vout(0)}, "0.000", "0.000"},
		{"wrong wallet", training.SubmissionFinding{Subject: "f1", Object: "f3", TxID: "aa"}, "0.000", "0.000"},
		{"wrong way", training.SubmissionFinding{Subject: "f2", Object: "f1", TxID: "aa"}, "0.000", "0.000"},
		{"cannot be traced further", training.SubmissionFinding{Subject: "f3", Predicate: "ends"}, "1.000", "0.000"},
		{"stopped too early", training.SubmissionFinding{Subject: "f2", Predicate: "ends"}, "0.000", "0.000"},
	} {
		c.hop.ID, c.hop.Kind = "f9", "hop"
		got := grade(t, facts, training.Submission{Findings: append(append([]training.SubmissionFinding{}, base...), c.hop)}).Components.Money
		if got.P != c.p || got.ValueR != c.value {
			t.Errorf("%s: P %s value %s, want %s %s", c.name, got.P, got.ValueR, c.p, c.value)
		}
	}
}

// Six records by hand. Truth L1 L1 L1 L3 L3 L0, said L1 L1 L3 L3 L1 -. Per label: L0 0 0; L1 2/3 2/3;
// L3 1/2 1/2: macro P = R = 7/18, F1 7/18. Kappa over five: observed .6, expected (3·3+2·2)/25 = .52: 1/6.
func TestLabels(t *testing.T) {
	var facts []truth.Fact
	var s training.Submission
	said := []string{"L1", "L1", "L3", "L3", "L1", ""}
	for i, l := range []string{"L1", "L1", "L1", "L3", "L3", "L0"} {
		record := "microblog/statuses.jsonl#" + string(rune('0'+i))
		facts = append(facts, truth.Fact{ID: "x" + record, Kind: truth.Label, Subject: record, Object: l, VisibleFrom: day0})
		if said[i] != "" {
			s.Labels = append(s.Labels, training.SubmissionLabel{Record: record, Label: said[i]})
		}
	}
	s.Labels = append(s.Labels, training.SubmissionLabel{Record: "elsewhere", Label: "L3"})
	got := grade(t, facts, s).Components.Labels
	if got.P != "0.389" || got.R != "0.389" || got.F1 != "0.389" || got.Kappa != "0.167" || got.LawfulAsL3 != "0.250" || got.N != 6 || got.Labelled != 5 {
		t.Errorf("%+v", got)
	}
}

// The labels may come as the answer to their question.
func TestLabelsAsAnswer(t *testing.T) {
	facts := []truth.Fact{
		{ID: "l", Kind: truth.Label, Subject: "microblog/statuses.jsonl#1", Object: "L3", VisibleFrom: day0},
		{ID: "q5", Kind: truth.Answer, Subject: "q5", Predicate: "labels", Object: `{"microblog/statuses.jsonl#1":"L3"}`, VisibleFrom: day0},
	}
	s := training.Submission{Answers: []training.SubmissionAnswer{{Question: "q5", Value: json.RawMessage(`{"microblog/statuses.jsonl#1":"L3"}`)}}}
	if got := grade(t, facts, s).Components; got.Labels.F1 != "1.000" || got.Answers.Score != "1.000" {
		t.Errorf("%+v %+v", got.Labels, got.Answers)
	}
}

func TestAnswerKinds(t *testing.T) {
	for _, c := range []struct{ kind, want, got, credit string }{
		{"multiple", `["@a","@b","@c"]`, `["C","b","@A"]`, "1.000"},
		{"multiple", `["@a","@b","@c"]`, `["@a","@b","@c","@d"]`, "0.667"},
		{"multiple", `["@a","@b","@c"]`, `["@a","@x","@y"]`, "0.000"},
		{"multiple", `["@a","@b"]`, `["@a","@a"]`, "0.500"},
		{"multiple", `["@a"]`, `{"a":1}`, "0.000"},
		{"ordering", `["a","b","c","d"]`, `["a","b","c","d"]`, "1.000"},
		{"ordering", `["a","b","c","d"]`, `["a","b","d","c"]`, "0.667"},
		{"ordering", `["a","b","c","d"]`, `["d","c","b","a"]`, "0.000"},
		{"ordering", `["a","b","c","d"]`, `["a","b","c"]`, "0.000"},
		{"flag", `"00FF"`, `" 00ff "`, "1.000"},
		{"flag", `"00FF"`, `"00fe"`, "0.000"},
		{"short", `["Țară","land"]`, `"  tara "`, "1.000"},
		{"short", `"2026-02-03T10:15:00Z"`, `"2026-02-03 10:15 UTC"`, "1.000"},
		{"short", `"2026-02-03T10:15:42Z"`, `"2026-02-03T11:15:00+01:00"`, "1.000"},
		{"short", `"2026-02-03T10:15:00Z"`, `"2026-02-03T10:16:00Z"`, "0.000"},
		{"single", `"microblog/statuses.jsonl#12"`, `"microblog/statuses.jsonl#12"`, "1.000"},
		{"single", `17`, `"17"`, "1.000"},
		{"single", `"17"`, `["17","18"]`, "0.000"},
		{"numeric", `3`, `3`, "1.000"},
		{"numeric", `3`, `"3,0"`, "1.000"},
		{"numeric", `{"value":14,"tolerance":1}`, `14.9`, "1.000"},
		{"numeric", `{"value":14,"tolerance":1}`, `"15,1"`, "0.000"},
		{"numeric", `3`, `"three"`, "0.000"},
	} {
		facts := []truth.Fact{{ID: "a", Kind: truth.Answer, Subject: "q", Predicate: c.kind, Object: c.want, VisibleFrom: day0}}
		s := training.Submission{Answers: []training.SubmissionAnswer{{Question: "q", Value: json.RawMessage(c.got)}}}
		if got := grade(t, facts, s).Components.Answers; got.Score != c.credit {
			t.Errorf("%s %s answered %s: %s, want %s", c.kind, c.want, c.got, got.Score, c.credit)
		}
	}
}

// Verified and from the right surface: whole; verified elsewhere, altered or none: half.
func TestEvidenceCredit(t *testing.T) {
	facts := []truth.Fact{account("a")}
	item := func(v training.Verdict, record string) []training.SubmissionEvidence {
		return []training.SubmissionEvidence{{ID: "e1", Verdict: v, Record: record}}
	}
	for _, c := range []struct {
		name          string
		items         []training.SubmissionEvidence
		cite          []string
		share, credit string
	}{
		{"shown", item(training.VerifiedAsServed, "microblog/statuses.jsonl#4"), []string{"e1"}, "1.000", "1.000"},
		{"record unknown", item(training.VerifiedAsServed, ""), []string{"e1"}, "1.000", "1.000"},
		{"another surface", item(training.VerifiedAsServed, "infra/dns.jsonl#4"), []string{"e1"}, "0.000", "0.500"},
		{"altered", item(training.Altered, "microblog/statuses.jsonl#4"), []string{"e1"}, "0.000", "0.500"},
		{"not cited", item(training.VerifiedAsServed, "microblog/statuses.jsonl#4"), nil, "0.000", "0.500"},
	} {
		f := named("f1", "a")
		f.Evidence = c.cite
		got := grade(t, facts, training.Submission{Findings: []training.SubmissionFinding{f, named("f2", "nobody")}, Evidence: c.items}).Components.Evidence
		if got.Share != c.share || got.Credit != c.credit || got.Correct != 1 {
			t.Errorf("%s: %+v, want %s %s", c.name, got, c.share, c.credit)
		}
	}
}

// p = .97 right and .97 wrong: Brier (.0009 + .9409)/2 = .4709, bias .97 - .5.
func TestCalibration(t *testing.T) {
	a, b := named("f1", "a"), named("f2", "nobody")
	a.Word, b.Word = "almost certain", "almost certain"
	got := grade(t, []truth.Fact{account("a")}, training.Submission{Findings: []training.SubmissionFinding{a, b, named("f3", "x")}}).Components.Calibration
	want := &grading.Calibration{Brier: "0.471", N: 2, Bias: "0.470", FeedbackOnly: true, Table: []grading.WordRow{{Word: "almost certain", P: "0.970", N: 2, Right: 1}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
