package scenarios_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/scenarios/scenariostest"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/verify"
)

// TestWhose leaks five rows of one team's copy of each kind of file of each
// world. Each is traced to the team and to no other; a file that both teams have
// is traced to nobody.
func TestWhose(t *testing.T) {
	specs := map[string]func(variant string) (simulator.Spec, error){}
	for _, id := range simulator.Worlds() {
		specs[id] = func(variant string) (simulator.Spec, error) {
			spec, _ := simulator.Standing(id, variant)
			return spec, nil
		}
	}
	for _, s := range scenariostest.Library(t).All() {
		specs[s.ID] = s.Spec
	}
	for id, spec := range specs {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			a, b := small(t, spec, "team-a"), small(t, spec, "team-b")
			for _, leak := range leaks(t, a, b) {
				file := filepath.Join(t.TempDir(), "leak.txt")
				if err := os.WriteFile(file, []byte(leak.text), 0o600); err != nil {
					t.Fatal(err)
				}
				found, err := verify.Whose(t.Context(), []string{a, b}, file)
				if err != nil {
					t.Fatal(err)
				}
				found = slices.DeleteFunc(found, func(b verify.Bearer) bool { return !b.Sure })
				if leak.common {
					if len(found) != 0 {
						t.Errorf("%s, which both have: %+v", leak.from, found)
					}
				} else if len(found) != 1 || found[0].Variant != "team-b" {
					t.Errorf("%s: surely %+v; want team-b alone\n%s", leak.from, found, leak.text)
				}
			}
		})
	}
}

// leak is an excerpt of a file.
type leak struct {
	from, text string
	common     bool
}

// leaks cuts an excerpt out of one file of each kind: five rows, most of which
// stand nowhere in the other team's files, or the whole of a copy that is the same.
func leaks(t *testing.T, a, b string) (out []leak) {
	elsewhere := map[string]bool{}
	texts := func(dir string, take func(name, text string)) {
		err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
			if err != nil || !slices.Contains([]string{".html", ".jsonl", ".csv", ".json", ".txt"}, path.Ext(file)) {
				return err
			}
			text, err := os.ReadFile(file)
			name, _ := strings.CutPrefix(filepath.ToSlash(file), filepath.ToSlash(dir)+"/")
			take(name, string(text))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	copies := map[string]string{}
	texts(a, func(name, text string) {
		copies[name] = text
		for row := range strings.Lines(text) {
			elsewhere[row] = true
		}
	})
	seen := map[string]bool{}
	texts(b, func(name, text string) {
		surface, _, _ := strings.Cut(name, "/")
		kind := surface + path.Ext(name)
		if slices.Contains([]string{"case", "infra", "movement"}, surface) {
			kind = name
		}
		if seen[kind] || surface == "realism" || surface == "manifest.json" {
			return
		}
		if text == copies[name] {
			seen[kind], out = true, append(out, leak{name, text, true})
			return
		}
		rows := slices.Collect(strings.Lines(text))
		for n := range rows[:max(0, len(rows)-4)] {
			own := 0
			for _, row := range rows[n : n+5] {
				if !elsewhere[row] {
					own++
				}
			}
			if own >= 3 {
				seen[kind], out = true, append(out, leak{name, strings.Join(rows[n:n+5], ""), false})
				return
			}
		}
	})
	return out
}

// small writes a world with a small crowd.
func small(t *testing.T, spec func(variant string) (simulator.Spec, error), variant string) string {
	t.Helper()
	s, err := spec(variant)
	if err != nil {
		t.Fatal(err)
	}
	if s.Scale = 100; slices.Contains(simulator.Worlds(), s.Scenario) || s.Crowd.Accounts < 400 {
		s.Scale = 200
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	seed := [16]byte{15: 7}
	w, err := simulator.Plan(s, stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "ds")
	if _, err := simulator.Write(t.Context(), w, dir, simulator.Options{Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 1}); err != nil {
		t.Fatal(err)
	}
	return dir
}
