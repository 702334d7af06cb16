package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/haystack"
	"github.com/osint-radar/academy/simulator/world"
)

// cmdSimulate writes a scenario's dataset for one variant: whole, in shards, or
// from where an interrupted run stopped.
func cmdSimulate(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("simulate", std)
	seed := fs.String("seed", "", "1 to 32 `hex` digits, for tests and shards (default: fresh and random, kept in the sealed truth alone)")
	variant := fs.String("variant", "", "`name` of the team's variant (default: the scenario's first)")
	scale := fs.String("scale", "1", "size of the crowd around the case, and of a market, a `number` such as 0.25 or 10")
	workers := fs.Int("workers", runtime.GOMAXPROCS(0), "goroutines; the bytes do not depend on their number")
	out := fs.String("out", "", "`folder` to write: new, empty or an unfinished dataset (default: SCENARIO-VARIANT); - for a tar archive on standard output")
	sealTo := fs.String("seal-to", "", "`age1…` key that may open the truth; several with commas (default: one drawn from the seed, in DIR.agekey)")
	content := fs.String("content", "", "`folder` whose scenarios are used instead of the embedded ones")
	shard := fs.String("shard", "", "`i/n`: write only share i of n; run again, it goes on where it stopped. Every shard wants the same --seed")
	join := fs.Bool("join", false, "make the dataset of the shards in --out; wants the same --seed")
	resume := fs.Bool("resume", false, "go on where an interrupted run stopped; the seed comes from DIR.agekey, or give --seed")
	format := fs.String("format", "csv", "of bulk tables (the books of Zefir Pay, the ledger as rows): csv, jsonl, parquet; several with `commas`. All other files have one format each")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	formats, err := dataset.ParseFormats(*format)
	if err != nil {
		return misuse("--format: %v", err)
	}
	id, err := oneArg(rest, "SCENARIO")
	if err != nil {
		return err
	}
	spec, err := chooseSpec(*content, id, *variant, *scale)
	if err != nil {
		return err
	}
	if spec.Scenario == haystack.Scenario {
		defer debug.SetGCPercent(debug.SetGCPercent(haystack.GCPercent))
	}
	if *workers < 1 {
		return misuse("--workers %d, want 1 or more", *workers)
	}
	s := simulation{spec: spec, dir: *out, sealTo: *sealTo, seed: *seed, opt: simulator.Options{Workers: *workers, Formats: formats}, std: std}
	if *out == "" || *out == "-" {
		s.dir = spec.Scenario + "-" + spec.Variant
	}
	s.dir = filepath.Clean(s.dir)
	if one := map[bool]int{true: 1}; one[*shard != ""]+one[*join]+one[*resume]+one[*out == "-"] > 1 {
		return misuse("--shard, --join, --resume and --out - exclude each other; a shard that is run again goes on by itself")
	}
	if (*shard != "" || *join) && *seed == "" {
		return misuse("--shard and --join want --seed: all shards draw from the same one; draw 32 hex digits once and keep them secret (RADAR_SEED keeps them out of the process list)")
	}
	if *resume {
		return s.resume(ctx)
	}
	if s.opt.Seed, s.opt.TestSeed, err = readSeed(*seed); err != nil {
		return err
	}
	if *shard != "" || *join {
		if err := s.same(); err != nil {
			return err
		}
	}
	switch {
	case *shard != "":
		return s.shard(ctx, *shard)
	case *join:
		return s.join(ctx)
	case *out == "-":
		return s.stream(ctx)
	}
	return s.whole(ctx)
}

// chooseSpec finds the scenario and its variant.
func chooseSpec(content, id, variant, scale string) (simulator.Spec, error) {
	var none simulator.Spec
	if err := contentThere(content); err != nil {
		return none, err
	}
	fsys, _, err := scenarios.FS(content)
	if err != nil {
		return none, err
	}
	lib, err := scenarios.Load(fsys)
	if err != nil {
		return none, fmt.Errorf("scenarios: %w", err)
	}
	size, err := dataset.ParseScale(scale)
	if err != nil {
		return none, misuse("--scale: %v", err)
	}
	var spec simulator.Spec
	if s, ok := lib.Scenario(id); ok {
		if variant == "" {
			variant = s.Variants[0].ID
		}
		if spec, err = s.Spec(variant); err != nil {
			return none, misuse("%v", err)
		}
	} else if spec, ok = simulator.Standing(id, cmp.Or(variant, "team-a")); !ok {
		return none, misuse("there is no scenario %q; there are: %s; and worlds without an exercise: %s", id, lib.List(), strings.Join(simulator.Worlds(), ", "))
	} else if !variantName.MatchString(spec.Variant) {
		return none, misuse("--variant %q: want small letters and digits, in words joined by dashes", spec.Variant)
	}
	spec.Scale = world.Scale(size)
	return spec, nil
}

// variantName is what a variant of a world without an exercise may be called.
var variantName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

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
