package gate

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/emoney"
	"github.com/osint-radar/academy/simulator/surface/microblog"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// books are the books of Zefir Pay in the worlds of the gate: as dense as those
// of the market (a row for every three accounts a day), with the illicit share
// at the top of its knob, so that two thousand planted rows fit into seconds.
var books = world.Emoney{Accounts: 4200, Days: 75, Rows: 105_000, Illicit: 20_000}

// write writes a market world into a new folder and its labels beside it, as
// the opened truth has them: DIR/labels.csv with record,planted,role.
func write(tb testing.TB, seed [16]byte) string {
	tb.Helper()
	spec, _ := simulator.Standing("market", "team-a")
	spec.Emoney = books
	w, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		tb.Fatal(err)
	}
	// Only what shows the labelled rows: the rest of the market takes longer than all of this.
	w.Facts = slices.DeleteFunc(w.Facts, func(f world.Fact) bool {
		sort, _, _ := strings.Cut(string(f.Proof[0]), ":")
		return f.Kind != truth.Label && f.Kind != truth.Event || sort != "transfer" && sort != "post"
	})
	dir, facts := written(tb, w, seed, emoney.New(), microblog.Surface{Workers: 1})
	if err := label(dir, facts); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// written writes a world into a new folder, on the surfaces given or all, and opens
// its truth.
func written(tb testing.TB, w *world.World, seed [16]byte, surfaces ...simulator.Surface) (string, []truth.Fact) {
	tb.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		tb.Fatal(err)
	}
	dir := filepath.Join(tb.TempDir(), "world")
	if _, err := simulator.Write(tb.Context(), w, dir, simulator.Options{Seed: seed, TestSeed: true, Recipients: []string{key.Recipient().String()}, Surfaces: surfaces}); err != nil {
		tb.Fatal(err)
	}
	return dir, open(tb, dir, key)
}

// open reads the sealed truth of a dataset.
func open(tb testing.TB, dir string, key age.Identity) []truth.Fact {
	tb.Helper()
	f, err := os.Open(filepath.Join(dir, "truth.age"))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	_, facts, err := truth.Open(f, key)
	if err != nil {
		tb.Fatal(err)
	}
	return facts
}

// ofRow says that a fact only tells where a planted row comes from, of an ordinary
// life or of a story.
func ofRow(x truth.Fact) bool { return strings.HasPrefix(x.ID, "row:") }

// label writes what the truth says of single records: planted is 1 for what an
// offence has brought about, 0 for the innocent who look like it. Records that
// are not there are of nobody's story.
func label(dir string, facts []truth.Fact) (err error) {
	f, err := os.Create(filepath.Join(dir, "labels.csv"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	out := csv.NewWriter(f)
	for _, x := range facts {
		transfer := x.Kind == truth.Event && x.Type == "transfer"
		if len(x.Proof) != 1 || !transfer && x.Kind != truth.Label && x.Kind != truth.Hop || ofRow(x) { // an offender's ordinary payments are no offence
			continue
		}
		planted := "1"
		if x.Innocent || x.Object == "L0" { // what offenders write of the weather is nobody's offence
			planted = "0"
		}
		if err := out.Write([]string{x.Proof[0], planted, x.Role + x.Object}); err != nil {
			return fmt.Errorf("labels: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}
