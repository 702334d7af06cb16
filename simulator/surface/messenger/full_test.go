package messenger

import (
	"testing"

	"github.com/osint-radar/academy/simulator/market"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// TestChannelsFill: from four hundred channels on, where the realism report asks
// for it, a public channel has 3,300 messages on the average, give or take a
// fifth (TGDataset), with a market's many channels of the story among them and
// with none. At the usual size it has a tenth.
func TestChannelsFill(t *testing.T) {
	for _, scale := range []world.Scale{1000, 7000, 10_000} {
		spec := market.Spec("team-a")
		spec.Scale = scale
		w, err := market.Plan(spec, stream.NewKey([16]byte{15: 3}))
		if err != nil {
			t.Fatal(err)
		}
		for name, w := range map[string]*world.World{"market": w, "town": worldtest.New(scale)} {
			c, err := newCast(w)
			if err != nil {
				t.Fatal(err)
			}
			var sum, n int64
			for _, r := range c.public {
				own := int64(len(r.planted))
				for day := range c.days {
					own += int64(len(c.moments(r, day)))
				}
				if sum += own; own > 0 {
					n++
				}
			}
			low, high := int64(2640), int64(3960)
			if scale == 1000 {
				low, high = 200, 400
			}
			t.Logf("%s at scale %d: %d channels of %d messages", name, scale/1000, n, sum/n)
			if sum < low*n || sum > high*n {
				t.Errorf("%s at scale %d: %d channels have %d messages on the average, want %d to %d", name, scale/1000, n, sum/n, low, high)
			}
			if scale == 10_000 && n < 400 {
				t.Errorf("%s: %d channels at scale 10, want 400", name, n)
			}
		}
	}
}
