package scenarios_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/scenarios/scenariostest"
)

// What content/brief.md asks of S6: fourteen cards with the same four choices,
// decided in both forms of law, and texts that name nobody.
func TestOpenHands(t *testing.T) {
	lib := scenariostest.Library(t)
	s, ok := lib.Scenario("open-hands")
	if !ok {
		t.Fatalf("no open-hands in %s", lib.List())
	}
	if s.Number != "S6" || s.Stars != 3 || s.Minutes != 240 || len(s.Decisions) != 14 || len(s.Variants) != 2 {
		t.Errorf("%s: %d stars, %d minutes, %d decisions, variants %s", s.Number, s.Stars, s.Minutes, len(s.Decisions), s.VariantList())
	}
	kinds := ""
	for _, q := range s.Questions {
		kinds += q.Kind + " "
	}
	if want := "labels multiple single numeric single matching short numeric decision "; kinds != want {
		t.Errorf("questions are %s, want %s", kinds, want)
	}
	restraint := 0
	for _, d := range s.Decisions {
		if got := d.OptionList(); got != "act, leave, protect, ask" {
			t.Errorf("%s: choices %s", d.ID, got)
		}
		act := false
		for _, a := range d.Accepted() {
			act = act || a == "act"
		}
		if !act {
			restraint++
		}
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
	if restraint != 11 {
		t.Errorf("%d cards are no case, want 11 of 14", restraint)
	}
	at := map[string]time.Duration{}
	for _, in := range s.CourseInjects() {
		at[in.Effect] = in.At
	}
	if at["rumour"] != 70*time.Minute || len(s.CourseInjects()) >= len(s.Injects) {
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
	for _, name := range []string{"Refugio", "Amara", "Kovač", "Carpa", "Vesna", "Helper24", "fake", "extort", "eleven", "innocent people", "accounts-to-file"} {
		if strings.Contains(text, name) {
			t.Errorf("a trainee can read %q", name)
		}
	}
	if !strings.Contains(string(s.Trainer()), "extorter") {
		t.Error("the trainer's part does not say who is who")
	}
	if s.Legal.Banner(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)) == nil {
		t.Error("statements marked [M] and no banner")
	}
}
