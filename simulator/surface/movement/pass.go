package movement

import (
	"github.com/osint-radar/academy/simulator/world"
)

// pass is a vehicle that goes by a sensor: when it is nearest to it.
type pass struct {
	post *post
	at   int64 // Unix seconds
}

// passes are the moments at which a journey comes nearest to each sensor, where
// that is within its range. A vehicle that waits beside a sensor passes once.
func passes(j *world.Journey, list []post) []pass {
	var out []pass
	for k := range list {
		p := &list[k]
		atEnd := true // the leg before came nearest where this one begins
		for i := 1; i < len(j.Way); i++ {
			a, b := j.Way[i-1], j.Way[i]
			t, far := nearest(a, b, p.at)
			from, until := seconds(a), b.At.Unix()
			if t < until || i == len(j.Way)-1 {
				if far <= p.Range && (t > from || atEnd) {
					out = append(out, pass{p, t})
				}
			}
			atEnd = t == until
		}
	}
	return out
}

// seconds is the first full second of a waypoint.
func seconds(p world.Waypoint) int64 {
	s := p.At.Unix()
	if p.At.Nanosecond() > 0 {
		s++
	}
	return s
}

// nearest is the second at which the way from a to b comes nearest to a
// position, and how near that is in metres. The distance falls up to there and
// rises from there on, so halving finds it.
func nearest(a, b world.Waypoint, to world.LatLon) (at, metres int64) {
	leg := world.Journey{Way: []world.Waypoint{a, b}}
	far := func(t int64) int64 {
		p, _ := leg.At(unix(t))
		return square(p, to)
	}
	lo, hi := seconds(a), b.At.Unix()
	if hi <= lo {
		return lo, world.Metres(a.Pos, to)
	}
	for lo < hi {
		mid := (lo + hi) / 2
		if far(mid) <= far(mid+1) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	p, _ := leg.At(unix(lo))
	return lo, world.Metres(p, to)
}

// square is a distance on the map, squared, in millionths of a degree of
// latitude: fine enough to tell one second from the next. A degree of longitude
// counts by the whole degree of latitude of the sensor.
func square(a, b world.LatLon) int64 {
	y := a.Lat - b.Lat
	x := world.Narrow(a.Lon-b.Lon, b.Lat)
	return x*x + y*y
}
