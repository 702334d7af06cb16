package emoney

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/stream"
)

// The frozen table is what its comment says: the exponential's quantiles to a
// unit, with a mean of 4,096.
func TestGaps(t *testing.T) {
	sum := 0.0
	for k := range 256 {
		if want := -math.Log(1-float64(k)/256) * 4096; math.Abs(float64(gaps[k])-want) > .51 {
			t.Errorf("gaps[%d] = %d, want %.1f", k, gaps[k], want)
		}
		sum += float64(gaps[k]+gaps[k+1]) / 2
	}
	if mean := sum / 256; math.Abs(mean-4096) > 10 {
		t.Errorf("the gaps' mean is %.1f", mean)
	}
	if !slices.IsSorted(gaps[:]) {
		t.Error("the table falls")
	}
}

// Account numbers are a permutation with the check digits of ISO 7064. The
// fixed one was reckoned with whole numbers: 98 - 351415181234567890353500 mod 97.
func TestNumbers(t *testing.T) {
	n := numbering{stream.NewKey([16]byte{3}).Domain("emoney/number").Stream(0, 0)}
	seen := map[Number]bool{}
	for i := range 20_000 {
		v := n.of(i)
		if seen[v] {
			t.Fatalf("%s is there twice", v[:])
		}
		seen[v] = true
		rest := 0
		for _, ch := range string(v[4:]) + string(v[:4]) {
			if i := strings.IndexRune("ABCDEFGHIJKLMNOPQRSTUVWXYZ", ch); i >= 0 {
				rest = (rest*100 + i + 10) % 97
			} else {
				rest = (rest*10 + int(ch-'0')) % 97
			}
		}
		if rest != 1 {
			t.Fatalf("%s: the remainder is %d", v[:], rest)
		}
	}
	if got := number(1234567890); string(got[:]) != "ZZ29ZEFI1234567890" {
		t.Errorf("%s", got[:])
	}
}
