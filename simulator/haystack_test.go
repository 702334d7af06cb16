package simulator_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/verify"
)

// A haystack has the same bytes whole, with two workers, in 2, 3, 7 and 16
// shards, and after an interruption, in every format and whichever is the first;
// the verifier finds nothing wrong with it, its truth included.
func TestHaystack(t *testing.T) {
	spec, ok := simulator.Standing("haystack", "team-a")
	if !ok {
		t.Fatal("no world called haystack")
	}
	spec.Scale, spec.Emoney.Accounts, spec.Emoney.Rows = 3000, 670, 27_000 // two towns, and books that do not take long
	seed := [16]byte{15: 11}
	w, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	opt := simulator.Options{Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 1, Formats: []dataset.Format{dataset.Parquet, dataset.CSV, dataset.JSONL}}
	whole := filepath.Join(t.TempDir(), "whole")
	made, err := simulator.Write(t.Context(), w, whole, opt)
	if err != nil {
		t.Fatal(err)
	}
	r, err := verify.Dataset(t.Context(), whole, verify.Options{Key: []byte(id.String())})
	if err != nil || !r.Whole() || len(r.Facts) < 20 {
		t.Fatalf("%d facts, %v, %v", len(r.Facts), r.Faults, err)
	}
	counted(t, whole, r.Facts)
	for _, formats := range [][]dataset.Format{{dataset.JSONL, dataset.Parquet}, {dataset.CSV}} {
		fewer := opt
		fewer.Formats = formats
		dir := filepath.Join(t.TempDir(), "fewer")
		if _, err := simulator.Write(t.Context(), w, dir, fewer); err != nil {
			t.Fatal(err)
		}
		if r, err := verify.Dataset(t.Context(), dir, verify.Options{Key: []byte(id.String())}); err != nil || !r.Whole() {
			t.Errorf("in %v: %v, %v", formats, r.Faults, err)
		}
		sameTables(t, whole, dir, formats)
	}
	two := opt
	two.Workers = 2
	again := filepath.Join(t.TempDir(), "again")
	if _, err := simulator.Write(t.Context(), w, again, two); err != nil {
		t.Fatal(err)
	}
	sameBytes(t, whole, again)
	// Interrupted in the middle of the books, whose bounds are in the journal
	// alone, and resumed; and as a stream.
	broken := filepath.Join(t.TempDir(), "broken")
	ctx, interrupt := context.WithCancel(t.Context())
	cut := opt
	cut.Progress = func(_ string, done, _ int) {
		if done == 20 {
			interrupt()
		}
	}
	if _, err := simulator.Write(ctx, w, broken, cut); !errors.Is(err, context.Canceled) {
		t.Fatalf("an interrupted run: %v", err)
	}
	resumed := opt
	resumed.Resume = true
	if _, err := simulator.Write(t.Context(), w, broken, resumed); err != nil {
		t.Fatal(err)
	}
	sameBytes(t, whole, broken)
	if m, err := simulator.Stream(t.Context(), w, io.Discard, two); err != nil || m.TruthRoot != made.TruthRoot {
		t.Fatalf("a stream has the truth %s, want %s (%v)", m.TruthRoot, made.TruthRoot, err)
	}
	for _, n := range []int{2, 3, 7, 16} {
		dir := filepath.Join(t.TempDir(), "shards")
		for i := range n {
			if err := simulator.WriteShard(t.Context(), w, dir, i+1, n, opt); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := simulator.Join(t.Context(), w, dir, opt); err != nil {
			t.Fatal(err)
		}
		sameBytes(t, whole, dir)
	}
}

// sameTables wants the tables of a dataset in these formats to be those of the
// whole one, and no others.
func sameTables(t *testing.T, whole, dir string, formats []dataset.Format) {
	t.Helper()
	for table, n := range map[string]int{"ledger/txs-*": 3, "emoney/transfers/*": 30} {
		list, err := filepath.Glob(filepath.Join(dir, table))
		if err != nil || len(list) < n*len(formats) {
			t.Errorf("%d files of %s in %v (%v)", len(list), table, formats, err)
		}
		for _, path := range list {
			a, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(dir, path)
			b, err := os.ReadFile(filepath.Join(whole, rel))
			if err != nil || !bytes.Equal(a, b) {
				t.Errorf("%s has other bytes in %v (%v)", rel, formats, err)
			}
			if !slices.Contains(formats, dataset.Format(filepath.Ext(path)[1:])) {
				t.Errorf("%s is there in %v", rel, formats)
			}
		}
	}
}

// counted holds what the realism report says of bulk tables, which is counted
// while they are written, to what is read from them afterwards.
func counted(t *testing.T, dir string, facts []verify.Proved) {
	t.Helper()
	table := func(pattern string, each func(row []string)) {
		paths, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(paths) == 0 {
			t.Fatal(pattern, err)
		}
		for _, path := range paths {
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(f).ReadAll()
			if err = errors.Join(err, f.Close()); err != nil {
				t.Fatal(err)
			}
			for _, row := range rows[1:] {
				each(row)
			}
		}
	}
	type tx struct {
		in, out int
		issue   bool
	}
	txs := map[string]*tx{}
	outs, fine := 0, 0
	table("ledger/txs-*.csv", func(row []string) {
		x := txs[row[0]]
		if x == nil {
			x = &tx{}
			txs[row[0]] = x
		}
		x.issue = x.issue || row[7] == "issue"
		if row[3] == "in" {
			x.in++
			return
		}
		if x.out++; !x.issue {
			if outs++; !strings.HasSuffix(row[6], "0") {
				fine++
			}
		}
	})
	var n, oneTwo, self int
	for _, x := range txs {
		if x.issue {
			continue
		}
		n++
		if x.in == 1 && x.out == 2 {
			oneTwo++
		}
		if x.in == 1 && x.out == 1 {
			self++
		}
	}
	transfers, planted := 0, map[string]bool{}
	table("emoney/transfers/*.csv", func([]string) { transfers++ })
	for _, proved := range facts {
		var f truth.Fact
		if err := json.Unmarshal([]byte(proved.Fact), &f); err != nil {
			t.Fatal(err)
		}
		if !f.Innocent && strings.HasPrefix(f.Proof[0], "emoney/transfers/") {
			planted[f.Proof[0]] = true
		}
	}
	b, err := os.ReadFile(filepath.Join(dir, realism.File))
	if err != nil {
		t.Fatal(err)
	}
	var r realism.Report
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{
		"transactions with one input and two outputs, most": float64(oneTwo) / float64(n), "self-transfers (one input, one output) occur": float64(self) / float64(n),
		"outputs to the last satoshi": float64(fine) / float64(outs), "transfers of laundering patterns": 100 * float64(len(planted)) / float64(transfers),
	}
	for _, m := range r.Metrics {
		t.Logf("%s: %s of %d: %s", m.Name, m.Measured, m.N, m.Verdict)
		if m.Verdict == realism.Fail {
			t.Errorf("%s: %s, want %s to %s", m.Name, m.Measured, m.Low, m.High)
		}
		if w, ok := want[m.Name]; ok && m.Measured != fmt.Sprintf("%.3f", w) {
			t.Errorf("%s: the report says %s, the tables say %.3f", m.Name, m.Measured, w)
		}
		delete(want, m.Name)
	}
	if len(want) > 0 {
		t.Errorf("the report lacks %v", want)
	}
}

// A spec that cannot be had is refused with the path of its field.
func TestHaystackRefuses(t *testing.T) {
	for want, change := range map[string]func(*simulator.Spec){
		"clock.days: 0":   func(s *simulator.Spec) { s.Days = 0 },
		"scale: -1":       func(s *simulator.Spec) { s.Scale = -1 },
		"accounts: ":      func(s *simulator.Spec) { s.Scale = 1 },
		"illicit: 900000": func(s *simulator.Spec) { s.Emoney.Illicit = 900_000 },
	} {
		spec, _ := simulator.Standing("haystack", "team-a")
		change(&spec)
		if _, err := simulator.Plan(spec, stream.NewKey([16]byte{})); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
