package simulator

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"
	"syscall"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/surface/casefile"
	"github.com/osint-radar/academy/simulator/surface/infra"
	"github.com/osint-radar/academy/simulator/surface/ledger"
	"github.com/osint-radar/academy/simulator/surface/microblog"
	"github.com/osint-radar/academy/simulator/surface/web"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Options of Write.
type Options struct {
	Seed       [16]byte // the one that the world's key was made from
	TestSeed   bool     // a short seed that anybody can guess
	Recipients []string // age1… keys that can open the truth, at least one
	Workers    int      // goroutines; below 1 counts as 1. The bytes do not depend on it.
	Surfaces   []Surface
	Progress   func(surface string, done, of int) // called when a surface is finished, nil for silence
}

// Surfaces are those of every dataset, in the order of the manifest.
func Surfaces(workers int) []Surface {
	return []Surface{
		casefile.Surface{}, infra.Surface{}, ledger.Surface{Workers: workers}, microblog.Surface{Workers: workers}, web.Surface{},
	}
}

// Write runs every surface of a world into dir, seals the truth and writes the
// manifest last: a folder without one is incomplete. dir must be new, empty or
// an unfinished dataset. After an error nothing is left of what was written.
func Write(ctx context.Context, w *world.World, dir string, opt Options) (dataset.Manifest, error) {
	var none dataset.Manifest
	recipients, err := parseRecipients(opt.Recipients)
	if err != nil {
		return none, err
	}
	out, err := dataset.Begin(dir)
	if err != nil {
		return none, err
	}
	m, err := write(ctx, w, out, opt, recipients)
	if err != nil {
		if errors.Is(err, syscall.ENOSPC) {
			err = fmt.Errorf("the disk that holds %s is full; free some space or choose another folder: %w", dir, err)
		}
		return none, errors.Join(err, out.Discard())
	}
	return m, nil
}

func write(ctx context.Context, w *world.World, out *dataset.Writer, opt Options, recipients []age.Recipient) (dataset.Manifest, error) {
	var none dataset.Manifest
	if err := emit(ctx, w, out, opt); err != nil {
		return none, err
	}
	facts, err := Resolve(w, out)
	if err != nil {
		return none, err
	}
	root, err := truth.Root(facts)
	if err != nil {
		return none, err
	}
	salt := seedSalt(w)
	head := truth.Header{
		Format: 1, Scenario: w.Scenario, Variant: w.Variant,
		Seed: hex.EncodeToString(opt.Seed[:]), SeedSalt: hex.EncodeToString(salt[:]),
	}
	if err := out.Seal(dataset.TruthFile, func(f io.Writer) error { return truth.Seal(f, head, facts, recipients...) }); err != nil {
		return none, err
	}
	strength := "full"
	if opt.TestSeed {
		strength = "test"
	}
	return out.Finish(dataset.Manifest{
		Scenario: w.Scenario, Variant: w.Variant, Scale: dataset.Scale(w.Scale), Simulator: Version,
		Clock:          dataset.Clock{Start: w.Start, End: w.End},
		SeedCommitment: truth.Commitment(salt, opt.Seed), SeedStrength: strength, TruthRoot: root.String(),
		Truth: dataset.Sealed{Path: dataset.TruthFile, Sealed: true, Recipients: opt.Recipients},
	})
}

// emit runs the surfaces, opt.Workers of them at a time. The first error stops the rest.
func emit(ctx context.Context, w *world.World, out *dataset.Writer, opt Options) error {
	workers := max(opt.Workers, 1)
	surfaces := opt.Surfaces
	if surfaces == nil {
		surfaces = Surfaces(workers)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var (
		wait sync.WaitGroup
		gate = make(chan struct{}, workers)
		mu   sync.Mutex
		done int
	)
	for _, s := range surfaces {
		wait.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			if ctx.Err() != nil {
				return
			}
			if err := s.Emit(ctx, w, 0, out); err != nil {
				stop(fmt.Errorf("surface %s: %w", s.Name(), err))
				return
			}
			mu.Lock()
			defer mu.Unlock()
			done++
			if opt.Progress != nil {
				opt.Progress(s.Name(), done, len(surfaces))
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

func parseRecipients(keys []string) ([]age.Recipient, error) {
	if len(keys) == 0 {
		return nil, errors.New("nobody to seal the truth to: give at least one age1… key")
	}
	var out []age.Recipient
	for _, k := range keys {
		r, err := age.ParseX25519Recipient(k)
		if err != nil {
			return nil, fmt.Errorf("seal to %q: %w", k, err)
		}
		out = append(out, r)
	}
	return out, nil
}

func seedSalt(w *world.World) (salt [32]byte) {
	w.Key.Domain("truth/seed-salt").Stream(0, 0).Bytes(salt[:])
	return salt
}
