package simulator

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/surface/accountledger"
	"github.com/osint-radar/academy/simulator/surface/casefile"
	"github.com/osint-radar/academy/simulator/surface/casp"
	"github.com/osint-radar/academy/simulator/surface/classifieds"
	"github.com/osint-radar/academy/simulator/surface/emoney"
	"github.com/osint-radar/academy/simulator/surface/forum"
	"github.com/osint-radar/academy/simulator/surface/infra"
	"github.com/osint-radar/academy/simulator/surface/ledger"
	"github.com/osint-radar/academy/simulator/surface/loopi"
	"github.com/osint-radar/academy/simulator/surface/messenger"
	"github.com/osint-radar/academy/simulator/surface/microblog"
	"github.com/osint-radar/academy/simulator/surface/movement"
	"github.com/osint-radar/academy/simulator/surface/paper"
	"github.com/osint-radar/academy/simulator/surface/web"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Options of Write, WriteShard and Join.
type Options struct {
	Seed       [16]byte                           // the one that the world's key was made from
	TestSeed   bool                               // a short seed that anybody can guess
	Recipients []string                           // age1… keys that can open the truth, at least one; a shard has no truth
	Workers    int                                // goroutines; below 1 counts as 1. The bytes do not depend on it.
	Surfaces   []Surface                          // nil for those of the world
	Formats    []dataset.Format                   // of bulk tables, the first is what proofs name; nil is CSV
	Resume     bool                               // keep what an interrupted run has finished
	Progress   func(surface string, done, of int) // called when a part is finished, nil for silence
	Count      func(*dataset.Count)               // told once where rows and bytes are counted, nil for nobody

	release func(*dataset.Writer) error // takes the finished parts in their order, see Stream
}

// Surfaces are those that a world has something for, in the order of the
// manifest. Every world has a ledger, and where people live an internet and a
// social network. Of opt they take Workers and Formats.
func Surfaces(w *world.World, opt Options) []Surface {
	workers, people := max(opt.Workers, 1), w.Crowd.Accounts > 0
	var out []Surface
	add := func(there bool, s Surface) {
		if there {
			out = append(out, s)
		}
	}
	add(w.HasTokens(), accountledger.Surface{})
	add(w.Case.Handed(), casefile.Surface{})
	add(len(w.Exchanges) > 0, casp.Surface{})
	add(len(w.Listings) > 0, classifieds.Surface{})
	add(w.Emoney.Accounts > 0, emoney.New(opt.Formats...))
	add(w.HasForum(), forum.Surface{})
	add(people, infra.Surface{})
	add(true, ledger.New(workers, opt.Formats...))
	add(w.HasLoopi(), loopi.Surface{})
	add(len(w.Rooms) > 0, messenger.New())
	add(people, microblog.Surface{Workers: workers})
	add(len(w.Sensors) > 0, movement.Surface{})
	add(len(w.Brokers) > 0, paper.Surface{})
	add(people, web.Surface{})
	return out
}

// Write runs every surface of a world into dir, seals the truth and writes the
// manifest last: a folder without one is incomplete. dir must be new, empty or
// an unfinished dataset, which is thrown away unless opt.Resume is set. After
// an error the parts that are finished stay, with a journal of them, and
// nothing half-written: a run with opt.Resume goes on from there to the same
// bytes. If none is finished nothing stays.
func Write(ctx context.Context, w *world.World, dir string, opt Options) (dataset.Manifest, error) {
	var none dataset.Manifest
	recipients, err := parseRecipients(opt.Recipients)
	if err != nil {
		return none, err
	}
	begin := dataset.Begin
	if opt.Resume {
		begin = dataset.Continue
	}
	out, err := begin(dir)
	if err != nil {
		return none, err
	}
	if !opt.Resume { // who resumes has what the first run noted
		if err := noteStart(out, opt, recipients); err != nil {
			return none, errors.Join(err, out.Discard())
		}
	}
	journal, kept, err := run(ctx, w, out, opt, 1, 1)
	if err != nil {
		if kept == 0 && !opt.Resume { // what is there may be of another world
			err = errors.Join(err, out.Discard())
		}
		return none, spaceful(err, dir)
	}
	m, err := finish(ctx, w, out, journal, opt, recipients)
	return m, spaceful(err, dir)
}

// WriteShard runs shard i of n (from 1) into dir: its share of the parts of
// partitioned surfaces, and with shard 1 all sequential ones. Shards may run at
// the same time, on several machines, in one folder or in folders that are
// copied together; a shard that was interrupted is run again and goes on. Join
// makes the dataset of them.
func WriteShard(ctx context.Context, w *world.World, dir string, i, n int, opt Options) error {
	if n < 1 || i < 1 || i > n {
		return fmt.Errorf("shard %d/%d: want i/n with i from 1 to n", i, n)
	}
	out, err := dataset.Continue(dir)
	if err != nil {
		return err
	}
	_, _, err = run(ctx, w, out, opt, i, n)
	return spaceful(err, dir)
}

// Join finishes a dataset whose shards have all run into dir. Parts that no
// shard has left are an error that names them.
func Join(ctx context.Context, w *world.World, dir string, opt Options) (dataset.Manifest, error) {
	var none dataset.Manifest
	recipients, err := parseRecipients(opt.Recipients)
	if err != nil {
		return none, err
	}
	if !dataset.Unfinished(dir) {
		return none, fmt.Errorf("%s holds no shards: run --shard i/n into it first, or copy them there", dir)
	}
	out, err := dataset.Continue(dir)
	if err != nil {
		return none, err
	}
	journal, done, err := openJournal(w, out, opt, "join")
	if err != nil {
		return none, err
	}
	if err := journal.Close(); err != nil {
		return none, err
	}
	var missing []string
	for _, u := range units(w, opt) {
		if part := done[u.name()]; part != nil {
			out.Merge(part)
		} else {
			missing = append(missing, u.name())
		}
	}
	if len(missing) > 0 {
		return none, fmt.Errorf("%s lacks %d parts: %s; has every shard run to its end, with the same scenario, scale and seed?", dir, len(missing), few(missing))
	}
	m, err := finish(ctx, w, out, journal, opt, recipients)
	return m, spaceful(err, dir)
}

func few(list []string) string {
	if len(list) > 5 {
		return strings.Join(list[:5], ", ") + " and more"
	}
	return strings.Join(list, ", ")
}

func spaceful(err error, dir string) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("the disk that holds %s is full; free some space and resume, or choose another folder: %w", dir, err)
	}
	return err
}

// finish measures how real the world looks, resolves the truth, seals it and
// writes the manifest.
func finish(ctx context.Context, w *world.World, out *dataset.Writer, journal *dataset.Journal, opt Options, recipients []age.Recipient) (dataset.Manifest, error) {
	var none dataset.Manifest
	if err := measure(ctx, w, out, opt); err != nil {
		return none, err
	}
	facts, err := Resolve(w, out)
	if err != nil {
		return none, err
	}
	salt := seedSalt(w)
	head := truth.Header{
		Format: 1, Scenario: w.Scenario, Variant: w.Variant,
		Seed: hex.EncodeToString(opt.Seed[:]), SeedSalt: hex.EncodeToString(salt[:]),
	}
	var root truth.Hash
	if err := out.Seal(dataset.TruthFile, func(f io.Writer) (err error) {
		root, err = truth.SealEach(f, head, all(w, facts, journal), recipients...)
		return err
	}); err != nil {
		return none, err
	}
	strength := "full"
	if opt.TestSeed {
		strength = "test"
	}
	is := about(w, opt)
	return out.Finish(dataset.Manifest{
		Scenario: is.Scenario, Variant: is.Variant, Scale: is.Scale, Simulator: is.Simulator, Clock: is.Clock,
		SeedCommitment: is.SeedCommitment, SeedStrength: strength, TruthRoot: root.String(),
		Truth: dataset.Sealed{Path: dataset.TruthFile, Sealed: true, Recipients: opt.Recipients},
	})
}

// measure adds the realism report.
func measure(ctx context.Context, w *world.World, out *dataset.Writer, opt Options) error {
	prices := world.CoinPrices(w.Key, int(w.End.Sub(w.Start)/(24*time.Hour))+1)
	seen := realism.World{Price: func(unix int64) int64 { return w.CoinPrice(prices, unix) }, Tally: out.Tallies()}
	for _, s := range opt.surfaces(w) {
		seen.Surfaces = append(seen.Surfaces, s.Name())
	}
	r, err := realism.Measure(ctx, out.Dir(), seen)
	if err != nil {
		return err
	}
	b, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return fmt.Errorf("realism: %w", err)
	}
	if _, err := out.Put(realism.File, "realism", append(b, '\n'), "browser"); err != nil {
		return err
	}
	_, err = out.Put(realism.PageFile, "realism", r.Page(w.Scenario+"/"+w.Variant), "browser")
	return err
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
