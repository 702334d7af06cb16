package market

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// graph is what a truth says without any name: entities with the kind of thing
// they are, and coloured arrows between them.
type graph struct {
	colour []string // of entities
	out    []map[int]string
	in     []map[int]string
}

func graphOf(w *world.World) graph {
	var g graph
	number := map[world.Ref]int{}
	for _, f := range w.Facts {
		if f.Kind == truth.Entity {
			number[f.Ref] = len(g.colour)
			g.colour = append(g.colour, fmt.Sprintf("%s difficulty %d innocent %t role %s", f.Type, f.Difficulty, f.Innocent, f.Role))
			g.out, g.in = append(g.out, map[int]string{}), append(g.in, map[int]string{})
		}
	}
	number[""] = len(g.colour) // strangers
	g.colour = append(g.colour, "stranger")
	g.out, g.in = append(g.out, map[int]string{}), append(g.in, map[int]string{})
	arrows := map[[2]int][]string{}
	for _, f := range w.Facts {
		if f.Kind != truth.Link && f.Kind != truth.Alias && f.Kind != truth.Hop {
			continue
		}
		k := [2]int{number[f.Subject], number[f.Object]}
		arrows[k] = append(arrows[k], fmt.Sprintf("%s %s %d %s %t", f.Kind, f.Predicate, f.Difficulty, f.Only, f.Innocent))
	}
	for k, list := range arrows {
		slices.Sort(list)
		g.out[k[0]][k[1]] = strings.Join(list, "+")
		g.in[k[1]][k[0]] = strings.Join(list, "+")
	}
	return g
}

// refine colours nodes by their neighbours' colours until nothing changes
// (Weisfeiler and Leman 1968).
func (g graph) refine(colour []string) []string {
	for {
		next := make([]string, len(colour))
		for i := range colour {
			var around []string
			for j, a := range g.out[i] {
				around = append(around, ">"+a+colour[j])
			}
			for j, a := range g.in[i] {
				around = append(around, "<"+a+colour[j])
			}
			slices.Sort(around)
			h := fnv.New128a()
			_, _ = fmt.Fprint(h, colour[i], around)
			next[i] = string(h.Sum(nil))
		}
		if classes(next) == classes(colour) {
			return next
		}
		colour = next
	}
}

func classes(colour []string) int { return len(slices.Compact(slices.Sorted(slices.Values(colour)))) }

// isomorphic looks for a renaming of a's nodes into b's that keeps every colour
// and arrow: colour refinement, then trial within the smallest class.
func isomorphic(a, b graph) bool {
	if len(a.colour) != len(b.colour) {
		return false
	}
	return match(a, b, a.refine(a.colour), b.refine(b.colour), 0)
}

func match(a, b graph, ca, cb []string, depth int) bool {
	group := func(c []string) map[string][]int {
		m := map[string][]int{}
		for i, x := range c {
			m[x] = append(m[x], i)
		}
		return m
	}
	ga, gb := group(ca), group(cb)
	open := ""
	for c, list := range ga {
		if len(gb[c]) != len(list) {
			return false
		}
		if len(list) > 1 && (open == "" || cmp.Or(cmp.Compare(len(list), len(ga[open])), cmp.Compare(c, open)) < 0) {
			open = c
		}
	}
	if len(ga) != len(gb) {
		return false
	}
	if open == "" {
		to := map[int]int{}
		for c, list := range ga {
			to[list[0]] = gb[c][0]
		}
		for i := range a.out {
			if len(a.out[i]) != len(b.out[to[i]]) {
				return false
			}
			for j, arrow := range a.out[i] {
				if b.out[to[i]][to[j]] != arrow {
					return false
				}
			}
		}
		return true
	}
	mark := func(g graph, c []string, i int) []string {
		c = slices.Clone(c)
		c[i] = fmt.Sprintf("chosen at %d", depth)
		return g.refine(c)
	}
	marked := mark(a, ca, ga[open][0])
	for _, i := range gb[open] {
		if match(a, b, marked, mark(b, cb, i), depth+1) {
			return true
		}
	}
	return false
}

// All variants of a spec have one truth graph, whatever the seed: entities,
// links, aliases and payments, with their difficulty and innocence; and as
// many rows of each label.
func TestVariantsHaveOneShape(t *testing.T) {
	for _, size := range [][2]int{{2, 10}, {3, 24}, {5, 16}} {
		var first *world.World
		for seed, variant := range []string{"team-a", "team-b", "team-c"} {
			w := planned(t, byte(seed/2), variant, size[0], size[1])
			if first == nil {
				first = w
				continue
			}
			if !isomorphic(graphOf(first), graphOf(w)) {
				t.Errorf("%v: the truth of %s has another shape", size, variant)
			}
			a, b := tally(first), tally(w)
			for what, n := range a {
				if b[what] != n {
					t.Errorf("%v: %d facts are %q, %s has %d", size, n, what, variant, b[what])
				}
			}
			if len(a) != len(b) {
				t.Errorf("%v: %s has other sorts of facts: %v, %v", size, variant, a, b)
			}
			if first.People[0].Name == w.People[0].Name || first.Accounts[0].Handle == w.Accounts[0].Handle || first.Payments[0].AmountSat == w.Payments[0].AmountSat {
				t.Errorf("%v: %s is not in disguise", size, variant)
			}
		}
	}
}

// tally counts facts by what they are.
func tally(w *world.World) map[string]int {
	n := map[string]int{}
	for _, f := range w.Facts {
		what := string(f.Kind) + " " + f.Type + " " + f.Predicate
		if f.Kind == truth.Label {
			what += f.Value + fmt.Sprint(f.Innocent)
		}
		n[what]++
	}
	return n
}

// The comparison must be able to say no: one arrow turned round, one payment
// more, one innocent less.
func TestShapesThatDiffer(t *testing.T) {
	for name, edit := range map[string]func(*world.World){
		"an arrow turned round": func(w *world.World) {
			f := find(w, truth.Link)
			f.Subject, f.Object = f.Object, f.Subject
		},
		"a payment more":   func(w *world.World) { w.Facts = append(w.Facts, *find(w, truth.Hop)) },
		"another hardness": func(w *world.World) { find(w, truth.Alias).Difficulty++ },
		"a supplier of another network": func(w *world.World) {
			for i := range w.Facts {
				if f := &w.Facts[i]; f.Predicate == "transports" {
					f.Object = "account:n2/page-2"
					return
				}
			}
		},
	} {
		a, b := planned(t, 1, "team-a", 3, 12), planned(t, 1, "team-b", 3, 12)
		if !isomorphic(graphOf(a), graphOf(b)) {
			t.Fatal("the variants differ before the edit")
		}
		edit(b)
		if isomorphic(graphOf(a), graphOf(b)) {
			t.Errorf("%s: still called the same", name)
		}
	}
}

func find(w *world.World, k truth.Kind) *world.Fact {
	i := slices.IndexFunc(w.Facts, func(f world.Fact) bool { return f.Kind == k })
	return &w.Facts[i]
}
