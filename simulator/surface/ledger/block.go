package ledger

import (
	"bytes"
	"fmt"
	"time"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
)

// blockDraft is a block whose transactions are settled.
type blockDraft struct {
	height int
	at     time.Time
	drafts []*draft // in order, without the coinbase
	fees   int64
	weight int64 // of the drafts, an upper bound
	base   *draft
	sealed
}

// sealed is a finished block: a header and the bytes of its transactions.
type sealed struct {
	header wire.BlockHeader
	txs    [][]byte
}

// maxWeight is what a block may weigh (BIP 141).
const maxWeight = 4_000_000

// tag follows the height in each coinbase: a script of at least two bytes at
// any height, and a name that an analyst can read.
const tag = "/TESTCHAIN-U synthetic/"

// coinbase makes the first transaction of a block: BIP 34 height, tag, all the
// money, the commitment to the witnesses (BIP 141).
func (b *blockDraft) coinbase(reward int64) (*wire.MsgTx, error) {
	script, err := txscript.NewScriptBuilder().AddInt64(int64(b.height)).AddData([]byte(tag)).Script()
	if err != nil {
		return nil, fmt.Errorf("ledger: coinbase of block %d: %w", b.height, err)
	}
	reserved := make([]byte, 32)
	wids := make([]chainhash.Hash, 1, len(b.drafts)+1) // the coinbase counts as zero
	for _, d := range b.drafts {
		wids = append(wids, d.wid)
	}
	commitment := chain.Commitment(wids, reserved)
	tx := wire.NewMsgTx(2)
	tx.TxIn = []*wire.TxIn{{
		PreviousOutPoint: wire.OutPoint{Index: wire.MaxPrevOutIndex},
		SignatureScript:  script,
		Witness:          wire.TxWitness{reserved},
		Sequence:         wire.MaxTxInSequenceNum,
	}}
	tx.TxOut = []*wire.TxOut{
		wire.NewTxOut(reward, b.base.outs[0].to.Script),
		wire.NewTxOut(0, append(bytes.Clone(chain.CommitmentPrefix), commitment[:]...)),
	}
	return tx, nil
}

// finish makes all of a block whose transactions are signed but what follows
// from the block before.
func (b *blockDraft) finish() error {
	base := b.base
	var err error
	base.signed = &signed{}
	if base.msg, err = b.coinbase(base.outs[0].sat); err != nil {
		return err
	}
	base.id = base.msg.TxHash()
	var buf bytes.Buffer
	if err := base.msg.Serialize(&buf); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	txs, ids := [][]byte{buf.Bytes()}, []chainhash.Hash{base.id}
	weight := 3*base.msg.SerializeSizeStripped() + buf.Len()
	for _, d := range b.drafts {
		txs, ids = append(txs, d.raw), append(ids, d.id)
		weight += 3*d.msg.SerializeSizeStripped() + len(d.raw)
	}
	if limit := maxWeight - 4*(80+9); weight > limit {
		return fmt.Errorf("ledger: block %d would weigh %d, %d is allowed: the scale is too large for the time", b.height, weight, limit)
	}
	for _, d := range append(b.drafts, base) {
		d.forget()
	}
	b.sealed = sealed{wire.BlockHeader{
		Version: 0x20000000, MerkleRoot: chain.MerkleRoot(ids),
		Timestamp: b.at, Bits: chaincfg.RegressionNetParams.PowLimitBits,
	}, txs}
	return nil
}

// forget drops what is large; later drafts need the id alone.
func (d *draft) forget() {
	d.ins, d.outs, d.signed = nil, nil, nil
}

// mine finds the lowest nonce that works: at regtest's difficulty every second one does.
func mine(h *wire.BlockHeader) {
	for h.Nonce = 0; !chain.Worked(h.BlockHash()); h.Nonce++ {
	}
}

// head is what stands before the transactions in the block's BIP 144 form.
func (s sealed) head() ([]byte, error) {
	var buf bytes.Buffer
	if err := s.header.Serialize(&buf); err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	if err := wire.WriteVarInt(&buf, 0, uint64(len(s.txs))); err != nil {
		return nil, fmt.Errorf("ledger: %w", err)
	}
	return buf.Bytes(), nil
}
