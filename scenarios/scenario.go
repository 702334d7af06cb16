package scenarios

import (
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/markdown"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is one exercise: what the team reads, what happens when, what is
// asked, and how the work is marked.
type Scenario struct {
	ID       string // slug, "blue-lantern"
	Number   string // "S1"
	Title    string
	Lang     string
	Summary  string
	Stars    int // difficulty, 1 to 5
	Minutes  int // of scenario time
	Teamwork string
	Modules  []string
	Goals    []string
	Products []string
	Seats    []Seat
	Licence  string
	Legal    markdown.Legal
	Digest   string // SHA-256 over the scenario's files, hex

	Brief   markdown.HTML
	Mandate markdown.HTML

	Variants  []Variant
	Injects   []Inject // the full list, in order of time
	Questions []Question
	Decisions []Decision
	Rubric    Rubric

	course  []string
	trainer markdown.HTML
	archive []byte
	spec    world.Spec // without variant
}

// Trainer is the trainer's part: who is innocent, what to watch. It must not
// reach a trainee before the release.
func (s *Scenario) Trainer() markdown.HTML { return s.trainer }

// Seat is a role inside the team.
type Seat struct{ ID, Title, Task string }

// Variant is the disguise in which one team gets the case.
type Variant struct {
	ID, Title string
	names     map[string]string
}

// VariantList names the variants, for messages.
func (s *Scenario) VariantList() string {
	ids := make([]string, len(s.Variants))
	for i, v := range s.Variants {
		ids[i] = v.ID
	}
	return strings.Join(ids, ", ")
}

// Inject is something that happens to the team during the exercise.
type Inject struct {
	ID       string
	At       time.Duration // after the exercise opens, on the scenario clock
	Channel  string
	From     string
	Text     string
	Pressure string   // what it tempts to; trainers only
	Expected string   // what a good team does; trainers only
	Score    []string // criteria it bears on
	Effect   string   // what the world does then, "" for nothing
}

// Inject returns the inject with that id, of the full list.
func (s *Scenario) Inject(id string) (Inject, bool) {
	i := slices.IndexFunc(s.Injects, func(in Inject) bool { return in.ID == id })
	if i < 0 {
		return Inject{}, false
	}
	return s.Injects[i], true
}

// CourseInjects is the short list that the 120-hour course uses, in order of time.
func (s *Scenario) CourseInjects() []Inject {
	var out []Inject
	for _, in := range s.Injects {
		if slices.Contains(s.course, in.ID) {
			out = append(out, in)
		}
	}
	return out
}

// Question returns the question with that id.
func (s *Scenario) Question(id string) (Question, bool) {
	i := slices.IndexFunc(s.Questions, func(q Question) bool { return q.ID == id })
	if i < 0 {
		return Question{}, false
	}
	return s.Questions[i], true
}

// Decision is a point at which the team chooses, names its legal basis and
// gives a reason.
type Decision struct {
	ID        string
	Title     string
	At        time.Duration // from which it is shown, after the exercise opens
	Situation string
	Options   []Item
	Forms     []Form // the same task in the law of the team's State
	accepted  []string
}

// Form is a decision point's legal side: for Member States ("eu") and for
// candidate States ("candidate"), with equal points.
type Form struct {
	ID       string
	Title    string
	Bases    []string
	Note     string // shown after the release
	accepted []int
}

// Has says whether a choice is one of the options.
func (d Decision) Has(choice string) bool {
	return slices.ContainsFunc(d.Options, func(i Item) bool { return i.ID == choice })
}

// OptionList names the options, for messages.
func (d Decision) OptionList() string {
	ids := make([]string, len(d.Options))
	for i, o := range d.Options {
		ids[i] = o.ID
	}
	return strings.Join(ids, ", ")
}

// Form returns the legal side with that id, "eu" or "candidate".
func (d Decision) Form(id string) (Form, bool) {
	i := slices.IndexFunc(d.Forms, func(f Form) bool { return f.ID == id })
	if i < 0 {
		return Form{}, false
	}
	return d.Forms[i], true
}

// Accepted lists the choices that hold; for trainers, and for everybody after the release.
func (d Decision) Accepted() []string { return slices.Clone(d.accepted) }

// Accepted lists the legal bases that hold, by their place in Bases.
func (f Form) Accepted() []int { return slices.Clone(f.accepted) }

// Decision returns the decision point with that id.
func (s *Scenario) Decision(id string) (Decision, bool) {
	i := slices.IndexFunc(s.Decisions, func(d Decision) bool { return d.ID == id })
	if i < 0 {
		return Decision{}, false
	}
	return s.Decisions[i], true
}

// Rubric is how trainers mark: criteria with anchored levels, weights that sum
// to 100, and critical fails.
type Rubric struct {
	Criteria      []Criterion
	CriticalFails []CriticalFail
	PassMean      string // weighted mean that passes, decimal
}

// Criterion has four levels: 0 not shown, 1 developing, 2 competent, 3 proficient.
type Criterion struct {
	Code   string   `yaml:"code"`
	Weight int      `yaml:"weight"` // per cent
	Name   string   `yaml:"name"`
	Levels []string `yaml:"levels"`
}

// CriticalFail is what fails an exercise whatever else was good.
type CriticalFail struct {
	Code string `yaml:"code"`
	Text string `yaml:"text"`
}

// Has says whether a criterion is in the rubric.
func (r Rubric) Has(code string) bool {
	return slices.ContainsFunc(r.Criteria, func(c Criterion) bool { return c.Code == code })
}

// HasCriticalFail says whether a code is one of the critical fails.
func (r Rubric) HasCriticalFail(code string) bool {
	return slices.ContainsFunc(r.CriticalFails, func(c CriticalFail) bool { return c.Code == code })
}
