package saga

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Line is a vehicle that goes to and fro between two places, whoever rides.
type Line struct {
	Name            string // of the saga: "n1/line-1"
	Vehicle, Driver world.Ref
	From, To        world.Ref
	Trips           []Trip
}

// Trip is one way out and back: leaves From, reaches To, returns, is home.
type Trip struct{ Leaves, Reaches, Returns, Home time.Time }

// Timetable is how a line is driven.
type Timetable struct {
	Start, End  time.Time
	Least, Most int64 // hours between being home and leaving again
	Night       bool  // leaves in the evening, else in the morning
}

// NewLine draws the trips of a line. A ride takes as long as the distance asks
// for at 55 to 85 per cent of what the vehicle never exceeds, and its pauses.
func NewLine(name string, v world.Vehicle, from, to world.Place, t Timetable, draws stream.Domain) *Line {
	l := &Line{Name: name, Vehicle: v.Ref, Driver: v.Driver, From: from.Ref, To: to.Ref}
	metres := world.Metres(from.At, to.At)
	ride := func(s *stream.Stream) time.Duration {
		metresAnHour := int64(v.KMH) * 10 * s.Between(55, 85)
		return time.Duration(metres*3600/metresAnHour+1+s.Between(10*minute, 80*minute)) * time.Second
	}
	at := t.Start
	for n := 0; ; n++ {
		s := draws.Named(fmt.Sprintf("%s/%d", name, n))
		at = at.Add(time.Duration(s.Between(t.Least*hour, t.Most*hour)) * time.Second)
		at = leave(at, t.Night, s)
		r := Trip{Leaves: at}
		r.Reaches = r.Leaves.Add(ride(s))
		r.Returns = r.Reaches.Add(time.Duration(s.Between(40*minute, 5*hour)) * time.Second)
		r.Home = r.Returns.Add(ride(s))
		if r.Home.After(t.End) {
			return l
		}
		l.Trips = append(l.Trips, r)
		at = r.Home
	}
}

// leave moves a moment to the next morning or evening.
func leave(at time.Time, night bool, s *stream.Stream) time.Time {
	first := at.Truncate(24 * time.Hour).Add(5 * time.Hour)
	if night {
		first = first.Add(14 * time.Hour)
	}
	leaves := first.Add(time.Duration(s.Int64N(5*hour)) * time.Second)
	if leaves.Before(at) {
		leaves = leaves.Add(24 * time.Hour)
	}
	return leaves
}

// Next is the first trip that leaves then or later.
func (l *Line) Next(at time.Time) (Trip, bool) {
	for _, r := range l.Trips {
		if !r.Leaves.Before(at) {
			return r, true
		}
	}
	return Trip{}, false
}

// Events are the movements of vehicle and driver.
func (l *Line) Events() []world.Event {
	t := thread{name: l.Name}
	for _, r := range l.Trips {
		for _, m := range []struct {
			kind     string
			from, to world.Ref
			at       time.Time
		}{{"depart", l.From, l.To, r.Leaves}, {"arrive", l.To, "", r.Reaches}, {"depart", l.To, l.From, r.Returns}, {"arrive", l.From, "", r.Home}} {
			t.add(m.kind, world.Event{Actor: l.Driver, Place: m.from, To: m.to, By: l.Vehicle, At: m.at})
		}
	}
	return t.log
}
