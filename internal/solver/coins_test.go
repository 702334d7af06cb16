package solver

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"
)

// move is an output of a transaction and an address that paid for it.
type move struct {
	from, to, txid string
	vout           int
	sat            int64
}

// coins is the ledger as a person reads it out of the block file: what went from
// which address to which other one. Change to the payer is no move.
type coins struct {
	moves    []move
	received map[string]int64 // from others, by address
}

// readCoins reads the ledger's block file with btcd's own parser.
func readCoins(f folder) *coins {
	f.t.Helper()
	c := coins{received: map[string]int64{}}
	of := map[wire.OutPoint]string{}
	for b := f.read("ledger/blk00000.dat"); len(b) >= 8; {
		n := binary.LittleEndian.Uint32(b[4:8])
		if uint32(len(b)-8) < n { //nolint:gosec // a file of the test's own size
			f.t.Fatal("the block file ends within a block")
		}
		var block wire.MsgBlock
		if err := block.Deserialize(bytes.NewReader(b[8 : 8+n])); err != nil {
			f.t.Fatal(err)
		}
		b = b[8+n:]
		for _, tx := range block.Transactions {
			c.read(tx, of)
		}
	}
	return &c
}

func (c *coins) read(tx *wire.MsgTx, of map[wire.OutPoint]string) {
	var payers []string
	for _, in := range tx.TxIn {
		if a := of[in.PreviousOutPoint]; a != "" && !slices.Contains(payers, a) {
			payers = append(payers, a)
		}
	}
	id := tx.TxHash()
	for n, out := range tx.TxOut {
		_, list, _, err := txscript.ExtractPkScriptAddrs(out.PkScript, &chaincfg.RegressionNetParams)
		if err != nil || len(list) != 1 {
			continue
		}
		to := list[0].EncodeAddress()
		of[wire.OutPoint{Hash: id, Index: uint32(n)}] = to //nolint:gosec // a transaction has few outputs
		if slices.Contains(payers, to) {
			continue
		}
		c.received[to] += out.Value
		for _, from := range payers {
			c.moves = append(c.moves, move{from, to, id.String(), n, out.Value})
		}
	}
}

// arrived is what an address has received, all in all.
func (c *coins) arrived(address string) int64 { return c.received[address] }

// from lists what went away from some addresses.
func (c *coins) from(addresses ...string) []move {
	var out []move
	for _, m := range c.moves {
		if slices.Contains(addresses, m.from) {
			out = append(out, m)
		}
	}
	return out
}
