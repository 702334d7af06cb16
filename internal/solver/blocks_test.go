package solver

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"
	"time"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"
)

// blocks is TESTCHAIN-U as the file of blocks has it, read with the library of a
// node that nobody here wrote.
type blocks struct {
	txs   map[string]*blockTx
	spent map[string]*blockTx // by the output, as its wire name has it
}

// blockTx is a transaction.
type blockTx struct {
	id   string
	at   time.Time
	ins  []wire.OutPoint
	outs []blockOut
}

// blockOut is an output: its address and the kind of its script.
type blockOut struct {
	address, kind string
	sat           int64
}

// spot is one output of a transaction.
type spot struct {
	tx *blockTx
	n  int
}

func (s spot) out() blockOut { return s.tx.outs[s.n] }

// readBlocks reads the file of blocks: for each a magic number, a length, a block.
func readBlocks(f folder) *blocks {
	f.t.Helper()
	c := &blocks{txs: map[string]*blockTx{}, spent: map[string]*blockTx{}}
	for b := f.read("ledger/blk00000.dat"); len(b) > 8; {
		size := binary.LittleEndian.Uint32(b[4:8])
		var block wire.MsgBlock
		if err := block.Deserialize(bytes.NewReader(b[8 : 8+size])); err != nil {
			f.t.Fatal(err)
		}
		b = b[8+size:]
		for _, m := range block.Transactions {
			tx := &blockTx{id: m.TxHash().String(), at: block.Header.Timestamp.UTC()}
			for _, in := range m.TxIn {
				tx.ins = append(tx.ins, in.PreviousOutPoint)
				c.spent[in.PreviousOutPoint.String()] = tx
			}
			for _, o := range m.TxOut {
				class, list, _, err := txscript.ExtractPkScriptAddrs(o.PkScript, &chaincfg.RegressionNetParams)
				out := blockOut{kind: class.String(), sat: o.Value}
				if err == nil && len(list) == 1 {
					out.address = list[0].EncodeAddress()
				}
				tx.outs = append(tx.outs, out)
			}
			c.txs[tx.id] = tx
		}
	}
	return c
}

// from is the address of an input.
func (c *blocks) from(in wire.OutPoint) string {
	if tx := c.txs[in.Hash.String()]; tx != nil {
		return tx.outs[in.Index].address
	}
	return ""
}

// payer is the address that a transaction spends from first.
func (c *blocks) payer(tx *blockTx) string { return c.from(tx.ins[0]) }

// paidBy are the transactions that spend from an address, in the order of time.
func (c *blocks) paidBy(address string) (out []*blockTx) {
	for _, tx := range c.txs {
		if slices.ContainsFunc(tx.ins, func(in wire.OutPoint) bool { return c.from(in) == address }) {
			out = append(out, tx)
		}
	}
	slices.SortFunc(out, func(a, b *blockTx) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id)) })
	return out
}

// paidTo are the outputs to an address.
func (c *blocks) paidTo(address string) (out []spot) {
	for _, tx := range c.txs {
		for n, o := range tx.outs {
			if o.address == address {
				out = append(out, spot{tx, n})
			}
		}
	}
	return out
}

// spender is the transaction that spends an output, nil while nobody has.
func (c *blocks) spender(s spot) *blockTx { return c.spent[s.tx.id+":"+strconv.Itoa(s.n)] }
