package saga

import (
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// signal: who has arrived says so, and the holder may pay.
func signal(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	told := at.Add(lagSignal.draw(s))
	b.next(Signalled, told)
	return []world.Event{says("signal", b.Customer, b.Holder, told)}
}

// release: the holder pays what is left to the seller's side, less his part.
func release(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	paid := at.Add(lagRelease.draw(s))
	b.next(Released, paid)
	return b.pay("release", b.Payee, b.rest, paid)
}

// refund: the journey has failed; the holder gives back what is left.
func refund(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	asked := at.Add(lagAnswer.draw(s))
	paid := asked.Add(lagRefund.draw(s))
	b.next(Ended, paid)
	return append([]world.Event{says("give-up", b.Customer, b.Holder, asked)}, b.pay("refund", b.Customer, b.rest, paid)...)
}

// pay moves held money on: the amount less the holder's part, and that part.
func (b *Booking) pay(step string, to world.Ref, amount int64, at time.Time) []world.Event {
	b.rest -= amount
	fee := amount * b.PerMille / 1000
	events := []world.Event{{Actor: b.Holder, Other: to, At: at, Means: b.Means, Amount: amount - fee, Cause: world.Cause{Step: step}}}
	if fee > 0 {
		events = append(events, world.Event{Actor: b.Holder, Other: b.Holder, At: at, Means: b.Means, Amount: fee, Cause: world.Cause{Step: "fee"}})
	}
	return events
}

// review: some tell others how it was.
func review(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	b.next(Ended, at)
	if b.Fate.Silent {
		return nil
	}
	return []world.Event{says("review", b.Customer, b.Seller, at.Add(lagReview.draw(s)))}
}
