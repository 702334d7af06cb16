package saga

import (
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// board: the next vehicle of the leg takes them, or leaves without them. Where
// none leaves any more the journey has failed.
func board(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	line := b.Legs[b.leg]
	trip, ok := line.Next(at)
	if !ok {
		b.next(Failed, at)
		return nil
	}
	told := at.Add(lagCode.draw(s) / 4)
	if told.After(trip.Leaves) {
		told = at
	}
	events := []world.Event{says("ready", b.Seller, b.Customer, told)}
	if what, bad := b.trouble(); bad && what == Missed {
		missed := trip.Leaves.Add(lagSignal.draw(s))
		b.again(missed, s)
		return append(events, says("missed", b.Customer, b.Seller, missed))
	}
	b.ride = trip
	b.next(Riding, trip.Reaches)
	return append(events, b.move("depart", line.From, line.To, trip.Leaves))
}

// arrive: the end of a ride. Who is turned back rides home with the vehicle.
func arrive(b *Booking, at time.Time, s *stream.Stream) []world.Event {
	line := b.Legs[b.leg]
	if b.back {
		b.back = false
		home := b.move("arrive", line.From, "", at)
		told := at.Add(lagSignal.draw(s))
		b.again(told, s)
		return []world.Event{home, says("turned-back", b.Customer, b.Seller, told)}
	}
	events := []world.Event{b.move("arrive", line.To, "", at)}
	if what, bad := b.trouble(); bad && what == TurnedBack {
		b.back = true
		b.next(Riding, b.ride.Home)
		return append(events, b.move("depart", line.To, line.From, b.ride.Returns))
	}
	b.leg++
	b.tries = 0
	if b.leg == len(b.Legs) {
		b.next(There, at)
		return events
	}
	b.next(Waiting, at.Add(lagRest.draw(s)))
	if b.Parts {
		events = append(events, b.pay("release", b.Payee, b.Price/int64(len(b.Legs)), at.Add(lagCode.draw(s)/8))...)
	}
	return events
}

// trouble is what the fate of the leg has for this try.
func (b *Booking) trouble() (Trouble, bool) {
	if b.leg >= len(b.Fate.Trouble) || b.tries >= len(b.Fate.Trouble[b.leg]) {
		return 0, false
	}
	return b.Fate.Trouble[b.leg][b.tries], true
}

// again: after a failure they wait and retry, or give up.
func (b *Booking) again(at time.Time, s *stream.Stream) {
	b.tries++
	b.next(Waiting, at.Add(lagTrouble.draw(s)))
	last := b.leg == len(b.Fate.Trouble)-1 && b.tries == len(b.Fate.Trouble[b.leg])
	if b.Fate.GivesUp && last {
		b.state = Failed
	}
}

// move is an event of the party and a vehicle.
func (b *Booking) move(kind string, from, to world.Ref, at time.Time) world.Event {
	return world.Event{
		Kind: kind, Actor: b.Customer, With: b.Party, Place: from, To: to, By: b.Legs[b.leg].Vehicle, At: at,
		Cause: world.Cause{Step: kind},
	}
}
