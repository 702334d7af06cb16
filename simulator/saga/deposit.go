package saga

import (
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// deposit: the whole price goes to somebody whom both sides trust, and stays
// there until the arrival is signalled (Reuters, December 2021, on shops that
// hold the money of travellers). Cash changes hands where the customer is.
func deposit(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	paid := at.Add(lagDeposit[b.Means].draw(s))
	e := world.Event{Actor: b.Customer, Other: b.Holder, At: paid, Means: b.Means, Amount: b.Price, Cause: world.Cause{Step: "deposit"}}
	if b.Means == world.Cash {
		e.Place = b.home()
	}
	b.rest = b.Price
	b.next(Held, paid)
	return []world.Event{e}
}

// code: the holder confirms; customer and holder now share a word or number
// without which nothing is released.
func code(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	told := at.Add(lagCode.draw(s))
	b.next(Waiting, told.Add(lagReady.draw(s)))
	if len(b.Legs) == 0 {
		b.next(There, told.Add(lagReady.draw(s)))
	}
	return []world.Event{says("code", b.Holder, b.Customer, told)}
}
