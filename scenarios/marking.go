package scenarios

import (
	"slices"

	"github.com/osint-radar/academy/internal/markdown"
)

func (l *loader) decisions() {
	const file = "decisions.yaml"
	var y []struct {
		ID        string   `yaml:"id"`
		Title     string   `yaml:"title"`
		At        string   `yaml:"at"`
		Situation string   `yaml:"situation"`
		Options   []Item   `yaml:"options"`
		Accepted  []string `yaml:"accepted"`
		Forms     []struct {
			ID       string   `yaml:"id"`
			Title    string   `yaml:"title"`
			Bases    []string `yaml:"bases"`
			Accepted []int    `yaml:"accepted"`
			Note     string   `yaml:"note"`
		} `yaml:"forms"`
	}
	if !l.yaml(file, &y) {
		return
	}
	for i, line := range lines(l.text[file]) {
		l.s.Legal.Flags = append(l.s.Legal.Flags, markdown.FlagsIn(line, i+1)...)
	}
	for _, d := range y {
		line := l.line(file, "id: "+d.ID)
		at, err := minutes(d.At)
		if err != nil {
			l.fault(file, line, "decision %s: %v", d.ID, err)
		}
		if _, twice := l.s.Decision(d.ID); twice || d.ID == "" {
			l.fault(file, line, "decision %q: wants an id of its own", d.ID)
		}
		out := Decision{ID: d.ID, Title: d.Title, At: at, Situation: d.Situation, Options: d.Options, accepted: d.Accepted}
		if d.Title == "" || d.Situation == "" || len(d.Options) < 2 || len(d.Accepted) == 0 {
			l.fault(file, line, "decision %s: wants a title, a situation, two options or more and those that are accepted", d.ID)
		}
		for _, a := range d.Accepted {
			if !out.Has(a) {
				l.fault(file, line, "decision %s: accepts %q, which is no option; it has %s", d.ID, a, out.OptionList())
			}
		}
		for _, f := range d.Forms {
			for _, a := range f.Accepted {
				if a < 0 || a >= len(f.Bases) {
					l.fault(file, line, "decision %s, form %s: accepts basis %d of %d (from 0)", d.ID, f.ID, a, len(f.Bases))
				}
			}
			out.Forms = append(out.Forms, Form{ID: f.ID, Title: f.Title, Bases: f.Bases, Note: f.Note, accepted: f.Accepted})
		}
		for _, id := range []string{"eu", "candidate"} {
			if f, ok := out.Form(id); !ok || len(f.Bases) < 2 || len(f.accepted) == 0 {
				l.fault(file, line, "decision %s: wants a form %q with legal bases and those that are accepted", d.ID, id)
			}
		}
		l.s.Decisions = append(l.s.Decisions, out)
	}
}

func (l *loader) rubric() {
	const file = "rubric.yaml"
	var y struct {
		Pass struct {
			Mean string `yaml:"mean"`
			Zero bool   `yaml:"zero"` // whether a criterion may be at 0
		} `yaml:"pass"`
		Criteria      []Criterion    `yaml:"criteria"`
		CriticalFails []CriticalFail `yaml:"critical_fails"`
	}
	if !l.yaml(file, &y) {
		return
	}
	sum, seen := 0, []string{}
	for _, c := range y.Criteria {
		sum += c.Weight
		if c.Code == "" || slices.Contains(seen, c.Code) || c.Name == "" {
			l.fault(file, l.line(file, "code: "+c.Code), "criterion %q: wants a code of its own and a name", c.Code)
		}
		seen = append(seen, c.Code)
		if len(c.Levels) != 4 {
			l.fault(file, l.line(file, "code: "+c.Code), "criterion %s: has %d levels, want four, from 0 to 3", c.Code, len(c.Levels))
		}
	}
	if sum != 100 {
		l.fault(file, l.line(file, "criteria:"), "the weights sum to %d, want 100", sum)
	}
	if len(y.CriticalFails) == 0 {
		l.fault(file, l.line(file, "critical_fails:"), "there are no critical fails")
	}
	l.s.Rubric = Rubric{Criteria: y.Criteria, CriticalFails: y.CriticalFails, PassMean: y.Pass.Mean}
}
