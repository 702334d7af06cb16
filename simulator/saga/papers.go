package saga

import (
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Papers is an order at a shop that makes something on demand and sends it: a
// document shop, a translation office, a visa desk. Half is paid with the
// order and half when a picture shows that the thing is there.
type Papers struct {
	Name           string // of the saga: "s1/order-4"
	Advert         world.Ref
	Customer, Shop world.Ref
	Means          string
	Price          int64 // hundredths of TK
	Never          bool  // it is never sent: the shop gives the second half back
	Silent         bool  // no review
}

// Run plays an order to its end, from the moment the advertisement is read.
func (p Papers) Run(seen time.Time, draws stream.Domain) []world.Event {
	t := thread{name: p.Name, last: p.Advert}
	s := draws.Named(p.Name)
	at := seen
	say := func(step string, from, to world.Ref, l lag) {
		at = at.Add(l.draw(s))
		t.add(step, world.Event{Actor: from, Other: to, At: at})
	}
	pay := func(step string, from, to world.Ref, amount int64, l lag) {
		at = at.Add(l.draw(s))
		t.add(step, world.Event{Actor: from, Other: to, At: at, Means: p.Means, Amount: amount})
	}
	first := p.Price / 2
	say("contact", p.Customer, p.Shop, lagContact)
	say("answer", p.Shop, p.Customer, lagAnswer)
	say("ask", p.Customer, p.Shop, lagAnswer)
	at = at.Add(lagAnswer.draw(s))
	t.add("offer", world.Event{Actor: p.Shop, Other: p.Customer, At: at, Amount: p.Price})
	pay("deposit", p.Customer, p.Shop, first, lagDeposit[p.Means])
	say("proof", p.Shop, p.Customer, lagProof)
	pay("rest", p.Customer, p.Shop, p.Price-first, lagDeposit[p.Means])
	if p.Never {
		say("complaint", p.Customer, p.Shop, lagCourier)
		pay("refund", p.Shop, p.Customer, p.Price-first, lagRefund)
		return t.log
	}
	say("sent", p.Shop, p.Customer, lagReady)
	say("received", p.Customer, p.Shop, lagCourier)
	if !p.Silent {
		say("review", p.Customer, p.Shop, lagReview)
	}
	return t.log
}
