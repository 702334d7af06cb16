package gate

import (
	"slices"
	"testing"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/ledger"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// coinMarket is a market with enough payments in coins: fifty networks. Its ledger
// has one planted transaction in twenty-five, more than the knob allows: on a
// larger ledger, which takes longer, all figures are lower.
var coinMarket = world.Market{Networks: 50, Bookings: 24}

const coinScale = 6500 // of the crowd on the ledger, in thousandths

// writeLedger writes the bulk ledger of a market and its labels.
func writeLedger(tb testing.TB, seed [16]byte) string {
	tb.Helper()
	spec, _ := simulator.Standing("market", "team-a")
	spec.Market, spec.Emoney = coinMarket, world.Emoney{}
	w, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		tb.Fatal(err)
	}
	w.Facts = slices.DeleteFunc(w.Facts, func(f world.Fact) bool { return f.Kind != truth.Hop })
	w.Ledger, w.Scale = world.Bulk, coinScale
	dir, facts := written(tb, w, seed, ledger.New(1))
	if err := label(dir, facts); err != nil {
		tb.Fatal(err)
	}
	return dir
}

func TestLedger(t *testing.T) {
	t.Parallel()
	var args []string
	for _, seed := range seeds(t) {
		args = append(args, writeLedger(t, seed))
	}
	var report map[string]figures
	measure(t, &report, "ledgers.py", args...)
	coins := report["ledger"]
	if coins.Shallow == nil || coins.Boosted == nil || coins.ShuffleAUC == nil || coins.SplitAUC == nil || len(coins.Planted) != 5 {
		t.Fatal("figures are missing")
	}
	coins.enough(t, "ledger")
	for _, fault := range coins.faults() {
		t.Error(fault)
	}
	for _, name := range []string{"round_coins", "telling_txids"} { // the gate shuts
		if f := report[name]; len(f.faults()) == 0 {
			t.Errorf("%s, and the gate is open: %+v", name, f)
		}
	}
}
