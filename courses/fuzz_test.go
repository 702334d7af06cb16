package courses

import (
	"strings"
	"testing"
)

// FuzzQuestion: whatever stands in a question block, nothing panics, and no
// answer scores outside 0 to 1; the key of a faultless question scores 1.
func FuzzQuestion(f *testing.F) {
	for _, seed := range [][2]string{
		{"type=single", "S\n1. [x] a {w=100}\n   > f\n2. [ ] b\n? h\n! g"},
		{"type=multi shuffle", "S\n- [x] a\n- [ ] b"},
		{"type=order", "S\n1. a\n2. b"},
		{"type=match", "S\n- a -> b\n-> c"},
		{"type=number", "S\n= 1.5 ±5%"},
		{"type=label labels=L0,L3 positive=L3", "S\n- [L3] a\n- [L0] b"},
		{"type=decision min=1", "S\n1. [x] a\n2. [ ] b\n- [x] c"},
		{"type=hotspot", "S\n= 45.65, 13.77 r=25km"},
		{"type=flag", "```\n:::\n```\n= ab cd"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, head, body string) {
		if strings.ContainsAny(head, "\n{}") {
			return
		}
		lib, faults := load(tiny(":::question{#m1-q1 lo=LO1 "+head+"}\n"+body+"\n:::\n"), Options{})
		q, ok := lib.Question("m1-q1")
		if !ok {
			return
		}
		_ = q.Form("seed")
		key, scored := q.Key()
		if !scored || len(faults) > 0 {
			return
		}
		r, err := q.Score(key)
		if err != nil {
			return // a key may be too long to type
		}
		if r.Fraction != 1 {
			t.Errorf("{%s}\n%s\nthe key %+v scores %v", head, body, key, r.Fraction)
		}
	})
}
