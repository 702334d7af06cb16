package drydock_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/drydock"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

var story = storytest.New(spec)

// spec is a world of the scenario's size with all its questions.
func spec(variant string) world.Spec {
	s := world.Spec{
		Scenario: drydock.Scenario, Variant: variant, Scale: 1000, Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 600, Posts: 6000}, Effects: map[string]time.Duration{"name-leaked": 180 * time.Minute},
	}
	for i, q := range drydock.Queries() {
		s.Questions = append(s.Questions, world.Question{ID: fmt.Sprintf("q%d", i+1), Kind: "short", Query: q})
	}
	return s
}

// Every seed gives a world that can have happened, and every variant of it the
// same case.
func TestPlan(t *testing.T) { story.OneCase(t) }

func TestNoProtectedAttributePredictsGuilt(t *testing.T) { story.NoProtectedAttribute(t) }

// Of the named actors 40 to 60 per cent are innocent.
func TestInnocents(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		if innocent, n := storytest.Share(w, drydock.Roles()); n != len(drydock.Roles()) || innocent*100 < 40*n || innocent*100 > 60*n {
			t.Errorf("%s: %d of %d named actors are innocent", name, innocent, n)
		}
	})
}

// The detector's list stands by score and, where two are alike, by the number of
// the clip; who stands behind the rescue is drawn, and near it.
func TestRanking(t *testing.T) {
	second, ties := map[world.Ref]bool{}, 0
	for seed := range byte(60) {
		w, err := drydock.Plan(spec("team-a"), stream.NewKey([16]byte{15: seed}))
		if err != nil {
			t.Fatal(err)
		}
		clips := map[string]world.Ref{}
		for _, c := range w.Clips {
			clips[c.ID] = c.Ref
		}
		rows := w.Case.Tables[slices.IndexFunc(w.Case.Tables, func(x world.Table) bool { return x.Name == "ranking" })].Rows
		if clips[rows[0][0]] != "clip:rescue" || rows[1][1] < "0.84" || rows[1][1] >= rows[0][1] {
			t.Errorf("seed %d: the list begins %v, %v", seed, rows[0], rows[1])
		}
		second[clips[rows[1][0]]] = true
		for i, r := range rows[1:] {
			if r[1] == rows[i][1] {
				ties++
				if r[0] < rows[i][0] {
					t.Errorf("seed %d: %v stands before %v", seed, rows[i], r)
				}
			}
		}
	}
	if len(second) != 8 || ties == 0 {
		t.Errorf("%d clips stand second, want each of eight; %d ties", len(second), ties)
	}
}
