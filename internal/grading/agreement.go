package grading

import (
	"maps"
	"math/big"
	"slices"
)

// Weighting says how much a disagreement of two levels costs in [Kappa].
type Weighting int

// The usual weightings: any disagreement alike, by distance, by squared distance.
const (
	Unweighted Weighting = iota
	Linear
	Quadratic
)

func (w Weighting) cost(a, b int) *big.Rat {
	d := int64(a - b)
	switch w {
	case Linear:
		return frac(max(d, -d), 1)
	case Quadratic:
		return mul(frac(d, 1), frac(d, 1))
	case Unweighted:
	}
	if d == 0 {
		return new(big.Rat)
	}
	return frac(1, 1)
}

// Kappa is Cohen's kappa of two raters over the same items (Cohen 1960, 1968):
// one minus observed over expected disagreement. Levels are numbers on one scale; for
// Unweighted they are mere names. It is undefined, false, where the expected
// disagreement is 0 or there are no items.
func Kappa(a, b []int, w Weighting) (*big.Rat, bool) {
	if len(a) != len(b) || len(a) == 0 {
		return nil, false
	}
	ca, cb := map[int]int64{}, map[int]int64{}
	observed := new(big.Rat)
	for i := range a {
		ca[a[i]]++
		cb[b[i]]++
		observed = add(observed, w.cost(a[i], b[i]))
	}
	expected := new(big.Rat)
	for x, n := range ca {
		for y, m := range cb {
			expected = add(expected, mul(frac(n*m, 1), w.cost(x, y)))
		}
	}
	expected = over(expected, whole(len(a)))
	if expected.Sign() == 0 {
		return nil, false
	}
	return sub(frac(1, 1), over(observed, expected)), true
}

// Metric is the difference function of [Alpha].
type Metric int

// Krippendorff's four metrics.
const (
	Nominal Metric = iota
	Ordinal
	Interval
	Ratio
)

// Alpha is Krippendorff's alpha (Krippendorff 2011) of ratings[observer][unit],
// nil for missing. Units rated less than twice do not count. It is undefined,
// false, where the expected disagreement is 0.
func Alpha(ratings [][]*int, m Metric) (*big.Rat, bool) {
	units := 0
	for _, r := range ratings {
		units = max(units, len(r))
	}
	totals := map[int]int64{} // n_c
	coincidence := map[[2]int]*big.Rat{}
	var all int64
	for u := range units {
		counts := map[int]int64{}
		var here int64
		for _, r := range ratings {
			if u < len(r) && r[u] != nil {
				counts[*r[u]]++
				here++
			}
		}
		if here < 2 {
			continue
		}
		all += here
		for c, n := range counts {
			totals[c] += n
			for k, l := range counts {
				pairs := n * l
				if c == k {
					pairs = n * (n - 1)
				}
				at := [2]int{c, k}
				if coincidence[at] == nil {
					coincidence[at] = new(big.Rat)
				}
				coincidence[at] = add(coincidence[at], frac(pairs, here-1))
			}
		}
	}
	values := slices.Sorted(maps.Keys(totals))
	observed, expected := new(big.Rat), new(big.Rat)
	for i, c := range values {
		for _, k := range values[i+1:] {
			d := m.difference(c, k, values, totals)
			if o := coincidence[[2]int{c, k}]; o != nil {
				observed = add(observed, mul(o, d))
			}
			expected = add(expected, mul(frac(totals[c]*totals[k], 1), d))
		}
	}
	if expected.Sign() == 0 {
		return nil, false
	}
	return sub(frac(1, 1), mul(frac(all-1, 1), over(observed, expected))), true
}

// difference is the squared δ of Krippendorff's metrics for c < k.
func (m Metric) difference(c, k int, values []int, totals map[int]int64) *big.Rat {
	square := func(r *big.Rat) *big.Rat { return mul(r, r) }
	switch m {
	case Ordinal:
		var between int64
		for _, v := range values {
			if c <= v && v <= k {
				between += totals[v]
			}
		}
		return square(sub(frac(between, 1), frac(totals[c]+totals[k], 2)))
	case Interval:
		return square(frac(int64(c-k), 1))
	case Ratio:
		return square(over(frac(int64(c-k), 1), frac(int64(c+k), 1)))
	case Nominal:
	}
	return frac(1, 1)
}
