package scenarios_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/stream"
)

var update = flag.Bool("update", false, "write testdata/digests.txt anew; say in CHANGELOG.md why the output changed")

// The output of seed 1: one digest for each surface and the truth's root. A
// change breaks somebody's graded class, so it must be meant.
func TestDigests(t *testing.T) {
	s := lantern(t)
	var got strings.Builder
	for _, v := range s.Variants {
		m, dir := simulate(t, s.ID+"/"+v.ID)
		if v.ID == "team-b" {
			practice(t, m, dir)
		}
		fmt.Fprintf(&got, "%s/%s truth %s\n", s.ID, v.ID, m.TruthRoot)
		for _, surface := range []string{"case", "infra", "ledger", "microblog", "web"} {
			h := sha256.New()
			for _, f := range m.Files {
				if f.Surface == surface {
					h.Write([]byte(f.SHA256 + "  " + f.Path + "\n"))
				}
			}
			fmt.Fprintf(&got, "%s/%s %s %x\n", s.ID, v.ID, surface, h.Sum(nil))
		}
		size(t, v.ID, m)
	}
	const file = "testdata/digests.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the output of seed 1 has changed; if that is meant, run \"go test ./scenarios -run Digests -update\" and write it under \"Dataset output changed\" in CHANGELOG.md\n%s", diff)
	}
}

// simulate writes the dataset of seed 1 and returns its folder too.
func simulate(t *testing.T, name string) (dataset.Manifest, string) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	_, variant, _ := strings.Cut(name, "/")
	spec, err := lantern(t).Spec(variant)
	if err != nil {
		t.Fatal(err)
	}
	seed := [16]byte{15: 1}
	w, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "set")
	m, err := simulator.Write(context.Background(), w, dir, simulator.Options{
		Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	realistic(t, name, dir)
	return m, dir
}

// realistic wants no metric of the realism report to fail.
func realistic(t *testing.T, name, dir string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, realism.File))
	if err != nil {
		t.Fatal(err)
	}
	var r realism.Report
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	passed := 0
	for _, m := range r.Metrics {
		switch m.Verdict {
		case realism.Fail:
			t.Errorf("%s: %s is %s, want %s to %s", name, m.Name, m.Measured, m.Low, m.High)
		case realism.Pass:
			passed++
		case realism.None:
		}
	}
	if passed < 12 {
		t.Errorf("%s: only %d metrics could be measured", name, passed)
	}
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
