package scenarios_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/scenarios/scenariostest"
)

// What content/brief.md asks of S3 and S5: their questions and decisions, both
// forms of law with equal points, injects at their times, and texts that name nobody.
func TestClosedRooms(t *testing.T) {
	lib := scenariostest.Library(t)
	for _, c := range []struct {
		id, number       string
		stars, minutes   int
		kinds            string
		decisions        int
		injects          []time.Duration // that the course must keep
		names            []string        // of the printed brief, and words of its answers
		trainer, illegal string
	}{
		{
			"silver-thread", "S3", 3, 360, "matching multiple multiple matching matching short single decision flag", 6,
			[]time.Duration{35, 60, 100, 160, 210},
			[]string{"Typograf", "Roxana", "Notar-7", "Sever", "StudyBridge", "Marin", "Elena", "Hrúz", "sealed-thread"},
			"stolen", "European Preservation Order of your own",
		},
		{
			"quiet-room", "S5", 4, 300, "multiple single decision labels numeric single decision multiple ordering flag short numeric multiple", 5,
			[]time.Duration{25, 60, 110, 150},
			[]string{"Orione", "Tabla", "Bianka", "Dolan", "Brahja", "wedding", "Barrister", "launder", "organiser"},
			"launderer", "European Investigation Order of your own",
		},
	} {
		s, ok := lib.Scenario(c.id)
		if !ok {
			t.Errorf("no %s in %s", c.id, lib.List())
			continue
		}
		if s.Number != c.number || s.Stars != c.stars || s.Minutes != c.minutes || len(s.Decisions) != c.decisions || len(s.Variants) != 2 {
			t.Errorf("%s: %d stars, %d minutes, %d decisions, variants %s", s.Number, s.Stars, s.Minutes, len(s.Decisions), s.VariantList())
		}
		var kinds []string
		text := string(s.Brief) + string(s.Mandate) + s.Summary + strings.Join(s.Goals, " ") + strings.Join(s.Products, " ")
		for _, q := range s.Questions {
			kinds = append(kinds, q.Kind)
			text += q.Text
		}
		if got := strings.Join(kinds, " "); got != c.kinds {
			t.Errorf("%s: questions are %s, want %s", c.id, got, c.kinds)
		}
		bases := ""
		for _, d := range s.Decisions {
			text += d.Title + d.Situation
			eu, ok1 := d.Form("eu")
			candidate, ok2 := d.Form("candidate")
			if !ok1 || !ok2 || len(eu.Accepted()) != len(candidate.Accepted()) || len(d.Accepted()) == 0 {
				t.Errorf("%s: %s has no two forms of equal points", c.id, d.ID)
			}
			for _, i := range candidate.Accepted() {
				bases += candidate.Bases[i]
			}
		}
		if strings.Contains(bases, c.illegal) {
			t.Errorf("%s: a candidate State is to issue what it cannot", c.id)
		}
		var at []time.Duration
		for _, in := range s.CourseInjects() {
			at = append(at, in.At)
		}
		for _, minute := range c.injects {
			if !slices.Contains(at, minute*time.Minute) || len(at) >= len(s.Injects) {
				t.Errorf("%s: the course list has injects at %v", c.id, at)
			}
		}
		for _, in := range s.Injects {
			text += in.Text
		}
		for _, name := range c.names {
			if strings.Contains(text, name) {
				t.Errorf("%s: a trainee can read %q", c.id, name)
			}
		}
		if !strings.Contains(string(s.Trainer()), c.trainer) {
			t.Errorf("%s: the trainer's part does not say who is who", c.id)
		}
		if s.Legal.Banner(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)) == nil {
			t.Errorf("%s: statements marked [M] and no banner", c.id)
		}
	}
}
