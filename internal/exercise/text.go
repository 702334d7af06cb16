package exercise

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
)

// scenario returns the scenario that a run was opened with, whatever the
// program's content says by now: an edited question, level or inject belongs to
// the next run. Where the content still is what it was, that is used.
func (r *Room) scenario(run training.Run) (*scenarios.Scenario, error) {
	if s, ok := r.Scenarios().Scenario(run.Scenario); ok && s.Digest == run.ScenarioDigest {
		return s, nil
	}
	r.texts.Lock()
	defer r.texts.Unlock()
	t, known := r.texts.by[run.ScenarioDigest]
	if !known {
		t.scenario, t.err = readText(r.textPath(run.ScenarioDigest), run)
		r.texts.by[run.ScenarioDigest] = t
		if t.err != nil { // once: every page of the run asks
			r.Log.Error("reading the text of an exercise", "run", run.ID, "team", run.Team, "err", t.err)
		}
	}
	return t.scenario, t.err
}

// text is a kept scenario, or why it cannot be had.
type text struct {
	scenario *scenarios.Scenario
	err      error
}

func readText(file string, run training.Run) (*scenarios.Scenario, error) {
	b, err := os.ReadFile(file)
	var s *scenarios.Scenario
	if err == nil {
		s, err = scenarios.Unpack(b)
	}
	if err == nil && (s.Digest != run.ScenarioDigest || s.ID != run.Scenario) {
		err = fmt.Errorf("it holds %s with digest %s", s.ID, s.Digest)
	}
	if err != nil {
		return nil, fmt.Errorf("exercise: run %s was opened with %s of digest %s, which this program's content no longer has, and the copy %s cannot be used: %w; bring that file back from a backup, or start with --content and that text (%w)",
			run.ID, run.Scenario, run.ScenarioDigest, file, err, training.ErrUnavailable)
	}
	return s, nil
}

func (r *Room) textPath(digest string) string {
	return filepath.Join(r.Data, "scenarios", digest+".zip")
}

// keepText puts the text of a scenario beside the datasets, by digest. The same
// text is kept once.
func (r *Room) keepText(s *scenarios.Scenario) error {
	place := r.textPath(s.Digest)
	if _, err := os.Stat(place); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	file, err := os.CreateTemp(r.Incoming(), "scenario-*")
	if err != nil {
		return fmt.Errorf("exercise: keep the scenario's text: %w", err)
	}
	_, err = file.Write(s.Archive())
	if err = errors.Join(err, file.Sync(), file.Close()); err == nil {
		err = os.Rename(file.Name(), place)
	}
	if err != nil {
		return fmt.Errorf("exercise: keep the scenario's text: %w", errors.Join(err, os.Remove(file.Name())))
	}
	return nil
}

// keepTexts keeps what the open runs were opened with, where it is not kept and
// the content still has it: a copy that was lost comes back while it can.
func (r *Room) keepTexts(runs []training.Run) error {
	for _, run := range runs {
		s, ok := r.Scenarios().Scenario(run.Scenario)
		if !ok || s.Digest != run.ScenarioDigest {
			continue
		}
		if err := r.keepText(s); err != nil {
			return err
		}
	}
	return nil
}
