package world

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"
)

var (
	sensorID   = regexp.MustCompile(`^[A-HJ-NPR-Z]{2}-\d{3}$`)
	nobodyMMSI = regexp.MustCompile(`^100\d{6}$`)
	nobodyCall = regexp.MustCompile(`^Q[A-Z]{2}[2-9]$`)
)

// sensors wants each sensor to stand somewhere, and shadows to lie where a
// receiver would hear.
func (v *validator) sensors() {
	ids := map[string]Ref{}
	for _, s := range v.w.Sensors {
		v.unlike(s.Ref, "id", s.ID, ids)
		if !sensorID.MatchString(s.ID) {
			v.fail("%s: id: %q, want two letters, a hyphen and three digits", s.Ref, s.ID)
		}
		switch s.Kind {
		case Receiver, Gantry, Camera:
		default:
			v.fail("%s: kind: %q is none of %s, %s, %s", s.Ref, s.Kind, Receiver, Gantry, Camera)
		}
		if s.Range <= 0 {
			v.fail("%s: range: %d m, want more than 0", s.Ref, s.Range)
		}
		if s.Kind != Receiver && s.Shadows != nil {
			v.fail("%s: shadows: a %s has none", s.Ref, s.Kind)
		}
		p := v.w.Place(s.Place)
		if p == nil {
			v.fail("%s: place: stands at %q, which does not exist", s.Ref, s.Place)
			continue
		}
		for i, a := range s.Shadows {
			if a.Metres <= 0 || Metres(p.At, a.At) >= s.Range+a.Metres {
				v.fail("%s: shadows[%d]: lies where nothing is heard anyway", s.Ref, i)
			}
		}
	}
}

// fastest is what none of a kind drives on the average, in kilometres an hour:
// the kinds that a toll road tells apart, of which lorries and coaches have a
// limiter (Directive 92/6/EEC as amended), and vessels, of which those of the
// story are fishing boats or yachts.
var fastest = map[string]int{"car": 150, "van": 120, "lorry": 90, "coach": 100, Vessel: 50}

// vessel wants a vessel to be known as vessels are, by marks that none has.
func (v *validator) vessel(x Vehicle) {
	if n := len(v.w.Sensors); n > 0 && fastest[x.Kind] == 0 {
		v.fail("%s: kind: %q is none of %v", x.Ref, x.Kind, slices.Sorted(maps.Keys(fastest)))
	} else if n > 0 && x.KMH > fastest[x.Kind] {
		v.fail("%s: kmh: %d is faster than a %s can be", x.Ref, x.KMH, x.Kind)
	}
	if x.Kind != Vessel {
		if x.Name != "" || x.MMSI != "" || x.CallSign != "" {
			v.fail("%s: kind: a %s has no name, call sign or identity", x.Ref, x.Kind)
		}
		return
	}
	if x.Plate != "" || x.Name == "" {
		v.fail("%s: name: a vessel has a name and no plate, this one %q and %q", x.Ref, x.Name, x.Plate)
	}
	if !nobodyMMSI.MatchString(x.MMSI) {
		v.fail("%s: mmsi: %q could be a ship's, want nine digits that begin with 100", x.Ref, x.MMSI)
	}
	if !nobodyCall.MatchString(x.CallSign) {
		v.fail("%s: call_sign: %q could be a ship's, want one of the series QAA to QZZ", x.Ref, x.CallSign)
	}
}

// journeys wants every vehicle to be in one place at a time, and to come no
// faster than it can; the same of whoever drives it.
func (v *validator) journeys() {
	w := v.w
	for _, j := range w.Journeys {
		v.know(j.Ref, j.Vehicle)
		x := w.Vehicle(j.Vehicle)
		if x == nil || len(j.Way) < 2 {
			v.fail("%s: way: %q goes through %d points, want a vehicle and two or more", j.Ref, j.Vehicle, len(j.Way))
			continue
		}
		v.clock(j.Ref, j.Way[0].At)
		v.clock(j.Ref, j.Way[len(j.Way)-1].At)
		v.cause(j.Ref, j.Way[0].At, j.Cause)
		for i, p := range j.Way {
			if abs(p.Pos.Lat) > 90_000_000 || abs(p.Pos.Lon) > 180_000_000 {
				v.fail("%s: way[%d]: %d, %d is nowhere", j.Ref, i, p.Pos.Lat, p.Pos.Lon)
			}
			if i > 0 {
				v.reach(fmt.Sprintf("%s: way[%d]", j.Ref, i), x, j.Way[i-1], p)
			}
		}
		for i, s := range j.Silent {
			if x.Kind != Vessel || !s.From.Before(s.Until) || s.From.Before(j.Way[0].At) || s.Until.After(j.Way[len(j.Way)-1].At) {
				v.fail("%s: silent[%d]: is no part of a vessel's journey", j.Ref, i)
			}
		}
	}
	v.between()
}

// reach wants a vehicle to be able to come from one point to the next.
func (v *validator) reach(what string, x *Vehicle, a, b Waypoint) {
	if !a.At.Before(b.At) {
		v.fail("%s: at %s, not after the point before it", what, stamp(b.At))
		return
	}
	if far := Metres(a.Pos, b.Pos); far*3600 > int64(b.At.Sub(a.At)/time.Second)*int64(x.KMH)*1000 {
		v.fail("%s: %s comes %d m in %s, faster than it can", what, x.Ref, far, b.At.Sub(a.At))
	}
}

// between looks at what lies between two journeys of a vehicle or a driver.
func (v *validator) between() {
	planted := map[Ref]bool{}
	for _, j := range v.w.Journeys {
		planted[j.Ref] = len(j.Way) > 1
	}
	last := map[Ref]Journey{} // by vehicle and driver
	for _, j := range v.w.Movements() {
		x := v.w.Vehicle(j.Vehicle)
		if x == nil || len(j.Way) < 2 {
			continue
		}
		for _, who := range []Ref{x.Ref, x.Driver} {
			before, seen := last[who]
			if who == "" || seen && !planted[j.Ref] && !planted[before.Ref] { // events have been looked at
				continue
			}
			if seen {
				end := before.Way[len(before.Way)-1]
				if start := j.Way[0]; end.Pos != start.Pos || end.At.After(start.At) {
					v.reach(fmt.Sprintf("%s: way[0]: after %s", j.Ref, before.Ref), x, end, start)
				}
			}
			last[who] = j
		}
		if !planted[j.Ref] {
			continue
		}
		for _, e := range v.w.Events {
			if e.Place != "" && (e.Actor == x.Driver || e.By == x.Ref) && e.At.After(j.Way[0].At) && e.At.Before(j.Way[len(j.Way)-1].At) {
				v.fail("%s: way: %s is at %s then (%s)", j.Ref, e.Actor, e.Place, e.Ref)
			}
		}
	}
}
