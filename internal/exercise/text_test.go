package exercise_test

import (
	"bytes"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
)

// edited is the release's content with some words changed: "file|old|new".
func edited(t *testing.T, changes ...string) *scenarios.Library {
	t.Helper()
	fsys, _, err := scenarios.FS("")
	must(t, err)
	out := fstest.MapFS{}
	must(t, fs.WalkDir(fsys, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, file)
		out[file] = &fstest.MapFile{Data: b}
		return err
	}))
	for _, c := range changes {
		part := strings.Split(c, "|")
		f := out["blue-lantern/"+part[0]]
		if !bytes.Contains(f.Data, []byte(part[1])) {
			t.Fatalf("%s does not hold %q", part[0], part[1])
		}
		f.Data = bytes.ReplaceAll(f.Data, []byte(part[1]), []byte(part[2]))
	}
	lib, err := scenarios.Load(out)
	must(t, err)
	return lib
}

// Content that is edited under a run belongs to the next run: questions, levels
// and weights of this one stay, and with them its result.
func TestEditedContent(t *testing.T) {
	s := exercisetest.New(t)
	old := s.Room.Scenarios()
	cfg := s.Room.Config
	now := old
	cfg.Scenarios = func() *scenarios.Library { return now }
	room, err := exercise.New(cfg)
	must(t, err)
	run := exercisetest.Worked(t, room, s.Tom, s.Ana)
	before, _ := old.Scenario(run.Scenario)

	now = edited(t,
		"questions.yaml|id: q7|id: q77", "scenario.yaml|title: |title: The other ", "injects.yaml|course: [i1, |course: [",
		"rubric.yaml|name: |name: The other ")
	after, _ := now.Scenario(run.Scenario)
	if after.Digest == before.Digest {
		t.Fatal("the edit changes nothing")
	}
	cfg.Range = nil
	later, err := exercise.New(cfg) // a program that is started with it
	must(t, err)
	for name, room := range map[string]*exercise.Room{"edited meanwhile": room, "started anew": later} {
		v, err := room.View(t.Context(), s.Ana, run.ID)
		must(t, err)
		if _, ok := v.Scenario.Question("q7"); !ok || v.Scenario.Digest != before.Digest || v.Scenario.Title != before.Title || v.Scenario.Brief != before.Brief {
			t.Errorf("%s: the run has the text %q of digest %s", name, v.Scenario.Title, v.Scenario.Digest)
		}
		must(t, room.SaveAnswer(t.Context(), s.Ana, run.ID, "q7", []byte("5"), "likely", nil))
		if err := room.SaveAnswer(t.Context(), s.Ana, run.ID, "q77", []byte("5"), "likely", nil); err == nil {
			t.Errorf("%s: an answer to a question of the next run is taken", name)
		}
		plan, err := room.Plan(t.Context(), s.Tom, run.ID)
		must(t, err)
		if len(plan) != len(before.CourseInjects()) {
			t.Errorf("%s: %d injects are planned, were %d", name, len(plan), len(before.CourseInjects()))
		}
	}
	exercisetest.Release(t, later, s.Tom, run) // marks the criteria of the text
	review, err := later.Review(t.Context(), s.Ana, run.ID)
	must(t, err)
	for _, c := range before.Rubric.Criteria {
		if got := review.Criteria[c.Code]; got.Name != c.Name || got.Weight != c.Weight {
			t.Errorf("the review shows criterion %+v, was %+v", got, c)
		}
	}
	if !review.Published.Result.Passed {
		t.Error("level 2 throughout does not pass")
	}
	next, err := later.Open(t.Context(), s.Tom, exercise.Opening{Scenario: "blue-lantern", Team: "team-b", Scale: exercisetest.Small})
	must(t, err)
	if next.ScenarioDigest != after.Digest || next.Title != after.Title {
		t.Errorf("a new run has the text %q", next.Title)
	}
}

// A copy that is damaged or gone is told, is not taken for the text, and keeps
// nobody from other exercises; while the content still has it, it comes back.
func TestLostText(t *testing.T) {
	s := exercisetest.New(t)
	run := s.Run(t, s.Tom, "team-a")
	kept := filepath.Join(s.Room.Data, "scenarios", run.ScenarioDigest+".zip")
	whole, err := os.ReadFile(kept)
	must(t, err)
	must(t, os.Remove(kept))
	must(t, s.Room.Restore(t.Context()))
	if back, err := os.ReadFile(kept); err != nil || !bytes.Equal(back, whole) {
		t.Errorf("the copy did not come back: %d bytes, were %d (%v)", len(back), len(whole), err)
	}

	other := edited(t, "scenario.yaml|title: |title: The other ")
	cfg := s.Room.Config
	cfg.Scenarios, cfg.Range = func() *scenarios.Library { return other }, nil
	room, err := exercise.New(cfg)
	must(t, err)
	_, err = room.Open(t.Context(), s.Tom, exercise.Opening{Scenario: "blue-lantern", Team: "team-b", Scale: exercisetest.Small})
	must(t, err)
	foreign, _ := other.Scenario("blue-lantern")
	for name, b := range map[string][]byte{"cut": whole[:len(whole)/2], "another text": foreign.Archive(), "nothing": nil} {
		if err := os.WriteFile(kept, b, 0o600); b == nil || err != nil {
			must(t, os.Remove(kept))
		}
		var said bytes.Buffer
		cfg.Log = slog.New(slog.NewTextHandler(&said, nil))
		room, err := exercise.New(cfg)
		must(t, err)
		_, err = room.View(t.Context(), s.Ana, run.ID)
		refused(t, name, err, training.ErrUnavailable)
		if err == nil {
			continue
		}
		if !strings.Contains(err.Error(), kept) || !strings.Contains(err.Error(), "backup") {
			t.Errorf("%s: the message is %v", name, err)
		}
		list, err := room.Runs(t.Context(), s.Tom)
		must(t, err)
		if len(list) != 1 || list[0].Run.Team != "team-b" {
			t.Errorf("%s: %d exercises are listed, want the other one", name, len(list))
		}
		if n := strings.Count(said.String(), string(run.ID)); n == 0 || strings.Count(said.String(), "level=ERROR") != 1 {
			t.Errorf("%s: the log says %q", name, said.String())
		}
	}
}
