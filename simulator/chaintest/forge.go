// Package chaintest forges a short chain and breaks the block that would follow
// it, each time in one way. A real node and our verifier are offered the same
// broken blocks, in their tests. Nothing of it is the generator's.
package chaintest

import (
	"bytes"
	"testing"
	"time"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/schnorr"
	"github.com/btcsuite/btcd/btcutil"
	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
)

// Start is the time from which block h is h hours away, and 90 minutes more where
// h ends in 4: times of blocks may fall, and who takes their median must sort them.
var Start = time.Date(2026, 1, 20, 0, 0, 0, 0, time.UTC)

// Forge is a chain under construction. All its money belongs to one key.
type Forge struct {
	Blocks  []*wire.MsgBlock // by height, the genesis block first
	tb      testing.TB
	key     *btcec.PrivateKey
	scripts [][]byte // P2PKH, P2WPKH, P2TR
}

// New is a chain of the genesis block alone.
func New(tb testing.TB) *Forge {
	tb.Helper()
	f := &Forge{Blocks: []*wire.MsgBlock{chaincfg.RegressionNetParams.GenesisBlock}, tb: tb}
	f.key, _ = btcec.PrivKeyFromBytes(bytes.Repeat([]byte{7}, 32))
	hash := btcutil.Hash160(f.key.PubKey().SerializeCompressed())
	tap := schnorr.SerializePubKey(txscript.ComputeTaprootKeyNoScript(f.key.PubKey()))
	for _, parts := range []*txscript.ScriptBuilder{
		txscript.NewScriptBuilder().AddOp(txscript.OP_DUP).AddOp(txscript.OP_HASH160).AddData(hash).AddOp(txscript.OP_EQUALVERIFY).AddOp(txscript.OP_CHECKSIG),
		txscript.NewScriptBuilder().AddOp(txscript.OP_0).AddData(hash),
		txscript.NewScriptBuilder().AddOp(txscript.OP_1).AddData(tap),
	} {
		script, err := parts.Script()
		if err != nil {
			tb.Fatal(err)
		}
		f.scripts = append(f.scripts, script)
	}
	return f
}

// Raw are the bytes of a block.
func (f *Forge) Raw(b *wire.MsgBlock) []byte {
	f.tb.Helper()
	var buf bytes.Buffer
	if err := b.Serialize(&buf); err != nil {
		f.tb.Fatal(err)
	}
	return buf.Bytes()
}

// Next makes the block that would follow, with these transactions. Before is
// done to it before roots and work are made, so that these fit; either may be nil.
// The coinbase takes the subsidy and bears two commitments to the witnesses, of
// which the last counts (BIP 141).
func (f *Forge) Next(before func(*wire.MsgBlock), txs ...*wire.MsgTx) *wire.MsgBlock {
	f.tb.Helper()
	height := len(f.Blocks)
	script, err := txscript.NewScriptBuilder().AddInt64(int64(height)).AddData([]byte("forged")).Script()
	if err != nil {
		f.tb.Fatal(err)
	}
	base := wire.NewMsgTx(2)
	base.AddTxIn(wire.NewTxIn(wire.NewOutPoint(&chainhash.Hash{}, wire.MaxPrevOutIndex), script, wire.TxWitness{make([]byte, 32)}))
	base.AddTxOut(wire.NewTxOut(chain.Subsidy(height), f.scripts[height%3]))
	for range 2 {
		base.AddTxOut(wire.NewTxOut(0, append(bytes.Clone(chain.CommitmentPrefix), make([]byte, 32)...)))
	}
	at := Start.Add(time.Duration(height) * time.Hour)
	if height%10 == 4 {
		at = at.Add(90 * time.Minute)
	}
	b := wire.NewMsgBlock(&wire.BlockHeader{
		Version: 0x20000000, PrevBlock: f.Blocks[height-1].BlockHash(), Bits: 0x207fffff, Timestamp: at,
	})
	b.Transactions = append([]*wire.MsgTx{base}, txs...)
	if before != nil {
		before(b)
	}
	wids := []chainhash.Hash{{}}
	for _, tx := range b.Transactions[1:] {
		wids = append(wids, tx.WitnessHash())
	}
	if len(base.TxOut) == 3 {
		sum := chain.Commitment(wids, base.TxIn[0].Witness[0])
		copy(base.TxOut[2].PkScript[6:], sum[:])
	}
	b.Header.MerkleRoot = root(b)
	Mine(b, true)
	return b
}

func root(b *wire.MsgBlock) chainhash.Hash {
	var ids []chainhash.Hash
	for _, tx := range b.Transactions {
		ids = append(ids, tx.TxHash())
	}
	return chain.MerkleRoot(ids)
}

// Mine finds a nonce with which the block has its work, or has not.
func Mine(b *wire.MsgBlock, worked bool) {
	for b.Header.Nonce = 0; chain.Worked(b.BlockHash()) != worked; b.Header.Nonce++ {
	}
}

// Grow adds blocks without payments up to a height.
func (f *Forge) Grow(height int) {
	for len(f.Blocks) <= height {
		f.Blocks = append(f.Blocks, f.Next(nil))
	}
}

// Coin is the first output of a transaction.
func Coin(tx *wire.MsgTx) (wire.OutPoint, *wire.TxOut) {
	return wire.OutPoint{Hash: tx.TxHash()}, tx.TxOut[0]
}

// Reward is the coin that a block has made. It is P2PKH, P2WPKH or P2TR, by the
// rest of its height divided by three.
func (f *Forge) Reward(height int) *wire.MsgTx { return f.Blocks[height].Transactions[0] }

// Pay spends the first output of a transaction of ours and pays sums to
// ourselves, signed.
func (f *Forge) Pay(from *wire.MsgTx, sums ...int64) *wire.MsgTx {
	f.tb.Helper()
	at, coin := Coin(from)
	tx := wire.NewMsgTx(2)
	tx.AddTxIn(wire.NewTxIn(&at, nil, nil))
	for i, sat := range sums {
		tx.AddTxOut(wire.NewTxOut(sat, f.scripts[(i+1)%3]))
	}
	hashes := txscript.NewTxSigHashes(tx, txscript.NewCannedPrevOutputFetcher(coin.PkScript, coin.Value))
	in := tx.TxIn[0]
	var err error
	switch {
	case bytes.Equal(coin.PkScript, f.scripts[0]):
		in.SignatureScript, err = txscript.SignatureScript(tx, 0, coin.PkScript, txscript.SigHashAll, f.key, true)
	case bytes.Equal(coin.PkScript, f.scripts[1]):
		in.Witness, err = txscript.WitnessSignature(tx, hashes, 0, coin.Value, coin.PkScript, txscript.SigHashAll, f.key, true)
	default:
		in.Witness, err = txscript.TaprootWitnessSignature(tx, hashes, 0, coin.Value, coin.PkScript, txscript.SigHashDefault, f.key)
	}
	if err != nil {
		f.tb.Fatal(err)
	}
	return tx
}
