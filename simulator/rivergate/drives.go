package rivergate

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// lookalike are last digits of plates that cameras and people take for each other.
var lookalike = [][2]byte{{'1', '7'}, {'3', '8'}, {'5', '6'}, {'6', '8'}, {'2', '7'}, {'0', '6'}}

// drives draws the two vans and their ways. Both pass the first gantry within a
// minute; the twin then rests, and goes through all four States. The van that
// people are in comes to stand behind the last gantry of a drawn State, before
// the exercise opens.
func (p *plan) drives() {
	s := p.Draw("plates", "")
	pair := stream.Pick(s, lookalike)
	if s.Chance(1, 2) {
		pair[0], pair[1] = pair[1], pair[0]
	}
	plate := world.DrawPlate(s)
	colour := stream.Pick(s, []string{"white", "grey", "blue"})
	for i, ref := range []string{"right", "twin"} {
		p.plates[i] = plate[:len(plate)-1] + string(pair[i])
		p.W.Vehicles = append(p.W.Vehicles, world.Vehicle{
			Ref: world.Ref("vehicle:" + ref), Kind: "van", Plate: p.plates[i], Colour: colour, KMH: 110, Owner: "person:rental",
			Driver: []world.Ref{"person:driver", "person:farmhand"}[i],
		})
	}
	p.last = s.IntN(len(states) - 1)
	speed := s.Between(76_000, 88_000)
	// Drive once from nowhere in time to learn how long it takes, then at the right hour.
	trial := p.through("right", p.W.Opens, p.last+1, speed, 0, world.Cause{})
	p.W.Journeys = nil
	start := p.W.Opens.Add(-trial.ends.Sub(p.W.Opens)).Add(-time.Duration(s.Between(25*60, 55*60)) * time.Second)
	p.right = p.through("right", start, p.last+1, speed, 0, world.Cause{Saga: "journey", Step: "drive"})
	early := time.Duration(s.Between(5, 40)) * time.Second
	if s.Chance(1, 2) {
		early = -early
	}
	early += p.late("right", start) - p.late("twin", start) // as the gantry sees it
	p.twin = p.through("twin", start.Add(early), len(states), speed, time.Duration(s.Between(40*60, 62*60))*time.Second, world.Cause{Saga: "farm", Step: "drive"})
	// Both have been on the road before, as vans are; the twin more often.
	for i, d := range []int{12, 19, 33, 47} {
		ref, cause := "twin", world.Cause{Saga: "farm", Step: "earlier drive"}
		if i == 1 {
			ref, cause = "right", world.Cause{Saga: "rental", Step: "earlier drive"}
		}
		p.earlier(ref, i, d, speed, cause)
	}
}

// visit is a way through the first toll road, or back.
type visit struct {
	on, off time.Time
	back    bool
}

// earlier is a way through the first State and back on an earlier day.
func (p *plan) earlier(ref string, i, days int, speed int64, cause world.Cause) {
	g, of := p.gates[0], fmt.Sprintf("%s/earlier-%d", ref, i+1)
	at := p.Within(of, p.W.Opens.AddDate(0, 0, -days), p.W.Opens.AddDate(0, 0, -days+1)).Truncate(time.Second)
	for k, ends := range [][2]world.LatLon{{g.from, g.to}, {g.to, g.from}} {
		long := g.lasts(speed)
		there, v := at.Add(long), visit{back: k == 1}
		on, off := g.on, g.off
		if v.back {
			on, off = 100-g.off, 100-g.on
		}
		late := p.late(ref, at)
		v.on, v.off = at.Add(long/100*time.Duration(on)+late), at.Add(long/100*time.Duration(off)+late)
		which := 0
		if ref == "twin" {
			which = 1
		}
		p.earlierOn[which] = append(p.earlierOn[which], v)
		p.W.Journeys = append(p.W.Journeys, world.Journey{
			Ref: world.Ref(fmt.Sprintf("journey:%s/%d", of, k+1)), Vehicle: world.Ref("vehicle:" + ref), Cause: cause,
			Way: []world.Waypoint{{At: at, Pos: ends[0]}, {At: there, Pos: ends[1]}},
		})
		at = there.Add(time.Duration(p.Draw("stay", of).Between(40*60, 200*60)) * time.Second)
	}
}
