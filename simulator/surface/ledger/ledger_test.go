package ledger

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

var start = time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)

// story is a small plot: customers pay a deposit wallet, which is swept into a
// collection wallet, which pays the suppliers.
func storyWorld() *world.World {
	day := func(d, h int) time.Time { return start.AddDate(0, 0, d).Add(time.Duration(h) * time.Hour) }
	return &world.World{
		Scenario: "plot", Variant: "team-a", Scale: 1000, Start: start, End: start.AddDate(0, 0, 90),
		Key: stream.NewKey([16]byte{1, 2, 3}),
		Wallets: []world.Wallet{
			{Ref: "wallet:deposit", Kind: keys.P2WPKH, Addresses: 3},
			{Ref: "wallet:collect", Kind: keys.P2TR, Addresses: 1},
			{Ref: "wallet:producer", Kind: keys.P2PKH, Addresses: 1},
			{Ref: "wallet:hosting", Kind: keys.P2WPKH, Addresses: 2},
			{Ref: "wallet:idle", Kind: keys.P2WPKH, Addresses: 1},
		},
		Payments: []world.Payment{
			{Ref: "payment:1", To: "wallet:deposit", AmountSat: 2_137_411, At: day(10, 9)},
			{Ref: "payment:2", To: "wallet:deposit", ToAddress: 1, AmountSat: 1_903_777, At: day(12, 17)},
			{Ref: "payment:3", To: "wallet:deposit", ToAddress: 2, AmountSat: 3_400_019, At: day(20, 1)},
			{Ref: "payment:4", From: "wallet:deposit", To: "wallet:collect", AmountSat: 7_000_000, At: day(21, 3), Sweep: true},
			// Money that comes in and goes out again before the next block.
			{Ref: "payment:5", From: "wallet:collect", To: "wallet:producer", AmountSat: 1_500_123, At: day(22, 4)},
			{Ref: "payment:6", From: "wallet:producer", To: "wallet:hosting", ToAddress: 1, AmountSat: 400_456, At: day(22, 4).Add(time.Second)},
			{Ref: "payment:7", From: "wallet:hosting", AmountSat: 100_789, At: day(22, 4).Add(2 * time.Second)},
			{Ref: "payment:8", To: "wallet:hosting", AmountSat: 250_333, At: day(90, 0)},
		},
	}
}

// emit writes a world's ledger and returns the directory.
func emit(tb testing.TB, w *world.World, workers int) (string, *dataset.Writer) {
	tb.Helper()
	dir := tb.TempDir()
	out := dataset.NewWriter(dir)
	if err := (Surface{Workers: workers}).Emit(context.Background(), w, 0, out); err != nil {
		tb.Fatal(err)
	}
	return dir, out
}

func TestStoryOnTheChain(t *testing.T) {
	w := storyWorld()
	dir, out := emit(t, w, 2)
	c, err := chain.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if sum := c.Summary(); sum.Height < 1000 || sum.Txs-sum.Height-1 < 5000 || !sum.Tip.Equal(w.End) {
		t.Errorf("%+v: want 1,000 blocks and 5,000 transactions beside coinbases, to the end", sum)
	}

	// What each wallet must hold, from the plan and the fees alone.
	want := map[world.Ref]int64{}
	for _, p := range w.Payments {
		b, ok := out.Bound(string(p.Ref))
		if !ok {
			t.Fatalf("%s is not bound", p.Ref)
		}
		id, err := chainhash.NewHashFromStr(b.TxID)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(b.Records, []string{"ledger/blk00000.dat#" + b.TxID}) {
			t.Errorf("%s: records %q", p.Ref, b.Records)
		}
		tx, ok := c.Tx(*id, c.Tip())
		if !ok {
			t.Fatalf("%s: %s is not in the chain", p.Ref, id)
		}
		at := c.Time(tx.Height)
		if at.Unix() != b.VisibleFrom || at.Before(p.At) || !c.Time(tx.Height-1).Before(p.At) {
			t.Errorf("%s at %s is in block %d of %s (bound: %d), the block before is of %s", p.Ref, p.At, tx.Height, at, b.VisibleFrom, c.Time(tx.Height-1))
		}
		got := tx.Msg.TxOut[b.Vout]
		if got.Value != b.AmountSat || !p.Sweep && got.Value != p.AmountSat || got.Value < p.AmountSat {
			t.Errorf("%s: output of %d, bound %d, plan %d", p.Ref, got.Value, b.AmountSat, p.AmountSat)
		}
		if p.To != "" {
			if a := keys.Address(w.Key, w.Wallet(p.To).Kind, string(p.To), p.ToAddress); chain.AddressOf(got.PkScript) != a {
				t.Errorf("%s went to %s, want %s", p.Ref, chain.AddressOf(got.PkScript), a)
			}
			want[p.To] += got.Value
		}
		if p.From != "" {
			want[p.From] -= got.Value + tx.Fee
			if p.Sweep && len(tx.Msg.TxOut) != 1 {
				t.Errorf("%s leaves change", p.Ref)
			}
		}
	}
	for _, x := range w.Wallets {
		var held int64
		for i := range x.Addresses {
			script, err := chain.ScriptOf(keys.Address(w.Key, x.Kind, string(x.Ref), i))
			if err != nil {
				t.Fatal(err)
			}
			held += c.Stats(chain.HashOf(script), c.Tip()).Balance()
		}
		if held != want[x.Ref] {
			t.Errorf("%s holds %d, the plan says %d", x.Ref, held, want[x.Ref])
		}
	}
	b, _ := out.Bound("wallet:deposit")
	if len(b.Selectors) != 3 || b.Selectors[0].Kind != "wallet" || b.Selectors[0].Value != keys.Address(w.Key, keys.P2WPKH, "wallet:deposit", 0) || len(b.Records) != 4 {
		t.Errorf("wallet:deposit is bound to %+v", b)
	}
	if _, ok := out.Bound("wallet:idle"); ok {
		t.Error("a wallet that nothing touched is bound")
	}
}

// TestSameBytes: the number of goroutines leaves no trace; another key leaves
// nothing the same.
func TestSameBytes(t *testing.T) {
	w := storyWorld()
	w.Scale = 200
	read := func(w *world.World, workers int) []byte {
		dir, _ := emit(t, w, workers)
		blocks, err := os.ReadFile(filepath.Join(dir, chain.BlockFile))
		if err != nil {
			t.Fatal(err)
		}
		return blocks
	}
	one := read(w, 1)
	for _, workers := range []int{2, 5} {
		if !bytes.Equal(one, read(w, workers)) {
			t.Errorf("%d workers write other bytes than one", workers)
		}
	}
	w.Key = w.Key.Derive("other")
	a, err := chain.Parse(one)
	if err != nil {
		t.Fatal(err)
	}
	b, err := chain.Parse(read(w, 2))
	if err != nil {
		t.Fatal(err)
	}
	for h := 1; h <= a.Tip(); h++ {
		if _, ok := b.Tx(a.TxIDs(h)[0], b.Tip()); ok || a.Time(h).Equal(b.Time(h)) && h != 260 && h != a.Tip() {
			t.Fatalf("block %d is in the chain of another key", h)
		}
	}
}

func TestPlansThatCannotBe(t *testing.T) {
	cannot(t, storyWorld, map[string]broken{
		"too poor":             {func(w *world.World) { w.Payments[4].AmountSat = 9_000_000 }, "payment:5: wallet:collect holds 74"},
		"sweep below the plan": {func(w *world.World) { w.Payments[3].AmountSat = 9_000_000 }, "the plan expects 9000000 at least"},
		"empty sweep":          {func(w *world.World) { w.Payments[3].From = "wallet:idle" }, "payment:4: wallet:idle holds 0 sat"},
		"no such wallet":       {func(w *world.World) { w.Payments[0].To = "wallet:x" }, `payment:1: there is no wallet "wallet:x"`},
		"no such address":      {func(w *world.World) { w.Payments[0].ToAddress = 3 }, "receiving address 3, wallet:deposit has 3"},
		"after the end":        {func(w *world.World) { w.Payments[0].At = w.End.Add(time.Second) }, "outside the scenario"},
		"before the start":     {func(w *world.World) { w.Payments[0].At = w.Start.Add(-time.Second) }, "outside the scenario"},
		"two strangers":        {func(w *world.World) { w.Payments[6].From = "" }, "neither end"},
		"swept stranger":       {func(w *world.World) { w.Payments[0].Sweep = true }, "cannot be swept"},
		"dust":                 {func(w *world.World) { w.Payments[0].AmountSat = 0 }, "amount 0 sat"},
		"kind":                 {func(w *world.World) { w.Wallets[0].Kind = "p2sh" }, `wallet:deposit is of kind "p2sh"`},
		"too short":            {func(w *world.World) { w.End, w.Payments = w.Start.Add(time.Hour), nil }, "1000 blocks need 2h46m40s at least"},
		"a fortune":            {func(w *world.World) { w.Payments[0].AmountSat = 9_000_00000000 }, "nobody of the crowd can pay"},
	})
}

// broken is a plan that must be refused, and what the error must say.
type broken struct {
	change func(*world.World)
	want   string
}

func cannot(t *testing.T, plan func() *world.World, cases map[string]broken) {
	t.Helper()
	for name, v := range cases {
		t.Run(name, func(t *testing.T) {
			w := plan()
			w.Scale = 50
			v.change(w)
			err := Surface{}.Emit(context.Background(), w, 0, dataset.NewWriter(t.TempDir()))
			if err == nil || !strings.Contains(err.Error(), v.want) {
				t.Errorf("error %v, want one that says %q", err, v.want)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := (Surface{}).Emit(ctx, storyWorld(), 0, dataset.NewWriter(t.TempDir())); err == nil {
		t.Error("a cancelled run says nothing")
	}
}

// TestEconomy measures the chain's make-up: mostly one input and two outputs,
// unround amounts, all three kinds of address, fees paid.
func TestEconomy(t *testing.T) {
	dir, _ := emit(t, storyWorld(), 2)
	c, err := chain.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var txs, oneTwo, merges, batches, outs, round, inside int
	kinds := map[int]int{} // by length of script: 22 p2wpkh, 25 p2pkh, 34 p2tr
	var made, fees int64
	unspent := map[wire.OutPoint]int64{}
	last := time.Time{}
	for h := 1; h <= c.Tip(); h++ {
		if !c.Time(h).After(last) || c.Time(h).Sub(last) > 150*time.Minute && h > 1 {
			t.Errorf("block %d at %s follows %s", h, c.Time(h), last)
		}
		last = c.Time(h)
		made += chain.Subsidy(h)
		for pos, id := range c.TxIDs(h) {
			tx, _ := c.Tx(id, h)
			for _, in := range tx.Msg.TxIn {
				if from, ok := c.Tx(in.PreviousOutPoint.Hash, h); ok && from.Height == h {
					inside++
				}
				delete(unspent, in.PreviousOutPoint)
			}
			for i, o := range tx.Msg.TxOut {
				unspent[wire.OutPoint{Hash: id, Index: uint32(i)}] = o.Value
			}
			if pos == 0 {
				continue
			}
			txs++
			fees += tx.Fee
			in, out := len(tx.Msg.TxIn), len(tx.Msg.TxOut)
			switch {
			case in == 1 && out == 2:
				oneTwo++
			case in >= 4 && out == 1:
				merges++
			case out >= 4:
				batches++
			}
			size := len(tx.Raw)
			if tx.Fee < int64(size)/4 || tx.Fee > 400*int64(size) {
				t.Errorf("%s pays %d sat for %d bytes", id, tx.Fee, size)
			}
			for _, o := range tx.Msg.TxOut {
				outs++
				if o.Value%1000 == 0 {
					round++
				}
				kinds[len(o.PkScript)]++
			}
		}
	}
	var held int64
	for _, sat := range unspent {
		held += sat
	}
	if held != made {
		t.Errorf("the unspent outputs hold %d sat, the blocks made %d", held, made)
	}
	t.Logf("%d blocks, %d transactions, %d with one input and two outputs, %d consolidations, %d batches, %d outputs, %d of them round, %d sat of fees, %d spent inside a block, kinds %v",
		c.Tip(), txs, oneTwo, merges, batches, outs, round, fees, inside, kinds)
	if 2*oneTwo < txs {
		t.Errorf("%d of %d transactions have one input and two outputs, want most", oneTwo, txs)
	}
	if inside < 20 {
		t.Errorf("%d outputs are spent inside their block: then only the story does it", inside)
	}
	if merges < 20 || batches < 50 {
		t.Errorf("%d consolidations and %d batches", merges, batches)
	}
	if 100*round > 30*outs {
		t.Errorf("%d of %d outputs are round to 1,000 sat, want less than 30%%", round, outs)
	}
	for _, size := range []int{22, 25, 34} {
		if 10*kinds[size] < outs || len(kinds) != 3 {
			t.Errorf("outputs by length of script: %v, want a tenth at least of each of three kinds", kinds)
		}
	}
}
