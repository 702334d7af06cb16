package saga

import (
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// contact: whoever has read the advertisement writes, and is answered.
func contact(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	asked := at.Add(lagContact.draw(s))
	answered := asked.Add(b.answer().draw(s))
	b.next(Talking, answered)
	return []world.Event{says("contact", b.Customer, b.Seller, asked), says("answer", b.Seller, b.Customer, answered)}
}

func (b *Booking) answer() lag {
	if b.Prompt {
		return lagPrompt
	}
	return lagAnswer
}
