package market

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// places puts the towns into the open ocean, each into a cell of its own, so
// that no two are one place and no position is anybody's address.
func (p *plan) places() {
	cells := p.Draw("cells", "").Perm(len(p.Towns))
	for i, town := range p.Towns {
		s := p.Draw("place", town)
		c := int64(cells[i])
		p.W.Places = append(p.W.Places, world.Place{
			Ref: world.Ref(fmt.Sprintf("place:t%d", i)), Name: town,
			At: world.LatLon{Lat: 30_200_000 + c/4*2_000_000 + s.Int64N(1_200_000), Lon: -38_600_000 - c%4*1_400_000 - s.Int64N(900_000)},
		})
	}
}

// roads gives every network and tour company its route, the coach line its coach, and the courier his van full of colleagues.
func (p *plan) roads() {
	day := func(n int) saga.Timetable {
		return saga.Timetable{Start: p.W.Start.AddDate(0, 0, 8), End: p.W.End.AddDate(0, 0, -3), Least: int64(n), Most: int64(3 * n)}
	}
	for _, n := range p.nets {
		p.route(n, "van", p.actors[n.set.like+"/rental"], 100, day(9))
	}
	for _, t := range p.sets {
		for _, n := range t.tours {
			p.route(n, "coach", n.head, 90, day(9))
		}
		ends := p.Draw("route", t.like).Perm(len(p.W.Places))
		coach, driver := p.actors[t.like+"/coach"], p.actors[t.like+"/driver"]
		chauffeur := p.extra(t.like+"/chauffeur", "coach-driver")
		v := p.vehicle(t.like+"/coach", "coach", coach, chauffeur, 90)
		t.coach = p.way(t.like+"/coach-line", v, ends[0], ends[1], day(14))
		van := p.vehicle(t.like+"/van", "van", p.actors[t.like+"/courier"], driver.person(), 100)
		times := day(12)
		times.Night = true
		l := p.way(t.like+"/parcel-line", van, ends[2], ends[3], times)
		p.workers(t, l)
	}
}

// route gives a network or a tour company a vehicle and its line for each leg, by
// night and by day in turn.
func (p *plan) route(n *network, kind string, owner *actor, kmh int, t saga.Timetable) {
	n.towns = p.Draw("route", n.ref).Perm(len(p.W.Places))[:n.legs+1]
	for leg := range n.legs {
		v := p.vehicle(fmt.Sprintf("%s/%s-%d", n.ref, kind, leg+1), kind, owner, p.actors[driverRef(n, leg)].person(), kmh)
		t.Night = (n.number+leg)%2 == 0
		n.lines = append(n.lines, p.way(fmt.Sprintf("%s/line-%d", n.ref, leg+1), v, n.towns[leg], n.towns[leg+1], t))
	}
}

// extra brings on somebody whom the truth does not name.
func (p *plan) extra(ref, role string) world.Ref {
	a := &actor{part: part{slot: "extra", role: role}, ref: ref}
	p.actors[ref] = a
	p.addPerson(a, p.Person(ref))
	return a.person()
}

func (p *plan) vehicle(ref, kind string, owner *actor, driver world.Ref, kmh int) world.Vehicle {
	s := p.Draw("vehicle", ref)
	v := world.Vehicle{
		Ref: world.Ref("vehicle:" + ref), Kind: kind, Owner: owner.person(), Driver: driver, KMH: kmh,
		Colour: stream.Pick(s, []string{"white", "grey", "blue", "silver", "black", "red"}), Plate: world.DrawPlate(s),
	}
	for p.Taken[v.Plate] {
		v.Plate = world.DrawPlate(s)
	}
	p.Taken[v.Plate] = true
	p.W.Vehicles = append(p.W.Vehicles, v)
	return v
}

func (p *plan) way(name string, v world.Vehicle, from, to int, t saga.Timetable) *saga.Line {
	l := saga.NewLine(name, v, p.W.Places[from], p.W.Places[to], t, p.W.Key.Domain("saga/line"))
	p.record(l.Events())
	return l
}

// workers ride with the courier: many people in a van by night, and nothing in it.
func (p *plan) workers(t *set, l *saga.Line) {
	first := p.extra(t.like+"/worker-1", "courier-worker")
	rest := []world.Ref{p.extra(t.like+"/worker-2", "courier-worker"), p.extra(t.like+"/worker-3", "courier-worker")}
	var events []world.Event
	for _, e := range l.Events() {
		e.Ref = "event:" + world.Ref(t.like+"/workers"+string(e.Ref[len("event:")+len(l.Name):]))
		e.Cause.Saga, e.Cause.Cause = t.like+"/workers", ""
		e.Actor, e.With = first, rest
		events = append(events, e)
	}
	p.record(events)
}

// record enters events into the log.
func (p *plan) record(events []world.Event) {
	for _, e := range events {
		p.logged[e.Ref] = len(p.W.Events)
		p.W.Events = append(p.W.Events, e)
	}
}

// shows says that a row is what is left of an event.
func (p *plan) shows(event, row world.Ref) {
	if i, ok := p.logged[event]; ok {
		p.W.Events[i].Rows = append(p.W.Events[i].Rows, row)
	}
}

// because is the cause of a row that an event left.
func because(e world.Event) world.Cause {
	return world.Cause{Saga: e.Cause.Saga, Step: e.Cause.Step, Cause: string(e.Ref)}
}
