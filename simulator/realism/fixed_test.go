package realism

import (
	"math"
	"slices"
	"testing"
)

// The fixed-point functions against those of floating point, which the output
// must not use.
func TestFixed(t *testing.T) {
	for _, c := range [][2]int64{{1, 1}, {2, 1}, {3, 7}, {1097, 50}, {1 << 50, 3}, {999_999_937, 1_000_000_007}} {
		want := math.Log(float64(c[0]) / float64(c[1]))
		if got := float64(ln(c[0], c[1])) / (1 << q); math.Abs(got-want) > 1e-8 {
			t.Errorf("ln(%d/%d) = %v, want %v", c[0], c[1], got, want)
		}
	}
	for n := range uint64(2000) {
		if r := root(n); r*r > n || (r+1)*(r+1) <= n {
			t.Errorf("root(%d) = %d", n, r)
		}
	}
	if r := root(math.MaxUint64); r != 1<<32-1 {
		t.Errorf("root(2^64-1) = %d", r)
	}
	for v, want := range map[int64]string{0: "0.000", 1: "0.001", -1: "-0.001", 12345: "12.345", -2500: "-2.500"} {
		if got := decimal(v); got != want {
			t.Errorf("%d: %s, want %s", v, got, want)
		}
	}
}

// A Pareto law whose quantiles are known gives its exponent back.
func TestHill(t *testing.T) {
	for _, a := range []float64{1.2, 1.9, 3} {
		var list []int64
		for i := range 20_000 {
			u := (float64(i) + .5) / 20_000
			list = append(list, int64(1e6*math.Pow(1-u, -1/a)))
		}
		got, ok := hill(list, 2000)
		if !ok || math.Abs(float64(got)/1000-a) > .02 {
			t.Errorf("exponent %v: %d thousandths", a, got)
		}
	}
	if _, ok := hill([]int64{1, 1, 1}, 2); ok {
		t.Error("three equal values have a tail")
	}
}

func TestGini(t *testing.T) {
	for _, c := range []struct {
		list []int64
		want int64
	}{{[]int64{5, 5, 5, 5}, 0}, {[]int64{0, 0, 0, 8}, 750}, {[]int64{1, 2, 3, 4}, 250}} {
		if got, ok := gini(c.list); !ok || got != c.want {
			t.Errorf("%v: %d, want %d", c.list, got, c.want)
		}
	}
}

// Kim and Jo 2016: equal gaps give -1, a Poisson process about 0, and the
// correction brings a short extreme sequence to 1.
func TestBurstiness(t *testing.T) {
	equal := make([]int64, 99)
	for i := range equal {
		equal[i] = 1000
	}
	if b := burstiness(equal); b != -1000 {
		t.Errorf("equal gaps: %d, want -1000", b)
	}
	var poisson []int64
	for i := range 999 {
		u := (float64(i) + .5) / 999
		poisson = append(poisson, int64(-1e6*math.Log(1-u)))
	}
	if b := burstiness(poisson); b < -30 || b > 30 {
		t.Errorf("exponential gaps: %d, want about 0", b)
	}
	extreme := slices.Repeat([]int64{0}, 8)
	extreme = append(extreme, 9_000_000)
	if b := burstiness(extreme); b < 900 {
		t.Errorf("all events but one at once: %d, want about 1000", b)
	}
}
