package grading

import (
	"maps"
	"math/big"
	"slices"

	"github.com/osint-radar/academy/simulator/truth"
)

// BCubed is precision, recall and F1 of clusters (Bagga and Baldwin, 1998): for each
// element, how much of its cluster belongs with it, and how much of what
// belongs with it is in its cluster.
type BCubed struct {
	P  string `json:"p"`
	R  string `json:"r"`
	F1 string `json:"f1"`
}

// clusters is a partition grown by joining.
type clusters map[string]string

func (c clusters) root(x string) string {
	if _, ok := c[x]; !ok {
		c[x] = x
	}
	for c[x] != x {
		x = c[x]
	}
	return x
}

func (c clusters) join(a, b string) {
	if x, y := c.root(a), c.root(b); x != y {
		c[max(x, y)] = min(x, y)
	}
}

// members by root.
func (c clusters) sets() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for x := range c {
		r := c.root(x)
		if out[r] == nil {
			out[r] = map[string]bool{}
		}
		out[r][x] = true
	}
	return out
}

// bCubed compares a system's partition with the gold one. Elements of the
// system count in precision, elements of the gold one in recall; an element of
// the gold partition that named does not know was never found and recalls
// nothing. An element outside a partition stands alone there.
func bCubed(gold, system clusters, named func(string) bool) (p, r *big.Rat) {
	goldSets, systemSets := gold.sets(), system.sets()
	in := func(c clusters, sets map[string]map[string]bool, x string) map[string]bool {
		if _, ok := c[x]; ok {
			return sets[c.root(x)]
		}
		return map[string]bool{x: true}
	}
	share := func(x string, of map[string]bool) *big.Rat {
		a, b := in(gold, goldSets, x), in(system, systemSets, x)
		both := 0
		for y := range a {
			if b[y] {
				both++
			}
		}
		return frac(int64(both), int64(len(of)))
	}
	p, r = new(big.Rat), new(big.Rat)
	elements := map[string]bool{}
	for x := range gold {
		if !named(x) {
			continue
		}
		elements[x] = true
		r = add(r, share(x, in(gold, goldSets, x)))
	}
	for x := range system {
		elements[x] = true
	}
	for _, x := range slices.Sorted(maps.Keys(elements)) {
		p = add(p, share(x, in(system, systemSets, x)))
	}
	return over(p, whole(len(elements))), over(r, whole(len(gold)))
}

// aliases compares the team's clusters with the truth's, nil where the truth has none.
func (g *grader) aliases() *BCubed {
	system := clusters{}
	name := func(finding string) string {
		if id := g.entityOf(finding); id != "" {
			return "fact " + id
		}
		return "finding " + g.endOf(finding)
	}
	for _, f := range g.sub.Findings {
		if f.Kind == "alias" || f.Kind == "link" && f.Predicate == aliasOf {
			system.join(name(f.Subject), name(f.Object))
		}
	}
	gold := clusters{}
	for i := range g.facts {
		f := &g.facts[i]
		if f.Kind != truth.Alias && (f.Kind != truth.Link || f.Predicate != aliasOf) {
			continue
		}
		a, b := "fact "+f.Subject, "fact "+f.Object
		_, knowsA := system[a]
		_, knowsB := system[b]
		if visible(f, g.sub.ScenarioTime) || knowsA && knowsB && system.root(a) == system.root(b) {
			gold.join(a, b)
		}
	}
	if len(gold) == 0 {
		return nil
	}
	p, r := bCubed(gold, system, func(x string) bool {
		n := g.people.byFact[x[len("fact "):]]
		return n != nil && n.peer != nil
	})
	return &BCubed{P: three(p), R: three(r), F1: three(f1(p, r))}
}
