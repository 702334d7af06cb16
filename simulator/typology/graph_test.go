package typology_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

// haste is how soon somebody passes money on who was only waiting for it.
const haste = 8 * time.Hour

// flow is a transfer of a case without what its parties top up before.
type flow struct {
	typology.Planned
	cause *flow // nil: a decision
}

func (f *flow) after() time.Duration { return time.Duration(f.At) * time.Millisecond }

// graph is a planted case by the steps of its scheme, and what is wrong with it.
type graph struct {
	saga  *typology.Saga
	w     *world.World
	steps [][]*flow // by the place of the step in the shape's list
	all   []*flow   // in order of time
	bad   []string
}

func (g *graph) want(ok bool, format string, args ...any) {
	if !ok {
		g.bad = append(g.bad, fmt.Sprintf(format, args...))
	}
}

// newGraph sorts the transfers of a case into the steps that are to occur.
func newGraph(w *world.World, saga *typology.Saga, list []typology.Planned, steps []string) *graph {
	g := &graph{saga: saga, w: w, steps: make([][]*flow, len(steps))}
	byPlace := make([]*flow, len(list))
	for i, r := range list {
		if r.Step == "fund" {
			continue
		}
		f := &flow{Planned: r}
		if r.Cause != typology.Decision {
			f.cause = byPlace[r.Cause]
		}
		byPlace[i], g.all = f, append(g.all, f)
		at := slices.Index(steps, r.Step)
		if g.want(at >= 0, "%s is no step of it", r.Step); at >= 0 {
			g.steps[at] = append(g.steps[at], f)
		}
	}
	for i, of := range g.steps {
		g.want(len(of) > 0, "nobody does %s", steps[i])
	}
	return g
}

func from(f *flow) int { return f.From }
func to(f *flow) int   { return f.To }

// ends counts the accounts at one end of transfers.
func ends(list []*flow, end func(*flow) int) map[int]int {
	n := map[int]int{}
	for _, f := range list {
		n[end(f)]++
	}
	return n
}

// one wants the same account at one end of all transfers, and returns it.
func (g *graph) one(list []*flow, end func(*flow) int) int {
	n := ends(list, end)
	g.want(len(n) == 1, "%d accounts where one was expected", len(n))
	for account := range n {
		return account
	}
	return typology.Outside
}

// many wants at least so many accounts at one end of transfers, each as often as
// the others.
func (g *graph) many(list []*flow, end func(*flow) int, least, times int) {
	n := ends(list, end)
	g.want(len(n) >= least, "%d accounts where %d were expected", len(n), least)
	for account, k := range n {
		g.want(k == times, "account %d %d times, not %d", account, k, times)
	}
}

// apart wants no account to be in two of the groups.
func (g *graph) apart(groups ...map[int]int) {
	seen := map[int]bool{}
	for _, group := range groups {
		for account := range group {
			g.want(!seen[account], "account %d is in two places of the pattern", account)
			seen[account] = true
		}
	}
}

// outside wants the customers' banks at one end, and nowhere else.
func (g *graph) outside(list []*flow, end func(*flow) int) {
	g.want(g.one(list, end) == typology.Outside, "does not come from outside, or go there")
}

// passes wants each transfer to follow from one of the step before, by the same
// account, with at most so many per cent of its sum and at least so many (sums are
// rounded down, by ten kronor at the most).
func (g *graph) passes(list, before []*flow, least, most int64) {
	used := map[*flow]bool{}
	g.want(len(list) == len(before), "%d transfers follow from %d", len(list), len(before))
	for _, f := range list {
		c := f.cause
		if c == nil || !slices.Contains(before, c) || used[c] {
			g.want(false, "a transfer follows from none of its own")
			continue
		}
		used[c] = true
		g.want(f.From == c.To && f.follows(c), "%d pays what %d has got, or before it is there", f.From, c.To)
		g.want(100*f.Amount <= most*c.Amount && f.Amount >= least*c.Amount/100-10_00, "%d of %d is passed on", f.Amount, c.Amount)
	}
}

// follows says that f is later than another.
func (f *flow) follows(other *flow) bool { return f.At > other.At }

// soon wants each transfer in haste after its cause.
func (g *graph) soon(list []*flow) {
	for _, f := range list {
		g.want(f.cause != nil && f.after()-f.cause.after() <= haste, "%s waits", f.Step)
	}
}

// later wants each of the transfers after all that were before.
func (g *graph) later(list, before []*flow) {
	g.want(list[0].follows(before[len(before)-1]), "%s begins before all have done %s", list[0].Step, before[0].Step)
}

// together wants the transfers within hours.
func (g *graph) together(list []*flow) {
	g.want(list[len(list)-1].after()-list[0].after() <= haste, "%s takes days", list[0].Step)
}

func sum(list []*flow) (all int64) {
	for _, f := range list {
		all += f.Amount
	}
	return all
}

// keeps wants no more to go on than came in.
func (g *graph) keeps(out, in []*flow) {
	g.want(sum(out) <= sum(in), "%d goes on of %d", sum(out), sum(in))
}

// alike wants sums of one size: the largest so many times the smallest at the most,
// but for ten kronor of rounding.
func (g *graph) alike(list []*flow, times int64) {
	least, most := list[0].Amount, list[0].Amount
	for _, f := range list {
		least, most = min(least, f.Amount), max(most, f.Amount)
	}
	g.want(most <= times*(least+10_00), "sums of %d to %d", least, most)
}

// walk wants every transfer to begin where the last ended, later and with less.
func (g *graph) walk() {
	for i, f := range g.all[1:] {
		last := g.all[i]
		g.want(f.From == last.To && f.cause == last && f.follows(last), "transfer %d does not go on from the one before", i+1)
		g.want(f.Amount < last.Amount, "transfer %d is of %d after %d", i+1, f.Amount, last.Amount)
		g.want(f.after()-last.after() <= haste, "transfer %d waits", i+1)
	}
}

// Every planted case has the shape that its typology has in the literature, and so
// has its twin; what belongs to the one side alone is not on most of the other.
func TestShapes(t *testing.T) {
	shapes := map[string]shape{}
	for _, s := range shapesOf() {
		shapes[s.name] = s
	}
	count, other := map[string][2]int{}, map[string][2]int{} // by side: cases, and those that fit the other side too
	for seed := range byte(4) {
		w := planted(t, 20+seed, world.Emoney{Accounts: 5000, Days: 40, Rows: 500_000, Illicit: 20_000})
		sagas(w, func(saga *typology.Saga, list []typology.Planned) {
			s, ok := shapes[saga.Typology.Name]
			if !ok {
				t.Fatalf("nobody has said what %s looks like", saga.Typology.Name)
			}
			side, own, others := 0, s.guilty, s.twin
			if saga.Innocent {
				side, own, others = 1, s.twin, s.guilty
			}
			g := newGraph(w, saga, list, s.steps[side])
			if len(g.bad) == 0 {
				s.shape(g)
			}
			if own != nil && len(g.bad) == 0 {
				own(g)
			}
			if len(g.bad) > 0 {
				t.Fatalf("%s is not as %s has it: %v\n%+v", saga.Name(), s.source, g.bad, list)
			}
			n, o := count[s.name], other[s.name]
			n[side]++
			if others != nil {
				if others(g); len(g.bad) == 0 {
					o[side]++
				}
			}
			count[s.name], other[s.name] = n, o
		})
	}
	for _, ty := range typology.All() {
		n, o := count[ty.Name], other[ty.Name]
		for side := range n {
			if n[side] < 30 || 2*o[side] > n[side] {
				t.Errorf("%s: %d cases on side %d, %d of them as on the other", ty.Name, n[side], side, o[side])
			}
		}
	}
}

// Most payers of a bipartite pattern pay most of the payees.
func TestBipartite(t *testing.T) {
	ty, _ := typology.Find("bipartite")
	var paid, pairs [2]int
	cases(t, ty, func(c typology.Case, innocent bool, list []typology.Transfer) {
		side := 0
		if innocent {
			side = 1
		}
		paid[side] += len(list)
		pairs[side] += c.Parties / 2 * ((c.Parties + 1) / 2)
	})
	for side := range paid {
		if 10*paid[side] < 6*pairs[side] || 10*paid[side] > 8*pairs[side] {
			t.Errorf("side %d: %d of %d pairs pay", side, paid[side], pairs[side])
		}
	}
}
