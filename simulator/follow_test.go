package simulator_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// A dataset has a messenger and classifieds where its world has rooms and
// advertisements, and not otherwise.
func TestSurfacesFollowTheWorld(t *testing.T) {
	names := func(w *world.World) (out []string) {
		for _, s := range simulator.Surfaces(w, simulator.Options{}) {
			out = append(out, s.Name())
		}
		return out
	}
	w := worldtest.New(100)
	if got, want := names(w), []string{"accountledger", "case", "casp", "classifieds", "forum", "infra", "ledger", "loopi", "messenger", "microblog", "movement", "web"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	w.Rooms, w.Listings, w.Case = nil, nil, world.Case{}
	w.Threads, w.PrivateMessages, w.Clips, w.ClipComments, w.Sensors, w.Exchanges, w.TokenWallets = nil, nil, nil, nil, nil, nil, nil
	if got, want := names(w), []string{"infra", "ledger", "microblog", "web"}; !slices.Equal(got, want) {
		t.Errorf("without rooms, listings, threads, clips, sensors, exchanges, token wallets and case %v, want %v", got, want)
	}
}

// A whole town: every surface, on two workers or in three shards, the same
// bytes, and nothing wrong with them.
func TestTown(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	opt := simulator.Options{Seed: [16]byte{15: 9}, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2}
	w := worldtest.New(100)
	if err := world.Validate(w); err != nil {
		t.Fatal(err)
	}
	whole, parts := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "parts")
	one, err := simulator.Write(t.Context(), w, whole, opt)
	if err != nil {
		t.Fatal(err)
	}
	opt.Workers = 1
	for _, i := range []int{3, 1, 2} {
		if err := simulator.WriteShard(t.Context(), w, parts, i, 3, opt); err != nil {
			t.Fatal(err)
		}
	}
	two, err := simulator.Join(t.Context(), w, parts, opt)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(one.Files, two.Files); d != "" {
		t.Error(d)
	}
	r, err := verify.Dataset(t.Context(), whole, verify.Options{Key: []byte(id.String())})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Faults {
		t.Error(f)
	}
	told := slices.DeleteFunc(slices.Clone(r.Facts), func(f verify.Proved) bool { return strings.HasPrefix(f.ID, "row:") })
	if len(told) == len(r.Facts) {
		t.Error("no fact tells where a row comes from")
	}
	if len(told) != len(w.Facts) {
		t.Errorf("%d of %d facts proved", len(told), len(w.Facts))
	}
	d, err := dataset.Open(whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"messenger", "forum", "loopi", "movement", "casp", "accountledger"} {
		if !slices.ContainsFunc(d.Manifest.Files, func(f dataset.FileInfo) bool { return f.Surface == name }) {
			t.Errorf("no %s", name)
		}
	}
	tripwire(t, made{dir: whole, set: d})
}

// A town whose writing broke off is resumed to the bytes of one that did not.
func TestTownResumes(t *testing.T) {
	b := newBench(t, 9)
	b.w, b.opt.Workers = worldtest.New(50), 2
	whole, dir := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "set")
	if _, err := simulator.Write(t.Context(), b.w, whole, b.with(newPages(-1))); err != nil {
		t.Fatal(err)
	}
	if _, err := simulator.Write(t.Context(), b.w, dir, b.with(newPages(3))); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("a full disk: %v", err)
	}
	for _, lost := range []string{"movement/plates.csv", "casp/private/koingate/accounts.jsonl", "forum/private/posts.jsonl", "loopi/likes.jsonl"} { // finished, and damaged meanwhile
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(lost)), []byte("not this"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	opt := b.with(newPages(-1))
	opt.Resume = true
	if _, err := simulator.Write(t.Context(), b.w, dir, opt); err != nil {
		t.Fatal(err)
	}
	sameBytes(t, whole, dir)
}
