package exercise_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/simulator/dataset"
)

// At a start, what a killed program left behind goes; what another program that
// shares the folder is about to finish stays, and so does all that is a run's.
func TestSweep(t *testing.T) {
	s := exercisetest.New(t)
	run := s.Seal(t, s.Tom, "team-a")
	old, young := s.Now().Add(-61*time.Minute), s.Now().Add(-59*time.Minute)
	put := func(changed time.Time, parts ...string) {
		t.Helper()
		file := filepath.Join(append([]string{s.Room.Data}, parts...)...)
		must(t, os.MkdirAll(filepath.Dir(file), 0o700))
		must(t, os.WriteFile(file, []byte("x"), 0o600))
		for at := file; at != filepath.Join(s.Room.Data, parts[0]); at = filepath.Dir(at) {
			must(t, os.Chtimes(at, changed, changed))
		}
	}
	put(old, "incoming", "upload-1")
	put(old, "incoming", "capture-2")
	put(young, "incoming", "upload-3")
	put(old, "datasets", "killed", "web", "sites.jsonl")
	put(young, "datasets", "underway", "web", "sites.jsonl")
	must(t, os.Chtimes(filepath.Join(s.Room.Data, "datasets", "underway"), old, old)) // only its newest file counts
	put(old, "datasets", "elsewhere", dataset.ManifestFile)                           // whole, of a run that this database does not know
	damaged := s.Seal(t, s.Tom, "team-b")
	must(t, os.Remove(filepath.Join(s.Room.DatasetDir(damaged.ID), dataset.ManifestFile)))
	must(t, filepath.WalkDir(s.Room.DatasetDir(damaged.ID), func(path string, _ os.DirEntry, err error) error {
		must(t, err)
		return os.Chtimes(path, old, old)
	}))
	must(t, s.Room.Restore(t.Context()))
	for folder, want := range map[string][]string{
		"incoming": {"upload-3"},
		"datasets": {"elsewhere", "underway", string(run.ID), string(damaged.ID)},
	} {
		var got []string
		list, err := os.ReadDir(filepath.Join(s.Room.Data, folder))
		must(t, err)
		for _, e := range list {
			got = append(got, e.Name())
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s holds %q, want %q", folder, got, want)
		}
	}
}

// A site that was moved without its key is told so at the start.
func TestOtherTruthKey(t *testing.T) {
	s := exercisetest.New(t)
	run := s.Seal(t, s.Tom, "team-a")
	cfg := s.Room.Config
	var said bytes.Buffer
	cfg.Log = slog.New(slog.NewTextHandler(&said, nil))
	for _, own := range []bool{true, false} {
		if !own {
			var err error
			cfg.Truth, err = age.GenerateX25519Identity()
			must(t, err)
		}
		room, err := exercise.New(cfg)
		must(t, err)
		must(t, room.Restore(t.Context()))
		if told := strings.Contains(said.String(), "sealed to another key") && strings.Contains(said.String(), string(run.ID)); told == own {
			t.Errorf("with the site's own key %t: the log says %q", own, said.String())
		}
	}
}
