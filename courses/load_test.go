package courses

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestFaults(t *testing.T) {
	q := func(head, body string) string { return ":::question{#m1-q1 lo=LO1 " + head + "}\n" + body + "\n:::\n" }
	for _, c := range []struct{ name, body, want string }{
		{"duplicate id", q("type=text", "S\n= a") + q("type=text", "S\n= a"), "c/m/01-lesson.md:16: the id m1-q1 stands already in c/m/01-lesson.md:12"},
		{"no type", q("", "S\n= a"), "c/m/01-lesson.md:12: there is no question type \"\"; there are single, multi,"},
		{"weight", q("type=multi", "S\n- [x] a {w=100}\n- [ ] b {w=-34}"), "c/m/01-lesson.md:15: w=-34 is not a weight that Moodle accepts; the nearest is -33.33333"},
		{"weights", q("type=multi", "S\n- [x] a {w=50}\n- [x] b {w=25}"), "c/m/01-lesson.md:12: the weights of the right answers of m1-q1 sum to 75, not 100"},
		{"two right", q("type=single", "S\n1. [x] a\n2. [x] b"), "c/m/01-lesson.md:12: the question m1-q1 has 2 right answers; mark one with [x]"},
		{"stray line", q("type=single", "S\n1. [x] a\n2. [ ] b\nwhat?"), "c/m/01-lesson.md:16: this line belongs to no answer; indent it by two spaces, or move it above the answers"},
		{"outcome", ":::question{#m1-q1 type=text lo=LO9}\nS\n= a\n:::\n" + q("type=text", "S\n= a"), "c/m/01-lesson.md:12: the module has no outcome LO9"},
		{"no lo", ":::question{#m1-q1 type=text}\nS\n= a\n:::\n", "c/m/01-lesson.md:12: the question m1-q1 does not say which outcome it assesses; add lo=LO1.1"},
		{"number", q("type=number", "S\n= many"), "c/m/01-lesson.md:14: \"many\" cannot be read; write = 42 ±1,"},
		{"same answer", q("type=single", "S\n1. [x] a\n2. [ ] a"), "c/m/01-lesson.md:12: the question m1-q1 has the answer \"a\" twice"},
		{"dead link", q("type=text", "S [x](m1-l7)\n= a"), "c/m/01-lesson.md:13: dead link \"m1-l7\": there is no lesson or page"},
		{"dead anchor", q("type=text", "S [x](m1-l1#gone)\n= a"), "c/m/01-lesson.md:13: dead link \"m1-l1#gone\": the page has no heading with that anchor"},
		{"picture", "![a](b.png)\n" + q("type=text", "S\n= a"), "c/m/01-lesson.md:12: picture \"b.png\": the file does not exist"},
		{"alt in option", q("type=single", "S\n1. [x] ![](a.png)\n2. [ ] b"), "c/m/01-lesson.md:14: the picture \"a.png\" has no alternative text"},
		{"flag", "It is [M].\n" + q("type=text", "S\n= a"), "c/m/01-lesson.md:12: the flag [M] is not cleared, but the file does not say legal_check: pending"},
		{"unassessed", "Text.\n", "c/m/module.yaml:6: the outcome LO1 is assessed by no question and no exercise"},
		{"solution", ":::solution{for=m1-q9 audience=trainer}\nS\n:::\n" + q("type=text", "S\n= a"), "c/m/01-lesson.md:12: the solution is for m1-q9, which is not on this page"},
		{"NUL", "a\x00\n", "c/m/01-lesson.md:12: holds a NUL byte; remove it"},
		{"UTF-8", "a\n\xc3(\n", "c/m/01-lesson.md:13: is not valid UTF-8 at column 1; save the file as UTF-8"},
		{"heading in question", q("type=text", "S\n## H\n= a"), "c/m/01-lesson.md:14: a question has no headings"},
		{"prose", "Ask your teacher.\n" + q("type=text", "S\n= a"), "c/m/01-lesson.md:12: the word \"teacher\" is not used for people; write trainer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := Check(tiny(c.body), Options{})
			for _, f := range faults {
				if strings.HasPrefix(f.String(), c.want) {
					return
				}
			}
			t.Errorf("want %s\ngot  %v", c.want, faults)
		})
	}
}

func TestFaultsOfFiles(t *testing.T) {
	good := ":::question{#m1-q1 type=text lo=LO1}\nS\n= a\n:::\n"
	front := func(old, fresh string) string { return strings.Replace(tinyFront, old, fresh, 1) + good }
	for _, c := range []struct{ name, file, text, want string }{
		{"unknown key", "c/m/01-lesson.md", front("mode:", "colour: red\nmode:"), "c/m/01-lesson.md:7: unknown key colour"},
		{"malformed", "c/course.yaml", "id: [c\n", "c/course.yaml:2: did not find expected ',' or ']'"},
		{"mode", "c/m/01-lesson.md", front("self", "alone"), `c/m/01-lesson.md:7: there is no mode "alone"; there are self live f2f range`},
		{"requires", "c/m/01-lesson.md", front("mode:", "requires: [m1-l9]\nmode:"), "c/m/01-lesson.md:7: requires names m1-l9, which does not exist"},
		{"module", "c/course.yaml", "id: c\ntitle: C\nlang: en\nlaw_as_of: 2026-11-23\nmodules: [m1, m2]\n", "c/course.yaml:5: the module m2 has no folder with a module.yaml"},
		{"name", "c/m/lesson.md", tinyFront, "c/m/lesson.md: a lesson's file is named like 01-the-phenomenon.md or 01-the-phenomenon.ro.md"},
		{"translation", "c/m/01-lesson.ro.md", strings.Replace(front("lang: en", "lang: ro"), "source_rev: 2", "source_rev: 1", 1), "c/m/01-lesson.ro.md: the translation was made from revision 1; the source text is at 2"},
		{"translated answers", "c/m/01-lesson.ro.md", strings.Replace(front("lang: en", "lang: ro"), "= a", "= a\n= b", 1) + good, "c/m/01-lesson.ro.md: the translation has 2 questions, the source text 1"},
		{"blueprint", "c/m/module.yaml", "id: m1\ntitle: M\nlaw_as_of: 2026-11-23\noutcomes:\n  - {id: LO1, text: Tell}\nblueprint:\n  - {lo: LO1, items: {text: 2}}\n", "c/m/module.yaml:7: the blueprint wants 2 text of LO1, the quiz has none"},
		{"rubric", "c/m/module.yaml", "id: m1\ntitle: M\nlaw_as_of: 2026-11-23\noutcomes:\n  - {id: LO1, text: Tell}\nrubric:\n  - {criterion: C1, weight: 90}\n", "c/m/module.yaml:6: the weights of the rubric sum to 90, not 100"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := tiny(good)
			fsys[c.file] = &fstest.MapFile{Data: []byte(c.text)}
			_, faults := Check(fsys, Options{})
			for _, f := range faults {
				if f.String() == c.want {
					return
				}
			}
			t.Errorf("want %s\ngot  %v", c.want, faults)
		})
	}
}

func TestTranslationsShareAnswers(t *testing.T) {
	fsys := tiny(":::question{#m1-q1 type=match lo=LO1}\nS\n- a -> x\n- b -> y\n:::\n")
	ro := strings.Replace(strings.Replace(tinyFront, "lang: en", "lang: ro", 1), "title: L", "title: RO", 1)
	fsys["c/m/01-lesson.ro.md"] = &fstest.MapFile{Data: []byte(ro + ":::question{#m1-q1 type=match lo=LO1}\nS\n- unu -> ics\n- doi -> igrec\n:::\n")}
	lib, err := Load(fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	l, _ := lib.Lesson("m1-l1")
	other, ok := l.In("ro")
	if !ok || other.Title != "RO" || other.Stale() {
		t.Fatalf("the translation: %+v", other)
	}
	if _, ok := l.In("sk"); ok {
		t.Error("there is no Slovak text")
	}
	key, _ := l.Questions[0].Key()
	if r, err := other.Questions[0].Score(key); err != nil || !r.Correct {
		t.Errorf("an answer given in one language scores %v in the other: %v", r.Fraction, err)
	}
}

func TestOpenFollowsTheFolderAndKeepsTheLastGood(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, "courses", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	good := tiny(":::question{#m1-q1 type=text lo=LO1}\nS\n= a\n:::\n")
	for name := range maps.Keys(good) {
		write(name, string(good[name].Data))
	}
	clock := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	live, err := Open(dir, func() time.Time { return clock }, Options{})
	if err != nil {
		t.Fatal(err)
	}
	write("c/m/01-lesson.md", string(good["c/m/01-lesson.md"].Data)+"\nNew.\n")
	clock = clock.Add(time.Second)
	l, _ := live.Get().Lesson("m1-l1")
	if !bytes.Contains(l.Body.Plain, []byte("New.")) {
		t.Error("the change is not seen")
	}
	write("c/m/01-lesson.md", "broken")
	clock = clock.Add(time.Second)
	if _, ok := live.Get().Lesson("m1-l1"); !ok || live.Err() == nil || !strings.Contains(live.Err().Error(), "c/m/01-lesson.md:1: has no front matter") {
		t.Errorf("after a broken change: %v", live.Err())
	}
}

func TestProgress(t *testing.T) {
	lib, err := Load(tiny(":::question{#m1-q1 type=text lo=LO1 points=3}\nS\n= a\n:::\n:::question{#m1-q2 type=text lo=LO1}\nS\n= a\n:::\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	l, _ := lib.Lesson("m1-l1")
	one, both := map[string]Result{"m1-q1": {Points: 3}}, map[string]Result{"m1-q1": {Points: 0}, "m1-q2": {Points: 1}}
	for _, c := range []struct {
		kind    string
		results map[string]Result
		want    Progress
	}{
		{"lesson", one, Progress{2, 1, 3, 4, false}},
		{"lesson", both, Progress{2, 2, 1, 4, true}},
		{"quiz", both, Progress{2, 2, 1, 4, false}}, // 25 % of a cut of 70 %
		{"quiz", map[string]Result{"m1-q1": {Points: 3}, "m1-q2": {Points: 0}}, Progress{2, 2, 3, 4, true}},
	} {
		l.Kind = c.kind
		if got := l.Progress(true, c.results); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.kind, got, c.want)
		}
	}
	l.Kind = "lesson"
	if l.Progress(false, both).Done {
		t.Error("a lesson that was never opened is not done")
	}
}
