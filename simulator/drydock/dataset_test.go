package drydock_test

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
	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/verify"
)

// A written dataset is whole for the verifier, no realism metric fails, and no
// open file holds a name of the plan, a saga, a role, or
// the point at which still 4 was taken.
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

	secrets := [][]byte{[]byte("page-recruiter"), []byte("skipper-recruiter"), []byte("boat-procurer"), []byte("berth-broker")}
	for _, f := range w.Facts {
		if strings.Contains(string(f.Ref), ":") {
			secrets = append(secrets, []byte(f.Ref))
		}
	}
	for _, p := range w.Places {
		if p.Ref == "place:mole" { // what bearings alone show
			secrets = append(secrets, []byte(draft.Degrees(p.At.Lat)), []byte(draft.Degrees(p.At.Lon)))
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
