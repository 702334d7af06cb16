package world

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
)

// Vessel is the kind of a Vehicle that sails. It has a name, a call sign and
// an identity in place of a plate.
const Vessel = "vessel"

// The kinds of sensor.
const (
	Receiver = "receiver" // hears the positions that vessels send (AIS)
	Gantry   = "gantry"   // of a toll road: notes who drives on and off
	Camera   = "camera"   // reads plates, now and then wrongly
)

// Sensor stands at a place and notes what passes within its range. A world
// without sensors has no movement tables.
type Sensor struct {
	Ref     Ref    // "sensor:bay"
	ID      string // the visible id: two capital letters, a hyphen, three digits
	Kind    string // Receiver, Gantry or Camera
	Place   Ref
	Range   int64  // metres
	Shadows []Area // of a receiver: where hills or its mast are in the way, so that it hears nobody
}

// Area is a circle on the map.
type Area struct {
	At     LatLon
	Metres int64
}

// Journey is the way of one vehicle through waypoints, straight and at an even
// pace between two of them. Nothing needs to be said of the way between a "depart"
// and its "arrive": Movements makes it of the events.
type Journey struct {
	Ref     Ref // "journey:ferry/3"; of one made of events the Ref of the departure
	Vehicle Ref
	Way     []Waypoint // at least two, in the order of time
	Silent  []Span     // of a vessel: while its transmitter is off
	Cause   Cause
}

// Waypoint is where a vehicle is at a moment.
type Waypoint struct {
	At  time.Time
	Pos LatLon
}

// Span is from one moment up to, and without, another.
type Span struct{ From, Until time.Time }

// Holds says whether a moment lies in the span.
func (s Span) Holds(at time.Time) bool { return !at.Before(s.From) && at.Before(s.Until) }

// DrawMMSI draws a vessel's identity, nine digits that no ship can have: a ship
// station's identity begins with its maritime identification digits, of which
// the first is 2 to 7, and of those that begin with 1 only 111 is in use, by
// aircraft (Recommendation ITU-R M.585).
func DrawMMSI(s *stream.Stream) string { return fmt.Sprintf("100%06d", s.IntN(1_000_000)) }

// DrawCallSign draws a call sign of the series QAA to QZZ, which the Radio
// Regulations of the ITU give to nobody because of the Q code.
func DrawCallSign(s *stream.Stream) string {
	l := func() byte { return plateLetters[s.IntN(len(plateLetters))] }
	return fmt.Sprintf("Q%c%c%d", l(), l(), s.Between(2, 9))
}

// DrawSensorID draws the visible id of a sensor.
func DrawSensorID(s *stream.Stream) string {
	l := func() byte { return plateLetters[s.IntN(len(plateLetters))] }
	return fmt.Sprintf("%c%c-%03d", l(), l(), s.IntN(1000))
}

// Sensor returns the sensor of that name.
func (w *World) Sensor(r Ref) *Sensor {
	return find(w.Sensors, func(x *Sensor) bool { return x.Ref == r })
}

// At is where the vehicle is at a moment; false outside the journey.
func (j *Journey) At(at time.Time) (LatLon, bool) {
	for i := 1; i < len(j.Way); i++ {
		a, b := j.Way[i-1], j.Way[i]
		if at.Before(a.At) || at.After(b.At) {
			continue
		}
		done, all := int64(at.Sub(a.At)/time.Second), max(int64(b.At.Sub(a.At)/time.Second), 1)
		return LatLon{a.Pos.Lat + (b.Pos.Lat-a.Pos.Lat)*done/all, a.Pos.Lon + (b.Pos.Lon-a.Pos.Lon)*done/all}, true
	}
	return LatLon{}, false
}

// Lateness says by how much vehicles on the road are off their planned times.
type Lateness struct {
	start int64
	draws stream.Domain
}

// Lateness of all vehicles of this world.
func (w *World) Lateness() Lateness { return Lateness{w.Start.Unix(), w.Key.Domain("movement/late")} }

// Of is how late a vehicle is on the day on which a journey begins: up to half a
// minute early or late, the same all day. A planner thinks in minutes, and no row
// may show it; a plan that tells what gantries and cameras noted has to know.
func (l Lateness) Of(plate string, begins time.Time) time.Duration {
	day := (begins.Unix() - l.start) / 86_400
	return time.Duration(l.draws.Named(plate+"/"+strconv.FormatInt(day, 10)).Between(-30, 29)) * time.Second
}

// Quiet says whether the transmitter is off at a moment.
func (j *Journey) Quiet(at time.Time) bool {
	return slices.ContainsFunc(j.Silent, func(s Span) bool { return s.Holds(at) })
}

// Movements are the planted journeys and those between a departure and its
// arrival, in the order of time. Only the driver's events move a vehicle.
func (w *World) Movements() []Journey {
	out := slices.Clone(w.Journeys)
	left := map[Ref]Event{}
	log := slices.Clone(w.Events)
	slices.SortStableFunc(log, func(a, b Event) int { return a.At.Compare(b.At) })
	places, drivers := map[Ref]LatLon{}, map[Ref]Ref{}
	for _, p := range w.Places {
		places[p.Ref] = p.At
	}
	for _, x := range w.Vehicles {
		drivers[x.Ref] = x.Driver
	}
	for _, e := range log {
		if driver, ok := drivers[e.By]; !ok || driver != e.Actor {
			continue
		}
		switch from, gone := left[e.By]; {
		case e.Kind == "depart":
			left[e.By] = e
		case e.Kind == "arrive" && gone:
			out = append(out, Journey{
				Ref: from.Ref, Vehicle: e.By, Cause: from.Cause,
				Way: []Waypoint{{from.At, places[from.Place]}, {e.At, places[e.Place]}},
			})
			delete(left, e.By)
		}
	}
	slices.SortStableFunc(out, func(a, b Journey) int { return a.Way[0].At.Compare(b.Way[0].At) })
	return out
}
