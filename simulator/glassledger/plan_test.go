package glassledger_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/glassledger"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/world"
)

var story = storytest.New(spec)

// spec is a world of the scenario's size with all its questions.
func spec(variant string) world.Spec {
	s := world.Spec{
		Scenario: glassledger.Scenario, Variant: variant, Scale: 1000, Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 600, Posts: 6000}, Effects: map[string]time.Duration{"funds-move": 170 * time.Minute},
	}
	for i, q := range glassledger.Queries() {
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
		if innocent, n := storytest.Share(w, glassledger.Roles()); n != len(glassledger.Roles()) || innocent*100 < 40*n || innocent*100 > 60*n {
			t.Errorf("%s: %d of %d named actors are innocent", name, innocent, n)
		}
	})
}

// For each hop of the story over the bridge there are strangers who do the same,
// in both directions.
func TestHopsHaveTwins(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		ours, there, back := 0, 0, 0
		for _, h := range w.BridgeHops {
			i := slices.IndexFunc(w.TokenPayments, func(p world.TokenPayment) bool { return p.Ref == h.Token })
			switch {
			case h.Cause != world.Cause{}:
				ours++
			case w.TokenPayments[i].From == "":
				there++
			case w.TokenPayments[i].To == "":
				back++
			}
		}
		if ours == 0 || there < 2*ours || back < 2*ours {
			t.Errorf("%s: %d hops of the story, %d and %d of strangers", name, ours, there, back)
		}
	})
}
