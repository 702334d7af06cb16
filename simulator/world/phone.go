package world

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Phone is a telephone number of the story and who holds it, and when: a number
// that is given up may be somebody else's later.
type Phone struct {
	Ref    Ref    // "phone:n1/desk"
	Number string // E.164, from PhoneNumber
	Owner  Ref
	From   time.Time // zero: always
	Until  time.Time // given up; zero: never
}

// fictionArea are the area codes in each of which Ofcom keeps a thousand
// numbers for drama ("Telephone numbers for use in TV and radio drama
// programmes"): the number is +44, the code and three digits.
var fictionArea = []string{
	"7700900", "1632960", "2079460", "1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960", "1614960",
}

// PhoneNumbers is how many numbers there are.
func PhoneNumbers() int { return len(fictionArea) * 1000 }

// PhoneNumber is number n of all reserved for fiction, n from 0 to
// PhoneNumbers()-1. The first thousand are mobile numbers.
func PhoneNumber(n int) string { return fmt.Sprintf("+44%s%03d", fictionArea[n/1000], n%1000) }

func (v *validator) phones() {
	last := map[string]Phone{} // numbers are given out again
	for _, p := range v.w.Phones {
		v.know(p.Ref, p.Owner)
		if old, ok := last[p.Number]; ok && (old.Until.IsZero() || p.From.Before(old.Until)) {
			v.fail("%s: has the number of %s at the same time", p.Ref, old.Ref)
		}
		last[p.Number] = p
		if !p.Until.IsZero() && !p.From.Before(p.Until) {
			v.fail("%s: is given up at %s, before it is taken", p.Ref, stamp(p.Until))
		}
	}
}

// fictionNumber says whether PhoneNumber gives that number.
func fictionNumber(s string) bool {
	return slices.ContainsFunc(fictionArea, func(area string) bool {
		last, ok := strings.CutPrefix(s, "+44"+area)
		return ok && len(last) == 3 && strings.Trim(last, "0123456789") == ""
	})
}
