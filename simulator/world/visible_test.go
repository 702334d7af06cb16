package world

import (
	"slices"
	"testing"

	"github.com/osint-radar/academy/simulator/stream"
)

// The law of LDBC's comments: P(delay ≤ x) = (x/day)^0.4, so a quarter are there
// within 1/32 of a day, half within 2^-2.5 of it, and the mean is 0.4/1.4 of it.
func TestAnswerDelay(t *testing.T) {
	const n, day = 200_000, 86_400_000
	s := stream.NewKey([16]byte{7}).Domain("test").Stream(0, 0)
	list := make([]int64, n)
	var sum int64
	for i := range list {
		list[i] = AnswerDelay(s)
		sum += list[i]
	}
	slices.Sort(list)
	for _, c := range []struct {
		name      string
		got, want int64
	}{{"quarter", list[n/4], day / 32}, {"half", list[n/2], 15_273_506}, {"mean", sum / n, day * 4 / 14}} {
		if c.got < c.want*98/100 || c.got > c.want*102/100 {
			t.Errorf("%s: %d ms, want %d", c.name, c.got, c.want)
		}
	}
	if list[0] < 20_000 || list[n-1] >= day {
		t.Errorf("between %d and %d ms, want from 20 s to a day", list[0], list[n-1])
	}
}
