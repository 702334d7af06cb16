package realism

import (
	"math/bits"
	"slices"
)

// q is the fixed point of logarithms: 32 bits behind it.
const q = 32

// ln2 in fixed point.
const ln2 = 2977044472 // 0.693147180559945 × 2³²

// ln is the natural logarithm of a/b in fixed point, a and b positive: the
// binary logarithm bit by bit, a bit being one where the square reaches two.
func ln(a, b int64) int64 { return mulq(log2(a)-log2(b), ln2) }

func log2(n int64) int64 {
	whole := bits.Len64(uint64(n)) - 1
	x := uint64(n) << (63 - whole) // in [1, 2), 63 bits behind the point
	out := int64(whole) << q
	for bit := q - 1; bit >= 0; bit-- {
		hi, _ := bits.Mul64(x, x) // in [1, 4), 62 bits behind the point
		if hi>>63 == 1 {
			x, out = hi, out|1<<bit
		} else {
			x = hi << 1
		}
	}
	return out
}

// mulq multiplies two fixed-point numbers, rounding towards nought.
func mulq(a, b int64) int64 {
	neg := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
	v := int64(hi<<(64-q) | lo>>q)
	if neg {
		return -v
	}
	return v
}

// milli rounds a fixed-point number to thousandths.
func milli(v int64) int64 { return (v*1000 + 1<<(q-1)) >> q }

// ratio is a/b in thousandths, rounded to the nearest.
func ratio(a, b int64) int64 {
	switch {
	case b == 0:
		return 0
	case a < 0:
		return -ratio(-a, b)
	}
	return (2*1000*a + b) / (2 * b)
}

// root is the whole part of a square root.
func root(n uint64) uint64 {
	if n < 2 {
		return n
	}
	x := uint64(1) << ((bits.Len64(n) + 1) / 2)
	for {
		y := (x + n/x) / 2
		if y >= x {
			return x
		}
		x = y
	}
}

// hill estimates the exponent of the tail P(X ≥ x) ~ x^-a from its largest k of
// n values (Hill 1975), in thousandths; sorted is ascending.
func hill(sorted []int64, k int) (int64, bool) {
	if k < 1 || k >= len(sorted) || sorted[len(sorted)-k-1] < 1 {
		return 0, false
	}
	from := sorted[len(sorted)-k-1]
	var sum int64
	for _, v := range sorted[len(sorted)-k:] {
		sum += ln(v, from)
	}
	if sum == 0 {
		return 0, false
	}
	return (int64(k) << q) / (sum / 1000), true
}

// gini is the Gini coefficient of values that are not negative, in thousandths;
// sorted is ascending.
func gini(sorted []int64) (int64, bool) {
	n, sum, weighted := int64(len(sorted)), int64(0), int64(0)
	for i, v := range sorted {
		sum += v
		weighted += (2*int64(i) + 1 - n) * v
	}
	if sum == 0 {
		return 0, false
	}
	return ratio(weighted, n*sum), true
}

// median of the values, which it sorts.
func median(list []int64) int64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// burstiness is B = (σ-μ)/(σ+μ) of the times between events (Goh and Barabási
// 2008), corrected for their number (Kim and Jo 2016), in thousandths.
func burstiness(gaps []int64) int64 {
	n := int64(len(gaps))
	var sum int64
	for _, g := range gaps {
		sum += g
	}
	mean := max(sum/n, 1)
	var squares uint64
	for _, g := range gaps {
		d := (g - mean) * 1000 / mean // thousandths of the mean
		squares += uint64(d * d)
	}
	r := int64(root(squares / uint64(n))) // σ/μ in thousandths
	up, down := int64(root(uint64(n+1)*1_000_000)), int64(root(uint64(n-1)*1_000_000))
	return ratio(up*r-down*1000, (up-2000)*r+down*1000)
}

// powerOfDay estimates the exponent b of the density x^-b of delays in
// milliseconds, of which none is longer than a day: 1 less the a of
// P(delay ≤ x) = (x/day)^a, whose most likely value is n over the sum of ln(day/x).
// In thousandths.
func powerOfDay(delays []int64) (int64, bool) {
	var sum, n int64
	for _, d := range delays {
		if d > 0 && d <= dayMS {
			sum += ln(dayMS, d) >> 12 // 20 bits behind the point
			n++
		}
	}
	if sum < 1000 {
		return 0, false
	}
	return 1000 - (n<<20)/(sum/1000), true
}
