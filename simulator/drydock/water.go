package drydock

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// The weather sheet covers some days, hour by hour. In three windows of three
// hours it rains with the wind that the flag in still 4 shows; the ferry lies
// near in one of them. days counts from the day of the sheet's begin.
const (
	sheetFrom = 55 // day of the clock
	sheetDays = 5
	lasts     = 3 // hours of a window
)

// windows are the days and hours at which one may begin.
var windows = []struct{ day, hour int }{{0, 7}, {2, 11}, {3, 15}}

// winds are the directions of the rose.
var winds = []string{"N", "NE", "E", "SE", "S", "SW", "W", "NW"}

// wind is the direction that the flag in still 4 shows.
func (p *plan) wind() string { return stream.Pick(p.Draw("weather", "wind"), winds) }

// begins is when a window begins.
func (p *plan) begins(i int) time.Time {
	return p.W.Start.AddDate(0, 0, sheetFrom+windows[i].day).Add(time.Duration(windows[i].hour+p.Draw("weather", fmt.Sprint(i)).IntN(3)) * time.Hour)
}

// weather is the sheet of the harbour office. Beside the windows there is rain
// with other winds, and that wind without rain.
func (p *plan) weather() {
	var rows [][]string
	wind := p.wind()
	for h := range 24 * sheetDays {
		at := p.W.Start.AddDate(0, 0, sheetFrom).Add(time.Duration(h) * time.Hour)
		s := p.Draw("weather", at.String())
		from := winds[s.IntN(len(winds))]
		rain := "0.0"
		if wet := s.Chance(1, 6); wet && from != wind {
			rain = fmt.Sprintf("%d.%d", s.Between(0, 2), s.Between(1, 9))
		}
		for i := range windows {
			if d := at.Sub(p.begins(i)); d >= 0 && d < lasts*time.Hour {
				from, rain = wind, fmt.Sprintf("%d.%d", s.Between(0, 3), s.Between(1, 9))
			}
		}
		rows = append(rows, []string{at.Format("2006-01-02T15:04Z"), from, fmt.Sprint(s.Between(4, 21)), rain})
	}
	p.HandTable("weather", []string{"hour_from", "wind_from", "wind_kn", "rain_mm"}, rows)
}

// berth is where the ferry lies, and roads where it waits far out.
func (p *plan) berth() world.LatLon { return from(p.coast.camera, p.coast.facing+200, 1100) }

func (p *plan) roads() world.LatLon { return from(p.coast.camera, p.coast.facing+1500, 16_000) }

// boats are the vessels of the story. Two of them are silent for hours: one whose
// transmitter is off, and one of the cooperative, behind the cape.
var boats = []struct {
	ref, owner string
	kmh        int
}{{"boat", "procurer", 45}, {"trawler", "fishers", 30}, {"ferry", "marina", 40}, {"rescue", "rescue", 45}}

func (p *plan) water() {
	for _, b := range boats {
		s := p.Draw("vessel", b.ref)
		p.W.Vehicles = append(p.W.Vehicles, world.Vehicle{
			Ref: vessel(b.ref), Kind: world.Vessel, Name: p.Name("vessel/"+b.ref, world.VesselName), CallSign: world.DrawCallSign(s), MMSI: world.DrawMMSI(s),
			Owner: world.Ref("person:" + b.owner), KMH: b.kmh,
		})
	}
	cape := p.Draw("cape", "")
	p.W.Sensors = []world.Sensor{{
		Ref: "sensor:cape", ID: world.DrawSensorID(cape), Kind: world.Receiver, Place: "place:cape", Range: 45_000,
		Shadows: []world.Area{{At: from(p.coast.camera, p.coast.facing+1200, 21_000), Metres: 6000}},
	}}
	p.ferry()
	out := func(ref, boat string, day, hour int, to int64, metres int64, silent bool) {
		at := p.W.Start.AddDate(0, 0, day).Add(time.Duration(hour)*time.Hour + time.Duration(p.Draw("sail", ref).Between(0, 50))*time.Minute)
		quay, far := from(p.coast.camera, p.coast.facing+400, 300), from(p.coast.camera, p.coast.facing+to, metres)
		j := world.Journey{
			Ref: world.Ref("journey:" + ref), Vehicle: vessel(boat), Cause: world.Cause{Saga: ref, Step: "sail"},
			Way: []world.Waypoint{{At: at, Pos: quay}, {At: at.Add(150 * time.Minute), Pos: far}, {At: at.Add(330 * time.Minute), Pos: quay}},
		}
		if silent {
			j.Silent = []world.Span{{From: at.Add(40 * time.Minute), Until: at.Add(280 * time.Minute)}}
		}
		p.W.Journeys = append(p.W.Journeys, j)
	}
	for i, day := range []int{30, 44, 72} {
		out(fmt.Sprintf("boat-%d", i+1), "boat", day, 1, 1500, 24_000, true)
	}
	for i, day := range []int{21, 35, 49, 63, 77} {
		out(fmt.Sprintf("trawler-%d", i+1), "trawler", day, 3, 1200, 22_000, false)
	}
	for i, day := range []int{33, 61} {
		out(fmt.Sprintf("patrol-%d", i+1), "rescue", day, 20, 1600, 26_000, false)
	}
}

// ferry lies at its berth in the window of still 4, and at the roads in the
// others and whenever it has nothing to do on the days of the sheet.
func (p *plan) ferry() {
	for i := range windows {
		at := p.begins(i)
		there, before := p.roads(), p.roads()
		if i == p.window {
			there = p.berth()
		}
		p.W.Journeys = append(p.W.Journeys, world.Journey{
			Ref: world.Ref(fmt.Sprintf("journey:ferry-%d", i+1)), Vehicle: vessel("ferry"), Cause: world.Cause{Saga: "ferry", Step: "call"},
			Way: []world.Waypoint{
				{At: at.Add(-70 * time.Minute), Pos: before},
				{At: at.Add(-12 * time.Minute), Pos: there},
				{At: at.Add((lasts*60 + 9) * time.Minute), Pos: there},
				{At: at.Add((lasts*60 + 80) * time.Minute), Pos: before},
			},
		})
	}
}

func vessel(ref string) world.Ref { return world.Ref("vehicle:" + ref) }
