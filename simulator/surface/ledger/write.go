package ledger

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/btcsuite/btcd/chaincfg"

	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// genesis is block 0 of every regtest chain.
func genesis() (sealed, error) {
	g := chaincfg.RegressionNetParams.GenesisBlock
	var buf bytes.Buffer
	if err := g.Transactions[0].Serialize(&buf); err != nil {
		return sealed{}, fmt.Errorf("ledger: genesis: %w", err)
	}
	return sealed{g.Header, [][]byte{buf.Bytes()}}, nil
}

// writeBlock adds a block to the block file: a record a transaction.
func writeBlock(file *dataset.File, b sealed) error {
	head, err := b.head()
	if err != nil {
		return err
	}
	size := len(head)
	for _, tx := range b.txs {
		size += len(tx)
	}
	if _, err := file.Write(append(chain.Frame(size), head...)); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	for _, tx := range b.txs {
		if err := file.Record(tx); err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
	}
	return nil
}

func writeSummary(out *dataset.Writer, sum record.Chain) error {
	f, err := out.Create(chain.SummaryFile, "ledger")
	if err != nil {
		return err
	}
	if err := f.JSON(sum); err != nil {
		return err
	}
	_, err = f.Close()
	return err
}

// bind tells what the story's payments and wallets have become in a file, in which
// ids and addresses are written so.
func (st *story) bind(w *world.World, file string, id func(*draft) string, text func(*address) string, bind func(string, dataset.Bound)) {
	for _, p := range st.done {
		p.bind(bind, file+"#"+id(p.draft), id(p.draft))
	}
	for i := range w.Wallets {
		p := st.purses[w.Wallets[i].Ref]
		if p == nil {
			continue // it is elsewhere
		}
		if list := p.selectors(text); list != nil {
			bind(p.name, dataset.Bound{Selectors: list})
		}
	}
}

// bind tells it of one payment and the wallets at its ends.
func (p paid) bind(bind func(string, dataset.Bound), record, id string) {
	b := dataset.Bound{Records: []string{record}, VisibleFrom: p.at.Unix()}
	for _, ref := range []world.Ref{p.payment.From, p.payment.To} {
		if ref != "" {
			bind(string(ref), b)
		}
	}
	b.TxID, b.Vout, b.AmountSat = id, p.vout, p.sat
	bind(string(p.payment.Ref), b)
}

// selectors are the addresses of a purse that have been paid, in the order of
// their numbers.
func (p *purse) selectors(text func(*address) string) []truth.Selector {
	var list []truth.Selector
	known := slices.SortedFunc(slices.Values(p.held), func(a, b *address) int { return int(a.slot - b.slot) })
	for _, a := range known {
		if a.paid {
			list = append(list, truth.Selector{Kind: "wallet", Value: text(a)})
		}
	}
	return list
}
