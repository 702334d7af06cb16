package solver

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// folder is a dataset as a trainee may have it: its files, but never truth.age.
type folder struct {
	t   *testing.T
	dir string
}

// read returns the bytes of a file of the dataset.
func (f folder) read(path string) []byte {
	f.t.Helper()
	if filepath.Ext(path) == ".age" {
		f.t.Fatalf("%s is sealed", path)
	}
	b, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(path)))
	if err != nil {
		f.t.Fatal(err)
	}
	return b
}

// table reads one of the CSV files of the case: a map by column for each row.
func (f folder) table(name string) []map[string]string {
	f.t.Helper()
	return table(f.t, f.dir, name)
}

// sheet reads any CSV file of the dataset.
func (f folder) sheet(path string) []map[string]string {
	f.t.Helper()
	return rows(f.t, f.read(path))
}

// jsonLines reads a file of JSON Lines.
func jsonLines[T any](f folder, path string) []T {
	f.t.Helper()
	var out []T
	for line := range bytes.Lines(f.read(path)) {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			f.t.Fatalf("%s: %v", path, err)
		}
		out = append(out, v)
	}
	return out
}

// onFiles has an analyst solve both variants of a scenario with their files
// alone. Every automatic question, items of them, must be right, and every part
// of the case graph that the analyst hands in at least nine tenths so; the
// solution of one variant must be worth a tenth of the other at the most, and
// that of nobody nothing. chance names the questions that another variant's
// answer may hit: a count, an order, one of a few.
func onFiles(t *testing.T, scenario string, items int, chance []string, analyst func(f folder, s *submission)) {
	t.Helper()
	bin := program(t)
	dirs, found := map[string]string{}, map[string]submission{}
	for _, variant := range []string{"team-a", "team-b"} {
		dir := filepath.Join(t.TempDir(), variant)
		radar(t, bin, "simulate", scenario, "--seed", "c0ffee", "--variant", variant, "--scale", "0.2", "--out", dir)
		s := submission{Format: 1, Team: variant, Scenario: scenario, Variant: variant, ScenarioTime: end(t, dir)}
		analyst(folder{t, dir}, &s)
		dirs[variant], found[variant] = dir, s
	}
	for variant, other := range map[string]string{"team-a": "team-b", "team-b": "team-a"} {
		t.Run(variant, func(t *testing.T) { allRight(t, scored(t, bin, dirs[variant], found[variant]), items) })
		t.Run(variant+" against "+other, func(t *testing.T) {
			s := scored(t, bin, dirs[other], found[variant])
			if number(t, s.Components.Answers.Score) > 0.1 {
				t.Errorf("the answers of %s earn %s there, want .1 at most", variant, s.Components.Answers.Score)
			}
			for _, q := range s.Components.Answers.Items {
				if number(t, q.Credit) > 0.1 && !slices.Contains(chance, q.Question) {
					t.Errorf("%s: %s", q.Question, q.Credit)
				}
			}
		})
		t.Run(variant+" nothing", func(t *testing.T) {
			s := submission{Format: 1, Variant: variant, ScenarioTime: found[variant].ScenarioTime}
			if got := scored(t, bin, dirs[variant], s).Components.Answers.Score; got != "0.000" {
				t.Errorf("answers: %s for nothing", got)
			}
		})
	}
}

// allRight wants every automatic question right, and whatever of the case graph
// was handed in.
func allRight(t *testing.T, s score, items int) {
	t.Helper()
	c := s.Components
	if len(c.Answers.Items) != items {
		t.Errorf("%d automatic questions, want %d", len(c.Answers.Items), items)
	}
	for _, q := range c.Answers.Items {
		if q.Credit != "1.000" {
			t.Errorf("%s: %s", q.Question, q.Credit)
		}
	}
	for what, f1 := range map[string]string{"entities": c.Entities.F1, "links": c.Links.F1, "money": c.Money.F1, "timeline": c.Timeline.F1, "labels": c.Labels.F1} {
		if f1 != "" && number(t, f1) < 0.9 {
			t.Errorf("%s: F1 %s, want .9", what, f1)
		}
	}
	if len(s.Innocents) > 0 {
		t.Errorf("innocents named: %v", s.Innocents)
	}
	if t.Failed() {
		for _, r := range s.Reasons {
			t.Logf("%s %s %s: %s", r.Component, r.Finding, r.Fact, r.Text)
		}
	}
}

// end is the last moment of a dataset's clock.
func end(t *testing.T, dir string) time.Time {
	t.Helper()
	var m struct {
		Clock struct{ End time.Time } `json:"clock"`
	}
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m.Clock.End
}
