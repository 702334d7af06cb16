package chain

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"
)

// ScriptHash is the SHA-256 of an output script. Electrum writes it byte-reversed.
type ScriptHash [32]byte

// HashOf returns the script hash of an output script.
func HashOf(script []byte) ScriptHash { return sha256.Sum256(script) }

// String is Electrum's form: hex of the reversed bytes.
func (s ScriptHash) String() string {
	slices.Reverse(s[:])
	return hex.EncodeToString(s[:])
}

// ParseScriptHash reads Electrum's form.
func ParseScriptHash(text string) (ScriptHash, error) {
	var s ScriptHash
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(s) {
		return s, fmt.Errorf("chain: %.80q is no script hash, want 64 hex digits", text)
	}
	slices.Reverse(b)
	copy(s[:], b)
	return s, nil
}

type outRow struct {
	sat    int64
	tx     int32
	script int32
}

type spend struct{ tx, in int32 } // tx -1: unspent

// scriptRow is what happened to one output script.
type scriptRow struct {
	script []byte
	events []event
	coins  []int32 // its outputs, numbers in outs
}

// event is a transaction that touches a script, with the sums up to it.
type event struct {
	tx            int32
	funded, spent int32
	fundedSat     int64
	spentSat      int64
}

// addTx enters a transaction and returns its fee.
func (c *Chain) addTx(tx *wire.MsgTx, id chainhash.Hash, raw []byte, height int, coinbase bool) (int64, error) {
	if _, ok := c.byTx[id]; ok {
		return 0, errors.New("there is one with this id already")
	}
	n := int32(len(c.txs))
	var in int64
	for i, ti := range tx.TxIn {
		null := ti.PreviousOutPoint.Hash == (chainhash.Hash{}) && ti.PreviousOutPoint.Index == wire.MaxPrevOutIndex
		if null != coinbase {
			return 0, fmt.Errorf("input %d: a coinbase input belongs to the first transaction of a block, and only there", i)
		}
		if coinbase {
			continue
		}
		o, err := c.output(ti.PreviousOutPoint)
		if err != nil {
			return 0, fmt.Errorf("input %d: %w", i, err)
		}
		if by := c.spends[o]; by.tx >= 0 {
			spender := "itself"
			if by.tx < n {
				spender = c.txs[by.tx].id.String()
			}
			return 0, fmt.Errorf("input %d: %s is spent already, by %s", i, ti.PreviousOutPoint, spender)
		}
		c.spends[o] = spend{n, int32(i)}
		row := &c.outs[o]
		in += row.sat
		e := c.touch(row.script, n)
		e.spent++
		e.spentSat += row.sat
	}
	first := int32(len(c.outs))
	var out int64
	for _, to := range tx.TxOut {
		if to.Value < 0 || to.Value > 21e14 {
			return 0, fmt.Errorf("an output of %d sat", to.Value)
		}
		out += to.Value
		s := c.scriptOf(to.PkScript)
		c.script[s].coins = append(c.script[s].coins, int32(len(c.outs)))
		c.outs = append(c.outs, outRow{to.Value, n, s})
		c.spends = append(c.spends, spend{-1, 0})
		e := c.touch(s, n)
		e.funded++
		e.fundedSat += to.Value
	}
	if !coinbase && out > in {
		return 0, fmt.Errorf("pays out %d sat and takes in %d", out, in)
	}
	fee := in - out
	if coinbase {
		fee = 0
	}
	c.txs = append(c.txs, txRow{id: id, raw: raw, fee: fee, height: int32(height), firstOut: first})
	c.byTx[id] = n
	return fee, nil
}

// output finds an output by its name.
func (c *Chain) output(op wire.OutPoint) (int32, error) {
	n, ok := c.byTx[op.Hash]
	if !ok {
		return 0, fmt.Errorf("%s is not in this chain before it", op)
	}
	end := int32(len(c.outs))
	if int(n)+1 < len(c.txs) {
		end = c.txs[n+1].firstOut
	}
	first := c.txs[n].firstOut
	if op.Index >= uint32(end-first) {
		return 0, fmt.Errorf("%s: that transaction has %d outputs", op, end-first)
	}
	return first + int32(op.Index), nil
}

func (c *Chain) scriptOf(script []byte) int32 {
	h := HashOf(script)
	s, ok := c.bySH[h]
	if !ok {
		s = int32(len(c.script))
		c.script = append(c.script, scriptRow{script: script})
		c.bySH[h] = s
	}
	return s
}

// touch returns the event of a transaction at a script, new or not.
func (c *Chain) touch(s, tx int32) *event {
	row := &c.script[s]
	if n := len(row.events); n == 0 || row.events[n-1].tx != tx {
		next := event{}
		if n > 0 {
			next = row.events[n-1]
		}
		next.tx = tx
		row.events = append(row.events, next)
	}
	return &row.events[len(row.events)-1]
}
