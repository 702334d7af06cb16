// Package ledger is the surface TESTCHAIN-U: a signed Bitcoin regtest chain
// with the story's payments inside a benign economy.
//
//	ledger/blk00000.dat   the blocks, as Bitcoin Core keeps them (record.Chain)
//	ledger/chain.json     height, best hash, times
//
// A real node accepts the chain from the genesis block on. Blocks come about
// every hour; those before the scenario's start mine and spread the coins. A
// payment of the world waits for the next block at or after its time, and what
// it pays arrives in one output of exactly that amount. Change of the story's
// wallets goes back to the address that paid, as it does for many wallets of
// the crowd: a wallet's balance follows from its addresses alone. That of an
// ordinary one (world.Wallet.Ordinary) goes where its drawn habit sends it.
//
// In the mode world.Bulk there are rows instead of blocks, see bulk.go:
//
//	ledger/txs-….csv      a row an input or output, or .jsonl, .parquet (bulk.go, rows.go, sink.go)
//
// The signed chain is sequential: it is drafted block by block and signed on every
// core, and the bytes depend on the world and nothing else.
package ledger

import (
	"context"
	"errors"
	"runtime"

	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes the ledger. The zero value signs on all cores; New makes one
// that remembers a bulk ledger's blocks. Safe for use by several goroutines.
type Surface struct {
	Workers int              // goroutines that sign; 0: as many as there are cores
	Formats []dataset.Format // of a bulk ledger, at least one; the first is what proofs name. Nil is CSV.
	shelf   *shelf
}

// New makes a surface that keeps what the parts of a bulk ledger share, which
// each would otherwise draw anew. The bytes are the same.
func New(workers int, formats ...dataset.Format) Surface {
	return Surface{Workers: workers, Formats: formats, shelf: &shelf{}}
}

// Name is "ledger".
func (Surface) Name() string { return "ledger" }

// Parts is 1 for signed blocks, which need the ones before them; a bulk ledger
// has an opening and a part a town.
func (s Surface) Parts(w *world.World) int {
	if w.Ledger == world.Bulk {
		return 1 + s.shelf.take(w).towns
	}
	return 1
}

// tools are the programs that read the block file.
var tools = []string{"btcd", "Electrum", "Esplora"}

// Emit writes the chain and binds the world's wallets and payments: a wallet to
// its addresses that occur and the transactions that touch it, a payment to its
// transaction and output. A payment that its wallet cannot afford is an error.
func (s Surface) Emit(ctx context.Context, w *world.World, part int, out *dataset.Writer) (err error) {
	if w.Ledger == world.Bulk {
		return s.emitBulk(ctx, w, part, out)
	}
	file, err := out.Create(chain.BlockFile, s.Name(), tools...)
	if err != nil {
		return err
	}
	defer func() {
		_, cerr := file.Close()
		err = errors.Join(err, cerr)
	}()
	workers := s.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	sum := record.Chain{Network: "regtest"}
	put := func(b sealed) error {
		if err := writeBlock(file, b); err != nil {
			return err
		}
		sum.Txs += len(b.txs)
		return nil
	}
	first, err := genesis()
	if err != nil {
		return err
	}
	if err := put(first); err != nil {
		return err
	}
	b, err := newBuilder(w, shapeOf(w), workers, put)
	if err != nil {
		return err
	}
	if err := b.run(ctx); err != nil {
		return err
	}
	sum.Height, sum.BestHash = len(b.at)-1, b.prev.String()
	sum.First, sum.Tip = b.at[1], b.at[sum.Height]
	b.story.bind(w, chain.BlockFile, func(d *draft) string { return d.id.String() }, func(a *address) string { return chain.AddressOf(a.Script) }, out.Bind)
	return writeSummary(out, sum)
}
