package simulator_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/goal"
	"github.com/osint-radar/academy/simulator/haystack"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

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
	at := goal.CPU(b)
	for part := range s.Parts(w) {
		if err := s.Emit(context.Background(), w, part, out); err != nil {
			b.Fatal(err)
		}
	}
	took := goal.CPU(b) - at
	return wrote{out.Count().Records.Load(), out.Count().Bytes.Load(), took}
}

// BenchmarkMixedRatio writes every surface of a market of the usual size whose
// ledger is a bulk one, on one core, into files, and prints what a second of
// processor time gives, in rows and bytes, in three mixes. In the first the books
// of Zefir Pay and the ledger have four million rows each; in the second the
// market's platforms are beside them, whose pictures take most of their time; in
// the third books and ledger are as large as the market's size says. The log has
// a line a surface.
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
		for _, mix := range []struct {
			name string
			of   wrote
		}{{"bulk", more}, {"bulk and platforms", platforms.and(more)}, {"a market of its usual size", platforms.and(usual)}} {
			rows, bytes := mix.of.rate()
			goal.AtLeast(b, "mix: "+mix.name+", M rows/s", rows, 2)
			goal.AtLeast(b, "mix: "+mix.name+", MB/s", bytes, 260)
		}
	}
}

// BenchmarkHaystackRatio writes a haystack of as many rows as RADAR_BULK_ROWS
// says (10 M without it) into a temporary folder. It prints CPU seconds, peak
// resident memory and how much that has grown since the first million rows, which
// part of the time sealing the truth takes (Merkle tree, encryption, commitment), and
// which part the whole end of the run: the realism report, facts drawn once more and
// given their records, all that is sealed, the manifest (end/all).
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
	at := goal.CPU(b)
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
	dir := filepath.Join(b.TempDir(), "set")
	var written *dataset.Count
	var first int64
	var parts time.Duration
	opt := simulator.Options{
		Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 1,
		Count: func(c *dataset.Count) { written = c },
		Progress: func(string, int, int) {
			if parts = goal.CPU(b) - at; first == 0 && written.Records.Load() >= 1_000_000 {
				first = goal.Resident(b)
			}
		},
	}
	if _, err := simulator.Write(b.Context(), w, dir, opt); err != nil {
		b.Fatal(err)
	}
	end, all := goal.Resident(b), goal.CPU(b)-at
	goal.AtMost(b, "haystack: CPU seconds for 100 M rows", all.Seconds()*1e8/float64(written.Records.Load()), 60)
	goal.AtMost(b, "haystack: peak resident memory, MB", float64(end)/1e6, 512)
	goal.AtMost(b, "haystack: that, of its size at the first million rows", float64(end)/float64(first), 1.10)
	set, err := dataset.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	took, facts := sealing(b, set, id)
	goal.AtMost(b, "haystack: sealing the truth, share of CPU", took.Seconds()/all.Seconds(), .03)
	b.ReportMetric((all-parts).Seconds()/all.Seconds(), "end/all")
	b.Logf("%d rows, %d facts", written.Records.Load(), facts)
}

// sealing is what it takes to seal a dataset's facts once they are made: Merkle
// tree, canonical JSON, encryption, commitment. They lie in memory here.
func sealing(b *testing.B, d *dataset.Dataset, id *age.X25519Identity) (took time.Duration, facts int) {
	b.Helper()
	head, list, err := d.Truth(id)
	if err != nil {
		b.Fatal(err)
	}
	each := func(yield func(truth.Fact, error) bool) {
		for _, f := range list {
			if !yield(f, nil) {
				return
			}
		}
	}
	runtime.GC() // what reading them has left is not its own
	at := goal.CPU(b)
	if _, err := truth.SealEach(io.Discard, head, each, id.Recipient()); err != nil {
		b.Fatal(err)
	}
	truth.Commitment([32]byte{}, [16]byte{})
	return goal.CPU(b) - at, len(list)
}
