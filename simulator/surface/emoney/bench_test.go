package emoney

import (
	"crypto/sha256"
	"hash"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/goal"
	"github.com/osint-radar/academy/simulator/world"
)

// discard counts and digests what it throws away.
type discard struct {
	hash       hash.Hash // nil: none
	rows, size int64
	sum        byte
}

func (d *discard) Records(block []byte, n int64) error {
	d.rows += n
	_, err := d.Write(block)
	return err
}

func (d *discard) Write(block []byte) (int, error) {
	d.size += int64(len(block))
	if len(block) > 0 {
		d.sum ^= block[len(block)/2]
	}
	if d.hash != nil {
		d.hash.Write(block)
	}
	return len(block), nil
}

// run emits parts [from, to) to out, without files, and counts planted rows.
func run(tb testing.TB, s Surface, w *world.World, f dataset.Format, from, to int, out *discard) (planted int) {
	tb.Helper()
	for part := from; part < to; part++ {
		h := s.shelf.take(w, part/w.Emoney.Days, part%w.Emoney.Days)
		d := h.day(part % w.Emoney.Days)
		if len(d.buffers) == 0 {
			d.buffers = [][]byte{make([]byte, 0, blockBytes+longest)}
		}
		k, err := newSink(f, out, h.block.ledger.date(d.number), d.buffers[0])
		if err != nil {
			tb.Fatal(err)
		}
		d.flush, d.planted = k.rows, func(*due) { planted++ }
		if err := d.run(); err != nil {
			tb.Fatal(err)
		}
		if err := k.close(); err != nil {
			tb.Fatal(err)
		}
		s.shelf.rest(d)
	}
	return planted
}

// plain writes as many rows of the same fields, from counters and with strconv
// alone: what any block-writer pays for text, without a draw, a balance, an order.
func plain(rows int64, out *discard) {
	buf := make([]byte, 0, blockBytes)
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	var second []byte // cached: a new one every fourth row
	for i := range rows {
		if len(buf) > blockBytes-longest {
			_ = out.Records(buf, 0) // it fails on nothing
			buf = buf[:0]
		}
		if i%4 == 0 {
			at = at.Add(time.Second)
			second = at.AppendFormat(second[:0], time.RFC3339)
		}
		buf = append(buf, 'z')
		buf = strconv.AppendUint(buf, 1<<59|uint64(i)*0x9e3779b97f4a7c15>>5, 16)
		buf = append(buf, ',')
		buf = append(buf, second...)
		buf = append(buf, ",ZZ78ZEFI"...)
		buf = strconv.AppendInt(buf, 1_000_000_000+i*7919%8_999_999_999, 10)
		buf = append(buf, ",ZZ84ZEFI"...)
		buf = strconv.AppendInt(buf, 1_000_000_000+i*6151%8_999_999_999, 10)
		buf = append(buf, ',')
		buf = strconv.AppendInt(buf, 10+i%90, 10)
		buf = append(buf, '.')
		buf = strconv.AppendInt(buf, 10+i%89, 10)
		buf = append(buf, ",P2P\n"...)
	}
	_ = out.Records(buf, rows) // it fails on nothing
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// BenchmarkBooksRatio prints, as medians of rounds in one run, each on one core:
// the rate of CSV into a discarding writer with its SHA-256 and its share of a
// plain block-writer's rate beside it, the rate of Parquet with zstd, and what part
// of the time the digest takes: there, at the rate that is the goal, and of the
// time of the same rows in files.
func BenchmarkBooksRatio(b *testing.B) {
	runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(runtime.NumCPU())
	w := books(b, 1, world.Emoney{Accounts: 10_000, Days: 20, Rows: 5_000_000})
	s := New(dataset.CSV)
	run(b, s, w, dataset.CSV, 0, 1, &discard{}) // draws the block
	var rate, size, share, digest, parquet []float64
	var sum byte
	for range 5 {
		out := &discard{hash: sha256.New()}
		at := goal.CPU(b)
		run(b, s, w, dataset.CSV, 0, w.Emoney.Days, out)
		whole := goal.CPU(b) - at
		bare := &discard{}
		at = goal.CPU(b)
		plain(out.rows, bare)
		alone := goal.CPU(b) - at
		block := make([]byte, blockBytes)
		h := sha256.New()
		at = goal.CPU(b)
		for n := int64(0); n < out.size; n += blockBytes {
			h.Write(block)
		}
		hashed := goal.CPU(b) - at
		zipped := &discard{hash: sha256.New()}
		at = goal.CPU(b)
		run(b, s, w, dataset.Parquet, 0, 4, zipped)
		parquet = append(parquet, float64(zipped.rows)/(goal.CPU(b)-at).Seconds())
		rate = append(rate, float64(out.rows)/whole.Seconds())
		size = append(size, float64(out.size)/1e6/whole.Seconds())
		share = append(share, alone.Seconds()/whole.Seconds())
		digest = append(digest, hashed.Seconds()/whole.Seconds())
		sum ^= out.sum ^ bare.sum ^ zipped.sum ^ h.Sum(nil)[0]
	}
	goal.AtLeast(b, "books: M rows/s of CSV to discard", median(rate)/1e6, 4)
	goal.AtLeast(b, "books: that, of a plain block-writer's", median(share), .25)
	goal.AtLeast(b, "books: M rows/s of Parquet with zstd", median(parquet)/1e6, 1.2)
	// A digest runs at its own rate: its share of the time is the rate of the rows
	// over that, so that faster rows have a larger one.
	row := median(size) / median(rate) // millions of bytes
	speed := median(size) / median(digest)
	goal.AtMost(b, "books: digest's share of CPU, to discard", median(digest), .25)
	goal.AtMost(b, "books: digest's share of CPU, at 4 M rows/s", 4e6*row/speed, .25)
	goal.AtMost(b, "books: digest's share of CPU, into files", filed(b, s, w, median(digest)/median(rate)), .25)
	b.ReportMetric(speed, "sha256-MB/s")
	b.ReportMetric(median(size), "MB/s")
	b.Logf("accumulator %d", sum)
}

// filed is the digest's part of the time it takes to write a few days into files;
// perRow is the seconds that the digest takes for a row.
func filed(b *testing.B, s Surface, w *world.World, perRow float64) float64 {
	at := goal.CPU(b)
	_, out := emit(b, s, w, []int{1, 2, 3})
	took := goal.CPU(b) - at
	rows := int64(0)
	for _, f := range out.Files() {
		rows += f.Records
	}
	return perRow * float64(rows) / took.Seconds()
}

// BenchmarkBulkRatio writes as many rows as RADAR_BULK_ROWS says (10 M without
// it; the figures of the design are for 100000000), a tenth of a per cent planted
// and as many twins. It prints CPU seconds, peak resident memory in MB and how
// much that has grown since the first million rows (end/first).
func BenchmarkBulkRatio(b *testing.B) {
	rows := int64(10_000_000)
	if text := os.Getenv("RADAR_BULK_ROWS"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 1_000_000 {
			b.Fatalf("RADAR_BULK_ROWS=%s: want a number from 1000000 on", text)
		}
		rows = n
	}
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil { // the peak begins anew (proc(5))
		b.Fatal(err)
	}
	at := goal.CPU(b)
	w := books(b, 2, world.Emoney{Accounts: 20_000, Days: int(rows / 500_000), Rows: rows})
	s, out := New(dataset.CSV), &discard{hash: sha256.New()}
	planted, first := 0, int64(0)
	for part := range s.Parts(w) {
		planted += run(b, s, w, dataset.CSV, part, part+1, out)
		if first == 0 && out.rows >= 1_000_000 {
			first = goal.Resident(b)
		}
	}
	end := goal.Resident(b)
	goal.AtMost(b, "bulk rows: CPU seconds for 100 M", (goal.CPU(b)-at).Seconds()*1e8/float64(out.rows), 60)
	goal.AtMost(b, "bulk rows: peak resident memory, MB", float64(end)/1e6, 512)
	goal.AtMost(b, "bulk rows: that, of its size at the first million", float64(end)/float64(first), 1.10)
	b.Logf("%d rows, %d of them planted; accumulator %d", out.rows, planted, out.sum)
}
