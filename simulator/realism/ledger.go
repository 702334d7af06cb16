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

	"github.com/osint-radar/academy/simulator/record"
)

const (
	bitmex = "BitMEX Research, studies of Bitcoin's transactions and of the last digits of amounts"
	quoted = "Europol, Spot Prices (GI-TOC) and others quote fees in whole euros or dollars; the share on a ledger is the project's own"
)

// ledger measures the shapes of transactions and the precision of amounts, in
// the blocks of a signed ledger or in what was counted while a bulk one was
// written.
func ledger(ctx context.Context, dir string, w World, r *Report) error {
	seen, err := shapes(ctx, dir, w)
	if err != nil {
		return err
	}
	txs, outs := seen[record.Txs], seen[record.Outs]
	tx := func(name string, target int64, n int64) {
		r.add("ledger", aim{name, "", target, target, 1000, 1000, "transactions", bitmex}, ratio(n, txs), txs, txs > 0)
	}
	tx("transactions with one input and two outputs, most", 500, seen[record.OneInTwoOut])
	tx("self-transfers (one input, one output) occur", 1, seen[record.SelfTransfers])
	tx("consolidations (three inputs and more, one output) occur", 1, seen[record.Consolidations])
	tx("batches (three outputs and more) occur", 1, seen[record.SomeOuts]+seen[record.ManyOuts])
	r.add("ledger", aim{"outputs to the last satoshi", "", 700, 700, 1000, 1000, "outputs", bitmex}, ratio(seen[record.Fine], outs), outs, outs > 0)
	// By chance one output in some thousands would be whole units of money.
	r.add("ledger", aim{"outputs of whole units of money at the day's price", "", 50, 10, 500, 1000, "outputs", quoted}, ratio(seen[record.Money], outs), outs, outs > 0)
	money := seen[record.Money]
	r.add("ledger", aim{"of these, not round on chain (to 1,000 satoshi)", "", 1000, 950, 1000, 100, "outputs of whole units of money", quoted}, ratio(seen[record.Bare], money), money, money > 0)
	c := Curve{Name: "outputs of a transaction", X: "outputs", Y: "transactions", Bars: []string{"one", "two", "three to nine", "ten and more"}}
	for i, n := range seen[record.OneOut : record.ManyOuts+1] {
		c.Points = append(c.Points, [2]int64{int64(i+1) * 1000, n * 1000})
	}
	r.Curves = append(r.Curves, c)
	return nil
}

// shapes counts the transactions.
func shapes(ctx context.Context, dir string, w World) (seen record.Shapes, err error) {
	f, err := os.Open(filepath.Join(dir, "blk00000.dat"))
	if errors.Is(err, fs.ErrNotExist) { // a bulk ledger
		copy(seen[:], w.Tally["ledger"])
		return seen, nil
	}
	if err != nil {
		return seen, err
	}
	defer func() { _ = f.Close() }() // read only
	for in := bufio.NewReaderSize(f, 1<<20); ; {
		if err := ctx.Err(); err != nil {
			return seen, err
		}
		if _, err := in.Discard(8); errors.Is(err, io.EOF) { // magic and length
			return seen, nil
		}
		var b wire.MsgBlock
		if err := b.Deserialize(in); err != nil {
			return seen, err
		}
		price := w.Price(b.Header.Timestamp.Unix())
		for _, tx := range b.Transactions[1:] {
			seen.Tx(len(tx.TxIn), len(tx.TxOut))
			for _, o := range tx.TxOut {
				seen.Out(o.Value, price)
			}
		}
	}
}
