package grading

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// Labels is the component of that name. The rates are macro averages over the
// labels that occur on either side. LawfulAsL3 is the share of truly lawful
// records (L0, L1) that the team labelled L3 or higher: the expensive error.
type Labels struct {
	P          string       `json:"p"`
	R          string       `json:"r"`
	F1         string       `json:"f1"`
	Kappa      string       `json:"kappa,omitempty"` // absent where it is undefined
	LawfulAsL3 string       `json:"lawful_as_l3,omitempty"`
	N          int          `json:"n"`        // records in the set
	Labelled   int          `json:"labelled"` // by the team
	PerLabel   []LabelScore `json:"per_label"`
}

// LabelScore is one label's part.
type LabelScore struct {
	Label string `json:"label"`
	P     string `json:"p"`
	R     string `json:"r"`
	F1    string `json:"f1"`
	N     int    `json:"n"` // in the truth
}

// gradeType marks label facts that hold a source grade, not a label.
const gradeType = "grade"

// labelling is the component with what the answers need of it.
type labelling struct {
	Labels
	f1 *big.Rat
}

// lawful says whether a record is truly L0 or L1. A label fact with a type has
// codes of its question's own, of which none means that.
func lawful(f *truth.Fact) bool { return f.Type == "" && (f.Object == "L0" || f.Object == "L1") }
func grave(label string) bool   { return label >= "L3" && label <= "L6" && len(label) == 2 }

func (g *grader) labels() *labelling {
	gold := map[string]*truth.Fact{}
	for i := range g.facts {
		if f := &g.facts[i]; f.Kind == truth.Label && f.Type != gradeType {
			gold[f.Subject] = f
		}
	}
	given := map[string]string{}
	for _, l := range g.stated() {
		if gold[l.Record] == nil {
			g.because("labels", l.Record, "", "is not in the set to be labelled: left out")
			continue
		}
		given[l.Record] = l.Label
	}
	for record, f := range gold {
		if _, ok := given[record]; !ok && !visible(f, g.sub.ScenarioTime) {
			delete(gold, record)
		}
	}
	if len(gold) == 0 {
		return nil
	}
	return g.macro(gold, given)
}

// stated are the labels of the submission: its list, or, where that is empty, the
// value {"record":"label"} of an answer to a question of kind labels.
func (g *grader) stated() []training.SubmissionLabel {
	if len(g.sub.Labels) > 0 {
		return g.sub.Labels
	}
	var out []training.SubmissionLabel
	for i := range g.facts {
		f := &g.facts[i]
		at := slices.IndexFunc(g.sub.Answers, func(a training.SubmissionAnswer) bool { return a.Question == f.Subject })
		if f.Kind != truth.Answer || f.Predicate != itemLabels || at < 0 {
			continue
		}
		var said map[string]string
		if json.Unmarshal(g.sub.Answers[at].Value, &said) != nil {
			g.because("labels", f.Subject, f.ID, "the answer is no table of records and labels")
			continue
		}
		for _, record := range slices.Sorted(maps.Keys(said)) {
			out = append(out, training.SubmissionLabel{Record: record, Label: said[record]})
		}
	}
	return out
}

func (g *grader) macro(gold map[string]*truth.Fact, given map[string]string) *labelling {
	type count struct{ tp, said, is int64 }
	counts := map[string]*count{}
	at := func(label string) *count {
		if counts[label] == nil {
			counts[label] = &count{}
		}
		return counts[label]
	}
	var a, b []int
	var lawfulN, lawfulWrong int64
	names := map[string]int{}
	number := func(label string) int {
		if _, ok := names[label]; !ok {
			names[label] = len(names)
		}
		return names[label]
	}
	for _, record := range slices.Sorted(maps.Keys(gold)) {
		f := gold[record]
		at(f.Object).is++
		said, ok := given[record]
		if lawful(f) {
			lawfulN++
			if ok && grave(said) {
				lawfulWrong++
			}
		}
		if !ok {
			g.because("labels", record, f.ID, "not labelled; it is %s", f.Object)
			continue
		}
		at(said).said++
		a, b = append(a, number(f.Object)), append(b, number(said))
		if said == f.Object {
			at(said).tp++
			continue
		}
		g.because("labels", record, f.ID, "labelled %s; it is %s", said, f.Object)
	}
	out := &labelling{Labels: Labels{N: len(gold), Labelled: len(given), PerLabel: []LabelScore{}}}
	p, r, f := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, label := range slices.Sorted(maps.Keys(counts)) {
		c := counts[label]
		lp, lr := over(frac(c.tp, 1), frac(c.said, 1)), over(frac(c.tp, 1), frac(c.is, 1))
		lf := f1(lp, lr)
		p, r, f = add(p, lp), add(r, lr), add(f, lf)
		out.PerLabel = append(out.PerLabel, LabelScore{Label: label, P: three(lp), R: three(lr), F1: three(lf), N: int(c.is)})
	}
	n := whole(len(counts))
	out.f1 = over(f, n)
	out.P, out.R, out.F1 = three(over(p, n)), three(over(r, n)), three(out.f1)
	if k, ok := Kappa(a, b, Unweighted); ok {
		out.Kappa = three(k)
	}
	if lawfulN > 0 {
		out.LawfulAsL3 = three(frac(lawfulWrong, lawfulN))
	}
	return out
}

// Sources is the component "grading": how well sources and information were graded.
type Sources struct {
	Score string `json:"score"`
	N     int    `json:"n"` // graded records
}

func (g *grader) sources() *Sources {
	sum, n := new(big.Rat), 0
	for i := range g.facts {
		f := &g.facts[i]
		if f.Kind != truth.Label || f.Type != gradeType || len(f.Object) < 2 {
			continue
		}
		at := slices.IndexFunc(g.sub.Evidence, func(e training.SubmissionEvidence) bool {
			return e.Record == f.Subject && e.SourceGrade+e.InfoGrade != ""
		})
		if at < 0 {
			if visible(f, g.sub.ScenarioTime) {
				n++
				g.because("grading", "", f.ID, "%s was not graded; %s would be right (%s)", f.Subject, f.Object, f.Predicate)
			}
			continue
		}
		n++
		e := g.sub.Evidence[at]
		credit := new(big.Rat)
		if e.Scheme == f.Predicate {
			if e.SourceGrade == f.Object[:1] {
				credit = add(credit, frac(1, 2))
			}
			if e.InfoGrade == f.Object[1:] {
				credit = add(credit, frac(1, 2))
			}
		}
		sum = add(sum, credit)
		g.because("grading", e.ID, f.ID, "graded %s%s (%s); right would be %s (%s)", e.SourceGrade, e.InfoGrade, e.Scheme, f.Object, f.Predicate)
	}
	if n == 0 {
		return nil
	}
	return &Sources{Score: three(over(sum, whole(n))), N: n}
}
