package courses

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/markdown"
)

// question loads one question through the whole loader.
func question(t *testing.T, head, body string) *Question {
	t.Helper()
	lib, faults := load(tiny(":::question{#m1-q1 lo=LO1 "+head+"}\n"+body+"\n:::\n"), Options{})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	q, _ := lib.Question("m1-q1")
	return q
}

// tiny is a course of one module and one lesson with the given body.
func tiny(body string) fstest.MapFS {
	return fstest.MapFS{
		"c/course.yaml":    {Data: []byte("id: c\ntitle: C\nlang: en\nlaw_as_of: 2026-11-23\nmodules: [m1]\n")},
		"c/m/module.yaml":  {Data: []byte("id: m1\ntitle: M\nlaw_as_of: 2026-11-23\ncut: 70\noutcomes:\n  - {id: LO1, text: Tell}\n")},
		"c/m/01-lesson.md": {Data: []byte(tinyFront + body)},
	}
}

const tinyFront = "---\nid: m1-l1\ntitle: L\nlang: en\nsource_rev: 2\nminutes: 5\nmode: self\ntrack: core\nlaw_as_of: 2026-11-23\noutcomes: [LO1]\n---\n"

// pick maps option texts to ids.
func pick(q *Question, texts ...string) []string {
	var out []string
	for _, text := range texts {
		for _, o := range append(append([]option{}, q.options...), append(q.bases, q.right...)...) {
			if o.text == text {
				out = append(out, o.id)
			}
		}
	}
	return out
}

func fraction(t *testing.T, q *Question, a Answer) float64 {
	t.Helper()
	r, err := q.Score(a)
	if err != nil {
		t.Fatalf("%+v: %v", a, err)
	}
	return r.Fraction
}

func TestScoreChoices(t *testing.T) {
	single := question(t, "type=single points=3", "S?\n1. [x] a\n   > yes\n2. [ ] b {w=33.33333}\n   > half\n3. [ ] c\n! Think.")
	for text, want := range map[string]float64{"a": 1, "b": .33333, "c": 0} {
		if got := fraction(t, single, Answer{Choices: pick(single, text)}); got != want {
			t.Errorf("single %s: %v, want %v", text, got, want)
		}
	}
	r, err := single.Score(Answer{Choices: pick(single, "b")})
	if err != nil {
		t.Fatal(err)
	}
	want := Result{Fraction: .33333, Points: .99999, General: "Think.", Remarks: []Remark{{pick(single, "b")[0], "b", false, "half\n"}}}
	r.Remarks[0].HTML = markdown.HTML(strings.TrimSpace(string(r.Remarks[0].HTML)) + "\n")
	if diff := cmp.Diff(want, r); diff != "" {
		t.Error(diff)
	}

	// Three right of five: each right one 1/3, each wrong one -1/3, never below 0.
	multi := question(t, "type=multi", "S?\n- [x] a\n- [x] b\n- [x] c\n- [ ] d\n- [ ] e")
	for texts, want := range map[string]float64{"a": .33333, "a b": .66667, "a b c": 1, "a b c d": .66667, "d e": 0, "a d": 0, "a b c d e": .33333} {
		if got := fraction(t, multi, Answer{Choices: pick(multi, strings.Fields(texts)...)}); got != want {
			t.Errorf("multi %s: %v, want %v", texts, got, want)
		}
	}
	weighted := question(t, "type=multi", "S?\n- [x] a {w=75}\n- [x] b {w=25}\n- [ ] c {w=-50}")
	for texts, want := range map[string]float64{"a": .75, "b": .25, "a b": 1, "a c": .25, "b c": 0} {
		if got := fraction(t, weighted, Answer{Choices: pick(weighted, strings.Fields(texts)...)}); got != want {
			t.Errorf("weighted %s: %v, want %v", texts, got, want)
		}
	}
}

func TestScoreOrderIsKendallsTau(t *testing.T) {
	q := question(t, "type=order", "S?\n1. a\n2. b\n3. c\n4. d")
	// tau of a permutation of four: (6 - 2*inversions) / 6.
	for texts, want := range map[string]float64{"a b c d": 1, "b a c d": .66667, "a b d c": .66667, "b a d c": .33333, "d c b a": 0, "a d c b": 0} {
		if got := fraction(t, q, Answer{Choices: pick(q, strings.Fields(texts)...)}); got != want {
			t.Errorf("order %s: %v, want %v", texts, got, want)
		}
	}
}

func TestScoreMatchAndLabel(t *testing.T) {
	q := question(t, "type=match", "S?\n- l1 -> r1\nl2 -> r2\n- l3 → r1\n-> none")
	id := func(s string) string { return pick(q, s)[0] }
	if got := fraction(t, q, Answer{Pairs: map[string]string{id("l1"): id("r1"), id("l2"): id("none"), id("l3"): id("r1")}}); got != .66667 {
		t.Errorf("match: %v, want two of three", got)
	}
	if f := q.Form("x"); len(f.Targets) != 3 || len(f.Choices) != 3 {
		t.Errorf("form: %d choices, %d targets; a right side used twice shows once", len(f.Choices), len(f.Targets))
	}

	// Twenty items rated yes or no: the textbook table 20/5/10/15 of Cohen's
	// kappa (n=50) gives observed .70, chance .50, kappa .40.
	var body strings.Builder
	body.WriteString("S?\n")
	rated := map[string]string{}
	cells := []struct {
		n        int
		key, got string
	}{{20, "Y", "Y"}, {5, "N", "Y"}, {10, "Y", "N"}, {15, "N", "N"}}
	for _, c := range cells {
		for i := range c.n {
			text := fmt.Sprintf("item %s%s%d", c.key, c.got, i)
			fmt.Fprintf(&body, "- [%s] %s\n", c.key, text)
			rated[text] = c.got
		}
	}
	lab := question(t, "type=label labels=Y,N positive=Y", body.String())
	pairs := map[string]string{}
	for text, got := range rated {
		pairs[pick(lab, text)[0]] = got
	}
	r, err := lab.Score(Answer{Pairs: pairs})
	if err != nil || r.Kappa != .4 || r.F1 != .72727 || r.Fraction != r.F1 { // 2*20/(40+5+10) = 40/55
		t.Errorf("label: kappa %v F1 %v %v", r.Kappa, r.F1, err)
	}
}

func TestScoreTyped(t *testing.T) {
	number := question(t, "type=number", "S?\n= 1234.5 ±0.5\n= 1000 ±10% {w=50}\n  > About.")
	for text, want := range map[string]float64{"1234.5": 1, "1,234.5": 1, "1.234,5": 1, "1 234,5": 1, "1234,9": 1, "1235.1": 0, "905": .5, "1,000": .5, "899": 0, "-1234.5": 0} {
		if got := fraction(t, number, Answer{Text: text}); got != want {
			t.Errorf("number %q: %v, want %v", text, got, want)
		}
	}
	text := question(t, "type=text", "S?\n= Europäische Ermittlungsanordnung\n= EIO\n= European Arrest Warrant {w=0}\n  > Another instrument.")
	for in, want := range map[string]float64{"europaische  ermittlungsanordnung": 1, "eio": 1, "E-I-O": 0, "ΕΙΟ": 0, "european arrest warrant": 0} {
		if got := fraction(t, text, Answer{Text: in}); got != want {
			t.Errorf("text %q: %v, want %v", in, got, want)
		}
	}
	r, err := text.Score(Answer{Text: "European arrest-warrant"})
	if err != nil || r.Remarks[0].Right || !strings.Contains(string(r.Remarks[0].HTML), "Another instrument.") {
		t.Errorf("a known wrong answer has its own feedback: %+v %v", r, err)
	}
	flag := question(t, "type=flag", "S?\n= 9F86D081884C7D659A2FEAA0C55AD015")
	for in, want := range map[string]float64{"9f86d081 884c7d65 9a2feaa0 c55ad015": 1, "9f86d081": 0} {
		if got := fraction(t, flag, Answer{Text: in}); got != want {
			t.Errorf("flag %q: %v, want %v", in, got, want)
		}
	}
	// Trieste 45.65, 13.77; Ljubljana 46.056, 14.505 is about 72 km away.
	spot := question(t, "type=hotspot", "S?\n= 45.65, 13.77 r=25km")
	for in, want := range map[string]float64{"45.65, 13.77": 1, "45.8,13.9": 1, "46.056, 14.505": 0} {
		if got := fraction(t, spot, Answer{Text: in}); got != want {
			t.Errorf("hotspot %q: %v, want %v", in, got, want)
		}
	}
	// One degree of longitude on the equator of a sphere of that radius.
	if got := metres(0, 0, 0, 1); math.Abs(got-6371009*math.Pi/180) > .001 {
		t.Errorf("one degree is %v m", got)
	}
}

func TestScoreDecision(t *testing.T) {
	q := question(t, "type=decision points=5", "S?\n1. [x] ask\n2. [ ] act\n- [x] law\n- [x] order\n- [ ] rumour")
	reason := "The order names one account only."
	for _, c := range []struct {
		choice, bases string
		want          float64
	}{{"ask", "law order", 1}, {"ask", "law", .8}, {"act", "law order", .4}, {"ask", "rumour", .6}, {"act", "rumour", 0}, {"ask", "law order rumour", .8}} {
		r, err := q.Score(Answer{Choices: pick(q, c.choice), Bases: pick(q, strings.Fields(c.bases)...), Text: reason})
		if err != nil || r.Fraction != c.want || !r.Pending {
			t.Errorf("%s/%s: %v pending %v %v, want %v", c.choice, c.bases, r.Fraction, r.Pending, err, c.want)
		}
	}
	for _, a := range []Answer{
		{Choices: pick(q, "ask"), Bases: pick(q, "law"), Text: "short"},
		{Choices: pick(q, "ask"), Text: reason},
		{Bases: pick(q, "law"), Text: reason},
	} {
		var bad AnswerError
		if _, err := q.Score(a); !errors.As(err, &bad) {
			t.Errorf("%+v: %v, want an AnswerError", a, err)
		}
	}
}

func TestReadRefusesWhatCannotBeScored(t *testing.T) {
	order := question(t, "type=order", "S?\n1. a\n2. b")
	ids := pick(order, "a", "b")
	for name, values := range map[string]map[string][]string{
		"missing": {"m1-q1.rank." + ids[0]: {"1"}},
		"twice":   {"m1-q1.rank." + ids[0]: {"1"}, "m1-q1.rank." + ids[1]: {"1"}},
		"range":   {"m1-q1.rank." + ids[0]: {"1"}, "m1-q1.rank." + ids[1]: {"3"}},
	} {
		var bad AnswerError
		if _, err := order.Read(values); !errors.As(err, &bad) || bad.Field == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	a, err := order.Read(map[string][]string{"m1-q1.rank." + ids[0]: {"2"}, "m1-q1.rank." + ids[1]: {"1"}})
	if err != nil || a.Choices[0] != ids[1] {
		t.Errorf("%+v %v", a, err)
	}
	single := question(t, "type=single", "S?\n1. [x] a\n2. [ ] b")
	for name, choice := range map[string][]string{"none": nil, "two": pick(single, "a", "b"), "foreign": {"ffffffff"}} {
		if _, err := single.Read(map[string][]string{"m1-q1.choice": choice}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	text := question(t, "type=text", "S?\n= a")
	for _, bad := range []string{"", "a\x00", "a\xff", strings.Repeat("a", maxText+1)} {
		if _, err := text.Read(map[string][]string{"m1-q1.text": {bad}}); err == nil {
			t.Errorf("%.10q: no error", bad)
		}
	}
}

// TestKeysDoNotLeak looks for the key in everything that can be shown.
func TestKeysDoNotLeak(t *testing.T) {
	lib, faults := load(tiny(`Text.

:::question{#m1-q1 type=text lo=LO1}
Stem
= CANARYTYPED
  > CANARYFEEDBACK
! CANARYGENERAL
:::
:::question{#m1-q2 type=order lo=LO1}
Stem
1. first
2. second
3. third
:::
:::question{#m1-q3 type=multi lo=LO1}
Stem
- [x] one {w=100}
  > CANARYONE
- [ ] two
:::
:::solution{for=m1-q1 audience=trainer}
CANARYTRAINER
:::
`), Options{})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	l, _ := lib.Lesson("m1-l1")
	shown := string(l.Body.Plain) + fmt.Sprint(l.Sections, l.TOC)
	for _, q := range l.Questions {
		q.Lesson = nil
		b, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		f, err := json.Marshal(q.Form("seed"))
		if err != nil {
			t.Fatal(err)
		}
		shown += string(b) + string(f)
	}
	for _, secret := range []string{"CANARY", "[x]", "w=100"} {
		if strings.Contains(shown, secret) {
			t.Errorf("%s is shown: %s", secret, shown)
		}
	}
	if got := lib.Solutions("m1-q1"); len(got) != 1 || !strings.Contains(string(got[0].HTML), "CANARYTRAINER") {
		t.Errorf("solutions: %+v", got)
	}
	order, _ := lib.Question("m1-q2")
	for i := range 200 {
		f := order.Form(fmt.Sprint(i))
		if f.Choices[0].Text == "first" && f.Choices[1].Text == "second" {
			t.Fatalf("seed %d hands the key out", i)
		}
	}
	if diff := cmp.Diff(order.Form("a"), order.Form("a")); diff != "" {
		t.Errorf("one seed, two orders: %s", diff)
	}
}
