package exercise_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/rangeserver"
)

// After a restart the range shows what it showed before, an ended exercise too;
// a dataset that is gone is told and takes no other team down with it.
func TestRestore(t *testing.T) {
	s := exercisetest.New(t)
	ended, broken := s.Run(t, s.Tom, "team-a"), s.Run(t, s.Tom, "team-b")
	must(t, s.Room.End(t.Context(), s.Tom, ended.ID))
	must(t, os.Remove(filepath.Join(s.Room.Data, "datasets", string(broken.ID), "manifest.json")))

	cfg := s.Room.Config
	rg, err := rangeserver.Start(t.Context(), rangeserver.Config{Bind: "127.0.0.1", State: t.TempDir(), Now: cfg.Now})
	must(t, err)
	t.Cleanup(func() { must(t, rg.Close()) })
	var said bytes.Buffer
	cfg.Range, cfg.Log = rg, slog.New(slog.NewTextHandler(&said, nil))
	again, err := exercise.New(cfg)
	must(t, err)
	must(t, again.Restore(t.Context()))
	if _, ok := again.Endpoints(ended); !ok {
		t.Error("the ended exercise is not on the range")
	}
	if _, ok := again.Endpoints(broken); ok || !strings.Contains(said.String(), string(broken.ID)) {
		t.Errorf("a run without its dataset: shown %t, the log says %q", ok, said.String())
	}
}

// Two sites may each have a team of one name: their addresses and their served
// logs are apart, so what one was served is not the other's evidence.
func TestTeamsOfOneName(t *testing.T) {
	s := exercisetest.New(t)
	here, there := s.Run(t, s.Tom, "team-a"), s.Run(t, s.Uma, "team-a")
	ours, ok := s.Room.Endpoints(here)
	theirs, also := s.Room.Endpoints(there)
	if !ok || !also || ours.HTTP == theirs.HTTP {
		t.Fatalf("the range answers at %q and %q", ours.HTTP, theirs.HTTP)
	}
	page := fetch(t, s, there, "/")
	row := training.Evidence{FileName: "page.html", Relevance: "the front page"}
	got, err := s.Room.AddEvidence(t.Context(), s.Ana, here.ID, exercise.Upload{Body: bytes.NewReader(page), Row: row})
	must(t, err)
	if got.Verdict != training.ServedToOtherTeam {
		t.Errorf("a page of the other site's team is %s", got.Verdict)
	}
	got, err = s.Room.AddEvidence(t.Context(), s.Dea, there.ID, exercise.Upload{Body: bytes.NewReader(page), Row: row})
	must(t, err)
	if got.Verdict != training.VerifiedAsServed {
		t.Errorf("the team's own page is %s", got.Verdict)
	}
}
