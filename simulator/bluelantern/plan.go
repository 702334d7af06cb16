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
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the scenarios that this package plans.
const Scenario = "blue-lantern"

// plan is a world in the making.
type plan struct {
	spec  world.Spec
	w     *world.World
	taken map[string]bool // names, handles and words that are in use
	names map[string]string
	said  map[string]int // lines an author has used, by author and first line of the kind
	words lexicon
	steps []string // of the business, in the order in which posts first show them
	towns []string
}

// Plan makes the planted part of a world: the same for the same spec and key.
// key is the dataset's master key; the variant's own key is derived from it.
func Plan(spec world.Spec, key stream.Key) (*world.World, error) {
	if err := checkCast(spec); err != nil {
		return nil, err
	}
	p := &plan{spec: spec, taken: map[string]bool{}, names: map[string]string{}, said: map[string]int{}}
	variant := key.Derive("variant/" + spec.Variant)
	start := spec.Start.AddDate(0, 0, variant.Domain("plan/clock").Stream(0, 0).IntN(spec.Jitter+1))
	p.w = &world.World{
		Scenario: spec.Scenario, Variant: spec.Variant, Scale: spec.Scale, Key: variant,
		Start: start, Opens: start.Add(spec.Opens), End: start.AddDate(0, 0, spec.Days),
		Crowd: world.Crowd{Accounts: spec.Scale.Of(spec.Crowd.Accounts), Posts: spec.Scale.Of(spec.Crowd.Posts)},
	}
	for slot, name := range spec.Names {
		p.taken[strings.ToLower(name)] = true
		p.names[slot] = name
	}
	p.words = p.drawLexicon()
	p.towns = p.drawTowns(8)
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
	p.hops()
	if err := p.questions(); err != nil {
		return nil, fmt.Errorf("plan %s: %w", spec.Scenario, err)
	}
	return p.w, nil
}

// draw is the stream of one decision: what it is about, and whose it is.
func (p *plan) draw(purpose, of string) *stream.Stream {
	return p.w.Key.Domain("plan/" + purpose).Named(of)
}

// on returns a moment of a day of the clock, by the daily rhythm of the crowd.
func (p *plan) on(what string, day int) time.Time {
	return p.w.Start.AddDate(0, 0, day).Add(world.Moment(p.draw("moment", what)))
}

// within returns a moment in [from, to), by the daily rhythm where it can.
func (p *plan) within(what string, from, to time.Time) time.Time {
	s := p.draw("within", what)
	for range 40 {
		days := max(int64(to.Sub(from)/(24*time.Hour))+1, 1)
		at := from.Truncate(24*time.Hour).AddDate(0, 0, int(s.Int64N(days))).Add(world.Moment(s))
		if !at.Before(from) && at.Before(to) {
			return at
		}
	}
	return from.Add(time.Duration(s.Int64N(max(int64(to.Sub(from)/time.Millisecond), 1))) * time.Millisecond)
}

// openDay is the day of the clock on which the exercise opens.
func (p *plan) openDay() int { return int(p.spec.Opens / (24 * time.Hour)) }

// sortPosts puts the planted posts into the order of time.
func (p *plan) sortPosts() {
	slices.SortStableFunc(p.w.Posts, func(a, b world.Post) int { return a.At.Compare(b.At) })
}
