package typology_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/typology"
)

var slug = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// cases calls visit for many cases of a typology, small and large, guilty and innocent.
func cases(t *testing.T, ty *typology.Typology, visit func(c typology.Case, innocent bool, list []typology.Transfer)) {
	t.Helper()
	d := stream.NewKey([16]byte{15: 9}).Domain("test/" + ty.Name)
	for n := range 200 {
		s := d.Stream(uint64(n), 0)
		parties := int(s.Between(int64(ty.Least), int64(ty.Most)))
		c := typology.Case{Parties: parties, Days: ty.Days + s.IntN(2*ty.Days), Amount: int64(parties) * s.Between(1000, 200_000)}
		if n == 0 {
			c = typology.Case{Parties: ty.Least, Days: ty.Days, Amount: int64(ty.Least) * 1000}
		}
		for _, innocent := range []bool{false, true} {
			visit(c, innocent, ty.Make(c, innocent, d.Stream(uint64(n), 1)))
		}
	}
}

// Every typology and every twin keeps the rules of Make: inside the window, in
// order, effect after cause, positive sums between different parties.
func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, ty := range typology.All() {
		if !slug.MatchString(ty.Name) || seen[ty.Name] || ty.Twin == "" {
			t.Errorf("%q (%q): wants a slug of its own and a cause of its twin", ty.Name, ty.Twin)
		}
		seen[ty.Name] = true
		cases(t, ty, func(c typology.Case, innocent bool, list []typology.Transfer) {
			if len(list) == 0 {
				t.Fatalf("%s %+v: no transfers", ty.Name, c)
			}
			for i, r := range list {
				switch {
				case r.After < 0 || r.After >= time.Duration(c.Days)*24*time.Hour:
					t.Errorf("%s %v %+v: transfer %d after %s", ty.Name, innocent, c, i, r.After)
				case i > 0 && r.After < list[i-1].After:
					t.Errorf("%s: transfer %d is not in order", ty.Name, i)
				case r.Cause != typology.Decision && (r.Cause < 0 || r.Cause >= i):
					t.Errorf("%s %v: transfer %d has the cause %d", ty.Name, innocent, i, r.Cause)
				case r.Cause != typology.Decision && list[r.Cause].To != r.From && list[r.Cause].From != r.From:
					t.Errorf("%s: transfer %d (%d pays) is said to follow from one between %d and %d", ty.Name, i, r.From, list[r.Cause].From, list[r.Cause].To)
				case r.Amount < 100 || r.Amount > 2*c.Amount+6*typology.Threshold:
					t.Errorf("%s: transfer %d is of %d", ty.Name, i, r.Amount)
				case r.From == r.To || r.From < typology.Outside || r.To < typology.Outside || r.From >= c.Parties || r.To >= c.Parties:
					t.Errorf("%s: transfer %d goes from %d to %d of %d", ty.Name, i, r.From, r.To, c.Parties)
				case r.Step == "":
					t.Errorf("%s: transfer %d is no step", ty.Name, i)
				}
			}
		})
		if found, ok := typology.Find(ty.Name); !ok || found.Name != ty.Name {
			t.Errorf("%s is not found by its name", ty.Name)
		}
	}
	if len(seen) < 15 {
		t.Errorf("%d typologies", len(seen))
	}
	if _, ok := typology.Find("nothing"); ok {
		t.Error("nothing is found")
	}
}

// A twin has the shape of its typology at a glance: over many cases nearly as
// many transfers, of nearly the same kinds (top-up, payout, between accounts).
func TestTwins(t *testing.T) {
	for _, ty := range typology.All() {
		var count [2][3]int
		cases(t, ty, func(_ typology.Case, innocent bool, list []typology.Transfer) {
			for _, r := range list {
				kind, who := 0, 0
				if r.From == typology.Outside {
					kind = 1
				} else if r.To == typology.Outside {
					kind = 2
				}
				if innocent {
					who = 1
				}
				count[who][kind]++
			}
		})
		for kind := range 3 {
			if a, b := count[0][kind], count[1][kind]; 10*max(a, b) > 12*min(a, b) {
				t.Errorf("%s: %d transfers of kind %d, its twin has %d", ty.Name, a, kind, b)
			}
		}
	}
}

// The median size of a row of a twin is that of its typology, within a third.
func TestTwinAmounts(t *testing.T) {
	for _, ty := range typology.All() {
		var sum [2]int64
		var n [2]int64
		cases(t, ty, func(_ typology.Case, innocent bool, list []typology.Transfer) {
			who := 0
			if innocent {
				who = 1
			}
			for _, r := range list {
				sum[who] += r.Amount
				n[who]++
			}
		})
		if a, b := sum[0]/n[0], sum[1]/n[1]; 3*max(a, b) > 4*min(a, b) {
			t.Errorf("%s: a transfer is of %d on average, its twin's of %d", ty.Name, a, b)
		}
	}
}

// A case that does not fit is refused: a plan was not checked.
func TestMakePanics(t *testing.T) {
	ty, _ := typology.Find("fan-in")
	for _, c := range []typology.Case{{Parties: 4, Days: 9, Amount: 1e6}, {Parties: 17, Days: 9, Amount: 1e6}, {Parties: 9, Days: 4, Amount: 1e6}, {Parties: 9, Days: 9, Amount: 8999}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v is made", c)
				}
			}()
			ty.Make(c, false, stream.NewKey([16]byte{}).Domain("x").Stream(0, 0))
		}()
	}
}
