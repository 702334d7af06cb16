package storytest

import (
	"bytes"
	"context"
	"encoding/json"
	"index/suffixarray"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
)

// watched is a surface that must leave the world as it found it.
type watched struct {
	simulator.Surface
	t    *testing.T
	plan []byte
}

func (s watched) Emit(ctx context.Context, w *world.World, part int, out *dataset.Writer) error {
	if err := s.Surface.Emit(ctx, w, part, out); err != nil {
		return err
	}
	after, err := json.Marshal(w)
	if !bytes.Equal(after, s.plan) {
		s.t.Errorf("surface %s has changed the world", s.Name())
	}
	return err
}

// write writes a world, every surface watched, and returns manifest, folder and
// the key to its truth.
func (s *Story) write(t *testing.T, w *world.World, seed byte, workers int) (dataset.Manifest, string, []byte) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "set")
	opt := simulator.Options{Seed: key(seed), TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: workers}
	plan, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range simulator.Surfaces(w, opt) {
		opt.Surfaces = append(opt.Surfaces, watched{s, t, plan})
	}
	m, err := simulator.Write(t.Context(), w, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return m, dir, []byte(id.String() + "\n")
}

// Whole writes a world by one worker and by two and wants the same files and the
// world as it was after each surface; the independent reading to find nothing,
// reserved identifiers among it; no metric of realism to fail; the truth to explain
// every planted row; and no name of a fact or a row, no answer of several parts, nor
// any other secret in an open file.
// It returns the folder.
func (s *Story) Whole(t *testing.T, seed byte, variant string, secrets ...string) string {
	t.Helper()
	w := s.World(t, seed, variant)
	m, dir, truthKey := s.write(t, w, seed, 2)
	r, err := verify.Dataset(t.Context(), dir, verify.Options{Key: truthKey})
	if err != nil || !r.Whole() {
		t.Errorf("verify: %v %v", err, r.Faults)
	}
	again, _, _ := s.write(t, w, seed, 1)
	if m.TruthRoot != again.TruthRoot {
		t.Errorf("truth roots %s and %s", m.TruthRoot, again.TruthRoot)
	}
	for i, f := range m.Files {
		if i >= len(again.Files) || f.SHA256 != again.Files[i].SHA256 {
			t.Errorf("%s is another by one worker", f.Path)
		}
	}
	realistic(t, dir)
	RowsKnowTheirSaga(t, w, dir, opened(t, dir, truthKey))
	named := len(secrets)
	for _, f := range w.Facts {
		if strings.Contains(string(f.Ref), ":") {
			secrets = append(secrets, string(f.Ref))
		}
		if f.Kind == truth.Answer && strings.ContainsAny(f.Value, "[{") { // others are names and numbers of visible things
			secrets = append(secrets, f.Value)
		}
	}
	if len(secrets) < named+20 {
		t.Errorf("%d facts have a name that could be found", len(secrets)-named)
	}
	Hidden(t, dir, "", secrets...)
	return dir
}

// opened are the facts of a dataset's truth.
func opened(t *testing.T, dir string, truthKey []byte) []truth.Fact {
	t.Helper()
	set, err := dataset.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := age.ParseIdentities(bytes.NewReader(truthKey))
	if err != nil {
		t.Fatal(err)
	}
	_, facts, err := set.Truth(ids...)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

func realistic(t *testing.T, dir string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, realism.File))
	if err != nil {
		t.Fatal(err)
	}
	var r realism.Report
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Metrics) == 0 {
		t.Error("nothing is measured")
	}
	for _, m := range r.Metrics {
		if m.Verdict == realism.Fail {
			t.Errorf("%s is %s, want %s to %s", m.Name, m.Measured, m.Low, m.High)
		}
	}
}

// Hidden wants secrets to stand in no open file of a dataset but those of the
// surface except, "" for none.
func Hidden(t *testing.T, dir, except string, secrets ...string) {
	t.Helper()
	read := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) == ".age" {
			return err
		}
		if d.IsDir() {
			if except != "" && d.Name() == except {
				return fs.SkipDir
			}
			return nil
		}
		body, err := os.ReadFile(path)
		read++
		index := suffixarray.New(body) // there are thousands of secrets
		for _, s := range secrets {
			if index.Lookup([]byte(s), 1) != nil {
				t.Errorf("%s holds %q", path, s)
			}
		}
		return err
	})
	if err != nil || read < 20 || len(secrets) == 0 {
		t.Errorf("%d files read for %d secrets: %v", read, len(secrets), err)
	}
}
