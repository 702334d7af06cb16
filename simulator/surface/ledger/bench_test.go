package ledger

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/btcsuite/btcd/btcec/v2/ecdsa"
	"github.com/btcsuite/btcd/btcec/v2/schnorr"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/world"
)

// mix counts the signatures of a chain.
type mix struct{ ecdsa, schnorr, txs int }

// build makes the chain of w in memory and says how long it took.
func build(b *testing.B, w *world.World, workers int) (mix, time.Duration) {
	b.Helper()
	var m mix
	begin := time.Now()
	bld, err := newBuilder(w, shapeOf(w), workers, func(s sealed) error {
		m.txs += len(s.txs)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := bld.run(context.Background()); err != nil {
		b.Fatal(err)
	}
	return m, time.Since(begin)
}

// signatures counts those that a chain needs, from its blocks.
func signatures(b *testing.B, w *world.World) mix {
	b.Helper()
	var m mix
	bld, err := newBuilder(w, shapeOf(w), 2, func(s sealed) error {
		for _, raw := range s.txs[1:] {
			var tx wire.MsgTx
			if err := tx.Deserialize(bytes.NewReader(raw)); err != nil {
				return err
			}
			for _, in := range tx.TxIn {
				if len(in.Witness) == 1 {
					m.schnorr++
				} else {
					m.ecdsa++
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := bld.run(context.Background()); err != nil {
		b.Fatal(err)
	}
	return m
}

// raw makes as many signatures of each kind with the library, and nothing else.
func raw(b *testing.B, w *world.World, m mix) time.Duration {
	b.Helper()
	key := keys.Private(w.Key, "bench", 0)
	hash := make([]byte, 32)
	sum := 0
	begin := time.Now()
	for i := range m.ecdsa {
		hash[0], hash[1] = byte(i), byte(i>>8)
		sum += len(ecdsa.Sign(key, hash).Serialize())
	}
	for i := range m.schnorr {
		hash[0], hash[1] = byte(i), byte(i>>8)
		sig, err := schnorr.Sign(key, hash, schnorr.CustomNonce([32]byte{}), schnorr.FastSign())
		if err != nil {
			b.Fatal(err)
		}
		sum += len(sig.Serialize())
	}
	took := time.Since(begin)
	if sum == 0 {
		b.Fatal("nothing was signed")
	}
	return took
}

// BenchmarkSigning builds the whole chain of a world of scale 1 and prints, as
// ratios of one run: raw/build, the signatures' rate while building against
// the rate of the same mix alone, both on one core; and one/two, how much
// faster two workers are. The best of the rounds counts for each.
func BenchmarkSigning(b *testing.B) {
	w := storyWorld()
	m := signatures(b, w)
	var best [3]time.Duration
	keep := func(i int, d time.Duration) {
		if best[i] == 0 || d < best[i] {
			best[i] = d
		}
	}
	var txs int
	for b.Loop() {
		keep(0, raw(b, w, m))
		one, d := build(b, w, 1)
		keep(1, d)
		_, d = build(b, w, 2)
		keep(2, d)
		txs = one.txs
	}
	b.ReportMetric(best[0].Seconds()/best[1].Seconds(), "raw/build")
	b.ReportMetric(best[1].Seconds()/best[2].Seconds(), "one/two")
	b.ReportMetric(float64(m.ecdsa+m.schnorr)/best[1].Seconds(), "signatures/s")
	b.ReportMetric(float64(txs)/best[1].Seconds(), "txs/s")
	b.Logf("%d ECDSA and %d Schnorr signatures, %d transactions: raw %v, one worker %v, two %v", m.ecdsa, m.schnorr, txs, best[0], best[1], best[2])
}
