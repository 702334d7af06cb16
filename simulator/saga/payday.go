package saga

import (
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Payday shares out what was released since the last one: the suppliers first,
// what is left is cashed out.
type Payday struct {
	Name   string // of the saga: "n1/payday-2"
	Payer  world.Ref
	Cause  world.Ref // the last release
	Money  int64     // hundredths of TK
	Shares []Share
	Casher world.Ref // takes the rest
}

// Share is what somebody gets of it.
type Share struct {
	To       world.Ref
	Step     string // "transport", "advertising"…
	PerMille int64
}

// Run plays a payday some time after the last release. The amounts add up to
// the money, to the hundredth.
func (p Payday) Run(last time.Time, draws stream.Domain) []world.Event {
	t := thread{name: p.Name, last: p.Cause}
	s := draws.Named(p.Name)
	at, rest := last, p.Money
	for _, x := range p.Shares {
		at = at.Add(lagShare.draw(s) / 3)
		amount := p.Money * x.PerMille / 1000
		rest -= amount
		t.add(x.Step, world.Event{Kind: "settle", Actor: p.Payer, Other: x.To, At: at, Amount: amount})
	}
	at = at.Add(lagShare.draw(s))
	t.add("cash-out", world.Event{Actor: p.Payer, Other: p.Casher, At: at, Amount: rest})
	return t.log
}
