package saga

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Booking is a journey that somebody buys, or anything else with a deposit
// that a third party holds: without legs it is the sale of a thing.
type Booking struct {
	Name     string      // of the saga: "n1/booking-3"
	Advert   world.Ref   // what was seen
	Customer world.Ref   // who asks and pays
	Party    []world.Ref // who travels with the customer
	Seller   world.Ref   // who answers
	Prompt   bool        // the seller is a program: it answers within seconds
	Holder   world.Ref   // who holds the deposit
	Payee    world.Ref   // who gets it
	Means    string      // world.Cash, Hawala, Escrow or Token
	Price    int64       // hundredths of TK, for the whole party
	Parts    bool        // released leg by leg, not all at the end
	PerMille int64       // of what is released or given back, kept by the holder
	Legs     []*Line
	Fate     Fate

	thread
	state State
	due   time.Time
	leg   int
	tries int // on this leg
	turns int
	rest  int64 // still held
	ride  Trip
	back  bool // on the way back to where the leg began
}

// Fate is what the plan has decided of a booking.
type Fate struct {
	Turns   int         // questions before the price stands, at least 1
	Lost    bool        // and then nothing is paid
	Trouble [][]Trouble // by leg: what goes wrong before it succeeds
	GivesUp bool        // after the last trouble of the last leg that has any
	Silent  bool        // no review
}

// Trouble is a way in which a leg fails.
type Trouble int

// The kinds of trouble.
const (
	Missed     Trouble = iota // the vehicle leaves without them
	TurnedBack                // they are sent back with the same vehicle
)

// Run plays a booking to its end. seen is when the advertisement is read; draws
// is the purpose of the draws. The events come in the order of time.
func (b *Booking) Run(seen time.Time, draws stream.Domain) []world.Event {
	b.name = b.Name
	b.last = b.Advert
	b.state, b.due = Seen, seen
	for n := 0; b.state != Ended; n++ {
		s := draws.Named(fmt.Sprintf("%s/%s/%d", b.Name, b.state, n))
		for _, e := range behaviours(b.state)(b, b.due, s) {
			b.add(e.Cause.Step, e)
		}
	}
	return b.log
}

// next moves a booking on.
func (b *Booking) next(s State, due time.Time) { b.state, b.due = s, due }

// says is an event of words between customer and seller.
func says(step string, from, to world.Ref, at time.Time) world.Event {
	return world.Event{Kind: step, Actor: from, Other: to, At: at, Cause: world.Cause{Step: step}}
}

// home is where the customer is before the first leg.
func (b *Booking) home() world.Ref {
	if len(b.Legs) == 0 {
		return ""
	}
	return b.Legs[0].From
}
