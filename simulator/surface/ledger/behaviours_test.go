package ledger

import (
	"testing"
	"time"

	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/world"
)

// schemes is a world in which a launderer does everything that a payment of
// the story can do.
func schemes() *world.World {
	w := storyWorld()
	day := func(d, h int) time.Time { return start.AddDate(0, 0, d).Add(time.Duration(h) * time.Hour) }
	w.Wallets = []world.Wallet{
		{Ref: "wallet:wash", Kind: keys.P2WPKH, Addresses: 1, Fresh: true},
		{Ref: "wallet:lure", Kind: keys.P2WPKH, Addresses: 1},
		{Ref: "wallet:shop", Kind: keys.P2WPKH, Addresses: 2},
		{Ref: "wallet:victim", Kind: keys.P2TR, Addresses: 1},
	}
	w.Payments = []world.Payment{
		{Ref: "payment:in", To: "wallet:wash", AmountSat: 40_000_000, At: day(5, 0)},
		{Ref: "payment:peel1", From: "wallet:wash", To: "wallet:shop", AmountSat: 1_111_111, At: day(8, 0), Behaviour: world.Peel},
		{Ref: "payment:peel2", From: "wallet:wash", AmountSat: 2_222_222, At: day(8, 23).Add(30 * time.Minute), Behaviour: world.Peel},
		{Ref: "payment:peel3", From: "wallet:wash", AmountSat: 3_333_333, At: day(8, 23).Add(50 * time.Minute), Behaviour: world.Peel},
		{Ref: "payment:join", From: "wallet:wash", To: "wallet:shop", ToAddress: 1, AmountSat: 4_444_444, At: day(9, 6), Behaviour: world.CoinJoin},
		{Ref: "payment:b1", From: "wallet:wash", To: "wallet:victim", AmountSat: 555_555, At: day(10, 0), Behaviour: world.Batch},
		{Ref: "payment:b2", From: "wallet:wash", To: "wallet:lure", AmountSat: 666_666, At: day(10, 0), Behaviour: world.Batch},
		{Ref: "payment:b3", From: "wallet:wash", AmountSat: 777_777, At: day(10, 0), Behaviour: world.Batch},
		{Ref: "payment:buy", From: "wallet:victim", To: "wallet:shop", AmountSat: 88_888, At: day(12, 0)},
		{Ref: "payment:dust", From: "wallet:lure", To: "wallet:victim", AmountSat: 600, At: day(13, 0), Behaviour: world.Dusting},
		{Ref: "payment:poison", From: "wallet:lure", To: "wallet:victim", AmountSat: 547, At: day(14, 0), Behaviour: world.Poisoning, Like: "wallet:shop", LikeAddress: 0},
	}
	return w
}

// TestBehavioursWithoutMeans: who has no coin that is large enough to peel from, and
// whom nobody can join, pays as everybody does.
func TestBehavioursWithoutMeans(t *testing.T) {
	w := storyWorld()
	at := func(day int) time.Time { return start.AddDate(0, 0, day) }
	const rich = 1_500_000_000 // more than anybody of the crowd has beside it
	w.Wallets = []world.Wallet{{Ref: "wallet:poor", Kind: keys.P2WPKH, Addresses: 1}, {Ref: "wallet:rich", Kind: keys.P2TR, Addresses: 1}}
	w.Payments = []world.Payment{
		{Ref: "payment:in1", To: "wallet:poor", AmountSat: 10_000_000, At: at(3)},
		{Ref: "payment:in2", To: "wallet:poor", AmountSat: 10_000_000, At: at(4)},
		{Ref: "payment:peel", From: "wallet:poor", AmountSat: 15_000_000, At: at(6), Behaviour: world.Peel},
		{Ref: "payment:in3", To: "wallet:rich", AmountSat: 2 * rich, At: at(3)},
		{Ref: "payment:join", From: "wallet:rich", AmountSat: rich, At: at(6), Behaviour: world.CoinJoin},
	}
	dir, out := emit(t, w, 2)
	for _, x := range readBlocks(t, dir).txs {
		for ref, ins := range map[string]int{"payment:peel": 2, "payment:join": 1} {
			if b, _ := out.Bound(ref); x.id.String() == b.TxID && (len(x.TxIn) != ins || len(x.TxOut) != 2) {
				t.Errorf("%s has %d inputs and %d outputs, want %d and 2", ref, len(x.TxIn), len(x.TxOut), ins)
			}
		}
	}
	for _, p := range w.Payments {
		if b, ok := out.Bound(string(p.Ref)); !ok || b.AmountSat != p.AmountSat {
			t.Errorf("%s is bound to %d sat, want %d", p.Ref, b.AmountSat, p.AmountSat)
		}
	}
}

// TestBehaviours reads from the block file what each payment has become.
func TestBehaviours(t *testing.T) {
	w := schemes()
	dir, out := emit(t, w, 2)
	s := readBlocks(t, dir)
	byID := map[string]seenTx{}
	for _, x := range s.txs {
		byID[x.id.String()] = x
	}
	tx := func(ref string) seenTx {
		b, ok := out.Bound(ref)
		x, found := byID[b.TxID]
		if !ok || !found {
			t.Fatalf("%s is bound to %q, which is not in the chain", ref, b.TxID)
		}
		var want int64
		for _, p := range w.Payments {
			if string(p.Ref) == ref {
				want = p.AmountSat
			}
		}
		if got := x.TxOut[b.Vout].Value; got != want || b.AmountSat != want {
			t.Errorf("%s: output %d has %d, bound %d, plan %d", ref, b.Vout, got, b.AmountSat, want)
		}
		return x
	}
	spends := func(x, source seenTx) bool {
		for _, in := range x.TxIn {
			if in.PreviousOutPoint.Hash == source.id {
				return true
			}
		}
		return false
	}

	before := tx("payment:in")
	for _, ref := range []string{"payment:peel1", "payment:peel2", "payment:peel3"} {
		x := tx(ref)
		if len(x.TxIn) != 1 || len(x.TxOut) != 2 || !spends(x, before) {
			t.Errorf("%s is no step of a peel chain: %d inputs, %d outputs", ref, len(x.TxIn), len(x.TxOut))
		}
		b, _ := out.Bound(ref)
		rest := wire.OutPoint{Hash: x.id, Index: uint32(1 - b.Vout)}
		if n := s.used[string(s.outs[rest].PkScript)]; n != 1 {
			t.Errorf("%s: the rest goes to an address that is paid %d times", ref, n)
		}
		before = x
	}

	join := tx("payment:join")
	equal := 0
	for _, o := range join.TxOut {
		if o.Value == 4_444_444 {
			equal++
		}
	}
	if equal < 5 || len(s.payers(join)) < 5 {
		t.Errorf("the coinjoin has %d equal outputs and %d payers, want 5", equal, len(s.payers(join)))
	}

	if a, b, c := tx("payment:b1"), tx("payment:b2"), tx("payment:b3"); a.id != b.id || b.id != c.id || len(a.TxOut) != 4 {
		t.Errorf("the batch is in %s, %s and %s", a.id, b.id, c.id)
	}
	tx("payment:dust")

	poison := tx("payment:poison")
	like := keys.Address(w.Key, keys.P2WPKH, "wallet:shop", 0)
	from := chain.AddressOf(s.outs[poison.TxIn[0].PreviousOutPoint].PkScript)
	shared := 0
	for i := 6; from[i] == like[i]; i++ {
		shared++
	}
	for i := len(like) - 1; from[i] == like[i]; i-- {
		shared++
	}
	if from == like || shared < 1 || len(poison.TxIn) != 1 {
		t.Errorf("the lure %s shares %d characters with %s", from, shared, like)
	}
	t.Logf("%s imitates %s", from, like)

	// A wallet with fresh change is known by all its addresses.
	b, _ := out.Bound("wallet:wash")
	if len(b.Selectors) < 5 {
		t.Errorf("the launderer's wallet has %d addresses in the truth: %v", len(b.Selectors), b.Selectors)
	}
}

// TestSchemesThatCannotBe: what a behaviour needs is asked for by name.
func TestSchemesThatCannotBe(t *testing.T) {
	cannot(t, schemes, map[string]broken{
		"unknown":          {func(w *world.World) { w.Payments[1].Behaviour = "teleport" }, `payment:peel1: behaviour "teleport" is not known`},
		"stranger":         {func(w *world.World) { w.Payments[0].Behaviour = world.Peel }, `a stranger pays as strangers do, not by "peel"`},
		"nobody to be":     {func(w *world.World) { w.Payments[10].Like = "" }, `imitates an address of ""`},
		"another kind":     {func(w *world.World) { w.Payments[10].Like = "wallet:victim" }, "of the kind p2wpkh"},
		"dust below dust":  {func(w *world.World) { w.Payments[9].AmountSat = 100 }, "want at least 546"},
		"peel too large":   {func(w *world.World) { w.Payments[1].AmountSat = 50_000_000 }, "too little to pay 50000000"},
		"join without":     {func(w *world.World) { w.Payments[4].AmountSat = 35_000_000 }, "too little to pay 35000000"},
		"legacy coinjoins": {func(w *world.World) { w.Wallets[0].Kind = keys.P2PKH }, "which joins no others"},
	})
}
