package saga

import (
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// negotiate: one question and one offer; after the last of them the price
// stands, or the customer is never heard of again.
func negotiate(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	asked := at.Add(lagAnswer.draw(s))
	offered := asked.Add(b.answer().draw(s))
	b.turns++
	offer := says("offer", b.Seller, b.Customer, offered)
	offer.Amount = b.Price
	talk := []world.Event{says("ask", b.Customer, b.Seller, asked), offer}
	if b.turns < b.Fate.Turns {
		b.next(Talking, offered)
		return talk
	}
	if b.Fate.Lost {
		b.next(Ended, offered)
		return talk
	}
	agreed := offered.Add(lagAnswer.draw(s))
	b.next(Agreed, agreed)
	return append(talk, says("agree", b.Customer, b.Seller, agreed))
}
