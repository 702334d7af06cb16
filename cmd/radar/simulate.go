package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// cmdSimulate writes a scenario's dataset for one variant.
func cmdSimulate(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("simulate", std)
	seed := fs.String("seed", "", "1 to 32 `hex` digits, for tests (default: fresh and random, kept in the sealed truth alone)")
	variant := fs.String("variant", "", "`name` of the team's variant (default: the scenario's first)")
	scale := fs.String("scale", "1", "size of the crowd around the case, a `number` such as 0.25 or 10")
	workers := fs.Int("workers", runtime.GOMAXPROCS(0), "goroutines; the bytes do not depend on their number")
	out := fs.String("out", "", "`folder` to write: new, empty or an unfinished dataset (default: SCENARIO-VARIANT)")
	sealTo := fs.String("seal-to", "", "`age1…` key that may open the truth; several with commas (default: a new one, in DIR.agekey)")
	content := fs.String("content", "", "`folder` whose scenarios are used instead of the embedded ones")
	shard := fs.String("shard", "", "not in this release")
	join := fs.Bool("join", false, "not in this release")
	resume := fs.Bool("resume", false, "not in this release")
	format := fs.String("format", "", "not in this release")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	for name, given := range map[string]bool{"shard": *shard != "", "join": *join, "resume": *resume, "format": *format != ""} {
		if given {
			return misuse("--%s is not in this release: a dataset is written whole, by one run, in the formats of its tools", name)
		}
	}
	id, err := oneArg(rest, "SCENARIO")
	if err != nil {
		return err
	}
	spec, err := chooseSpec(*content, id, *variant, *scale)
	if err != nil {
		return err
	}
	if *out == "-" {
		return misuse("--out -: a dataset is a folder; writing to standard output is not in this release")
	}
	if *out == "" {
		*out = spec.Scenario + "-" + spec.Variant
	}
	if *workers < 1 {
		return misuse("--workers %d, want 1 or more", *workers)
	}
	opt := simulator.Options{Workers: *workers}
	if opt.Seed, opt.TestSeed, err = readSeed(*seed); err != nil {
		return err
	}
	return simulate(ctx, spec, filepath.Clean(*out), *sealTo, opt, std)
}

// chooseSpec finds the scenario and its variant.
func chooseSpec(content, id, variant, scale string) (simulator.Spec, error) {
	var none simulator.Spec
	fsys, _, err := scenarios.FS(content)
	if err != nil {
		return none, err
	}
	lib, err := scenarios.Load(fsys)
	if err != nil {
		return none, fmt.Errorf("scenarios: %w", err)
	}
	s, ok := lib.Scenario(id)
	if !ok {
		return none, misuse("there is no scenario %q; there are: %s", id, lib.List())
	}
	if variant == "" {
		variant = s.Variants[0].ID
	}
	spec, err := s.Spec(variant)
	if err != nil {
		return none, misuse("%v", err)
	}
	size, err := dataset.ParseScale(scale)
	if err != nil {
		return none, misuse("--scale: %v", err)
	}
	spec.Scale = world.Scale(size)
	return spec, nil
}

// readSeed reads 1 to 32 hex digits, padded on the left; none at all are drawn.
func readSeed(text string) (seed [16]byte, test bool, err error) {
	if text == "" {
		if _, err := rand.Read(seed[:]); err != nil {
			return seed, false, fmt.Errorf("draw a seed: %w", err)
		}
		return seed, false, nil
	}
	if len(text) > 32 {
		return seed, false, misuse("--seed has %d hex digits, want 1 to 32", len(text))
	}
	b, err := hex.DecodeString(strings.Repeat("0", 32-len(text)) + text)
	if err != nil {
		return seed, false, misuse("--seed %q is not hexadecimal", text)
	}
	copy(seed[:], b)
	return seed, len(text) < 32, nil
}

// simulate plans, writes, and says what was made.
func simulate(ctx context.Context, spec simulator.Spec, dir, sealTo string, opt simulator.Options, std stdio) error {
	w, err := simulator.Plan(spec, stream.NewKey(opt.Seed))
	if err != nil {
		return err
	}
	keyFile := ""
	if sealTo == "" {
		keyFile = dir + ".agekey"
		if sealTo, err = newIdentity(keyFile); err != nil {
			return err
		}
	}
	for _, k := range strings.Split(sealTo, ",") {
		k = strings.TrimSpace(k)
		if _, err := age.ParseX25519Recipient(k); err != nil {
			return misuse("--seal-to %q is no age1… key: %v", k, err)
		}
		opt.Recipients = append(opt.Recipients, k)
	}
	show := newBar(std.err)
	opt.Progress = show.step
	m, err := simulator.Write(ctx, w, dir, opt)
	show.end()
	if err != nil {
		if keyFile != "" {
			err = errors.Join(err, os.Remove(keyFile))
		}
		var full *dataset.NotEmptyError
		if errors.As(err, &full) {
			return misuse("--out %v", full)
		}
		return err
	}
	if keyFile != "" {
		_, _ = fmt.Fprintf(std.err, "the key that opens the truth is %s: keep it from trainees\n", keyFile)
	}
	if _, err := fmt.Fprintf(std.out, "%s: %s/%s, %d files, truth_root %s\n", dir, m.Scenario, m.Variant, len(m.Files), m.TruthRoot); err != nil {
		return fmt.Errorf("the dataset is whole; its line was not written: %w", err)
	}
	return nil
}

// newIdentity writes a new age identity that only its owner can read.
func newIdentity(file string) (recipient string, err error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return "", fmt.Errorf("make a key for the truth: %w", err)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return "", misuse("%s is there already and may open another dataset; move it away, or give --seal-to", file)
	}
	if err != nil {
		return "", fmt.Errorf("key for the truth: %w", err)
	}
	_, err = fmt.Fprintf(f, "# public key: %s\n%s\n", id.Recipient(), id)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("key for the truth: %w", err), os.Remove(file))
	}
	return id.Recipient().String(), nil
}

// bar shows progress: one moving line on a terminal, plain lines elsewhere.
type bar struct {
	w        io.Writer
	terminal bool
	since    time.Time
}

func newBar(w io.Writer) *bar {
	b := &bar{w: w, since: time.Now()}
	if f, ok := w.(*os.File); ok {
		if st, err := f.Stat(); err == nil {
			b.terminal = st.Mode()&os.ModeCharDevice != 0
		}
	}
	return b
}

func (b *bar) step(surface string, done, of int) {
	took := time.Since(b.since).Round(100 * time.Millisecond)
	if b.terminal {
		_, _ = fmt.Fprintf(b.w, "\r\x1b[K[%s%s] %d/%d %s, %s", strings.Repeat("#", done), strings.Repeat(".", of-done), done, of, surface, took)
		return
	}
	_, _ = fmt.Fprintf(b.w, "%d/%d %s, %s\n", done, of, surface, took)
}

func (b *bar) end() {
	if b.terminal {
		_, _ = fmt.Fprint(b.w, "\r\x1b[K")
	}
}
