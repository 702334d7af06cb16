package ledger

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/bluelantern"
	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// blueLantern is the world of scenario S1 for a seed.
func blueLantern(t *testing.T, seed byte, variant string) *world.World {
	t.Helper()
	spec := world.Spec{
		Scenario: "blue-lantern", Variant: variant, Scale: 1000,
		Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 150, Posts: 1500}, Case: world.CaseSpec{Posts: 120, Media: 40, Labels: 40, Flag: 37},
		Effects: map[string]time.Duration{"ad-deleted": 110 * time.Minute, "alarm": 75 * time.Minute},
	}
	posts := []int{14, 11, 10, 8, 9, 10, 12, 8, 7, 6, 6, 7, 6, 6}
	for i, name := range bluelantern.Roles() {
		spec.Cast = append(spec.Cast, world.Role{Name: name, Posts: posts[i]})
	}
	w, err := bluelantern.Plan(spec, stream.NewKey([16]byte{15: seed}))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestNodeAcceptsBlueLantern feeds every block of a full-size chain with the
// story of S1 to btcd, which runs every script: it must end where our own
// summary says.
func TestNodeAcceptsBlueLantern(t *testing.T) {
	w := blueLantern(t, 1, "team-a")
	dir := t.TempDir()
	if err := (Surface{}).Emit(context.Background(), w, 0, dataset.NewWriter(dir)); err != nil {
		t.Fatal(err)
	}
	c, err := chain.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	sum := c.Summary()
	if sum.Height < 1000 || sum.Txs-sum.Height-1 < 5000 {
		t.Errorf("%d blocks and %d transactions, want 1,000 and 5,000 beside the coinbases", sum.Height, sum.Txs-sum.Height-1)
	}
	n := startNode(t)
	for h := 1; h <= c.Tip(); h++ {
		if reason := n.submit(c.Raw(h)); reason != "" {
			t.Fatalf("btcd refuses block %d: %s", h, reason)
		}
	}
	if h, hash := n.tip(); h != sum.Height || hash != sum.BestHash {
		t.Errorf("btcd is at %d %s, the dataset says %d %s", h, hash, sum.Height, sum.BestHash)
	}

	// btcd's own view of every output that a wallet of the story still holds.
	held := 0
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
				fault := n.call("gettxout", &out, coin.OutPoint.Hash.String(), coin.OutPoint.Index, false)
				if fault != "" || out == nil {
					t.Fatalf("btcd knows no output %s of %s: %s", coin.OutPoint, x.Ref, fault)
				}
				if got := fmt.Sprintf("%.8f", out.Value); got != fmt.Sprintf("%d.%08d", coin.Sat/1e8, coin.Sat%1e8) || out.ScriptPubKey.Address != address {
					t.Errorf("%s: btcd says %s to %s, the chain %d sat to %s", coin.OutPoint, got, out.ScriptPubKey.Address, coin.Sat, address)
				}
			}
		}
	}
	if held < len(w.Wallets)/2 {
		t.Errorf("the wallets of the story hold %d outputs, that proves nothing", held)
	}
}

// TestEverySeedCanPay: no plan of S1 asks for money that is not there.
func TestEverySeedCanPay(t *testing.T) {
	for seed := range byte(12) {
		for _, variant := range []string{"team-a", "team-b"} {
			w := blueLantern(t, seed, variant)
			w.Scale = 50
			out := dataset.NewWriter(t.TempDir())
			if err := (Surface{}).Emit(context.Background(), w, 0, out); err != nil {
				t.Fatalf("seed %d, %s: %v", seed, variant, err)
			}
			for _, p := range w.Payments {
				if _, ok := out.Bound(string(p.Ref)); !ok {
					t.Errorf("seed %d, %s: %s is not on the chain", seed, variant, p.Ref)
				}
			}
		}
	}
}
