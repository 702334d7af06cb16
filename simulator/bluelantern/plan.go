// Package bluelantern plans the world of scenario S1 "Blue Lantern": one open
// channel that sells seats, the people who make its pictures, keep its list and
// drive, the ban that it survives under a new name, and the innocents who look
// like them: a legal-aid group, a licensed coach, a journalist who quotes prices.
//
// Everything that decides how hard the case is (who does what, who is linked to
// whom and by which source) is fixed or comes from the size of the cast; names,
// handles, words, wallets, amounts, moments and the order of things are drawn
// with the key of the variant. So two teams get one case in two disguises.
//
// The no-recipe rule: texts show that an offer exists, never how anything is
// done; places have invented names, prices are in training krona (TK).
package bluelantern

import (
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the scenarios that this package plans.
const Scenario = "blue-lantern"

// leastOpens is the first day of the clock on which the exercise can open: what
// the story does on fixed days is done by then.
const leastOpens = 88

// What the world does while the exercise runs: the first advertisement goes, and
// the person in danger writes again.
const (
	adDeleted = "ad-deleted"
	alarm     = "alarm"
)

// Effects lists what an inject can bring about; the spec wants a time for each.
func Effects() []string { return []string{adDeleted, alarm} }

// plan is a world in the making.
type plan struct {
	*draft.Draft
	spec  world.Spec
	words draft.Lexicon
	steps []string // of the business, in the order in which posts first show them
}

// Plan makes the planted part of a world: the same for the same spec and key.
// key is the dataset's master key; the variant's own key is derived from it.
func Plan(spec world.Spec, key stream.Key) (*world.World, error) {
	if err := Check(spec); err != nil {
		return nil, err
	}
	p := &plan{spec: spec, Draft: draft.New(spec, key)}
	p.words = p.DrawLexicon("")
	p.DrawTowns(8)
	p.people()
	p.wallets()
	p.hosting()
	p.accounts()
	p.places()
	p.casePosts()
	p.history()
	p.pictures()
	p.bookings()
	p.settlements()
	p.crowdMoney()
	p.sites()
	p.caseFile()
	p.entities()
	p.links()
	p.AddHops()
	if err := p.questions(); err != nil {
		return nil, err
	}
	return p.W, nil
}

// openDay is the day of the clock on which the exercise opens.
func (p *plan) openDay() int { return int(p.spec.Opens / (24 * time.Hour)) }
