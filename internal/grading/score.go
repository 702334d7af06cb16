package grading

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// Model is the version of the scoring rules in the package comment.
const Model = 1

// Score is the automatic part of a result, in the form of formats.md §4.
type Score struct {
	Format           int        `json:"format"` // 1
	Model            int        `json:"model"`
	TruthRoot        string     `json:"truth_root"`
	SubmissionSHA256 string     `json:"submission_sha256"` // of the bytes handed in
	Components       Components `json:"components"`
	InnocentsNamed   []Innocent `json:"innocents_named"`
	Reasons          []Reason   `json:"reasons"`
}

// Components is the score vector; it is shown, never summed. A component
// without items is absent.
type Components struct {
	Entities    *Entities    `json:"entities,omitempty"`
	Links       *PRF         `json:"links,omitempty"`
	Timeline    *Timeline    `json:"timeline,omitempty"`
	Money       *Money       `json:"money,omitempty"`
	Labels      *Labels      `json:"labels,omitempty"`
	Answers     *Answers     `json:"answers,omitempty"`
	Grading     *Sources     `json:"grading,omitempty"`
	Calibration *Calibration `json:"calibration,omitempty"`
	Evidence    *Evidence    `json:"evidence,omitempty"`
}

// Innocent is a lookalike whom the team named.
type Innocent struct {
	Fact     string   `json:"fact"`
	Name     string   `json:"name"` // its first identifier
	Findings []string `json:"findings"`
}

// Reason says in words why a finding, or a fact that was missed, counts as it does.
type Reason struct {
	Component string `json:"component"`
	Finding   string `json:"finding,omitempty"` // finding id, question id or record
	Fact      string `json:"fact,omitempty"`
	Text      string `json:"text"`
}

// Encode returns the one byte form of a score: keys in the order of the
// struct, no HTML escapes, a final line feed.
func (s Score) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return nil, fmt.Errorf("encode score: %w", err)
	}
	return b.Bytes(), nil
}

// verdict is what became of one claim; several components read it.
type verdict struct {
	finding  string // finding id, or question id
	word     string
	evidence []string
	credit   *big.Rat
	fact     *truth.Fact // what it was credited for, nil for none
	graded   bool        // counts in the evidence component
}

// grader holds one run of Grade.
type grader struct {
	facts    []truth.Fact
	sub      training.Submission
	byID     map[string]training.SubmissionFinding
	people   people
	verdicts []verdict
	reasons  []Reason
}

// Grade scores wire, the bytes of a submission (formats.md §3), against the
// facts of a dataset whose truth has that Merkle root (hex). It fails only on a
// submission that is not in the wire form. A submission made for another
// scenario or variant is scored all the same: it will match next to nothing.
func Grade(root string, facts []truth.Fact, wire []byte) (Score, error) {
	sub, err := training.DecodeSubmission(wire)
	if err != nil {
		return Score{}, err
	}
	if err := statedOnce(sub); err != nil {
		return Score{}, err
	}
	facts = claimable(facts)
	slices.SortStableFunc(facts, func(a, b truth.Fact) int { return compareIDs(a.ID, b.ID) })
	g := &grader{facts: facts, sub: sub, byID: map[string]training.SubmissionFinding{}, people: matchPeople(facts, sub.Findings)}
	for _, f := range sub.Findings {
		g.byID[f.ID] = f
	}
	s := Score{Format: 1, Model: Model, TruthRoot: root, SubmissionSHA256: training.Digest(wire)}
	c := &s.Components
	c.Entities = g.entities()
	c.Links = g.links()
	c.Timeline = g.timeline()
	c.Money = g.money()
	labels := g.labels()
	if labels != nil {
		c.Labels = &labels.Labels
	}
	c.Answers = g.answers(labels)
	c.Grading = g.sources()
	c.Calibration = g.calibration()
	c.Evidence = g.evidence()
	s.InnocentsNamed = g.innocents()
	slices.SortStableFunc(g.reasons, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(rank(a.Component), rank(b.Component)), compareIDs(a.Finding, b.Finding), compareIDs(a.Fact, b.Fact))
	})
	s.Reasons = filled(g.reasons)
	return s, nil
}

// claimable are the facts without those that only tell where rows come from,
// of which a large world has thousands.
func claimable(facts []truth.Fact) []truth.Fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f truth.Fact) bool { return f.OfRow() })
}

// statedOnce refuses two answers to one question, two values for one key of an
// answer and two labels for one record: which of them counts would depend on
// their order.
func statedOnce(sub training.Submission) error {
	seen := map[string]bool{}
	for i, a := range sub.Answers {
		if seen["q "+a.Question] {
			return training.Invalid(fmt.Sprintf("answers[%d].question", i), fmt.Sprintf("%q is answered twice", a.Question), "one answer to each question")
		}
		seen["q "+a.Question] = true
		if key, again := repeated(json.NewDecoder(bytes.NewReader(a.Value))); again {
			return training.Invalid(fmt.Sprintf("answers[%d].value", i), fmt.Sprintf("says twice what belongs to %q", key), "each key once")
		}
	}
	for i, l := range sub.Labels {
		if seen["r "+l.Record] {
			return training.Invalid(fmt.Sprintf("labels[%d].record", i), fmt.Sprintf("%q is labelled twice", l.Record), "one label for each record")
		}
		seen["r "+l.Record] = true
	}
	return nil
}

// repeated reads one JSON value and returns a key that stands in an object twice.
func repeated(d *json.Decoder) (string, bool) {
	t, _ := d.Token() // the submission was decoded: it is whole
	open, nested := t.(json.Delim)
	if !nested {
		return "", false
	}
	seen := map[json.Token]bool{}
	for d.More() {
		if open == '{' {
			key, _ := d.Token()
			if seen[key] {
				return fmt.Sprint(key), true
			}
			seen[key] = true
		}
		if key, again := repeated(d); again {
			return key, true
		}
	}
	_, _ = d.Token() // the closing one
	return "", false
}

func rank(component string) int {
	return slices.Index([]string{"entities", "links", "timeline", "money", "labels", "answers", "grading", "calibration", "evidence"}, component)
}

func (g *grader) because(component, finding, fact, format string, args ...any) {
	g.reasons = append(g.reasons, Reason{Component: component, Finding: finding, Fact: fact, Text: fmt.Sprintf(format, args...)})
}

// missed gives the reasons for facts that nobody claimed.
func (g *grader) missed(component string, t *tally, what func(f *truth.Fact) string) {
	for _, id := range t.fn {
		i := slices.IndexFunc(g.facts, func(f truth.Fact) bool { return f.ID == id })
		g.because(component, "", id, "missed: %s", what(&g.facts[i]))
	}
}

// innocents lists the lookalikes that were named, whatever type they were given.
func (g *grader) innocents() []Innocent {
	out := []Innocent{}
	for _, t := range g.people.truth {
		if !t.fact.Innocent {
			continue
		}
		var ids []string
		for _, c := range g.people.claims {
			if !c.cleared && (t.peer == c || c.peer == nil && strongWeight(t, c) > 0) {
				ids = append(ids, c.ids...)
			}
		}
		if len(ids) > 0 {
			slices.SortFunc(ids, compareIDs)
			out = append(out, Innocent{Fact: t.id(), Name: t.name(), Findings: ids})
		}
	}
	return out
}
