package exercise_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// strike takes files out of a run's manifest, as if nobody had handed them over.
func strike(t *testing.T, s *exercisetest.Stage, run training.Run, names ...string) {
	t.Helper()
	dir := s.Room.DatasetDir(run.ID)
	d, err := dataset.Open(dir)
	must(t, err)
	d.Manifest.Files = slices.DeleteFunc(d.Manifest.Files, func(f dataset.FileInfo) bool {
		return slices.Contains(names, strings.TrimPrefix(f.Path, "case/"))
	})
	b, err := json.Marshal(d.Manifest)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, dataset.ManifestFile), b, 0o600))
}

// What a scenario does not hand over is missed by nobody, and not to be had; what
// it hands over beside the posts is there, in the order of its rows.
func TestCaseFileOfTables(t *testing.T) {
	s := exercisetest.Kinds(t, storetest.Engines()[0].Open(t))
	run := s.Run(t, s.Tom, "team-a")
	strike(t, s, run, "posts.csv", "media.csv", "accounts.csv", "codebook.csv", "labelset.csv")
	items, err := s.Room.CaseFiles(t.Context(), s.Ana, run.ID)
	must(t, err)
	var names []string
	for _, i := range items {
		names = append(names, i.Name+": "+i.What)
	}
	if got, want := strings.Join(names, "; "), "ais-log.csv: Ais log, 60 rows; passes.csv: Passes, 2 rows; received.csv: Received, 4 rows; weather.txt: Weather sheet of 14 March"; got != want {
		t.Errorf("handed over are %q, want %q", got, want)
	}
	file, err := s.Room.Case(run)
	must(t, err)
	if len(file.Posts)+len(file.Labels)+len(file.Accounts) > 0 || len(file.Tables) != 3 {
		t.Errorf("%d posts, %d labels, %d tables", len(file.Posts), len(file.Labels), len(file.Tables))
	}
	if passes, ok := file.Table("passes"); !ok || strings.Join(passes.Rows[1], "|") != "VV-913-A|white, with a rack" {
		t.Errorf("passes: %+v", passes)
	}
	_, err = s.Room.OpenCaseFile(t.Context(), s.Ana, run.ID, "posts.csv")
	refused(t, "a file that the manifest does not name", err, training.ErrNotFound)
	must(t, s.Room.SaveLabels(t.Context(), s.Ana, run.ID, map[string]string{"case/received.csv#1": "core"}))
	if got, err := s.Room.Labels(t.Context(), s.Ana, run.ID); err != nil || len(got) != 0 {
		t.Errorf("without a labelling set there are labels: %v %v", got, err)
	}
}

// A dataset that was damaged is told with file and line.
func TestCaseFileDamaged(t *testing.T) {
	s := exercisetest.Kinds(t, storetest.Engines()[0].Open(t))
	for _, c := range []struct{ name, old, now, want string }{
		{"labelset.csv", "case/received.csv#2", "case/received.csv#9", "labelset.csv:3: record case/received.csv#9 is not handed over"},
		{"labelset.csv", "number,record", "number,recor", `labelset.csv: has no column "record"`},
		{"received.csv", "m-2,", "m-2,,", "received.csv: record on line 3: wrong number of fields"},
		{"passes.csv", "plate,colour\nVV-204-K,white\nVV-913-A,\"white, with a rack\"\n", "", "passes.csv: has no header line"},
		{"posts.csv", "\n1,", "\none,", `posts.csv:2: strconv.Atoi: parsing "one"`},
	} {
		run := s.Seal(t, s.Tom, "team-a")
		path := filepath.Join(s.Room.DatasetDir(run.ID), "case", c.name)
		b, err := os.ReadFile(path)
		must(t, err)
		if !strings.Contains(string(b), c.old) {
			t.Fatalf("%s does not hold %q:\n%s", c.name, c.old, b)
		}
		must(t, os.WriteFile(path, []byte(strings.Replace(string(b), c.old, c.now, 1)), 0o600))
		if _, err := s.Room.Case(run); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s damaged: %v, want %q", c.name, err, c.want)
		}
	}
}

// A world that does not hand over what its questions ask about opens no exercise,
// and leaves nothing behind.
func TestOpenWithoutWhatIsAskedAbout(t *testing.T) {
	s := exercisetest.Kinds(t, storetest.Engines()[0].Open(t))
	plan := s.Room.World
	for want, change := range map[string]func(c *world.Case){
		"asks for labels in question q5, and nothing to label is handed over":                   func(c *world.Case) { c.Labels = nil },
		"chooses in question q4 from case/passes.csv, which is not handed over":                 func(c *world.Case) { c.Tables = c.Tables[:2] },
		"chooses in question q4 from case/passes.csv, whose row 2 has no first cell of its own": func(c *world.Case) { c.Tables[2].Rows[1][0] = "VV-204-K" },
	} {
		s.Room.World = func(spec simulator.Spec, key stream.Key) (*world.World, error) {
			w, err := plan(spec, key)
			if err == nil {
				change(&w.Case)
			}
			return w, err
		}
		_, err := s.Room.Open(t.Context(), s.Tom, exercise.Opening{Scenario: "blue-lantern", Team: "team-a", Scale: exercisetest.Small})
		if !errors.Is(err, training.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if left, err := os.ReadDir(filepath.Join(s.Room.Data, "datasets")); err != nil || len(left) != 0 {
		t.Errorf("%d datasets stay behind, %v", len(left), err)
	}
}
