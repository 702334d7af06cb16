package simulator_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/haystack"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// cpu is what the process has used of the processors; other work on the machine
// does not count.
func cpu(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// wrote is what a surface has written, and what for.
type wrote struct {
	rows, bytes int64
	cpu         time.Duration
}

func (a wrote) and(b wrote) wrote { return wrote{a.rows + b.rows, a.bytes + b.bytes, a.cpu + b.cpu} }

// rate is rows and bytes, both in millions, a second of processor time.
func (a wrote) rate() (rows, bytes float64) {
	return float64(a.rows) / a.cpu.Seconds() / 1e6, float64(a.bytes) / a.cpu.Seconds() / 1e6
}

// emitted writes all parts of a surface into a temporary folder, as Write does:
// the kernel's work on the files and their digests are in the time.
func emitted(b *testing.B, w *world.World, s simulator.Surface) wrote {
	b.Helper()
	dir, err := os.MkdirTemp("", "radar-bench-*")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system clears it otherwise
	out := dataset.NewWriter(dir)
	at := cpu(b)
	for part := range s.Parts(w) {
		if err := s.Emit(context.Background(), w, part, out); err != nil {
			b.Fatal(err)
		}
	}
	took := cpu(b) - at
	return wrote{out.Count().Records.Load(), out.Count().Bytes.Load(), took}
}

// BenchmarkMixedRatio writes every surface of a market of the usual size whose
// ledger is a bulk one, on one core, into files, and prints what a second of
// processor time gives: rows-M/s and MB/s of everything, pictures, pages and
// papers too, in two mixes. In the first the books of Zefir Pay and the ledger
// have four million rows each beside the market's platforms, in the second they
// are as large as the market's size says (market-rows-M/s). bulk-rows-M/s and
// bulk-MB/s are the first mix without the platforms, whose pictures take most
// of their time; the log has a line a surface.
func BenchmarkMixedRatio(b *testing.B) {
	runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(runtime.NumCPU())
	spec, _ := simulator.Standing("market", "team-a")
	small, err := simulator.Plan(spec, stream.NewKey([16]byte{15: 7}))
	if err != nil {
		b.Fatal(err)
	}
	small.Ledger = world.Bulk
	large := *small
	large.Scale, large.Emoney = 150_000, world.Emoney{Accounts: 20_000, Days: small.Emoney.Days, Rows: 4_000_000}
	large.Facts = nil // of the books of the usual size
	bulk := func(s simulator.Surface) bool { return s.Name() == "emoney" || s.Name() == "ledger" }
	for b.Loop() {
		var platforms, usual, more wrote
		for _, s := range simulator.Surfaces(small, simulator.Options{Workers: 1}) {
			x := emitted(b, small, s)
			rows, bytes := x.rate()
			b.Logf("%-11s %8d rows, %7.3f M/s, %4.0f MB/s, %v", s.Name(), x.rows, rows, bytes, x.cpu.Round(time.Millisecond))
			if bulk(s) {
				usual = usual.and(x)
			} else {
				platforms = platforms.and(x)
			}
		}
		for _, s := range simulator.Surfaces(&large, simulator.Options{Workers: 1}) {
			if !bulk(s) {
				continue
			}
			x := emitted(b, &large, s)
			rows, bytes := x.rate()
			b.Logf("%-11s %8d rows, %7.3f M/s, %4.0f MB/s, %v", "+ "+s.Name(), x.rows, rows, bytes, x.cpu.Round(time.Millisecond))
			more = more.and(x)
		}
		rows, bytes := platforms.and(more).rate()
		b.ReportMetric(rows, "rows-M/s")
		b.ReportMetric(bytes, "MB/s")
		rows, _ = platforms.and(usual).rate()
		b.ReportMetric(rows, "market-rows-M/s")
		rows, bytes = more.rate()
		b.ReportMetric(rows, "bulk-rows-M/s")
		b.ReportMetric(bytes, "bulk-MB/s")
	}
}

// BenchmarkHaystackRatio writes a haystack of as many rows as RADAR_BULK_ROWS
// says (10 M without it) into a temporary folder and prints CPU seconds, peak
// resident memory in MB, how much that has grown since the first million rows
// (end/first), and which part of the time the end of the run takes: realism
// report, facts resolved and sealed, manifest (end/all).
func BenchmarkHaystackRatio(b *testing.B) {
	rows := int64(10_000_000)
	if text := os.Getenv("RADAR_BULK_ROWS"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 2_000_000 {
			b.Fatalf("RADAR_BULK_ROWS=%s: want a number from 2000000 on", text)
		}
		rows = n
	}
	defer debug.SetGCPercent(debug.SetGCPercent(haystack.GCPercent)) // as the program does
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil { // the peak begins anew (proc(5))
		b.Fatal(err)
	}
	at := cpu(b)
	spec, _ := simulator.Standing("haystack", "team-a")
	spec.Scale = simulator.Scale(rows * 1000 / spec.Emoney.Rows)
	seed := [16]byte{15: 11}
	w, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		b.Fatal(err)
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		b.Fatal(err)
	}
	var written *dataset.Count
	var first int64
	var parts time.Duration
	opt := simulator.Options{
		Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 1,
		Count: func(c *dataset.Count) { written = c },
		Progress: func(string, int, int) {
			if parts = cpu(b) - at; first == 0 && written.Records.Load() >= 1_000_000 {
				first = resident(b)
			}
		},
	}
	if _, err := simulator.Write(b.Context(), w, filepath.Join(b.TempDir(), "set"), opt); err != nil {
		b.Fatal(err)
	}
	end, all := resident(b), cpu(b)-at
	b.ReportMetric(all.Seconds(), "cpu-s")
	b.ReportMetric(float64(end)/1e6, "peak-MB")
	b.ReportMetric(float64(end)/float64(first), "end/first")
	b.ReportMetric((all-parts).Seconds()/all.Seconds(), "end/all")
	b.Logf("%d rows", written.Records.Load())
}

// resident is the peak resident memory of the process, bytes.
func resident(tb testing.TB) int64 {
	tb.Helper()
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		tb.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.ParseInt(strings.Fields(kb)[0], 10, 64)
			if err != nil {
				tb.Fatal(err)
			}
			return n * 1024
		}
	}
	tb.Fatal("no VmHWM")
	return 0
}
