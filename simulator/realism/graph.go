package realism

import (
	"fmt"
	"slices"
)

// graph is who follows whom, by the place of an account in the order of ids.
type graph struct {
	ids     []int64
	out, in [][]int32
	both    [][]int32 // neighbours either way
}

func newGraph(ids []int64) *graph {
	n := len(ids)
	return &graph{ids: ids, out: make([][]int32, n), in: make([][]int32, n), both: make([][]int32, n)}
}

func (g *graph) link(from, to string) error {
	var ends [2]int
	for i, text := range []string{from, to} {
		n, err := number(text)
		if err != nil {
			return err
		}
		at, ok := slices.BinarySearch(g.ids, n)
		if !ok {
			return fmt.Errorf("%s is no account", text)
		}
		ends[i] = at
	}
	a, b := int32(ends[0]), int32(ends[1])
	g.out[a], g.in[b] = append(g.out[a], b), append(g.in[b], a)
	return nil
}

// measure adds the metrics of the follower graph.
func (g *graph) measure(r *Report) {
	n := int64(len(g.ids))
	var edges, returned int64
	degrees := make([]int64, len(g.ids))
	for i := range g.ids {
		slices.Sort(g.out[i])
		slices.Sort(g.in[i])
		degrees[i] = int64(len(g.in[i]))
		edges += degrees[i]
		returned += common(g.out[i], g.in[i])
		g.both[i] = slices.Compact(sorted(append(slices.Clone(g.out[i]), g.in[i]...)))
	}
	slices.Sort(degrees)
	// The density falls by one power more than the share above.
	exponent, ok := hill(degrees, len(degrees)/10)
	target, low, high := around(2800)
	r.add("microblog", aim{"followers, exponent of the density (largest tenth)", "", target, low, high, 1000, "accounts", konect}, exponent+1000, n, ok)
	exponent, ok = hill(degrees, len(degrees)/20)
	target, low, high = around(1900)
	r.add("microblog", aim{"followers, exponent of the tail (largest twentieth)", "", target, low, high, 1000, "accounts", kwak}, exponent, n, ok)
	value, ok := gini(degrees)
	target, low, high = around(800)
	r.add("microblog", aim{"followers, Gini coefficient", "", target, low, high, 1000, "accounts", konect}, value, n, ok)
	target, low, high = around(220)
	r.add("microblog", aim{"follows returned", "", target, low, high, 1000, "accounts", kwak}, ratio(returned, edges), n, edges > 0)
	triangles, wedges := g.triangles()
	target, low, high = around(6)
	r.add("microblog", aim{"clustering coefficient", "", target, low, high, 100_000, "accounts", konect}, ratio(3*triangles, wedges), n, wedges > 0)
	far, ok := g.diameter()
	target, low, high = around(5900)
	r.add("microblog", aim{"effective diameter", "steps", target, low, high, 100_000, "accounts", konect}, far, n, ok)
	r.Curves = append(r.Curves, tailCurve("followers of an account", "followers", degrees, 1))
}

func sorted(list []int32) []int32 {
	slices.Sort(list)
	return list
}

// common counts the values in two ascending lists.
func common(a, b []int32) (n int64) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// triangles counts triangles and paths of two in the undirected graph. Every
// triangle is found once, from its corner with the fewest neighbours.
func (g *graph) triangles() (triangles, wedges int64) {
	before := func(a, b int32) bool {
		x, y := len(g.both[a]), len(g.both[b])
		return x < y || x == y && a < b
	}
	up := make([][]int32, len(g.both))
	for i, list := range g.both {
		wedges += int64(len(list)) * int64(len(list)-1) / 2
		for _, j := range list {
			if before(int32(i), j) {
				up[i] = append(up[i], j)
			}
		}
	}
	for i := range up {
		for _, j := range up[i] {
			triangles += common(up[i], up[j])
		}
	}
	return triangles, wedges
}

// sources is from how many accounts distances are measured.
const sources = 64

// diameter is the number of steps within which nine in ten pairs reach each
// other, interpolated (Leskovec 2005), seen from accounts spread evenly over the
// order of ids.
func (g *graph) diameter() (int64, bool) {
	var at []int64 // pairs by distance
	seen := make([]int32, len(g.both))
	n := min(sources, len(g.both))
	for s := range n {
		mark := int32(s + 1)
		from := int32(s * len(g.both) / n)
		seen[from] = mark
		ring := []int32{from}
		for d := 1; len(ring) > 0; d++ {
			var next []int32
			for _, i := range ring {
				for _, j := range g.both[i] {
					if seen[j] != mark {
						seen[j] = mark
						next = append(next, j)
					}
				}
			}
			if len(at) <= d {
				at = append(at, make([]int64, d+1-len(at))...)
			}
			at[d] += int64(len(next))
			ring = next
		}
	}
	var all, run int64
	for _, n := range at {
		all += n
	}
	for d, n := range at {
		if n > 0 && 10*(run+n) >= 9*all {
			return int64(d-1)*1000 + ratio(9*all-10*run, 10*n), true
		}
		run += n
	}
	return 0, false
}
