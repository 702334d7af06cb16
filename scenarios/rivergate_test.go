package scenarios_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/scenarios/scenariostest"
)

// What content/brief.md asks of S7: an emergency with effects at T+10 and T+170,
// decisions in both forms of law, and texts that name nobody.
func TestRiverGate(t *testing.T) {
	lib := scenariostest.Library(t)
	s, ok := lib.Scenario("river-gate")
	if !ok {
		t.Fatalf("no river-gate in %s", lib.List())
	}
	if s.Number != "S7" || s.Stars != 4 || s.Minutes != 300 || len(s.Decisions) != 6 || len(s.Variants) != 2 {
		t.Errorf("%s: %d stars, %d minutes, %d decisions, variants %s", s.Number, s.Stars, s.Minutes, len(s.Decisions), s.VariantList())
	}
	kinds := ""
	for _, q := range s.Questions {
		kinds += q.Kind + " "
	}
	if want := "ordering single short short single matching multiple numeric ordering short short short decision "; kinds != want {
		t.Errorf("questions are %s, want %s", kinds, want)
	}
	for _, d := range s.Decisions {
		for _, form := range []string{"eu", "candidate"} {
			f, ok := d.Form(form)
			if !ok || len(f.Accepted()) == 0 {
				t.Errorf("%s has no form %s", d.ID, form)
			}
			for _, i := range f.Accepted() {
				if form == "candidate" && strings.Contains(f.Bases[i], "EPOC") {
					t.Errorf("%s: candidate States never issue an EPOC", d.ID)
				}
			}
		}
	}
	at := map[string]time.Duration{}
	for _, in := range s.CourseInjects() {
		at[in.Effect] = in.At
	}
	if at["signal"] != 10*time.Minute || at["advert-again"] != 170*time.Minute || len(s.CourseInjects()) >= len(s.Injects) {
		t.Errorf("course list: effects at %v, %d of %d injects", at, len(s.CourseInjects()), len(s.Injects))
	}
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
	for _, name := range []string{"Gavril", "Lukas", "Feld", "Helix", "Tomáš", "VanVolta", "Rapidex", "organiser", "innocent", "notice-receiver"} {
		if strings.Contains(text, name) {
			t.Errorf("a trainee can read %q", name)
		}
	}
	if !strings.Contains(string(s.Trainer()), "organiser") {
		t.Error("the trainer's part does not say who is who")
	}
	if s.Legal.Banner(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)) == nil {
		t.Error("statements marked [M] and no banner")
	}
}
