package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// simulation is one run of "radar simulate".
type simulation struct {
	spec   simulator.Spec
	dir    string
	sealTo string
	seed   string
	made   bool // this run has written the key file
	opt    simulator.Options
	std    stdio
}

func (s *simulation) keyFile() string { return s.dir + ".agekey" }

func (s *simulation) plan() (*world.World, error) {
	w, err := simulator.Plan(s.spec, stream.NewKey(s.opt.Seed))
	return w, s.sized(err)
}

// sized is err, and blames --scale for it if the world can be had at its own size.
func (s *simulation) sized(err error) error {
	own := s.spec
	own.Scale = 1000
	if err == nil || s.spec.Scale == own.Scale {
		return err
	}
	if _, cannot := simulator.Plan(own, stream.NewKey(s.opt.Seed)); cannot != nil {
		return err
	}
	return misuse("--scale: %v; right would be a size nearer to 1", err)
}

// recipients reads --seal-to, or writes the key that the seed gives beside the
// dataset.
func (s *simulation) recipients() error {
	if s.sealTo == "" {
		id, err := truth.Identity(s.opt.Seed, s.spec.Scenario, s.spec.Variant)
		if err != nil {
			return err
		}
		s.opt.Recipients = []string{id.Recipient().String()}
		s.made, err = writeIdentity(s.keyFile(), id)
		return err
	}
	for k := range strings.SplitSeq(s.sealTo, ",") {
		k = strings.TrimSpace(k)
		if _, err := age.ParseX25519Recipient(k); err != nil {
			return misuse("--seal-to %q is no age1… key: %v", k, err)
		}
		s.opt.Recipients = append(s.opt.Recipients, k)
	}
	return nil
}

// undo takes back the key of a run that has come to nothing, and no other's.
func (s *simulation) undo(err error) error {
	if s.made {
		return errors.Join(err, os.Remove(s.keyFile()))
	}
	return err
}

// tellKey says where the key lies.
func (s *simulation) tellKey() {
	if s.sealTo == "" {
		_, _ = fmt.Fprintf(s.std.err, "the key that opens the truth is %s: keep it from trainees\n", s.keyFile())
	}
}

// whole plans, writes, and says what was made.
func (s *simulation) whole(ctx context.Context) error {
	return s.write(func(w *world.World) (dataset.Manifest, error) { return simulator.Write(ctx, w, s.dir, s.opt) })
}

func (s *simulation) join(ctx context.Context) error {
	return s.write(func(w *world.World) (dataset.Manifest, error) { return simulator.Join(ctx, w, s.dir, s.opt) })
}

func (s *simulation) write(write func(*world.World) (dataset.Manifest, error)) error {
	w, err := s.plan()
	if err != nil {
		return err
	}
	if err := s.recipients(); err != nil {
		return err
	}
	show := s.watch()
	m, err := write(w)
	show.end()
	if err != nil {
		var full *dataset.NotEmptyError
		var other *dataset.OtherWorldError
		switch {
		case errors.As(err, &full):
			return s.undo(misuse("--out %v", full))
		case errors.As(err, &other):
			return s.undo(misuse("--out %v", other))
		case dataset.Unfinished(s.dir):
			return fmt.Errorf("%w; what is finished is kept in %s: the same command with --resume goes on", err, s.dir)
		}
		return s.undo(err)
	}
	s.tellKey()
	return s.say(s.std.out, m)
}

func (s *simulation) say(to io.Writer, m dataset.Manifest) error {
	if _, err := fmt.Fprintf(to, "%s: %s/%s, %d files, truth_root %s\n", s.dir, m.Scenario, m.Variant, len(m.Files), m.TruthRoot); err != nil {
		return fmt.Errorf("the dataset is whole; its line was not written: %w", err)
	}
	return nil
}

// same refuses a folder that holds another dataset.
func (s *simulation) same() error {
	err := simulator.Same(s.dir, s.spec, s.seed != "", s.opt)
	var other *dataset.OtherWorldError
	if errors.As(err, &other) {
		return misuse("--out %v", other)
	}
	return s.sized(err)
}

// sealedTo refuses other recipients than a finished truth has.
func (s *simulation) sealedTo(recipients []string) error {
	if s.sealTo == "" {
		return nil
	}
	if err := s.recipients(); err != nil {
		return err
	}
	if !slices.Equal(slices.Sorted(slices.Values(s.opt.Recipients)), slices.Sorted(slices.Values(recipients))) {
		return misuse("--seal-to: the truth in %s is finished and sealed to %s; leave --seal-to out, or choose a new folder", s.dir, strings.Join(recipients, ","))
	}
	return nil
}

// resume goes on with what an interrupted run has left.
func (s *simulation) resume(ctx context.Context) error {
	var err error
	if s.seed != "" {
		if s.opt.Seed, s.opt.TestSeed, err = readSeed(s.seed); err != nil {
			return err
		}
	}
	if err := s.same(); err != nil {
		return err
	}
	if !dataset.Unfinished(s.dir) {
		if d, err := dataset.Open(s.dir); err == nil { // it had been finished before
			if err := s.sealedTo(d.Manifest.Truth.Recipients); err != nil {
				return err
			}
			return s.say(s.std.out, d.Manifest)
		}
		return misuse("--resume: %s holds no unfinished dataset; simulate without --resume first", s.dir)
	}
	if s.seed != "" {
		s.opt.Resume = true
		return s.whole(ctx)
	}
	key, err := os.Open(s.keyFile())
	if err != nil {
		return misuse("--resume: the seed is sealed in %s and %s, which opens it, cannot be read (%v); give --seed", s.dir, s.keyFile(), err)
	}
	identities, err := age.ParseIdentities(key)
	_ = key.Close() // read only
	if err != nil {
		return fmt.Errorf("--resume: %s: %w", s.keyFile(), err)
	}
	before, err := simulator.Interrupted(s.dir, identities...)
	if err != nil {
		return fmt.Errorf("--resume: %w", err)
	}
	if s.sealTo == "" {
		s.sealTo = strings.Join(before.Recipients, ",")
	}
	s.opt.Seed, s.opt.TestSeed, s.opt.Resume = before.Seed, before.TestSeed, true
	return s.whole(ctx)
}

// shard writes one share; there is no truth and no key before the join.
func (s *simulation) shard(ctx context.Context, text string) error {
	a, b, _ := strings.Cut(text, "/")
	i, ierr := strconv.Atoi(a)
	n, nerr := strconv.Atoi(b)
	if ierr != nil || nerr != nil || n < 1 || i < 1 || i > n {
		return misuse("--shard %q, want i/n with i from 1 to n, such as 2/3", text)
	}
	w, err := s.plan()
	if err != nil {
		return err
	}
	show := s.watch()
	err = simulator.WriteShard(ctx, w, s.dir, i, n, s.opt)
	show.end()
	var full *dataset.NotEmptyError
	var other *dataset.OtherWorldError
	switch {
	case errors.As(err, &full):
		return misuse("--out %v", full)
	case errors.As(err, &other):
		return misuse("--out %v", other)
	case err != nil:
		return err
	}
	if _, err := fmt.Fprintf(s.std.out, "%s: shard %d/%d of %s/%s\n", s.dir, i, n, s.spec.Scenario, s.spec.Variant); err != nil {
		return fmt.Errorf("the shard is whole; its line was not written: %w", err)
	}
	return nil
}

// stream writes a tar archive to standard output, and its line to the diagnostics.
func (s *simulation) stream(ctx context.Context) error {
	w, err := s.plan()
	if err != nil {
		return err
	}
	if err := s.recipients(); err != nil {
		return err
	}
	show := s.watch()
	m, err := simulator.Stream(ctx, w, s.std.out, s.opt)
	show.end()
	if err != nil {
		return s.undo(err)
	}
	s.tellKey()
	return s.say(s.std.err, m)
}

func (s *simulation) watch() *bar {
	show := newBar(s.std.err)
	s.opt.Progress, s.opt.Count = show.step, show.watch
	return show
}

// writeIdentity writes an age identity that only its owner can read. The same
// identity may be there already, of an earlier run with the same seed: it is
// then left alone, and made is false.
func writeIdentity(file string, id *age.X25519Identity) (made bool, err error) {
	text := fmt.Sprintf("# public key: %s\n%s\n", id.Recipient(), id)
	if b, err := os.ReadFile(file); err == nil && string(b) == text {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return false, fmt.Errorf("key for the truth: %w", err)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return false, misuse("%s is there already and may open another dataset; move it away, or give --seal-to", file)
	}
	if err != nil {
		return false, fmt.Errorf("key for the truth: %w", err)
	}
	_, err = f.WriteString(text)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return false, errors.Join(fmt.Errorf("key for the truth: %w", err), os.Remove(file))
	}
	return true, nil
}
