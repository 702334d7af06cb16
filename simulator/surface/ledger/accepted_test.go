package ledger_test

import (
	"fmt"
	"testing"

	"github.com/osint-radar/academy/scenarios/scenariostest"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/ledger"
	"github.com/osint-radar/academy/simulator/world"
)

// TestNodeAccepts feeds every block of a team's chain to btcd, which runs every
// script, for all scenarios and the market. It must end where the dataset's own
// summary says, and know every output that a wallet of the story still holds.
func TestNodeAccepts(t *testing.T) {
	market, _ := simulator.Standing("market", "team-a")
	for i, spec := range append(scenariostest.Specs(t, "team-a"), market) {
		t.Run(spec.Scenario, func(t *testing.T) {
			t.Parallel() // a node for each core: one alone waits half of its time
			// A seed of its own: worlds without payments would share all transactions.
			w, err := simulator.Plan(spec, stream.NewKey([16]byte{15: byte(1 + i)}))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := (ledger.Surface{}).Emit(t.Context(), w, 0, dataset.NewWriter(dir)); err != nil {
				t.Fatal(err)
			}
			c, err := chain.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			sum := c.Summary() // is that of ledger/chain.json, says Open
			if sum.Height < 1000 || sum.Txs-sum.Height-1 < 5000 {
				t.Errorf("%d blocks and %d transactions, want 1,000 and 5,000 beside the coinbases", sum.Height, sum.Txs-sum.Height-1)
			}
			n := ledger.StartNode(t)
			for h := 1; h <= c.Tip(); h++ {
				if reason := n.Submit(c.Raw(h)); reason != "" {
					t.Fatalf("btcd refuses block %d: %s", h, reason)
				}
			}
			if h, hash := n.Tip(); h != sum.Height || hash != sum.BestHash {
				t.Errorf("btcd is at %d %s, the dataset says %d %s", h, hash, sum.Height, sum.BestHash)
			}
			if held := holds(t, n, c, w); held < len(w.Wallets)/2 {
				t.Errorf("the %d wallets of the story hold %d outputs, that proves nothing", len(w.Wallets), held)
			}
		})
	}
}

// holds compares every output that a wallet of the story holds with the node's
// own view of it, and counts them.
func holds(t *testing.T, n *ledger.Node, c *chain.Chain, w *world.World) (held int) {
	t.Helper()
	for _, x := range w.Wallets {
		for i := range x.Addresses {
			address := keys.Address(w.Key, x.Kind, string(x.Ref), i)
			script, err := chain.ScriptOf(address)
			if err != nil {
				t.Fatal(err)
			}
			for _, coin := range c.Unspent(chain.HashOf(script), c.Tip()) {
				var out *struct {
					Value        float64
					ScriptPubKey struct{ Address string }
				}
				held++
				fault := n.Call("gettxout", &out, coin.OutPoint.Hash.String(), coin.OutPoint.Index, false)
				if fault != "" || out == nil {
					t.Fatalf("btcd knows no output %s of %s: %s", coin.OutPoint, x.Ref, fault)
				}
				if got := fmt.Sprintf("%.8f", out.Value); got != fmt.Sprintf("%d.%08d", coin.Sat/1e8, coin.Sat%1e8) || out.ScriptPubKey.Address != address {
					t.Errorf("%s: btcd says %s to %s, the chain %d sat to %s", coin.OutPoint, got, out.ScriptPubKey.Address, coin.Sat, address)
				}
			}
		}
	}
	return held
}
