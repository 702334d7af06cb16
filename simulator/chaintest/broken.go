package chaintest

import (
	"bytes"
	"testing"
	"time"

	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
)

// Tip is the height of the chain that Broken gives: the next block is the 151st,
// whose reward is halved on regtest, and whose height is a number with its
// highest bit set.
const Tip = 150

// Form is a block that is good but for one thing.
type Form struct {
	Name   string
	Block  *wire.MsgBlock
	Node   string // what a node's reason has in it; "" where btcd keeps the block aside without a word
	Verify string // what the verifier's reason has in it
}

// Broken is a chain, a good block to follow it, and broken forms of that block.
func Broken(tb testing.TB) (f *Forge, good *wire.MsgBlock, broken []Form) {
	tb.Helper()
	f = New(tb)
	f.Grow(Tip - 1)
	old := f.Pay(f.Reward(4), chain.Subsidy(4)-1000)
	f.Blocks = append(f.Blocks, f.Next(nil, old))

	const fee, half = 700, 20_0000_0000
	rest := chain.Subsidy(1) - half - fee
	legacy := f.Pay(f.Reward(Tip+1-100), half, rest) // of a coinbase as young as may be
	child := f.Pay(legacy, half-fee)                 // of a coin of the same block
	witness, tap := f.Pay(f.Reward(1), half, rest), f.Pay(f.Reward(2), half, rest)
	fees := func(b *wire.MsgBlock) { b.Transactions[0].TxOut[0].Value += 4 * fee }
	earliest := Start.Add((Tip-5)*time.Hour + 30*time.Minute + time.Second) // the eleven before are of the hours 140 to 143, 145, 145½ and 146 to 150
	good = f.Next(func(b *wire.MsgBlock) {
		fees(b)
		b.Header.Timestamp = earliest
	}, legacy, child, witness, tap)

	base := func(change func(base *wire.MsgTx)) *wire.MsgBlock {
		return f.Next(func(b *wire.MsgBlock) { change(b.Transactions[0]) }, tap)
	}
	header := func(change func(h *wire.BlockHeader)) *wire.MsgBlock {
		return f.Next(func(b *wire.MsgBlock) { change(&b.Header) }, tap)
	}
	script := func(parts *txscript.ScriptBuilder) *wire.MsgBlock {
		s, err := parts.Script()
		if err != nil {
			tb.Fatal(err)
		}
		return base(func(base *wire.MsgTx) { base.TxIn[0].SignatureScript = s })
	}
	spoilt := func(tx *wire.MsgTx, change func(in *wire.TxIn)) *wire.MsgBlock {
		tx = tx.Copy()
		change(tx.TxIn[0])
		return f.Next(nil, tx)
	}
	idle := f.Next(nil, tap)
	Mine(idle, false)
	rootless := f.Next(nil, tap)
	rootless.Header.MerkleRoot[0] ^= 1
	Mine(rootless, true)
	bare := f.Next(nil, tap)
	bare.Transactions = nil
	Mine(bare, true)

	return f, good, []Form{
		{"no work", idle, "is higher than expected max", "no proof of work"},
		{"other bits", header(func(h *wire.BlockHeader) { h.Bits = 0x207ffffe }), "is not the expected value", "no proof of work"},
		{"after another block", header(func(h *wire.BlockHeader) { h.PrevBlock[0] ^= 1 }), "", "does not follow the block before it"},
		{"time at the median", header(func(h *wire.BlockHeader) { h.Timestamp = earliest.Add(-time.Second) }), "is not after expected", "not after the median"},
		{"another Merkle root", rootless, "block merkle root is invalid", "Merkle root is not that"},
		{"no transaction", bare, "block does not contain any transactions", "has no transaction"},

		{"no coinbase", f.Next(func(b *wire.MsgBlock) {
			at, _ := Coin(f.Reward(5))
			b.Transactions[0].TxIn[0].PreviousOutPoint = at
		}), "first transaction in block is not a coinbase", "first transaction is no coinbase"},
		{"a coinbase of two inputs", base(func(base *wire.MsgTx) { base.AddTxIn(base.TxIn[0]) }), "first transaction in block is not a coinbase", "first transaction is no coinbase"},
		{"another height", script(txscript.NewScriptBuilder().AddInt64(Tip + 2).AddData([]byte("forged"))), "block height is 152 when 151 was expected", "begin with the height"},
		{"a long coinbase script", script(txscript.NewScriptBuilder().AddInt64(Tip + 1).AddData(bytes.Repeat([]byte{1}, 96))), "coinbase transaction script length of 101 is out of range", "script has 101 bytes"},
		{"one satoshi above subsidy and fees", base(func(base *wire.MsgTx) { base.TxOut[0].Value += fee + 1 }), "more than expected value", "subsidy and fees are"},

		{"no commitment", base(func(base *wire.MsgTx) { base.TxOut, base.TxIn[0].Witness = base.TxOut[:1], nil }), "yet no witness commitment present", "no witness with the reserved value"},
		{"no commitment, but its nonce", base(func(base *wire.MsgTx) { base.TxOut = base.TxOut[:1] }), "yet no witness commitment present", "has no witness commitment"},
		{"a commitment that is cut", base(func(base *wire.MsgTx) {
			base.TxOut = base.TxOut[:2]
			base.TxOut[1].PkScript = base.TxOut[1].PkScript[:37]
		}), "yet no witness commitment present", "has no witness commitment"},
		{"another commitment", base(func(base *wire.MsgTx) { base.TxOut = base.TxOut[:2] }), "witness commitment does not match", "witness commitment is not that"},
		{"a short reserved value", base(func(base *wire.MsgTx) { base.TxIn[0].Witness[0] = base.TxIn[0].Witness[0][1:] }), "witness nonce has 31 bytes", "no witness with the reserved value"},
		{"two reserved values", base(func(base *wire.MsgTx) { base.TxIn[0].Witness = append(base.TxIn[0].Witness, make([]byte, 32)) }), "has 2 items in its witness stack", "no witness with the reserved value"},

		{"money from nothing", f.Next(nil, f.Pay(f.Reward(2), half, rest+fee+1)), "which is less than the amount spent", "makes 1 satoshi out of nothing"},
		{"a negative output", f.Next(nil, f.Pay(f.Reward(2), half, -1)), "has negative value", "an impossible value"},
		{"more than all money", base(func(base *wire.MsgTx) { base.TxOut[0].Value = 21e14 + 1 }), "higher than max allowed value", "an impossible value"},
		{"a sum that overflows", f.Next(nil, f.Pay(f.Reward(2), half, 1<<63-1)), "higher than max allowed value", "an impossible value"},
		{"a coinbase too young", f.Next(nil, f.Pay(f.Reward(Tip+1-99), half)), "before required maturity of 100 blocks", "before it is ripe"},
		{"a coin twice in a block", f.Next(nil, tap, f.Pay(f.Reward(2), half)), "already been spent", "not there or already spent"},
		{"a coin of an older payment", f.Next(nil, f.Pay(f.Reward(4), half)), "already been spent", "not there or already spent"},
		{"a child before its parent", f.Next(nil, child, legacy), "does not exist or has already been spent", "not there or already spent"},
		{"the coin of the genesis block", f.Next(nil, f.Pay(f.Reward(0), half)), "does not exist or has already been spent", "not there or already spent"},
		{"a coin of nobody", f.Next(nil, f.Pay(tap, half-fee)), "does not exist or has already been spent", "not there or already spent"},

		{"a spoilt signature, P2PKH", spoilt(legacy, func(in *wire.TxIn) { in.SignatureScript[in.SignatureScript[0]-1] ^= 1 }), "failed to validate", "may not spend"},
		{"a spoilt signature, P2WPKH", spoilt(witness, func(in *wire.TxIn) { in.Witness[0][len(in.Witness[0])-2] ^= 1 }), "failed to validate", "may not spend"},
		{"a spoilt signature, P2TR", spoilt(tap, func(in *wire.TxIn) { in.Witness[0][63] ^= 1 }), "failed to validate", "may not spend"},
	}
}
