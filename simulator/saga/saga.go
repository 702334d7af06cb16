// Package saga is what happens: state machines that turn actors and a clock
// into events. The unit is a booking, from the advertisement that is seen to
// the review after the journey; around it stand the suppliers: vehicles that go
// to and fro, document orders, channels that are banned and come back, names
// and hosts that rotate, adverts that are copied, paydays, hawala books.
//
// A behaviour is a function of one step. It gets the booking, the moment at
// which the step is due and a stream of its own, and returns what happens:
//
//	func(b *Booking, at time.Time, s *stream.Stream) []world.Event
//
// Events name actors, amounts and places, never formats: what a post, a
// message or a payment says of them is the planner's business. Nothing here
// knows whether an actor is guilty, or where he comes from: a licensed coach
// and a smuggler's van run through the same code.
//
// What decides the shape of a case (which means of payment, how often a leg
// fails, whether the money comes back) is given by the caller as a Fate; when
// things happen is drawn, each step from a stream that its saga and its name
// alone decide, so that one more step shifts none of the others.
package saga

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// thread is the log of one saga. Each event is caused by the one before,
// unless it says otherwise.
type thread struct {
	name  string
	last  world.Ref
	log   []world.Event
	count map[string]int
}

// add enters an event under a step and returns its name. A step that comes
// again is numbered.
func (t *thread) add(step string, e world.Event) world.Ref {
	if t.count == nil {
		t.count = map[string]int{}
	}
	t.count[step]++
	e.Ref = world.Ref("event:" + t.name + "/" + step)
	if n := t.count[step]; n > 1 {
		e.Ref = world.Ref(fmt.Sprintf("%s-%d", e.Ref, n))
	}
	e.Cause.Saga, e.Cause.Step = t.name, step
	if e.Cause.Cause == "" {
		e.Cause.Cause = string(t.last)
	}
	if e.Kind == "" {
		e.Kind = step
	}
	t.last = e.Ref
	t.log = append(t.log, e)
	return e.Ref
}

// Behaviour does what is due at a moment: it returns what happens, and leaves
// the booking in its next state with the time at which that is due.
type Behaviour func(b *Booking, at time.Time, s *stream.Stream) []world.Event

// State is how far a booking has come.
type State int

// The states, in the order of a journey that goes well.
const (
	Seen      State = iota // an advertisement was read
	Talking                // questions and offers
	Agreed                 // the price stands, nothing is paid
	Held                   // somebody holds the deposit
	Waiting                // for the next vehicle
	Riding                 // in it
	There                  // at the end of the last leg
	Signalled              // the holder has been told
	Released               // the money has gone to the seller's side
	Failed                 // given up; the money is still held
	Ended
)

var states = [...]string{"seen", "talking", "agreed", "held", "waiting", "riding", "there", "signalled", "released", "failed", "ended"}

func (s State) String() string { return states[s] }

// behaviours says who acts in which state.
func behaviours(s State) Behaviour {
	return [...]Behaviour{
		Seen: contact, Talking: negotiate, Agreed: deposit, Held: code, Waiting: board, Riding: arrive,
		There: signal, Signalled: release, Released: review, Failed: refund,
	}[s]
}
