// Package market plans a whole market world that no exercise needs: several
// networks that sell journeys, the suppliers they share, the sagas of their
// customers, and for every trade of theirs somebody who only looks like it.
//
//	spec := market.Spec("team-a")
//	spec.Market.Networks = 6
//	w, err := market.Plan(spec, key)
//
// Networks share suppliers (three networks a set: an advertiser, a guarantor, a
// document shop, somebody who rents names and hosts, a launderer, a maker of
// booking bots, two hawaladars), so they share wallets, hosts, e-mail
// addresses, pictures and texts: that is what an analyst can find. Beside each
// set stand twenty-four lookalikes: a family that sends money home, a savings
// circle, a licensed coach, a visa agency, a hotline, a journalist who quotes
// prices, a satirist, a seller of seats that do not exist, a lawful escrow… And
// each network has a tour company as its twin (cast_tours.go).
// They run through the same state machines (package saga) and the same
// projections as the offenders. 40 to 60 per cent of the named actors are
// innocent, and one of them looks worse than any offender.
//
// The shape of the world (how many bookings fail, who is paid by whom, which
// facts there are) is a function of the spec's numbers alone and secret to
// nobody; who is who, the words, names, wallets, amounts and moments are drawn
// with the variant's key. So all variants of a spec have one truth graph.
//
// The no-recipe rule: texts show that an offer exists, never how anything is
// done. Places have invented names and lie in the open ocean, prices are in
// training krona (TK).
package market

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

// Scenario is the slug of the worlds that this package plans.
const Scenario = "market"

// Sizes of a world.
const (
	leastNetworks = 2
	mostNetworks  = 150 // as many as the documentation addresses have room for
	leastBookings = 10
	mostBookings  = 400
	days          = 150
)

// Spec is the market at its usual size: more than two thousand planted rows.
func Spec(variant string) world.Spec {
	return world.Spec{
		Scenario: Scenario, Variant: variant, Scale: 1000,
		Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: days, Opens: 120*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 2400, Posts: 26000}, Market: world.Market{Networks: 3, Bookings: 24},
		Emoney: world.Emoney{Accounts: 8000, Days: days, Rows: 400_000},
	}
}

// Check says what is wrong with a spec, all of it, by the names of its fields.
func Check(s world.Spec) error {
	var bad []error
	add := func(ok bool, format string, args ...any) {
		if !ok {
			bad = append(bad, fmt.Errorf(format, args...))
		}
	}
	n := s.Scale.Of(s.Market.Networks)
	add(s.Variant != "", "variant: no name")
	add(s.Scale > 0, "scale: %d thousandths, want more than 0", s.Scale)
	add(s.Start.Equal(s.Start.UTC().Truncate(24*time.Hour)) && !s.Start.IsZero(), "clock.start: %s, want a midnight in UTC", s.Start.Format(time.RFC3339))
	add(s.Jitter >= 0, "clock.jitter: %d days, want 0 or more", s.Jitter)
	add(s.Days >= days, "clock.days: %d, want at least %d", s.Days, days)
	add(s.Opens > 0 && s.Opens <= time.Duration(s.Days-1)*24*time.Hour, "clock.opens: after %s, want a time a day before the end or earlier", s.Opens)
	add(s.Crowd.Accounts >= 100, "crowd.accounts: %d, want at least 100", s.Crowd.Accounts)
	add(s.Crowd.Posts >= s.Crowd.Accounts, "crowd.posts: %d, want at least one for each account", s.Crowd.Posts)
	add(s.Market.Networks >= leastNetworks && n <= mostNetworks, "market.networks: %d at this scale, want %d to %d", n, leastNetworks, mostNetworks)
	add(s.Market.Bookings >= leastBookings && s.Market.Bookings <= mostBookings, "market.bookings: %d, want %d to %d", s.Market.Bookings, leastBookings, mostBookings)
	return errors.Join(bad...)
}

// emoney adds the books of Zefir Pay at the scale of the world, and what the
// typologies in them prove.
func (p *plan) emoney() error {
	e := p.spec.Emoney
	if e.Accounts == 0 {
		return nil
	}
	e.Accounts = min(p.spec.Scale.Of(e.Accounts), 10_000_000)
	e.Rows = e.Rows * int64(p.spec.Scale) / 1000
	if err := e.Check(); err != nil {
		return err
	}
	p.W.Emoney = e
	p.W.Facts = append(p.W.Facts, typology.Facts(p.W)...)
	return nil
}

// plan is a market in the making.
type plan struct {
	*draft.Draft
	spec   world.Spec
	shape  stream.Key // public: what the spec's numbers alone decide
	traits func(*stream.Stream) traits
	plain  draft.Lexicon // the words of people who have nothing to hide

	sets   []*set
	nets   []*network
	actors map[string]*actor
	rooms  map[world.Ref]int // where they are in the world's list
	logged map[world.Ref]int // events, likewise
	orders []world.Order

	addresses map[string]string // that have been derived
}

// Plan makes the planted part of a market: the same for the same spec and key.
// key is the dataset's master key; the variant's own key is derived from it.
func Plan(spec world.Spec, key stream.Key) (*world.World, error) {
	return planWith(spec, key, drawTraits)
}

func planWith(spec world.Spec, key stream.Key, traits func(*stream.Stream) traits) (*world.World, error) {
	if err := Check(spec); err != nil {
		return nil, fmt.Errorf("spec %s: %w", Scenario, err)
	}
	p := &plan{
		Draft: draft.New(spec, key), spec: spec, shape: publicShape(spec), traits: traits, plain: plainWords,
		actors: map[string]*actor{}, rooms: map[world.Ref]int{}, logged: map[world.Ref]int{}, addresses: map[string]string{},
	}
	p.DrawTowns(8)
	p.places()
	p.layout()
	p.cast()
	p.internet()
	p.channels()
	p.roads()
	p.adverts()
	p.campaigns()
	p.pages()
	p.history()
	p.bookings()
	p.tours()
	p.coaches()
	p.sales()
	p.documents()
	p.remittances()
	p.lawfulMoney()
	p.paydays()
	p.books()
	p.sites()
	p.finish()
	p.facts()
	if err := p.emoney(); err != nil {
		return nil, fmt.Errorf("spec %s: %w", Scenario, err)
	}
	return p.W, nil
}

// finish puts everything into its order and numbers the messages.
func (p *plan) finish() {
	p.SortPosts()
	slices.SortStableFunc(p.W.Events, func(a, b world.Event) int { return a.At.Compare(b.At) }) // of one moment: cause before effect
	slices.SortStableFunc(p.W.Messages, func(a, b world.Message) int {
		return cmp.Or(strings.Compare(string(a.Room), string(b.Room)), a.At.Compare(b.At), cmp.Compare(a.Ref, b.Ref))
	})
	for i := range p.W.Messages {
		m := &p.W.Messages[i]
		m.ID = 1
		if i > 0 && p.W.Messages[i-1].Room == m.Room {
			m.ID = p.W.Messages[i-1].ID + 1
		}
	}
}
