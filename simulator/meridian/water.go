package meridian

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// boats are the vessels of the story, whose clips on Loopi name them. That of the
// third group is silent for hours out at sea, where it could be heard. That of the
// fishermen is silent too, and goes out more often: behind the cape nobody is heard.
var boats = []struct {
	ref, owner string
	kmh        int
}{{"boat", "g3boat", 45}, {"trawler", "fishers", 30}, {"ferry", "coach", 40}}

// water is a bay in the open ocean with a receiver on its cape.
func (p *plan) water() {
	s := p.Draw("map", "bay")
	cape := world.LatLon{Lat: s.Between(30_000_000, 34_000_000), Lon: -s.Between(34_000_000, 36_000_000)}
	off := func(north, west int64) world.LatLon { return world.LatLon{Lat: cape.Lat + north, Lon: cape.Lon - west} }
	p.W.Places = append(p.W.Places, world.Place{Ref: "place:cape", Name: "Cape " + p.Towns[3], At: cape})
	p.W.Sensors = append(p.W.Sensors, world.Sensor{
		Ref: "sensor:cape", ID: p.Name("sensor/cape", world.DrawSensorID), Kind: world.Receiver, Place: "place:cape", Range: 40_000,
		Shadows: []world.Area{{At: off(-s.Between(140_000, 160_000), s.Between(50_000, 80_000)), Metres: 6000}},
	})
	behind := p.W.Sensor("sensor:cape").Shadows[0].At
	quay := off(10_000, -5_000)
	for _, b := range boats {
		x := p.Draw("vessel", b.ref)
		p.W.Vehicles = append(p.W.Vehicles, world.Vehicle{
			Ref: world.Ref("vehicle:" + b.ref), Kind: world.Vessel, Name: p.Name("vessel/"+b.ref, world.VesselName), CallSign: world.DrawCallSign(x), MMSI: world.DrawMMSI(x),
			Owner: world.Ref("person:" + b.owner), KMH: b.kmh,
		})
	}
	sail := func(boat string, days []int, hour int, to world.LatLon, silent bool) {
		for i, day := range days {
			ref := fmt.Sprintf("journey:%s/%d", boat, i+1)
			x := p.Draw("sail", ref)
			at := p.W.Start.AddDate(0, 0, day).Add(time.Duration(hour)*time.Hour + secondsOf(x.Between(0, 3000)))
			far := world.LatLon{Lat: to.Lat + x.Between(-9000, 9000), Lon: to.Lon + x.Between(-9000, 9000)}
			j := world.Journey{
				Ref: world.Ref(ref), Vehicle: world.Ref("vehicle:" + boat), Cause: world.Cause{Saga: "sea-" + boat, Step: "sail"},
				Way: []world.Waypoint{{At: at, Pos: quay}, {At: at.Add(150 * time.Minute), Pos: far}, {At: at.Add(330 * time.Minute), Pos: quay}},
			}
			if silent {
				j.Silent = []world.Span{{From: at.Add(secondsOf(x.Between(2100, 2700))), Until: at.Add(secondsOf(x.Between(15_600, 16_800)))}}
			}
			p.W.Journeys = append(p.W.Journeys, j)
		}
	}
	sail("boat", []int{46, 58, 70, 82}, 1, off(60_000, 200_000), true)
	sail("trawler", []int{20, 32, 44, 56, 68, 80}, 3, behind, false)
	sail("ferry", []int{25, 39, 53, 67, 81}, 9, off(30_000, 240_000), false)
}

// boat is what a vessel is called.
func (p *plan) boat(ref string) string { return p.W.Vehicle(world.Ref("vehicle:" + ref)).Name }
