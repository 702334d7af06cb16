package rivergate_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/verify"
)

// A written dataset is whole for the verifier, no realism metric fails, and no
// open file holds a name of the plan, a saga, a role or an answer.
func TestDataset(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	seed := [16]byte{3: 0x5e, 15: 9}
	w, err := simulator.Plan(spec("team-a"), stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "set")
	if _, err := simulator.Write(context.Background(), w, dir, simulator.Options{Seed: seed, Recipients: []string{id.Recipient().String()}, Workers: 2}); err != nil {
		t.Fatal(err)
	}
	r, err := verify.Dataset(context.Background(), dir, verify.Options{Key: []byte(id.String() + "\n")})
	if err != nil || len(r.Faults) > 0 {
		t.Errorf("verify: %v %v", err, r.Faults)
	}
	report(t, dir)
	answered(t, dir)

	secrets := [][]byte{[]byte("seller:again"), []byte("recruiting"), []byte("second account")}
	for _, f := range w.Facts {
		if strings.Contains(string(f.Ref), ":") {
			secrets = append(secrets, []byte(f.Ref))
		}
		if f.Kind == truth.Answer && strings.ContainsAny(f.Value, "[{") { // others are names of visible things
			secrets = append(secrets, []byte(f.Value))
		}
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".age" {
			return err
		}
		body, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(body, s) {
				t.Errorf("%s holds %q", path, s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func report(t *testing.T, dir string) {
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
		if m.Verdict == realism.Fail {
			t.Errorf("%s is %s, want %s to %s", m.Name, m.Measured, m.Low, m.High)
		}
	}
}

// answered wants every passage of the toll roads' answer to stand in their own
// table, to the second.
func answered(t *testing.T, dir string) {
	t.Helper()
	all := map[string]bool{}
	for i, r := range rows(t, dir, "movement/tolls.csv") {
		if i > 0 {
			all[strings.Join([]string{r[1], r[3], r[4], r[5], r[6]}, " ")] = true
		}
	}
	given := rows(t, dir, "case/toll-answer.csv")
	for _, r := range given[1:] {
		if !all[strings.Join(r, " ")] {
			t.Errorf("the toll roads have no passage %v", r)
		}
	}
	if len(given) < 10 {
		t.Errorf("%d passages are answered", len(given)-1)
	}
}

func rows(t *testing.T, dir, path string) [][]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}
