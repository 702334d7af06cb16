package exercise_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/dataset"
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
