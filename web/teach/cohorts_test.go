package teach_test

import (
	"testing"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

func TestCohorts(t *testing.T) {
	b := newBench(t)
	lib := library(t)
	lesson, ok := lib.Lesson("m1-l1")
	if !ok {
		t.Fatal("no lesson")
	}
	q := lesson.Questions[0]
	wrong := courses.Answer{}
	key, ok := q.Key()
	if !ok {
		t.Fatal("no key")
	}
	for _, choice := range q.Form("x").Choices {
		if len(key.Choices) > 0 && choice.ID != key.Choices[0] {
			wrong.Choices = []string{choice.ID}
		}
	}
	for i, a := range []courses.Answer{wrong, key} { // Ana needs two tries
		if _, err := b.class.Answer(t.Context(), b.Ana, q, a, []string{"k1", "k2"}[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.class.FinishLesson(t.Context(), b.Ana, lesson); err != nil {
		t.Fatal(err)
	}
	b.get("Tom", "/teach/cohorts").want(200, "Team team-a", "Ana", "Ben", "Cem", "!Dea", "1 of 1", "Fewer than five trainees", "!right at the first try, of")
	b.get("author", "/teach/cohorts").want(200, "Ana", "!Open one")

	// With five trainees sums are shown, but not over fewer who tried a question.
	more := func(n int) []training.Scope {
		t.Helper()
		var out []training.Scope
		admin := training.Scope{Site: "ro", Role: training.Administrator}
		err := b.Store.InTx(t.Context(), func(tx *store.Tx) error {
			out = nil
			for i := range n {
				p := training.Person{ID: training.NewID[training.PersonID](), Name: "More", Email: string(rune('a'+i)) + "@more.example", Locale: "en", Created: b.Now()}
				if err := tx.AddPerson(t.Context(), admin, p); err != nil {
					return err
				}
				m := training.Membership{Site: "ro", Person: p.ID, Role: training.Trainee, Team: "team-b", Created: b.Now()}
				if err := tx.AddMembership(t.Context(), admin, m); err != nil {
					return err
				}
				out = append(out, training.Scope{Site: "ro", Team: "team-b", Role: training.Trainee, Person: p.ID})
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	fresh := more(4)
	b.get("Tom", "/teach/cohorts").want(200, "!Fewer than five trainees", "1 of 7", "under 5")
	for _, sc := range fresh {
		if _, err := b.class.Answer(t.Context(), sc, q, key, "k"); err != nil {
			t.Fatal(err)
		}
	}
	b.get("Tom", "/teach/cohorts").want(200, "m1-q01: 4 of 5, 6 tries", "!under 5")
}
