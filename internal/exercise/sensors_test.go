package exercise_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
)

// What sensors noted is handed over with the case file, as of the scenario clock:
// no row tells of what is still to come, and every earlier one is there.
func TestSensorFiles(t *testing.T) {
	s := exercisetest.New(t)
	run, err := s.Room.Open(t.Context(), s.Tom, exercise.Opening{Scenario: "river-gate", Team: "team-a", Scale: exercisetest.Small})
	must(t, err)
	_, err = s.Room.OpenCaseFile(t.Context(), s.Ana, run.ID, "movement-plates.csv")
	refused(t, "a table before the start", err, training.ErrNotFound)
	must(t, s.Room.Start(t.Context(), s.Tom, run.ID))
	items, err := s.Room.CaseFiles(t.Context(), s.Ana, run.ID)
	must(t, err)
	for _, name := range []string{"movement-sensors.csv", "movement-tolls.csv", "movement-plates.csv"} {
		if !slices.ContainsFunc(items, func(i exercise.CaseItem) bool { return i.Name == name && i.What != "" && i.Bytes > 0 }) {
			t.Errorf("%s is not handed over", name)
		}
	}
	read := func(name string) [][]string {
		f, err := s.Room.OpenCaseFile(t.Context(), s.Ana, run.ID, name)
		must(t, err)
		rows, err := csv.NewReader(strings.NewReader(string(f.Body))).ReadAll()
		must(t, err)
		return rows
	}
	all := func(name string) [][]string {
		b, err := os.ReadFile(filepath.Join(s.Room.DatasetDir(run.ID), "movement", name))
		must(t, err)
		rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
		must(t, err)
		return rows
	}
	if len(read("movement-sensors.csv")) != len(all("sensors.csv")) {
		t.Error("sensors are missing")
	}
	for _, hours := range []int{0, 7} {
		s.Wait(time.Duration(hours) * time.Hour)
		now := run.ScenarioStart.Add(time.Duration(hours) * time.Hour).UTC().Format(time.RFC3339)
		for name, column := range map[string]int{"plates.csv": 1, "tolls.csv": 6} {
			whole := all(name)
			want := 1 + len(slices.DeleteFunc(slices.Clone(whole[1:]), func(r []string) bool { return r[column] > now }))
			if got := read("movement-" + name); len(got) != want || want < 2 {
				t.Errorf("%s after %d hours: %d rows, want %d of %d", name, hours, len(got), want, len(whole))
			}
		}
	}
	for _, name := range []string{"movement-manifest.json", "movement-../truth.age", "movement-"} {
		_, err = s.Room.OpenCaseFile(t.Context(), s.Ana, run.ID, name)
		refused(t, name, err, training.ErrNotFound)
	}
	_, err = s.Room.OpenCaseFile(t.Context(), s.Cem, run.ID, "movement-plates.csv")
	refused(t, "another team's look", err, training.ErrNotFound)
}
