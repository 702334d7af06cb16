package courses

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/osint-radar/academy/internal/markdown"
)

const (
	wholeCase = ":::callout{type=case}\nIt went wrong.\n:::\n\n"
	wholeAsk  = ":::question{#m1-q%d type=single lo=LO1}\nS\n1. [x] a\n   > Yes.\n2. [ ] b\n   > No.\n:::\n\n"
)

// whole is a lesson without a fault.
func whole() string {
	ask := func(n string) string { return strings.ReplaceAll(wholeAsk, "%d", n) }
	return wholeCase + "## Activate\n\n" + ask("1") + ask("2") + "## Words\n\nText.\n\n## Show: a thing\n\nText.\n\n## Try\n\n" + ask("3") + "## Apply\n\nDo.\n\n## Transfer\n\nWrite.\n"
}

func TestDidactics(t *testing.T) {
	if _, faults := Check(tiny(whole()), Options{}); len(faults) > 0 {
		t.Fatalf("a whole lesson has faults:\n%v", faults)
	}
	const file = "c/m/01-lesson.md"
	for _, c := range []struct{ name, old, fresh, want string }{
		{"no case", wholeCase, "", file + `: the lesson opens without a case that went wrong; write :::callout{type=case} above "## Activate"`},
		{"a case further down", wholeCase + "## Activate\n\n", "## Activate\n\nText.\n\n" + wholeCase, file + `: the lesson opens without a case that went wrong; write :::callout{type=case} above "## Activate"`},
		{"long case", "It went wrong.", strings.Repeat("word ", 151), file + ": the case that went wrong has 151 words; 150 can be read in sixty seconds"},
		{"no show", "## Show: a thing", "## A thing", file + `: the lesson has no heading "## Show" in its place; a lesson goes Activate, Show, Try, Apply, Transfer`},
		{"order", "## Apply\n\nDo.\n\n## Transfer", "## Transfer\n\nDo.\n\n## Apply", file + `: the lesson has no heading "## Transfer" in its place; a lesson goes Activate, Show, Try, Apply, Transfer`},
		{"no question to try", "## Try\n\n", "Text.\n\n", file + `: the lesson has no heading "## Try" in its place; a lesson goes Activate, Show, Try, Apply, Transfer`},
		{"questions elsewhere", "## Activate\n\n", "## Activate\n\n## First\n\n", file + `: "Activate" has 0 questions, at least 2 are wanted`},
		{"no reason", "2. [ ] b\n   > No.", "2. [ ] b", file + `:18: the answer "b" of m1-q1 has no reason; write "> …" under it, indented`},
		{"a basis without reason", "type=single lo=LO1}\nS\n1. [x] a\n   > Yes.\n2. [ ] b\n   > No.", "type=decision lo=LO1}\nS\n1. [x] a\n   > Yes.\n2. [ ] b\n   > No.\n- [x] law", file + `:18: the answer "law" of m1-q1 has no reason; write "> …" under it, indented`},
		{"not explained", "type=single lo=LO1}\nS\n1. [x] a\n   > Yes.\n2. [ ] b\n   > No.", "type=match lo=LO1}\nS\n- a -> b\n- c -> d", file + `:18: the question m1-q1 is not explained; end it with a line "! …"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(whole(), c.old) {
				t.Fatalf("the lesson does not hold %q", c.old)
			}
			_, faults := Check(tiny(strings.Replace(whole(), c.old, c.fresh, 1)), Options{})
			for _, f := range faults {
				if f.String() == c.want {
					return
				}
			}
			t.Errorf("want %s\ngot  %v", c.want, faults)
		})
	}
}

func TestModuleIsTaught(t *testing.T) {
	fsys := tiny(whole())
	fsys["c/m/module.yaml"].Data = append(fsys["c/m/module.yaml"].Data, "  - {id: LO2, text: Show}\nkey_terms: [text, WARC]\n"...)
	quiz := strings.NewReplacer("m1-l1", "m1-quiz", "mode: self", "mode: self\nkind: quiz", "[LO1]", "[LO1, LO2]").Replace(tinyFront)
	fsys["c/m/02-quiz.md"] = &fstest.MapFile{Data: []byte(quiz + strings.NewReplacer("%d", "9", "lo=LO1", "lo=LO2").Replace(wholeAsk))}
	_, faults := Check(fsys, Options{Terms: []markdown.Term{{ID: "text", Forms: []string{"Text"}}}})
	want := `c/m/module.yaml: no lesson teaches the outcome LO2
c/m/module.yaml: the key term "WARC" stands in no lesson
c/m/module.yaml: the key term "WARC" is no head-word of the glossary`
	if got := faults.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
