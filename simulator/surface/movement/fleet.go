package movement

import (
	"fmt"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// ship is a vessel of the crowd.
type ship struct {
	entity     uint64
	mmsi, call string
	name       string
	sort       *sort
	length     int64
	kmh        int64
	home       world.LatLon
	every      int64 // days from one voyage to the next, and the first of them
	first      int64
	hides      bool // now and then the transmitter is off
}

// sort is a sort of vessel.
type sort struct {
	name           string
	weight         int64
	slow, fast     int64 // kilometres an hour
	short, long    int64 // metres
	silent         int64 // one in so many switches off at times; 0: none does
	stays, staysTo int64 // minutes at the far end
}

var sorts = []sort{
	{"passenger", 8, 22, 34, 30, 120, 0, 15, 40},
	{"cargo", 18, 18, 30, 70, 190, 0, 60, 300},
	{"fishing", 38, 11, 19, 9, 28, 4, 60, 260},
	{"pleasure", 28, 9, 24, 7, 20, 5, 30, 240},
	{"tug", 8, 12, 20, 18, 34, 0, 30, 160},
}

// fleet is the crowd on the water, and where it sails.
type fleet struct {
	w       *world.World
	day     stream.Domain
	ships   []*ship
	harbour []world.LatLon // where voyages of the story begin
	points  []world.LatLon // where one sails to
}

func newFleet(w *world.World, receivers []post) *fleet {
	f := &fleet{w: w, day: w.Key.Domain("movement/voyage")}
	var story []world.LatLon
	for _, j := range w.Journeys {
		if x := w.Vehicle(j.Vehicle); x.Kind == world.Vessel {
			f.harbour = append(f.harbour, j.Way[0].Pos)
			for _, p := range j.Way {
				story = append(story, p.Pos)
			}
		}
	}
	f.points = story
	d := w.Key.Domain("movement/sea")
	for i, r := range receivers {
		s := d.Named(string(r.Ref))
		for range 14 {
			f.points = append(f.points, around(s, r, story))
		}
		for _, a := range receivers[i].Shadows {
			f.points = append(f.points, a.At)
		}
	}
	taken := map[string]bool{}
	for _, x := range w.Vehicles {
		taken[x.MMSI], taken[x.Name] = true, true
	}
	crew := w.Key.Domain("movement/vessel")
	for i := range min(w.Scale.Of(220), 2000) {
		f.ships = append(f.ships, f.ship(crew.Stream(uint64(i), 0), uint64(i), taken))
	}
	return f
}

// around draws a point that a receiver hears, on the side on which the story's
// voyages are: there is the sea.
func around(s *stream.Stream, r post, story []world.LatLon) world.LatLon {
	reach := r.Range * 9 / 10 * 1_000_000 / 111_195 // millionths of a degree
	var toLat, toLon int64
	for _, p := range story {
		toLat, toLon = toLat+(p.Lat-r.at.Lat)/int64(len(story)), toLon+(p.Lon-r.at.Lon)/int64(len(story))
	}
	for {
		lat, lon := s.Between(-reach, reach), s.Between(-2*reach, 2*reach)
		p := world.LatLon{Lat: r.at.Lat + lat, Lon: r.at.Lon + lon}
		if world.Metres(p, r.at) <= r.Range*9/10 && lat*toLat+lon*toLon >= 0 {
			return p
		}
	}
}

func (f *fleet) ship(s *stream.Stream, entity uint64, taken map[string]bool) *ship {
	weights := make([]int64, len(sorts))
	for i := range sorts {
		weights[i] = sorts[i].weight
	}
	x := &ship{entity: entity, sort: &sorts[s.Weighted(weights)], call: world.DrawCallSign(s)}
	for x.mmsi == "" || taken[x.mmsi] {
		x.mmsi = world.DrawMMSI(s)
	}
	for try := 0; x.name == "" || taken[x.name]; try++ {
		x.name = world.VesselName(s)
		if try > 3 {
			x.name += " " + strconv.FormatInt(s.Between(2, 99), 10)
		}
	}
	taken[x.mmsi], taken[x.name] = true, true
	x.kmh, x.length = s.Between(x.sort.slow, x.sort.fast), s.Between(x.sort.short, x.sort.long)
	x.home = stream.Pick(s, f.points)
	if len(f.harbour) > 0 && s.Chance(1, 2) {
		x.home = stream.Pick(s, f.harbour)
	}
	x.home.Lat, x.home.Lon = x.home.Lat+s.Between(-2000, 2000), x.home.Lon+s.Between(-2000, 2000)
	x.every = [3]int64{s.Between(2, 6), s.Between(7, 20), s.Between(21, 90)}[s.Weighted([]int64{40, 40, 20})]
	if x.sort.name == "passenger" {
		x.every = 1
	}
	x.first = s.Int64N(x.every)
	x.hides = x.sort.silent > 0 && s.Chance(1, x.sort.silent)
	return x
}

// voyage is what a ship does on a day; nil if it stays at home. It is over when
// the next one may begin.
func (f *fleet) voyage(x *ship, day int) *world.Journey {
	if (int64(day)+x.first)%x.every != 0 {
		return nil
	}
	s := f.day.Stream(x.entity, uint32(day))
	at := f.w.Start.AddDate(0, 0, day).Add(time.Duration(s.Between(0, 20*3600)) * time.Second)
	there, legs := f.goal(s, x, 5*3600), int64(2)
	if x.sort.name == "passenger" {
		at = f.w.Start.AddDate(0, 0, day).Add(time.Duration(s.Between(5*3600, 7*3600)) * time.Second)
		there = f.goal(f.day.Stream(x.entity, 1<<31), x, 2*3600) // the same every day
		legs = 4
	}
	j := &world.Journey{Way: []world.Waypoint{{At: at, Pos: x.home}}}
	lasts := max(world.Metres(x.home, there)*3600/(x.kmh*1000), 600)
	for leg := range legs {
		to := there
		if leg%2 == 1 {
			to = x.home
		}
		at = at.Add(time.Duration(lasts*s.Between(102, 118)/100) * time.Second)
		j.Way = append(j.Way, world.Waypoint{At: at, Pos: to})
		if leg == legs-1 {
			break
		}
		stay := time.Duration(s.Between(x.sort.stays, x.sort.staysTo)) * time.Minute
		if x.sort.name == "fishing" { // along the nets and back
			net := world.LatLon{Lat: to.Lat + s.Between(-15_000, 15_000), Lon: to.Lon + s.Between(-15_000, 15_000)}
			j.Way = append(j.Way, world.Waypoint{At: at.Add(stay / 2), Pos: net})
		}
		at = at.Add(stay)
		j.Way = append(j.Way, world.Waypoint{At: at, Pos: to})
	}
	if all := int64(at.Sub(j.Way[0].At) / time.Second); x.hides && s.Chance(1, 2) {
		from := j.Way[0].At.Add(time.Duration(s.Between(all/10, all/2)) * time.Second)
		j.Silent = []world.Span{{From: from, Until: from.Add(time.Duration(s.Between(all/4, all/2)) * time.Second)}}
	}
	return j
}

// goal draws where a ship sails to, no farther than it comes in so many seconds.
func (f *fleet) goal(s *stream.Stream, x *ship, most int64) world.LatLon {
	to := stream.Pick(s, f.points)
	to.Lat, to.Lon = to.Lat+s.Between(-20_000, 20_000), to.Lon+s.Between(-20_000, 20_000)
	if far, reach := world.Metres(x.home, to), most*x.kmh*1000/3600; far > reach {
		to.Lat = x.home.Lat + (to.Lat-x.home.Lat)*reach/far
		to.Lon = x.home.Lon + (to.Lon-x.home.Lon)*reach/far
	}
	return to
}

// register is the row of a vessel.
func (x *ship) register() []string {
	return []string{x.mmsi, x.call, x.name, x.sort.name, strconv.FormatInt(x.length, 10)}
}

// planted is the row of a vessel of the story: what the plan leaves open is
// drawn as for the crowd.
func planted(w *world.World, v *world.Vehicle) []string {
	s := w.Key.Domain("movement/planted").Named(string(v.Ref))
	t := sorts[2+s.IntN(2)] // a fishing boat or a yacht
	return []string{v.MMSI, v.CallSign, v.Name, t.name, fmt.Sprint(s.Between(t.short, t.long))}
}
