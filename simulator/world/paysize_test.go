package world

import (
	"math"
	"slices"
	"testing"
)

// The frozen table is the log-normal's by its distribution function.
func TestPaySizes(t *testing.T) {
	if !slices.IsSorted(paySizes[:]) {
		t.Error("the table falls")
	}
	for k := 1; k < 256; k++ {
		// Φ(ln(x/256)/1.1) between the entry's rounding errors.
		phi := func(x float64) float64 { return math.Erfc(-math.Log(x/256)/1.1/math.Sqrt2) / 2 }
		if p := float64(k) / 256; phi(float64(paySizes[k])-.51) > p || phi(float64(paySizes[k])+.51) < p {
			t.Errorf("paySizes[%d] = %d is the quantile %.4f", k, paySizes[k], phi(float64(paySizes[k])))
		}
	}
}
