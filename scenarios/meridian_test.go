package scenarios_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/scenarios/scenariostest"
)

// What content/brief.md asks of S8: 24 questions of five sorts with the owner, the
// exploiting ring and six who must not be referred among them; effects that the
// course list has; decisions in both forms of law; texts that name nobody.
func TestMeridian(t *testing.T) {
	lib := scenariostest.Library(t)
	s, ok := lib.Scenario("meridian")
	if !ok {
		t.Fatalf("no meridian in %s", lib.List())
	}
	if s.Number != "S8" || s.Stars != 5 || s.Minutes != 480 || len(s.Questions) != 24 || len(s.Variants) != 2 {
		t.Errorf("%s: %d stars, %d minutes, %d questions, variants %s", s.Number, s.Stars, s.Minutes, len(s.Questions), s.VariantList())
	}
	kinds := ""
	for _, q := range s.Questions {
		kinds += q.Kind + " "
	}
	if want := "labels flag flag short single multiple " + strings.Repeat("numeric ", 5) + "matching matching matching ordering ordering matching " + strings.Repeat("decision ", 7); kinds != want {
		t.Errorf("questions are %s, want %s", kinds, want)
	}
	for _, d := range s.Decisions {
		for _, form := range []string{"eu", "candidate"} {
			f, ok := d.Form(form)
			if !ok || len(f.Accepted()) == 0 {
				t.Errorf("%s has no form %s", d.ID, form)
			}
			for _, i := range f.Accepted() {
				if base := f.Bases[i]; form == "candidate" && (strings.Contains(base, "European") || strings.Contains(base, "2023/1543") || strings.Contains(base, "2018/1805")) {
					t.Errorf("%s: candidate States act on %q", d.ID, base)
				}
			}
		}
	}
	at := map[string]time.Duration{}
	for _, in := range s.CourseInjects() {
		at[in.Effect] = in.At
	}
	if at["ad-deleted"] != 75*time.Minute || at["alarm"] != 120*time.Minute || at["funds-move"] != 300*time.Minute || len(s.Injects) != 13 || len(s.CourseInjects()) >= len(s.Injects) {
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
	for _, name := range []string{"Meridian Services", "Dirigent", "Quill", "Stencil", "Banco", "Vass", "Dumitrescu", "Casa Ponte", "Köprü", "Ride-Home", "Veresh", "product manager", "insider", "innocent"} {
		if strings.Contains(text, name) {
			t.Errorf("a trainee can read %q", name)
		}
	}
	if !strings.Contains(string(s.Trainer()), "product manager") {
		t.Error("the trainer's part does not say who is who")
	}
	if s.Legal.Banner(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)) == nil {
		t.Error("statements marked [M] and no banner")
	}
}
