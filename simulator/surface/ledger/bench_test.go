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

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/goal"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/world"
)

// mix counts the signatures of a chain.
type mix struct{ ecdsa, schnorr, txs int }

// took is how long something took, by the clock and in processor time. The
// second is what counts on a machine that others use, too.
type took struct{ wall, cpu time.Duration }

// build makes the chain of w in memory and says how long it took.
func build(b *testing.B, w *world.World, workers int) (mix, took) {
	b.Helper()
	var m mix
	begin, used := b.Elapsed(), goal.CPU(b)
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
	return m, took{b.Elapsed() - begin, goal.CPU(b) - used}
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
func raw(b *testing.B, w *world.World, m mix) took {
	b.Helper()
	key := keys.Private(w.Key, "bench", 0)
	hash := make([]byte, 32)
	sum := 0
	begin, used := b.Elapsed(), goal.CPU(b)
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
	if sum == 0 {
		b.Fatal("nothing was signed")
	}
	return took{b.Elapsed() - begin, goal.CPU(b) - used}
}

// BenchmarkSigningRatio builds the whole chain of a world of scale 1 and prints
// ratios taken round by round: raw/build, the rate of signatures while building
// (keys, drafts, blocks and all) against that of the same mix alone, both on
// one core and in processor time; one/two, how much faster two workers are by
// the clock, and work, how much processor time they use beside one. On a
// machine that is busy with other things one/two says little.
func BenchmarkSigningRatio(b *testing.B) {
	w := storyWorld()
	m := signatures(b, w)
	var speed, scale, work, rate []float64
	for b.Loop() {
		alone := raw(b, w, m)
		one, d1 := build(b, w, 1)
		_, d2 := build(b, w, 2)
		speed = append(speed, alone.cpu.Seconds()/d1.cpu.Seconds())
		scale = append(scale, d1.wall.Seconds()/d2.wall.Seconds())
		work = append(work, d2.cpu.Seconds()/d1.cpu.Seconds())
		rate = append(rate, float64(one.txs)/d1.cpu.Seconds())
	}
	report(b, "raw/build", speed)
	report(b, "one/two", scale)
	goal.AtLeast(b, "signing: of the rate of signatures alone", median(speed), .8)
	goal.AtLeast(b, "signing: two workers, times as fast", median(scale), 1.8)
	report(b, "work", work)
	b.ReportMetric(median(rate), "txs/s")
	b.Logf("%d ECDSA and %d Schnorr signatures a chain", m.ecdsa, m.schnorr)
}

// report prints the least, the median and the greatest of what was measured.
func report(b *testing.B, what string, list []float64) {
	b.Helper()
	b.ReportMetric(median(list), what)
	b.Logf("%s: %.2f to %.2f", what, list[0], list[len(list)-1])
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// discard counts rows and forgets them.
type discard struct{ rows, bytes int64 }

func (d *discard) Records(p []byte, n int64) error {
	d.rows, d.bytes = d.rows+n, d.bytes+int64(len(p))
	return nil
}

// BenchmarkBulkRatio makes bulk rows of a large world on one core, in each
// format, and beside them, as an upper limit, the bytes of the CSV copied row by
// row from memory. It prints millions of rows and of drawn addresses in a second
// of processor time.
func BenchmarkBulkRatio(b *testing.B) {
	w := storyWorld()
	w.Ledger, w.Scale = world.Bulk, 1_000_000
	u := newBulk(w)
	s, room := u.addresses.Stream(0, 0), map[dataset.Format]*rows{}
	made, limit, addresses := map[dataset.Format][]float64{}, []float64(nil), []float64(nil)
	for b.Loop() {
		var to discard
		for _, f := range []dataset.Format{dataset.Parquet, dataset.JSONL, dataset.CSV} {
			if room[f] == nil {
				room[f] = newRows(u)
			}
			to = discard{}
			begin := goal.CPU(b)
			for part := 60; part < 63; part++ {
				if err := room[f].into(0, f, &to); err != nil {
					b.Fatal(err)
				}
				if err := u.write(context.Background(), part, room[f], "", func(string, dataset.Bound) {}); err != nil {
					b.Fatal(err)
				}
			}
			made[f] = append(made[f], float64(to.rows)/(goal.CPU(b)-begin).Seconds()/1e6)
		}

		begin := goal.CPU(b)
		row := bytes.Repeat([]byte("x"), int(to.bytes/to.rows))
		buf, sum := make([]byte, 0, 1<<16+1024), 0
		for range to.rows {
			if buf = append(buf, row...); len(buf) >= 1<<16 {
				sum += len(buf)
				buf = buf[:0]
			}
		}
		limit = append(limit, float64(to.rows)/(goal.CPU(b)-begin).Seconds()/1e6)

		begin = goal.CPU(b)
		const n = 300_000
		text := make([]byte, 0, 64)
		for i := range uint64(n) {
			text = appendAddress(text[:0], s, []string{keys.P2WPKH, keys.P2TR, keys.P2WPKH, keys.P2PKH}[i%4], i, uint32(i))
			sum += len(text)
		}
		addresses = append(addresses, n/(goal.CPU(b)-begin).Seconds()/1e6)
		if sum == 0 {
			b.Fatal("nothing was written")
		}
	}
	for _, f := range dataset.Formats() {
		report(b, string(f)+"-Mrows/s", made[f])
	}
	report(b, "copied-Mrows/s", limit)
	report(b, "Maddresses/s", addresses)
}
