package learn

import (
	"strings"
	"testing"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/scenarios"
)

// A module says in words what is in it, whom it is for and what counts.
func TestModuleInWords(t *testing.T) {
	lib, err := courses.Open("", nil, courses.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cases, err := scenarios.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	m, ok := lib.Get().Courses[0].Module("m1")
	if !ok {
		t.Fatal("module 1 is not there")
	}
	if got, want := what(m), "6 lessons, a quiz, a practical"; got != want {
		t.Errorf("the module holds %q, want %q", got, want)
	}
	var cites []string
	for _, l := range m.Lessons {
		cites = append(cites, cite(l))
	}
	if got, want := strings.Join(cites, " "), "1.1 1.2 1.3 1.4 1.5 1.6  "; got != want {
		t.Errorf("numbers %q, want %q", got, want)
	}
	a := &Area{exercises: &exercise.Room{Config: exercise.Config{Scenarios: cases.Get}}}
	rows := a.rubric(m)
	if len(rows) != len(m.Rubric) {
		t.Fatalf("%d criteria, want %d", len(rows), len(m.Rubric))
	}
	for _, r := range rows {
		if r.Name == "" {
			t.Errorf("criterion %s has no name", r.Code)
		}
	}
	for _, r := range m.Roles {
		if roleWords(r) == r {
			t.Errorf("role %s has no words", r)
		}
	}
}
