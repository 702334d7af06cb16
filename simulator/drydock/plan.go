// Package drydock plans the world of scenario S2 "Dry Dock": short videos that
// look for skippers without experience, a boat that changes its paint, a berth
// that somebody lets without asking, and two people who are made to steer.
// Beside them film those who do no wrong: a sailing school that looks for crews
// too, people who rescue at sea, a marina, a fishermen's cooperative.
//
// The shape of the case is fixed: which clip shows what, what can be measured in
// which picture, which sources bound a window of time. Names, places, bearings,
// the weather, the order of lists, whether two pictures show one hull, how good a
// source is, what a detector can do and what the call from the sea says are drawn
// with the key of the variant.
//
// The no-recipe rule: pictures show boats and harbours; no text says how anybody
// crosses.
package drydock

import (
	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the scenarios that this package plans.
const Scenario = "dry-dock"

// leastOpens is the first day of the clock on which the exercise can open: what
// the story does on fixed days is done by then.
const leastOpens = 80

// leak is what the world does while the exercise runs: somebody writes the name of
// a skipper under a clip.
const leak = "name-leaked"

// Effects lists what an inject can bring about; the spec wants a time for each.
func Effects() []string { return []string{leak} }

// plan is a world in the making.
type plan struct {
	*draft.Draft
	spec   world.Spec
	coast  coast
	window int // which of the rainy windows is that of still 4
	call   []string
}

// Check says what is wrong with a spec.
func Check(spec world.Spec) error { return draft.Check(spec, leastOpens, Effects()) }

// Plan makes the planted part of a world: the same for the same spec and key.
// key is the dataset's master key; the variant's own key is derived from it.
func Plan(spec world.Spec, key stream.Key) (*world.World, error) {
	if err := Check(spec); err != nil {
		return nil, err
	}
	p := &plan{spec: spec, Draft: draft.New(spec, key)}
	p.DrawTowns(4)
	p.people()
	p.draw()
	p.window = p.Deal("window", len(windows))
	p.water()
	p.accounts()
	p.clips()
	p.comments()
	p.caseFile()
	p.entities()
	p.links()
	if err := p.questions(); err != nil {
		return nil, err
	}
	return p.W, nil
}
