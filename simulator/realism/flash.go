package realism

import (
	"cmp"
	"maps"
	"slices"
)

const (
	flashLeast = 20 // posts of a tag that is looked at
	flashMS    = 72 * hourMS
	flashStep  = 6 * hourMS
)

// flash takes how long the shortest talk of the town lasts: of the tag whose
// posts stand closest together, the more used one of two alike, how many lie
// within 72 hours. With few posts no event has enough to be seen.
func (r *Report) flash(tags map[string][]int64, posts int64) {
	var best []int64 // the posts of that tag
	var from, in int64
	for _, tag := range slices.Sorted(maps.Keys(tags)) {
		list := tags[tag]
		if len(list) < flashLeast {
			continue
		}
		slices.Sort(list)
		at, n := densest(list)
		if c := cmp.Compare(n*int64(len(best)), in*int64(len(list))); best == nil || c > 0 || c == 0 && len(list) > len(best) {
			best, from, in = list, at, n
		}
	}
	r.add("microblog", aim{"posts of a flash event within 72 hours", "", 1000, 900, 1000, 10_000, "posts, those with its tag among them", ldbc}, ratio(in, int64(len(best))), posts, best != nil)
	if best == nil {
		return
	}
	c := Curve{Name: "a flash event", X: "hours", Y: "posts in six hours"}
	hours := map[int64]int64{}
	for _, at := range best {
		hours[floorTo(at-from, flashStep)]++
	}
	for at := int64(-flashStep); at <= flashMS; at += flashStep {
		c.Points = append(c.Points, [2]int64{at / hourMS * 1000, hours[at] * 1000})
	}
	r.Curves = append(r.Curves, c)
}

// densest is the 72 hours with the most of the moments, which ascend: when they
// begin, and how many lie in them.
func densest(list []int64) (from, most int64) {
	end := 0
	for i, at := range list {
		for end < len(list) && list[end] < at+flashMS {
			end++
		}
		if n := int64(end - i); n > most {
			from, most = at, n
		}
	}
	return from, most
}
