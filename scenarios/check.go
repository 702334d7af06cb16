package scenarios

import (
	"slices"
	"strings"

	"github.com/osint-radar/academy/internal/markdown"
	"github.com/osint-radar/academy/simulator"
)

// check looks at a scenario as a whole: what its files say of each other and of
// the world that the simulator can make.
func (l *loader) check() {
	known, ok := simulator.Known(l.s.ID)
	if !ok {
		l.fault("scenario.yaml", 1, "the simulator has no world for %q", l.s.ID)
		return
	}
	for _, c := range l.s.spec.Cast {
		if !slices.Contains(known.Roles, c.Name) {
			l.fault("scenario.yaml", l.line("scenario.yaml", "role: "+c.Name), "cast: no role %q; known are %s", c.Name, strings.Join(known.Roles, ", "))
		}
	}
	for _, v := range l.s.Variants {
		file := "variants/" + v.ID + ".yaml"
		for slot := range v.names {
			if !slices.Contains(known.Slots, slot) {
				l.fault(file, l.line(file, slot+":"), "names: no slot %q; known are %s", slot, strings.Join(known.Slots, ", "))
			}
		}
	}
	for _, q := range l.s.Questions {
		if q.query != "" && !slices.Contains(known.Queries, q.query) {
			l.fault("questions.yaml", l.line("questions.yaml", "id: "+q.ID), "question %s: no query %q; known are %s", q.ID, q.query, strings.Join(known.Queries, ", "))
		}
	}
	for _, in := range l.s.Injects {
		if in.Effect != "" && !slices.Contains(known.Effects, in.Effect) {
			l.fault("injects.yaml", l.line("injects.yaml", "effect: "+in.Effect), "inject %s: no effect %q; known are %s", in.ID, in.Effect, strings.Join(known.Effects, ", "))
		}
		for _, code := range in.Score {
			if !codeKnown(code) {
				l.fault("injects.yaml", l.line("injects.yaml", "id: "+in.ID), "inject %s: no criterion %q; want C1 to C12", in.ID, code)
			}
		}
	}
	if open := markdown.Uncleared(l.s.Legal.Flags); len(open) > 0 && markdown.KeyLine(l.text["scenario.yaml"], "legal_check") == 0 {
		l.fault("scenario.yaml", 1, "%d statements are marked [M] or [OPEN]; add \"legal_check: pending\"", len(open))
	}
	for _, v := range l.s.Variants {
		spec, err := l.s.Spec(v.ID)
		if err == nil {
			err = simulator.Check(spec)
		}
		if err != nil {
			for _, msg := range strings.Split(err.Error(), "\n") {
				field, _, _ := strings.Cut(msg, ": ")
				file, line := l.place(field)
				l.fault(file, line, "%s", msg)
			}
			return
		}
	}
}

// place is where a field of the spec stands: clock.days and the role of cast.satire
// in scenario.yaml, effects and questions in files of their own.
func (l *loader) place(field string) (file string, line int) {
	part, name, _ := strings.Cut(field, ".")
	switch part {
	case "effects":
		return "injects.yaml", l.line("injects.yaml", "effect: "+name)
	case "questions":
		return "questions.yaml", l.line("questions.yaml", "id: "+name)
	}
	text := l.text["scenario.yaml"]
	top := markdown.KeyLine(text, part)
	for i, s := range lines(text) {
		switch {
		case i < top || top == 0:
		case name != "" && (strings.HasPrefix(strings.TrimLeft(s, " "), name+":") || strings.Contains(s, "role: "+name+",")):
			return "scenario.yaml", i + 1
		case !strings.HasPrefix(s, " "):
			return "scenario.yaml", top
		}
	}
	return "scenario.yaml", max(top, 1)
}

// codeKnown says whether a code is in the common rubric library.
func codeKnown(code string) bool {
	return slices.Contains([]string{"C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12"}, code)
}

func lines(text []byte) []string { return strings.Split(string(text), "\n") }
