package scenarios_test

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"hash"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/scenarios/scenariostest"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/stream"
)

var update = flag.Bool("update", false, "write testdata/digests.txt anew; say in CHANGELOG.md why the output changed")

// TestDigests holds what seed 1 makes of every scenario: the truth's root and one
// digest for each surface, of its files' digests and paths, so that a difference
// says where it is. A change breaks somebody's graded class: it must be meant, and
// it has a line in CHANGELOG.md under "Dataset output changed".
func TestDigests(t *testing.T) {
	var sets []set
	for _, s := range scenariostest.Library(t).All() {
		sets = append(sets, set{s, "team-a"})
		if s.ID == "blue-lantern" {
			sets = append(sets, set{s, "team-b"}) // the practice world
		}
	}
	got := make([]string, len(sets))
	t.Run("of", func(t *testing.T) {
		for i, s := range sets {
			t.Run(s.name(), func(t *testing.T) {
				t.Parallel()
				m, dir := s.simulate(t)
				got[i] = digests(s.name(), m)
				measured := realistic(t, s.name(), dir)
				if s.ID == "blue-lantern" {
					size(t, s.variant, m)
					if measured < 12 {
						t.Errorf("only %d metrics could be measured", measured)
					}
				}
				if s.variant == "team-b" {
					practice(t, m, dir)
				}
			})
		}
	})
	const file = "testdata/digests.txt"
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(got, "")), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), strings.Join(got, "")); diff != "" {
		t.Errorf("the output of seed 1 has changed; if that is meant, run \"go test ./scenarios -run Digests -update\" and write it under \"Dataset output changed\" in CHANGELOG.md\n%s", diff)
	}
}

// digests are the lines of a dataset: what they are of, and the digest.
func digests(name string, m dataset.Manifest) string {
	var lines strings.Builder
	fmt.Fprintf(&lines, "%s truth %s\n", name, m.TruthRoot)
	surfaces := map[string]hash.Hash{}
	for _, f := range m.Files {
		if surfaces[f.Surface] == nil {
			surfaces[f.Surface] = sha256.New()
		}
		fmt.Fprintf(surfaces[f.Surface], "%s  %s\n", f.SHA256, f.Path)
	}
	for _, surface := range slices.Sorted(maps.Keys(surfaces)) {
		fmt.Fprintf(&lines, "%s %s %x\n", name, surface, surfaces[surface].Sum(nil))
	}
	return lines.String()
}

// set is the dataset of a scenario for one team.
type set struct {
	*scenarios.Scenario
	variant string
}

func (s set) name() string { return s.ID + "/" + s.variant }

// simulate writes the dataset of seed 1 and returns its folder too.
func (s set) simulate(t *testing.T) (dataset.Manifest, string) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := s.Spec(s.variant)
	if err != nil {
		t.Fatal(err)
	}
	seed := [16]byte{15: 1}
	w, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "set")
	m, err := simulator.Write(t.Context(), w, dir, simulator.Options{
		Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	return m, dir
}

// realistic wants no metric of the realism report to fail, and returns how many passed.
func realistic(t *testing.T, name, dir string) (passed int) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, realism.File))
	if err != nil {
		t.Fatal(err)
	}
	var r realism.Report
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Metrics {
		switch m.Verdict {
		case realism.Fail:
			t.Errorf("%s: %s is %s, want %s to %s", name, m.Name, m.Measured, m.Low, m.High)
		case realism.Pass:
			passed++
		case realism.None:
		}
	}
	return passed
}

// size holds the scenario to what it promises at scale 1.
func size(t *testing.T, variant string, m dataset.Manifest) {
	t.Helper()
	least := map[string]int64{
		"microblog/accounts.jsonl": 2000, "microblog/statuses.jsonl": 20_000, "ledger/blk00000.dat": 1000, "case/posts.csv": 120, "case/labelset.csv": 40, "case/media.csv": 40,
	}
	for _, f := range m.Files {
		if want, ok := least[f.Path]; ok && f.Records < want {
			t.Errorf("%s: %s has %d records, want at least %d", variant, f.Path, f.Records, want)
		}
		delete(least, f.Path)
	}
	for path := range least {
		t.Errorf("%s: no file %s", variant, path)
	}
	if days := m.Clock.End.Sub(m.Clock.Start).Hours() / 24; days < 90 {
		t.Errorf("%s: %v days", variant, days)
	}
}
