package realism

import (
	"testing"
)

// Sizes that fall as rank^-1.2 by construction give 1.2; equal ones give nought.
func TestZipf(t *testing.T) {
	var exact, flat []int64
	for _, v := range []int64{1_000_000, 435_275, 267_581, 189_465, 144_956, 116_471, 96_798, 82_469, 71_599, 63_096} { // 10⁶·k^-1.2
		exact = append([]int64{v}, exact...)
		flat = append(flat, 500)
	}
	for range 10 { // the smaller half does not count
		exact = append([]int64{1}, exact...)
	}
	if s, ok := zipf(exact); !ok || s < 1198 || s > 1202 {
		t.Errorf("exponent %d %v, want 1200", s, ok)
	}
	if s, ok := zipf(flat); !ok || s != 0 {
		t.Errorf("equal sizes: %d %v, want 0", s, ok)
	}
	if _, ok := zipf([]int64{1, 2}); ok {
		t.Error("two channels have an exponent")
	}
}
