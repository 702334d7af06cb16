package meridian_test

import (
	"bytes"
	"context"
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
// open file holds a name of the plan, a saga or an answer.
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
	b, err := os.ReadFile(filepath.Join(dir, realism.File))
	if err != nil {
		t.Fatal(err)
	}
	var report realism.Report
	if err := json.Unmarshal(b, &report); err != nil {
		t.Fatal(err)
	}
	for _, m := range report.Metrics {
		if m.Verdict == realism.Fail {
			t.Errorf("%s is %s, want %s to %s", m.Name, m.Measured, m.Low, m.High)
		}
	}

	secrets := []string{"g1desk", "page-main", "list-keeper", "product-manager", "booking-g1", "released/g1"}
	for _, f := range w.Facts {
		if strings.Contains(string(f.Ref), ":") {
			secrets = append(secrets, string(f.Ref))
		}
		if f.Kind == truth.Answer && strings.ContainsAny(f.Value, "[{") { // others are names and numbers of visible things
			secrets = append(secrets, f.Value)
		}
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".age" {
			return err
		}
		body, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(body, []byte(s)) {
				t.Errorf("%s holds %q", path, s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
