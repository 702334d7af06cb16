package simulator_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// made is a written dataset with everything that was meant by it.
type made struct {
	dir   string
	world *world.World
	set   *dataset.Dataset
	facts []truth.Fact
}

func write(t *testing.T, variant string, workers int) made {
	t.Helper()
	seed := [16]byte{15: 7}
	m := made{dir: filepath.Join(t.TempDir(), "set")}
	var err error
	if m.world, err = simulator.Plan(spec(variant), stream.NewKey(seed)); err != nil {
		t.Fatal(err)
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	opt := simulator.Options{Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: workers}
	if _, err := simulator.Write(context.Background(), m.world, m.dir, opt); err != nil {
		t.Fatal(err)
	}
	if m.set, err = dataset.Open(m.dir); err != nil {
		t.Fatal(err)
	}
	if _, m.facts, err = m.set.Truth(id); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestDataset writes three datasets and looks at them from all sides.
func TestDataset(t *testing.T) {
	a, again, b := write(t, "team-a", 1), write(t, "team-a", 2), write(t, "team-b", 2)

	t.Run("same bytes for one and two workers", func(t *testing.T) { sameBytes(t, a.dir, again.dir) })
	t.Run("the manifest is true", func(t *testing.T) { manifestHolds(t, a) })
	for _, m := range []made{a, b} {
		t.Run("tripwire "+m.world.Variant, func(t *testing.T) { tripwire(t, m) })
		t.Run("only one source "+m.world.Variant, func(t *testing.T) { onlySources(t, m) })
		t.Run("proofs "+m.world.Variant, func(t *testing.T) { proofsExist(t, m) })
		t.Run("rows "+m.world.Variant, func(t *testing.T) { storytest.RowsKnowTheirSaga(t, m.world, m.dir, m.facts) })
	}
	t.Run("variants share a shape and nothing else", func(t *testing.T) { isomorphic(t, a, b) })
}

func digests(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, file)
		out[filepath.ToSlash(rel)] = digest(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// sameBytes compares every file but the encrypted one, and of the manifest all but its recipient.
func sameBytes(t *testing.T, one, two string) {
	a, b := digests(t, one), digests(t, two)
	delete(a, "truth.age")
	delete(b, "truth.age")
	open := func(dir string) dataset.Manifest {
		d, err := dataset.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		d.Manifest.Truth.Recipients = nil
		return d.Manifest
	}
	if diff := cmp.Diff(open(one), open(two)); diff != "" {
		t.Error(diff)
	}
	delete(a, "manifest.json")
	delete(b, "manifest.json")
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
}

func manifestHolds(t *testing.T, m made) {
	have := digests(t, m.dir)
	delete(have, "manifest.json")
	delete(have, "truth.age")
	for _, f := range m.set.Manifest.Files {
		if have[f.Path] != f.SHA256 {
			t.Errorf("%s: digest %s, the manifest says %s", f.Path, have[f.Path], f.SHA256)
		}
		delete(have, f.Path)
	}
	for file := range have {
		t.Errorf("%s is not in the manifest", file)
	}
	if m.set.Manifest.SeedStrength != "test" {
		t.Errorf("seed strength %q", m.set.Manifest.SeedStrength)
	}
	b, err := os.ReadFile(filepath.Join(m.dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("00000000000000000000000000000007")) {
		t.Error("the manifest holds the seed")
	}
}

// proofsExist wants every record that a fact names to be a row of its file.
func proofsExist(t *testing.T, m made) {
	rows := map[string]map[string]bool{}
	for _, f := range m.facts {
		if f.VisibleFrom.Before(m.world.Start) || f.VisibleFrom.After(m.world.End) {
			t.Errorf("%s: visible from %s, outside the clock", f.ID, f.VisibleFrom)
		}
		for _, proof := range f.Proof {
			file, id, ok := strings.Cut(proof, "#")
			if !ok || !strings.HasSuffix(file, ".jsonl") {
				continue // the ledger's own tests read blocks
			}
			if rows[file] == nil {
				rows[file] = ids(t, filepath.Join(m.dir, file))
			}
			if !rows[file][id] {
				t.Errorf("%s: there is no record %s", f.ID, proof)
			}
		}
	}
}

func ids(t *testing.T, file string) map[string]bool {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for line := range bytes.Lines(b) {
		var row struct {
			ID json.RawMessage `json:"id"` // certificates are numbered
			record.Observation
		}
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out[strings.Trim(string(row.ID), `"`)] = true
		if row.RRName != "" { // passive DNS has no id
			out[row.Key()] = true
		}
	}
	return out
}

// homes says in which surfaces the thing that makes a link hard to find may stand.
var homes = map[string][]string{"infra": {"infra/"}, "ledger": {"ledger/"}, "exif": {"microblog/media/", "web/"}, "history": {"microblog/"}}

// onlySources greps every byte of the dataset: of each link with one source, an
// end (or for the same-image link the camera's number) stands in that source alone.
func onlySources(t *testing.T, m made) {
	files := map[string][]byte{}
	for _, f := range m.set.Manifest.Files {
		b, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		files[f.Path] = b
	}
	selectors := map[world.Ref][]truth.Selector{}
	for _, f := range m.facts {
		if f.Kind == truth.Entity {
			selectors[world.Ref(f.ID)] = f.Selectors
		}
	}
	exclusive := func(ref world.Ref, source string) (string, bool) {
		for _, s := range selectors[ref] {
			if s.Kind == "wallet" || s.Kind == "sha256" || s.Kind == "place" {
				continue // not written in the form of the selector; below
			}
			value := []byte(strings.TrimPrefix(s.Value, "@"))
			for path, body := range files {
				if bytes.Contains(body, value) && !slices.ContainsFunc(homes[source], func(h string) bool { return strings.HasPrefix(path, h) }) {
					return path, false
				}
			}
		}
		return "", len(selectors[ref]) > 0 && !slices.Contains([]string{"wallet", "sha256", "place"}, selectors[ref][0].Kind)
	}
	count := map[string]int{}
	for _, f := range m.world.Facts {
		if f.Only == "" {
			continue
		}
		count[f.Only]++
		switch f.Only {
		case "ledger": // no text but the block file names both ends: one of them is nowhere quoted
			quoted := func(ref world.Ref) bool {
				for _, s := range selectors[ref] {
					for path, body := range files {
						if !strings.HasPrefix(path, "ledger/") && bytes.Contains(body, []byte(s.Value)) {
							return true
						}
					}
				}
				return false
			}
			if f.Subject == "wallet:collection" || f.Object == "wallet:collection" {
				if quoted("wallet:collection") {
					t.Errorf("%s: an address of the collection wallet is quoted outside the ledger", f.Ref)
				}
			}
		case "exif": // an archive holds the picture's file itself
			if img := m.world.Image(f.Subject); img != nil {
				for path, body := range files {
					if !strings.HasSuffix(path, ".jpg") && !strings.HasPrefix(path, "web/archive/") && bytes.Contains(body, []byte(img.Serial)) {
						t.Errorf("%s: the camera's number stands in %s", f.Ref, path)
					}
				}
				continue
			}
			if path, ok := exclusive(f.Subject, f.Only); !ok {
				t.Errorf("%s: %s is also known from %s", f.Ref, f.Subject, path)
			}
		default:
			p1, ok1 := exclusive(f.Subject, f.Only)
			p2, ok2 := exclusive(f.Object, f.Only)
			if !ok1 && !ok2 {
				t.Errorf("%s: both ends are known elsewhere: %s in %q, %s in %q", f.Ref, f.Subject, p1, f.Object, p2)
			}
		}
	}
	for _, source := range slices.Sorted(maps.Keys(homes)) {
		if count[source] < 3 {
			t.Errorf("%s: %d links that only it shows, want 3 or more", source, count[source])
		}
	}
}

// isomorphic compares the case graphs of two variants by name of part (the
// truth's ids are names of the plan, equal in both), and wants no identifier in common.
func isomorphic(t *testing.T, a, b made) {
	shape := func(m made) []string {
		var out []string
		for _, f := range m.facts {
			switch {
			case f.Kind == truth.Label, f.OfRow():
				continue // which posts are drawn differs
			case f.Kind == truth.Answer:
				out = append(out, strings.Join([]string{f.ID, f.Predicate}, " "))
			default:
				out = append(out, strings.Join([]string{string(f.Kind), f.ID, f.Type, f.Subject, f.Predicate, f.Object, f.Role, string(rune('0' + f.Difficulty))}, " "))
			}
		}
		return out
	}
	if diff := cmp.Diff(shape(a), shape(b)); diff != "" {
		t.Error(diff)
	}
	// The graph without names: sorted degrees by predicate and direction.
	degrees := func(m made) []string {
		at := map[string][]string{}
		kind := map[string]string{}
		for _, f := range m.facts {
			switch f.Kind {
			case truth.Entity:
				kind[f.ID] = f.Type
			case truth.Link:
				at[f.Subject] = append(at[f.Subject], ">"+f.Predicate)
				at[f.Object] = append(at[f.Object], "<"+f.Predicate)
			default:
			}
		}
		var out []string
		for id, list := range at {
			slices.Sort(list)
			out = append(out, kind[id]+strings.Join(list, ""))
		}
		slices.Sort(out)
		return out
	}
	if diff := cmp.Diff(degrees(a), degrees(b)); diff != "" {
		t.Error(diff)
	}
	mine := map[string]bool{}
	for _, f := range a.facts {
		for _, s := range f.Selectors {
			mine[s.Value] = true
		}
	}
	for _, f := range b.facts {
		for _, s := range f.Selectors {
			if mine[s.Value] {
				t.Errorf("both variants have the %s %q", s.Kind, s.Value)
			}
		}
	}
}
