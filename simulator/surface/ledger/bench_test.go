package ledger

import (
	"bytes"
	"context"
	"slices"
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
	begin := b.Elapsed()
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
	return m, b.Elapsed() - begin
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
	begin := b.Elapsed()
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
	took := b.Elapsed() - begin
	if sum == 0 {
		b.Fatal("nothing was signed")
	}
	return took
}

// BenchmarkSigningRatio builds the whole chain of a world of scale 1 and prints, as
// the medians of ratios taken round by round: raw/build, the rate of signatures
// while building (keys, drafts, blocks and all) against that of the same mix
// alone, both on one core; and one/two, how much faster two workers are.
func BenchmarkSigningRatio(b *testing.B) {
	w := storyWorld()
	m := signatures(b, w)
	var speed, scale, rate []float64
	for b.Loop() {
		alone := raw(b, w, m)
		one, d1 := build(b, w, 1)
		_, d2 := build(b, w, 2)
		speed = append(speed, alone.Seconds()/d1.Seconds())
		scale = append(scale, d1.Seconds()/d2.Seconds())
		rate = append(rate, float64(one.txs)/d1.Seconds())
	}
	b.ReportMetric(median(speed), "raw/build")
	b.ReportMetric(median(scale), "one/two")
	b.ReportMetric(median(rate), "txs/s")
	b.Logf("%d ECDSA and %d Schnorr signatures a chain", m.ecdsa, m.schnorr)
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
