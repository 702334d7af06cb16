package quietroom_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
)

// write writes the dataset of seed 3 and returns its manifest, folder and key.
func write(t *testing.T, w *world.World, workers int) (dataset.Manifest, string, string) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "set")
	opt := simulator.Options{Seed: [16]byte{15: 3}, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: workers}
	m, err := simulator.Write(context.Background(), w, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return m, dir, id.String()
}

func planned(t *testing.T, seed byte, variant string) *world.World {
	t.Helper()
	w, err := simulator.Plan(spec(variant), stream.NewKey([16]byte{15: seed}))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// The independent reading finds nothing, reserved identifiers among it; a second
// plan, written by two workers, has the same files.
func TestDatasetIsWhole(t *testing.T) {
	m, dir, key := write(t, planned(t, 3, "team-b"), 1)
	r, err := verify.Dataset(t.Context(), dir, verify.Options{Key: []byte(key)})
	if err != nil || !r.Whole() {
		t.Errorf("%v %v", r.Faults, err)
	}
	again, _, _ := write(t, planned(t, 3, "team-b"), 2)
	if diff := cmp.Diff(m.Files, again.Files); diff != "" || m.TruthRoot != again.TruthRoot {
		t.Errorf("roots %s and %s, files: %s", m.TruthRoot, again.TruthRoot, diff)
	}
}

// No file but the sealed truth says what the truth says: no name of a fact, no
// saga, no role, no code of a row.
func TestFilesTellNothing(t *testing.T) {
	w := planned(t, 3, "team-a")
	_, dir, _ := write(t, w, 1)
	secrets := []string{"organiser", "launderer", "fixer", "irrelevant", "quarantine", "founding"}
	for _, f := range w.Facts {
		if strings.Contains(string(f.Ref), ":") {
			secrets = append(secrets, string(f.Ref))
		}
	}
	for _, table := range received(w) {
		for _, c := range table.Causes {
			if s := "\"" + c.Saga + "\""; !strings.Contains(strings.Join(secrets, " "), s) {
				secrets = append(secrets, s, ","+c.Saga+",")
			}
		}
	}
	read := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".age") || strings.HasSuffix(path, ".jpg") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		read++
		for _, s := range secrets {
			if strings.Contains(string(b), s) {
				t.Errorf("%s holds %q", path, s)
			}
		}
		return nil
	})
	if err != nil || read < 20 || len(secrets) < 200 {
		t.Errorf("%d files, %d secrets, %v", read, len(secrets), err)
	}
}
