package saga

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Presence is a thing that its platform takes away and its owner makes anew
// under another name: a channel that is banned, a name that is suspended, a
// host that is closed.
type Presence struct {
	Name  string // of the saga: "n1/channel"
	Owner world.Ref
	Lives int // how many follow each other, at least 1
	Start time.Time
	Least time.Duration // of a life that is cut short
	Most  time.Duration
}

// Life is the time of one of them; Gone is zero for the last.
type Life struct {
	Opened, Gone time.Time
	Open         world.Ref // the event
	Ban          world.Ref
}

// Run plays the lives. Each begins some hours after the end of the one before;
// the last is not ended.
func (p Presence) Run(draws stream.Domain) ([]Life, []world.Event) {
	t := thread{name: p.Name}
	var lives []Life
	at := p.Start
	for n := range p.Lives {
		s := draws.Named(fmt.Sprintf("%s/%d", p.Name, n))
		step := "open"
		if n > 0 {
			at = at.Add(lagReborn.draw(s))
			step = "rebirth"
		}
		l := Life{Opened: at, Open: t.add(step, world.Event{Actor: p.Owner, At: at})}
		if n < p.Lives-1 {
			at = at.Add(time.Duration(s.Between(int64(p.Least/time.Second), int64(p.Most/time.Second))) * time.Second)
			l.Gone, l.Ban = at, t.add("ban", world.Event{Actor: p.Owner, At: at})
		}
		lives = append(lives, l)
	}
	return lives, t.log
}
