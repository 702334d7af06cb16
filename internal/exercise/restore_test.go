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
