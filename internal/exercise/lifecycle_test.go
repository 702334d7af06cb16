package exercise_test

import (
	"testing"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
)

func TestLifecycle(t *testing.T) {
	s := exercisetest.New(t)
	run := s.Run(t, s.Tom, "team-a")
	t.Log(run)
}
