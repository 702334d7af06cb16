package courses

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"

	"github.com/osint-radar/academy/internal/markdown"
)

// Check returns everything that "radar check" has to say about a folder of
// courses: the faults for which [Load] refuses it, and those that a site can
// live with for a while: a stale translation, a lesson that leaves out a step, an
// answer without a reason, a word that is not ours.
func Check(fsys fs.FS, opt Options) (*Library, markdown.Faults) {
	lib, faults := load(fsys, opt)
	each(lib, func(l *Lesson) {
		if l.Stale() {
			faults.Add(l.file, 0, "the translation was made from revision %d; the source text is at %d", l.Revision, l.source().Revision)
		}
	})
	faults = append(faults, didactics(lib, opt.Terms)...)
	faults = append(faults, markdown.CheckProse(fsys)...)
	return lib, faults.Sorted()
}

// assess checks a module against its own promises: each outcome is assessed,
// the practical exists, the quiz follows its blueprint.
func (l *loader) assess(m *Module, blue []blueprint, file string, text []byte) {
	line := func(needle string) int {
		for i, s := range strings.Split(string(text), "\n") {
			if strings.Contains(s, needle) {
				return i + 1
			}
		}
		return 1
	}
	assessed := map[string]bool{}
	have := map[string]map[Kind]int{}
	for _, lesson := range m.Lessons {
		for _, e := range lesson.Exercises {
			for _, lo := range e.LO {
				assessed[lo] = true
			}
		}
		for _, q := range lesson.Questions {
			for _, lo := range q.LO {
				assessed[lo] = true
				if lesson.Kind == "quiz" {
					if have[lo] == nil {
						have[lo] = map[Kind]int{}
					}
					have[lo][q.Kind]++
				}
			}
		}
	}
	for _, o := range m.Outcomes {
		if !assessed[o.ID] {
			l.fault(file, line("id: "+o.ID), "the outcome %s is assessed by no question and no exercise", o.ID)
		}
	}
	if _, ok := l.lib.exercise[m.Practical]; m.Practical != "" && !ok {
		l.fault(file, line("practical:"), "the practical %s does not exist", m.Practical)
	}
	for _, b := range blue {
		if !m.hasOutcome(b.LO) {
			l.fault(file, line("lo: "+b.LO), "the blueprint names %s, which is no outcome", b.LO)
		}
		if want, got := tally(b.Items), tally(have[b.LO]); want != got {
			l.fault(file, line("lo: "+b.LO), "the blueprint wants %s of %s, the quiz has %s", want, b.LO, got)
		}
	}
}

func tally(items map[Kind]int) string {
	kinds := make([]string, 0, len(items))
	for k, n := range items {
		if n > 0 {
			kinds = append(kinds, fmt.Sprintf("%d %s", n, k))
		}
	}
	sort.Strings(kinds)
	if len(kinds) == 0 {
		return "none"
	}
	return strings.Join(slices.Clip(kinds), ", ")
}
