package verify

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"
)

// spend is a transaction with the outputs that its inputs spend, in their order.
type spend struct {
	tx    *wire.MsgTx
	outs  []*wire.TxOut
	block int
}

// unlocked runs the scripts of every input: who spends money has its key. Signatures
// take longer than all else of a chain, so they come last and on every core; the
// fault is that of the lowest block.
func unlocked(spends []spend) error {
	faults := make([]error, len(spends))
	var next atomic.Int64
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(spends)); i = next.Add(1) - 1 {
				faults[i] = spends[i].unlocked()
			}
		})
	}
	group.Wait()
	for i, err := range faults {
		if err != nil {
			return fmt.Errorf("block %d: %w", spends[i].block, err)
		}
	}
	return nil
}

func (s *spend) unlocked() error {
	outs := map[wire.OutPoint]*wire.TxOut{}
	for i, in := range s.tx.TxIn {
		outs[in.PreviousOutPoint] = s.outs[i]
	}
	from := txscript.NewMultiPrevOutFetcher(outs)
	hashes := txscript.NewTxSigHashes(s.tx, from)
	for i, out := range s.outs {
		engine, err := txscript.NewEngine(out.PkScript, s.tx, i, txscript.StandardVerifyFlags, nil, hashes, out.Value, from)
		if err == nil {
			err = engine.Execute()
		}
		if err != nil {
			return fmt.Errorf("input %d of transaction %s may not spend: %w", i, s.tx.TxHash(), err)
		}
	}
	return nil
}
