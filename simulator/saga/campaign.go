package saga

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Campaign is one text that somebody spreads for somebody else: it is ordered,
// and copied within the hour wherever the advertiser writes.
type Campaign struct {
	Name       string // of the saga: "s1/campaign-2"
	Client     world.Ref
	Advertiser world.Ref
	Copies     int
}

// Run plays a campaign that is ordered then.
func (c Campaign) Run(at time.Time, draws stream.Domain) []world.Event {
	t := thread{name: c.Name}
	s := draws.Named(c.Name)
	order := t.add("order", world.Event{Kind: "supply", Actor: c.Client, Other: c.Advertiser, At: at})
	at = at.Add(lagAnswer.draw(s))
	for n := range c.Copies {
		at = at.Add(lagCopy.draw(s))
		t.add(fmt.Sprintf("copy-%d", n+1), world.Event{
			Kind: "advert", Actor: c.Advertiser, Other: c.Client, At: at, Cause: world.Cause{Cause: string(order)},
		})
	}
	return t.log
}
