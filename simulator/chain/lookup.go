package chain

import (
	"bytes"
	"fmt"
	"sort"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"
)

// Output is an amount and the script that it pays to.
type Output struct {
	Sat    int64
	Script []byte // must not be changed
}

// Tx is a confirmed transaction.
type Tx struct {
	ID       chainhash.Hash
	Height   int
	Position int    // in its block, 0 the coinbase
	Raw      []byte // BIP 144, must not be changed
	Msg      *wire.MsgTx
	Prevouts []Output // beside Msg.TxIn; nil for a coinbase
	Fee      int64    // satoshi; 0 for a coinbase
}

// Tx finds a transaction among the blocks up to tip.
func (c *Chain) Tx(id chainhash.Hash, tip int) (*Tx, bool) {
	n, ok := c.byTx[id]
	if !ok || int(c.txs[n].height) > tip {
		return nil, false
	}
	row := &c.txs[n]
	tx := &Tx{
		ID: id, Height: int(row.height), Position: c.position(n),
		Raw: row.raw, Msg: new(wire.MsgTx), Fee: row.fee,
	}
	if err := tx.Msg.Deserialize(bytes.NewReader(row.raw)); err != nil {
		panic(fmt.Sprintf("chain: a checked transaction cannot be read: %v", err))
	}
	if tx.Position > 0 {
		for _, in := range tx.Msg.TxIn {
			o, err := c.output(in.PreviousOutPoint)
			if err != nil {
				panic(fmt.Sprintf("chain: a checked input is gone: %v", err))
			}
			tx.Prevouts = append(tx.Prevouts, Output{c.outs[o].sat, c.script[c.outs[o].script].script})
		}
	}
	return tx, true
}

func (c *Chain) position(n int32) int { return int(n - c.blocks[c.txs[n].height].first) }

// Spend says which input took an output.
type Spend struct {
	Tx     chainhash.Hash
	Input  int
	Height int
}

// Spender returns who spent an output in the blocks up to tip; false if nobody
// has, or there is no such output.
func (c *Chain) Spender(op wire.OutPoint, tip int) (Spend, bool) {
	o, err := c.output(op)
	if err != nil {
		return Spend{}, false
	}
	by := c.spends[o]
	if by.tx < 0 || int(c.txs[by.tx].height) > tip {
		return Spend{}, false
	}
	row := &c.txs[by.tx]
	return Spend{row.id, int(by.in), int(row.height)}, true
}

// Entry is a transaction in the history of a script.
type Entry struct {
	Tx       chainhash.Hash
	Height   int
	Position int
}

// visible returns the events of a script in the blocks up to tip.
func (c *Chain) visible(sh ScriptHash, tip int) []event {
	s, ok := c.bySH[sh]
	if !ok {
		return nil
	}
	all := c.script[s].events
	return all[:sort.Search(len(all), func(i int) bool { return int(c.txs[all[i].tx].height) > tip })]
}

// History returns the transactions that touch a script, oldest first, in
// blockchain order. Never nil.
func (c *Chain) History(sh ScriptHash, tip int) []Entry {
	list := c.visible(sh, tip)
	out := make([]Entry, len(list))
	for i, e := range list {
		row := &c.txs[e.tx]
		out[i] = Entry{row.id, int(row.height), c.position(e.tx)}
	}
	return out
}

// Recent returns up to n transactions of a script's history, newest first: from
// the newest, or from the one before the given. False: that one is not in the
// history. It costs what n does, however long the history is.
func (c *Chain) Recent(sh ScriptHash, tip int, before *chainhash.Hash, n int) ([]Entry, bool) {
	list := c.visible(sh, tip)
	if before != nil {
		at, ok := c.byTx[*before]
		i := sort.Search(len(list), func(i int) bool { return list[i].tx >= at })
		if !ok || i == len(list) || list[i].tx != at {
			return nil, false
		}
		list = list[:i]
	}
	out := make([]Entry, 0, min(n, len(list)))
	for i := len(list) - 1; i >= 0 && len(out) < n; i-- {
		row := &c.txs[list[i].tx]
		out = append(out, Entry{row.id, int(row.height), c.position(list[i].tx)})
	}
	return out, true
}

// Stats counts what went through a script.
type Stats struct {
	Txs       int
	Funded    int // outputs that pay it
	Spent     int // of those, spent
	FundedSat int64
	SpentSat  int64
}

// Balance is what is left, in satoshi.
func (s Stats) Balance() int64 { return s.FundedSat - s.SpentSat }

// Stats returns the sums of a script in the blocks up to tip.
func (c *Chain) Stats(sh ScriptHash, tip int) Stats {
	list := c.visible(sh, tip)
	if len(list) == 0 {
		return Stats{}
	}
	e := list[len(list)-1]
	return Stats{len(list), int(e.funded), int(e.spent), e.fundedSat, e.spentSat}
}

// Coin is an unspent output.
type Coin struct {
	OutPoint wire.OutPoint
	Sat      int64
	Height   int
	Coinbase bool // may be spent from 100 blocks later on
}

// Unspent returns the unspent outputs of a script as they stand at tip, oldest first. Never nil.
func (c *Chain) Unspent(sh ScriptHash, tip int) []Coin {
	st := c.Stats(sh, tip)
	coins := make([]Coin, 0, st.Funded-st.Spent)
	if cap(coins) == 0 {
		return coins
	}
	for _, o := range c.script[c.bySH[sh]].coins {
		row := c.outs[o]
		tx := &c.txs[row.tx]
		if int(tx.height) > tip {
			break
		}
		if by := c.spends[o]; by.tx >= 0 && int(c.txs[by.tx].height) <= tip {
			continue
		}
		coins = append(coins, Coin{
			OutPoint: wire.OutPoint{Hash: tx.id, Index: uint32(o - tx.firstOut)},
			Sat:      row.sat, Height: int(tx.height), Coinbase: c.position(row.tx) == 0,
		})
	}
	return coins
}

// Script returns the output script behind a script hash that occurs in the
// chain, nil where none does.
func (c *Chain) Script(sh ScriptHash) []byte {
	if s, ok := c.bySH[sh]; ok {
		return c.script[s].script
	}
	return nil
}

// Proof is the way from a transaction to its block's root.
type Proof struct {
	Height   int
	Position int
	Branch   []chainhash.Hash // lowest first
}

// Proof returns the Merkle proof of a transaction in the blocks up to tip.
func (c *Chain) Proof(id chainhash.Hash, tip int) (Proof, bool) {
	n, ok := c.byTx[id]
	if !ok || int(c.txs[n].height) > tip {
		return Proof{}, false
	}
	height, pos := int(c.txs[n].height), c.position(n)
	return Proof{height, pos, merkleBranch(c.TxIDs(height), pos)}, true
}

// HeaderProof returns the way from the hash of a block to the root over the
// hashes of all blocks from the first to cp, and that root, as light wallets
// hold it for a checkpoint (Electrum protocol 1.4, cp_height). Heights must be
// 0 <= height <= cp <= Tip.
func (c *Chain) HeaderProof(height, cp int) (branch []chainhash.Hash, root chainhash.Hash) {
	hashes := make([]chainhash.Hash, cp+1)
	for h := range hashes {
		hashes[h] = c.blocks[h].hash
	}
	return merkleBranch(hashes, height), MerkleRoot(hashes)
}
