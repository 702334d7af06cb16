package scenarios_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/scenarios/scenariostest"
)

// readable is what a trainee of a scenario can read before the release.
func readable(s *scenarios.Scenario) string {
	text := string(s.Brief) + string(s.Mandate) + s.Summary + strings.Join(s.Goals, " ") + strings.Join(s.Products, " ")
	for _, q := range s.Questions {
		text += q.Text
	}
	for _, in := range s.Injects {
		text += in.Text
	}
	for _, d := range s.Decisions {
		text += d.Title + d.Situation
	}
	return text
}

// asked are the kinds of a scenario's questions in their order.
func asked(s *scenarios.Scenario) string {
	var kinds []string
	for _, q := range s.Questions {
		kinds = append(kinds, q.Kind)
	}
	return strings.Join(kinds, " ")
}

// bothForms wants every decision in the law of Member States and of candidate
// States, which never issue an EPOC.
func bothForms(t *testing.T, s *scenarios.Scenario) {
	t.Helper()
	for _, d := range s.Decisions {
		for _, form := range []string{"eu", "candidate"} {
			f, ok := d.Form(form)
			if !ok || len(f.Accepted()) == 0 || len(d.Accepted()) == 0 {
				t.Errorf("%s has no form %s with an answer", d.ID, form)
			}
			for _, i := range f.Accepted() {
				if form == "candidate" && strings.Contains(f.Bases[i], "EPOC") {
					t.Errorf("%s: candidate States never issue an EPOC", d.ID)
				}
			}
		}
	}
	if s.Legal.Banner(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)) == nil {
		t.Error("statements marked [M] and no banner")
	}
}

// What is asked of S2, and that its texts name neither the guilty nor the answer.
func TestDryDock(t *testing.T) {
	lib := scenariostest.Library(t)
	s, ok := lib.Scenario("dry-dock")
	if !ok {
		t.Fatalf("no dry-dock in %s", lib.List())
	}
	if s.Number != "S2" || s.Stars != 2 || s.Minutes != 300 || len(s.Variants) != 2 {
		t.Errorf("%s: %d stars, %d minutes, variants %s", s.Number, s.Stars, s.Minutes, s.VariantList())
	}
	if got, want := asked(s), "place interval single single decision single numeric ordering"; got != want {
		t.Errorf("questions are %s, want %s", got, want)
	}
	at := map[string]time.Duration{}
	for _, in := range s.CourseInjects() {
		at[in.Effect] = in.At
	}
	if at["name-leaked"] != 180*time.Minute || len(s.CourseInjects()) >= len(s.Injects) {
		t.Errorf("course list: effects at %v, %d of %d injects", at, len(s.CourseInjects()), len(s.Injects))
	}
	bothForms(t, s)
	for _, name := range []string{"Nemi", "Kapiten", "Lidia", "recruiter", "procurer", "coerced"} {
		if strings.Contains(readable(s), name) {
			t.Errorf("a trainee can read %q", name)
		}
	}
	if !strings.Contains(string(s.Trainer()), "recruiter of skippers") {
		t.Error("the trainer's part does not say who is who")
	}
}
