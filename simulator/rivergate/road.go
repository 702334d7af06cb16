package rivergate

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// state is a State on the road, in the order in which the road crosses them.
type state struct{ id, name string }

var states = []state{{"md", "Moldova"}, {"ro", "Romania"}, {"sk", "Slovakia"}, {"de", "Germany"}}

// gate is the toll road of one State: from border to border, with a gantry at
// each end and a camera between, at so many hundredths of the way.
type gate struct {
	from, to        world.LatLon
	on, camera, off int64
}

// roads draws the map: four straight stretches of a hundred kilometres or so, one
// behind the other.
func (p *plan) roads() {
	s := p.Draw("map", "")
	at := world.LatLon{Lat: s.Between(30_000_000, 34_000_000), Lon: -s.Between(44_000_000, 45_000_000)}
	p.W.Places = append(p.W.Places, world.Place{Ref: "place:hall", Name: p.Towns[0], At: at})
	for i, st := range states {
		to := world.LatLon{Lat: at.Lat + s.Between(-90_000, 90_000), Lon: at.Lon + s.Between(1_000_000, 1_300_000)}
		g := gate{at, to, s.Between(8, 14), s.Between(40, 60), s.Between(86, 92)}
		for k, x := range []struct {
			ref, kind string
			share     int64
		}{{"on", world.Gantry, g.on}, {"camera", world.Camera, g.camera}, {"off", world.Gantry, g.off}} {
			place := world.Ref("place:" + st.id + "/" + x.ref)
			p.W.Places = append(p.W.Places, world.Place{Ref: place, Name: p.Towns[1+4*i+k], At: g.at(x.share)})
			p.W.Sensors = append(p.W.Sensors, world.Sensor{
				Ref: world.Ref("sensor:" + st.id + "/" + x.ref), Kind: x.kind, Place: place, Range: 120,
				ID: p.Name("sensor/"+st.id+"/"+x.ref, world.DrawSensorID),
			})
		}
		p.gates = append(p.gates, g)
		at = to
	}
}

// at is the point at so many hundredths of the way.
func (g gate) at(share int64) world.LatLon {
	return world.LatLon{Lat: g.from.Lat + (g.to.Lat-g.from.Lat)*share/100, Lon: g.from.Lon + (g.to.Lon-g.from.Lon)*share/100}
}

// lasts is how long the whole way takes at so many metres an hour: a number of
// seconds that can be divided by a hundred, so that every hundredth of the way is
// passed at a full second.
func (g gate) lasts(speed int64) time.Duration {
	return time.Duration(world.Metres(g.from, g.to)*3600/speed/100+1) * 100 * time.Second
}

func (p *plan) sensor(st int, which string) string {
	return p.W.Sensor(world.Ref("sensor:" + states[st].id + "/" + which)).ID
}

// drive is one way of a van through the States.
type drive struct {
	on, off []time.Time // when the gantries of each State noted it
	ends    time.Time
}

// restAt is where a van rests, in hundredths of the way: between the first gantry
// and the camera.
const restAt = 30

// through drives a van through so many States from a moment on: at so many metres
// an hour, with a rest of so long in the first of them, and some minutes at borders.
func (p *plan) through(ref string, start time.Time, legs int, speed int64, rest time.Duration, cause world.Cause) drive {
	var d drive
	at := start
	for i, g := range p.gates[:legs] {
		long := g.lasts(speed)
		late := p.late(ref, at)
		d.on = append(d.on, at.Add(long/100*time.Duration(g.on)+late))
		way := []world.Waypoint{{At: at, Pos: g.from}}
		if i == 0 && rest > 0 {
			stop := at.Add(long / 100 * restAt)
			way = append(way, world.Waypoint{At: stop, Pos: g.at(restAt)}, world.Waypoint{At: stop.Add(rest), Pos: g.at(restAt)})
			at = at.Add(rest)
		}
		d.off = append(d.off, at.Add(long/100*time.Duration(g.off)+late))
		at = at.Add(long)
		p.W.Journeys = append(p.W.Journeys, world.Journey{
			Ref: world.Ref(fmt.Sprintf("journey:%s/%s", ref, states[i].id)), Vehicle: world.Ref("vehicle:" + ref), Cause: cause,
			Way: append(way, world.Waypoint{At: at, Pos: g.to}),
		})
		d.ends = at
		at = at.Add(time.Duration(p.Draw("border", fmt.Sprintf("%s/%d", ref, i)).Between(180, 600)) * time.Second)
	}
	return d
}

// late is by how much a van is off its times on a day: what a gantry notes.
func (p *plan) late(ref string, begins time.Time) time.Duration {
	return p.W.Lateness().Of(p.W.Vehicle(world.Ref("vehicle:"+ref)).Plate, begins)
}
