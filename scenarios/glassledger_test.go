package scenarios_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/scenarios/scenariostest"
)

// What is asked of S4, and that its texts name neither the guilty nor the answer.
func TestGlassLedger(t *testing.T) {
	lib := scenariostest.Library(t)
	s, ok := lib.Scenario("glass-ledger")
	if !ok {
		t.Fatalf("no glass-ledger in %s", lib.List())
	}
	if s.Number != "S4" || s.Stars != 3 || s.Minutes != 360 || len(s.Variants) != 2 {
		t.Errorf("%s: %d stars, %d minutes, variants %s", s.Number, s.Stars, s.Minutes, s.VariantList())
	}
	if got, want := asked(s), "short numeric numeric matching single numeric single ordering decision multiple"; got != want {
		t.Errorf("questions are %s, want %s", got, want)
	}
	at := map[string]time.Duration{}
	for _, in := range s.CourseInjects() {
		at[in.Effect] = in.At
	}
	if at["funds-move"] != 170*time.Minute || len(s.CourseInjects()) >= len(s.Injects) {
		t.Errorf("course list: effects at %v, %d of %d injects", at, len(s.CourseInjects()), len(s.Injects))
	}
	bothForms(t, s)
	for _, name := range []string{"Kasa", "Lagan", "Helix", "Sunday", "Haddo", "coordinator", "collector", "runner", "shell"} {
		if strings.Contains(readable(s), name) {
			t.Errorf("a trainee can read %q", name)
		}
	}
	if !strings.Contains(string(s.Trainer()), "cash-out runner") {
		t.Error("the trainer's part does not say who is who")
	}
}
