package exercise_test

import (
	"errors"
	"testing"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
)

// The command line, or another instance, steers a run; the range of this
// program follows at its next tick.
func TestRangeFollows(t *testing.T) {
	s := exercisetest.New(t)
	run := s.Seal(t, s.Tom, "team-a")
	cfg := s.Room.Config
	cfg.Range = nil
	elsewhere, err := exercise.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	shown := func() bool {
		t.Helper()
		if err := s.Room.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, ok := s.Room.Endpoints(run)
		return ok
	}
	if shown() {
		t.Error("the range shows a run that has not started")
	}
	for _, step := range []struct {
		what string
		do   func() error
		want bool
	}{
		{"start", func() error { return elsewhere.Start(t.Context(), s.Tom, run.ID) }, true},
		{"pause", func() error { return elsewhere.Pause(t.Context(), s.Tom, run.ID) }, true},
		{"end", func() error { return elsewhere.End(t.Context(), s.Tom, run.ID) }, true},
		{"marking", func() error { return elsewhere.OpenMarking(t.Context(), s.Tom, run.ID) }, false},
	} {
		if err := step.do(); err != nil {
			t.Fatal(step.what, err)
		}
		if shown() != step.want {
			t.Errorf("after %s the range shows the run: %t, want %t", step.what, !step.want, step.want)
		}
	}
}

// A team has one exercise on the range at a time; a refused start changes nothing.
func TestOneAtATime(t *testing.T) {
	s := exercisetest.New(t)
	first := s.Run(t, s.Tom, "team-a")
	second := s.Seal(t, s.Tom, "team-a")
	if err := s.Room.Start(t.Context(), s.Tom, second.ID); !errors.Is(err, training.ErrConflict) {
		t.Errorf("the second start: %v", err)
	}
	if run, err := s.Room.Run(t.Context(), s.Tom, second.ID); err != nil || run.State != training.Sealed {
		t.Errorf("after the refused start the run is %s, %v", run.State, err)
	}
	for _, step := range []func() error{
		func() error { return s.Room.End(t.Context(), s.Tom, first.ID) },
		func() error { return s.Room.OpenMarking(t.Context(), s.Tom, first.ID) },
		func() error { return s.Room.Start(t.Context(), s.Tom, second.ID) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
}
