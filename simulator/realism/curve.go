package realism

import "slices"

// tailCurve is the share of values of at least x, over x, both as logarithms to
// base 10; values are divided by unit. At most eight points a decade.
func tailCurve(name, x string, list []int64, unit int64) Curve {
	c := Curve{Name: name, X: x, Y: "share of at least so many", Log: true}
	list = slices.Clone(list)
	slices.Sort(list)
	n := int64(len(list))
	last := int64(-1 << 62)
	for i, v := range list {
		v /= unit
		if v < 1 || i > 0 && list[i-1]/unit == v {
			continue
		}
		at := milli(log10(v))
		if at-last < 125 {
			continue
		}
		last = at
		c.Points = append(c.Points, [2]int64{at, milli(log10(n-int64(i)) - log10(n))})
	}
	return c
}

// ln10 in fixed point.
const ln10 = 9889527671 // 2.302585092994046 × 2³²

func log10(v int64) int64 { return mulq(ln(v, 1), 1<<(2*q)/ln10) }
