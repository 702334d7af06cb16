package movement

import (
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// car is a vehicle of the crowd.
type car struct {
	entity   uint64
	plate    string
	class    string
	from, to world.LatLon
	via      *world.LatLon // a sensor that it passes on a way of its own
	chance   int64         // of a hundred days, on how many it drives
	works    bool          // out in the morning, back in the evening, no Sundays
	fast     int64         // kilometres an hour on the average, at most
}

var (
	classes      = []string{"car", "van", "lorry", "coach"}
	classWeights = []int64{68, 20, 9, 3}
)

// traffic is the crowd on the road.
type traffic struct {
	w    *world.World
	day  stream.Domain
	cars []*car
}

func newTraffic(w *world.World) *traffic {
	t := &traffic{w: w, day: w.Key.Domain("movement/drive")}
	roads := roadsOf(w)
	sensors := append(posts(w, world.Camera), posts(w, world.Gantry)...)
	taken := map[string]bool{}
	for _, x := range w.Vehicles {
		taken[x.Plate] = true
	}
	d := w.Key.Domain("movement/vehicle")
	for i := range min(w.Scale.Of(420), 20_000) {
		t.cars = append(t.cars, newCar(d.Stream(uint64(i), 0), uint64(i), roads, sensors, taken))
	}
	return t
}

// road is a stretch that vehicles of the story drive.
type road struct{ from, to world.LatLon }

// roadsOf are the stretches of at least a kilometre, each once.
func roadsOf(w *world.World) []road {
	var out []road
	seen := map[road]bool{}
	for _, j := range w.Movements() {
		if x := w.Vehicle(j.Vehicle); x.Kind == world.Vessel {
			continue
		}
		for i := 1; i < len(j.Way); i++ {
			r := road{j.Way[i-1].Pos, j.Way[i].Pos}
			if world.Metres(r.from, r.to) >= 1000 && !seen[r] && !seen[road{r.to, r.from}] {
				seen[r] = true
				out = append(out, r)
			}
		}
	}
	return out
}

func newCar(s *stream.Stream, entity uint64, roads []road, sensors []post, taken map[string]bool) *car {
	c := &car{entity: entity, class: classes[s.Weighted(classWeights)]}
	for c.plate == "" || taken[c.plate] {
		c.plate = world.DrawPlate(s)
	}
	taken[c.plate] = true
	if len(roads) > 0 && s.Chance(1, 2) {
		r := stream.Pick(s, roads)
		a, b := s.Between(0, 400), s.Between(600, 1000) // thousandths of the road
		if s.Chance(1, 2) {
			a = 0
		}
		if s.Chance(1, 2) {
			b = 1000
		}
		if s.Chance(1, 2) {
			a, b = b, a
		}
		c.from, c.to = part(r, a), part(r, b)
	} else { // past one sensor, from a village on one side to one on the other
		p := stream.Pick(s, sensors)
		near := p.Range * 1_000_000 / 111_195 / 2
		at := world.LatLon{Lat: p.at.Lat + s.Between(-near, near), Lon: p.at.Lon + s.Between(-near, near)}
		lat, lon := s.Between(-90_000, 90_000), s.Between(-120_000, 120_000)
		c.from, c.via = world.LatLon{Lat: at.Lat + lat, Lon: at.Lon + lon}, &at
		c.to = world.LatLon{Lat: at.Lat - lat + s.Between(-20_000, 20_000), Lon: at.Lon - lon + s.Between(-20_000, 20_000)}
	}
	c.chance = [3]int64{s.Between(1, 4), s.Between(5, 25), s.Between(40, 90)}[s.Weighted([]int64{50, 35, 15})]
	c.works = c.class == "car" && c.chance >= 40
	c.fast = s.Between(70, 105)
	if c.class == "lorry" || c.class == "coach" {
		c.fast = s.Between(60, 85)
	}
	return c
}

// part is the point at so many thousandths of a road.
func part(r road, mille int64) world.LatLon {
	return world.LatLon{Lat: r.from.Lat + (r.to.Lat-r.from.Lat)*mille/1000, Lon: r.from.Lon + (r.to.Lon-r.from.Lon)*mille/1000}
}

// drives are the ways of a car on a day: there and, before midnight, back.
func (t *traffic) drives(c *car, day int) []world.Journey {
	s := t.day.Stream(c.entity, uint32(day))
	if !s.Chance(c.chance, 100) {
		return nil
	}
	midnight := t.w.Start.AddDate(0, 0, day)
	var out int64 // seconds of the day
	switch {
	case c.works && midnight.Weekday() == time.Sunday:
		return nil
	case c.works:
		out = s.Between(6*3600, 9*3600)
	case c.class == "car":
		out = int64(world.Moment(s)/time.Second) * 15 / 24
	default: // who carries goods or guests drives at any hour
		out = s.Between(0, 15*3600)
	}
	there := c.way(s, midnight.Add(time.Duration(out)*time.Second), false)
	end := there.Way[len(there.Way)-1].At
	stay := s.Between(1200, 9*3600)
	if c.works {
		stay = s.Between(7*3600, 10*3600)
	}
	lasts := int64(end.Sub(there.Way[0].At) / time.Second)
	back := c.way(s, end.Add(time.Duration(stay)*time.Second), true)
	if back.Way[0].At.Unix()+2*lasts >= midnight.Unix()+86_000 || s.Chance(1, 12) { // stays overnight and comes back another way
		return []world.Journey{there}
	}
	return []world.Journey{there, back}
}

// way is one drive, at a pace of its own.
func (c *car) way(s *stream.Stream, at time.Time, back bool) world.Journey {
	points := []world.LatLon{c.from, c.to}
	if c.via != nil {
		points = []world.LatLon{c.from, *c.via, c.to}
	}
	if back {
		points[0], points[len(points)-1] = points[len(points)-1], points[0]
	}
	kmh := s.Between(c.fast*6/10, c.fast)
	j := world.Journey{Way: []world.Waypoint{{At: at, Pos: points[0]}}}
	for i := 1; i < len(points); i++ {
		at = at.Add(time.Duration(world.Metres(points[i-1], points[i])*3600/(kmh*1000)+1) * time.Second)
		j.Way = append(j.Way, world.Waypoint{At: at, Pos: points[i]})
	}
	return j
}
