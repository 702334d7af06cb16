package simulator_test

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/emoney"
	"github.com/osint-radar/academy/simulator/verify"
)

// A haystack has the same bytes whole, with two workers, in 2, 3, 7 and 16
// shards, and after an interruption; the verifier finds nothing wrong with it,
// its truth included.
func TestHaystack(t *testing.T) {
	spec, ok := simulator.Standing("haystack", "team-a")
	if !ok {
		t.Fatal("no world called haystack")
	}
	spec.Scale = 40
	seed := [16]byte{15: 11}
	w, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	opt := simulator.Options{Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 1, Formats: []emoney.Format{emoney.CSV, emoney.Parquet}}
	whole := filepath.Join(t.TempDir(), "whole")
	made, err := simulator.Write(t.Context(), w, whole, opt)
	if err != nil {
		t.Fatal(err)
	}
	r, err := verify.Dataset(t.Context(), whole, verify.Options{Key: []byte(id.String())})
	if err != nil || !r.Whole() || len(r.Facts) < 20 {
		t.Fatalf("%d facts, %v, %v", len(r.Facts), r.Faults, err)
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
