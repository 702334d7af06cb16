package realism

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/btcsuite/btcd/wire"
)

const bitmex = "BitMEX Research, studies of Bitcoin's transactions and of the last digits of amounts"

// ledger measures the shapes of transactions and the precision of amounts.
func ledger(ctx context.Context, dir string, r *Report) error {
	f, err := os.Open(filepath.Join(dir, "blk00000.dat"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // a bulk ledger
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // read only
	var txs, oneTwo, single, outs, fine int64
	var shapes [4]int64 // outputs: one, two, three to nine, ten and more
	for in := bufio.NewReaderSize(f, 1<<20); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := in.Discard(8); errors.Is(err, io.EOF) { // magic and length
			break
		}
		var b wire.MsgBlock
		if err := b.Deserialize(in); err != nil {
			return err
		}
		for _, tx := range b.Transactions[1:] {
			txs++
			n := len(tx.TxOut)
			switch {
			case n == 1:
				shapes[0]++
			case n == 2:
				shapes[1]++
			case n < 10:
				shapes[2]++
			default:
				shapes[3]++
			}
			if len(tx.TxIn) == 1 && n == 2 {
				oneTwo++
			}
			if len(tx.TxIn) > 2 && n == 1 {
				single++
			}
			for _, o := range tx.TxOut {
				if outs++; o.Value%10 != 0 {
					fine++
				}
			}
		}
	}
	r.add("ledger", aim{"transactions with one input and two outputs, most", "", 500, 500, 1000, 1000, "transactions", bitmex}, ratio(oneTwo, txs), txs, txs > 0)
	r.add("ledger", aim{"consolidations (three inputs and more, one output) occur", "", 1, 1, 1000, 1000, "transactions", bitmex}, ratio(single, txs), txs, txs > 0)
	r.add("ledger", aim{"batches (three outputs and more) occur", "", 1, 1, 1000, 1000, "transactions", bitmex}, ratio(shapes[2]+shapes[3], txs), txs, txs > 0)
	r.add("ledger", aim{"outputs to the last satoshi", "", 700, 700, 1000, 1000, "outputs", bitmex}, ratio(fine, outs), outs, outs > 0)
	c := Curve{Name: "outputs of a transaction", X: "outputs", Y: "transactions", Bars: []string{"one", "two", "three to nine", "ten and more"}}
	for i, n := range shapes {
		c.Points = append(c.Points, [2]int64{int64(i+1) * 1000, n * 1000})
	}
	r.Curves = append(r.Curves, c)
	return nil
}
