package simulator_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
)

// pages is a partitioned surface. At part fails it runs out of disk.
type pages struct {
	fails int
	mu    *sync.Mutex
	wrote *[]int
}

const nPages = 16

func newPages(fails int) pages { return pages{fails, &sync.Mutex{}, new([]int)} }

func (pages) Name() string             { return "pages" }
func (pages) Parts(w *world.World) int { return nPages }

func (p pages) Emit(_ context.Context, w *world.World, part int, out *dataset.Writer) error {
	f, err := out.Create(fmt.Sprintf("pages/%02d.csv", part), "pages")
	if err != nil {
		return err
	}
	s := w.Key.Domain("pages").Stream(uint64(part), 0)
	for range 50 {
		if err := f.Record(strconv.AppendUint(nil, s.Uint64(), 16)); err != nil {
			return err
		}
	}
	if _, err := f.Close(); err != nil {
		return err
	}
	if part == p.fails {
		return syscall.ENOSPC
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	*p.wrote = append(*p.wrote, part)
	return nil
}

// bench is a small world with a partitioned surface beside the usual ones.
type bench struct {
	w   *world.World
	id  *age.X25519Identity
	opt simulator.Options
}

func newBench(t *testing.T, seed byte) bench {
	t.Helper()
	small := spec("team-a")
	small.Scale = 200
	b := bench{}
	var err error
	if b.w, err = simulator.Plan(small, stream.NewKey([16]byte{15: seed})); err != nil {
		t.Fatal(err)
	}
	if b.id, err = age.GenerateX25519Identity(); err != nil {
		t.Fatal(err)
	}
	b.opt = simulator.Options{Seed: [16]byte{15: seed}, TestSeed: true, Recipients: []string{b.id.Recipient().String()}, Workers: 1}
	return b
}

func (b bench) with(p pages) simulator.Options {
	opt := b.opt
	opt.Surfaces = append(simulator.Surfaces(b.w, b.opt), p)
	return opt
}

// One, two, three, seven and sixteen shards, run in any order, make the bytes of
// a whole run.
func TestShards(t *testing.T) {
	b := newBench(t, 3)
	whole := filepath.Join(t.TempDir(), "whole")
	if _, err := simulator.Write(t.Context(), b.w, whole, b.with(newPages(-1))); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 2, 3, 7, 16} {
		dir := filepath.Join(t.TempDir(), "shards")
		p := newPages(-1)
		for i := n; i >= 1; i-- {
			if _, err := simulator.Join(t.Context(), b.w, dir, b.with(p)); err == nil {
				t.Fatalf("%d shards: joined before shard %d had run", n, i)
			}
			if err := simulator.WriteShard(t.Context(), b.w, dir, i, n, b.with(p)); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(dir, "truth.age")); err == nil {
				t.Errorf("shard %d of %d has written a truth", i, n)
			}
		}
		if _, err := simulator.Join(t.Context(), b.w, dir, b.with(p)); err != nil {
			t.Fatal(err)
		}
		if len(*p.wrote) != nPages {
			t.Errorf("%d shards wrote parts %v", n, *p.wrote)
		}
		sameBytes(t, whole, dir)
	}
	if err := simulator.WriteShard(t.Context(), b.w, t.TempDir(), 4, 3, b.opt); err == nil {
		t.Error("shard 4 of 3 ran")
	}
}

// A full disk leaves the finished parts and nothing half-written; a resumed run
// writes the others alone, and the bytes are those of a run without accident.
func TestResume(t *testing.T) {
	b := newBench(t, 3)
	whole, dir := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "set")
	if _, err := simulator.Write(t.Context(), b.w, whole, b.with(newPages(-1))); err != nil {
		t.Fatal(err)
	}
	_, err := simulator.Write(t.Context(), b.w, dir, b.with(newPages(5)))
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free some space") {
		t.Fatalf("a full disk: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "pages/05.csv")); !os.IsNotExist(err) {
		t.Error("the half-written part is still there")
	}
	report, err := verify.Dataset(t.Context(), dir, verify.Options{})
	if err != nil || len(report.Faults) != 1 || report.Faults[0].Kind != verify.Missing || report.Faults[0].Path != "manifest.json" {
		t.Errorf("verify says %v, %v of an unfinished dataset", report.Faults, err)
	}
	// Somebody damages a finished part meanwhile: it is written again.
	if err := os.WriteFile(filepath.Join(dir, "pages/02.csv"), []byte("not this"), 0o600); err != nil {
		t.Fatal(err)
	}
	opt, err := simulator.Interrupted(dir, b.id)
	if err != nil || opt.Seed != b.opt.Seed || !opt.TestSeed || !opt.Resume || !slices.Equal(opt.Recipients, b.opt.Recipients) {
		t.Fatalf("interrupted: %+v, %v", opt, err)
	}
	p := newPages(-1)
	opt.Surfaces = append(simulator.Surfaces(b.w, b.opt), p)
	if _, err := simulator.Write(t.Context(), b.w, dir, opt); err != nil {
		t.Fatal(err)
	}
	if want := []int{2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}; !slices.Equal(*p.wrote, want) {
		t.Errorf("the resumed run wrote %v, want %v", *p.wrote, want)
	}
	sameBytes(t, whole, dir)
	if dataset.Unfinished(dir) {
		t.Error("a finished dataset says that it is unfinished")
	}
}

// The journal is of one world; half a line at its end is nothing.
func TestJournal(t *testing.T) {
	b, other := newBench(t, 3), newBench(t, 4)
	dir := filepath.Join(t.TempDir(), "set")
	if err := simulator.WriteShard(t.Context(), b.w, dir, 2, 3, b.with(newPages(-1))); err != nil {
		t.Fatal(err)
	}
	var strange *dataset.OtherWorldError
	if err := simulator.WriteShard(t.Context(), other.w, dir, 3, 3, other.with(newPages(-1))); !errors.As(err, &strange) {
		t.Errorf("a shard of another seed: %v", err)
	}
	journal := filepath.Join(dir, ".incomplete", "2-of-3.journal")
	raw, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	for _, sealed := range []string{"pages", "account:main", b.w.Account("account:main").Handle} {
		if bytes.Contains(raw, []byte(sealed)) {
			t.Errorf("the journal shows %q", sealed)
		}
	}
	if err := os.WriteFile(journal, raw[:len(raw)-40], 0o600); err != nil {
		t.Fatal(err)
	}
	p := newPages(-1)
	if err := simulator.WriteShard(t.Context(), b.w, dir, 2, 3, b.with(p)); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(*p.wrote, []int{10}) {
		t.Errorf("after half a line parts %v were written, want the last of the shard", *p.wrote)
	}
}

// Resuming with another seed is refused, and costs nothing of what is there.
func TestResumeRefuses(t *testing.T) {
	b, other := newBench(t, 3), newBench(t, 4)
	dir := filepath.Join(t.TempDir(), "set")
	if _, err := simulator.Write(t.Context(), b.w, dir, b.with(newPages(5))); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("a full disk: %v", err)
	}
	before := digests(t, dir)
	opt := other.with(newPages(-1))
	opt.Resume = true
	var strange *dataset.OtherWorldError
	if _, err := simulator.Write(t.Context(), other.w, dir, opt); !errors.As(err, &strange) {
		t.Errorf("another seed: %v", err)
	}
	for file, sum := range before {
		if after := digests(t, dir)[file]; after != sum {
			t.Errorf("%s was lost or changed", file)
		}
	}
}

// The stream holds the files of the folder, in one order for any number of
// workers, the manifest last.
func TestStream(t *testing.T) {
	b := newBench(t, 3)
	dir := filepath.Join(t.TempDir(), "set")
	if _, err := simulator.Write(t.Context(), b.w, dir, b.with(newPages(-1))); err != nil {
		t.Fatal(err)
	}
	want := digests(t, dir)
	var orders [][]string
	for _, workers := range []int{1, 3} {
		var buf bytes.Buffer
		opt := b.with(newPages(-1))
		opt.Workers = workers
		if _, err := simulator.Stream(t.Context(), b.w, &buf, opt); err != nil {
			t.Fatal(err)
		}
		var order []string
		for r := tar.NewReader(&buf); ; {
			h, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if order = append(order, h.Name); h.Name != "truth.age" && want[h.Name] != digest(body) {
				t.Errorf("%d workers: %s differs from the folder's", workers, h.Name)
			}
		}
		orders = append(orders, order)
	}
	if !slices.Equal(orders[0], orders[1]) || len(orders[0]) < nPages || orders[0][len(orders[0])-1] != "manifest.json" {
		t.Errorf("%d and %d files; the last is %s", len(orders[0]), len(orders[1]), orders[0][len(orders[0])-1])
	}
	full := b.with(newPages(-1))
	full.Workers = 3
	if _, err := simulator.Stream(t.Context(), b.w, failing{}, full); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("nobody reads the stream: %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
