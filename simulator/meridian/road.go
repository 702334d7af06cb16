package meridian

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// bus is a vehicle on the road between the station and the halls.
type bus struct {
	ref, user, owner, driver, kind string
	trips                          int
	from, to                       int // hours between which it leaves
}

// The agency's bus brings people to a hall at night; the coach firm drives the
// same road by day and more often, the honest agency's people start at six. Two
// groups have a van each; their rooms say when it leaves.
var buses = []bus{
	{"bus", ring, "rental", "foreman", "van", 9, 2, 4},
	{"coach", "coach", "coach", "coach", "coach", 16, 7, 19},
	{"shuttle", "fairwork", "rental", "fairwork", "van", 12, 5, 6},
	{"g1van", "g1", "g1van", "g1van", "van", departures, 4, 22},
	{"g2van", "g2", "g2van", "g2van", "van", departures, 4, 22},
}

// departures is how often the van of a group drives.
const departures = 5

// road is one straight road with a gantry at each end and a camera between, and
// those who drive on it. The map lies in the open ocean.
func (p *plan) road() {
	s := p.Draw("map", "")
	from := world.LatLon{Lat: s.Between(30_000_000, 34_000_000), Lon: -s.Between(44_000_000, 45_000_000)}
	to := world.LatLon{Lat: from.Lat + s.Between(-90_000, 90_000), Lon: from.Lon + s.Between(500_000, 600_000)}
	for i, x := range []struct {
		ref, kind string
		share     int64
	}{{"on", world.Gantry, 10}, {"camera", world.Camera, s.Between(40, 60)}, {"off", world.Gantry, 90}} {
		place := world.Ref("place:road/" + x.ref)
		p.W.Places = append(p.W.Places, world.Place{
			Ref: place, Name: p.Towns[i], At: world.LatLon{Lat: from.Lat + (to.Lat-from.Lat)*x.share/100, Lon: from.Lon + (to.Lon-from.Lon)*x.share/100},
		})
		p.W.Sensors = append(p.W.Sensors, world.Sensor{Ref: world.Ref("sensor:" + x.ref), Kind: x.kind, Place: place, Range: 120, ID: p.Name("sensor/"+x.ref, world.DrawSensorID)})
	}
	for _, b := range buses {
		p.W.Vehicles = append(p.W.Vehicles, world.Vehicle{
			Ref: world.Ref("vehicle:" + b.ref), Kind: b.kind, Plate: p.plate(b.ref), Colour: stream.Pick(p.Draw("colour", b.ref), []string{"white", "grey", "blue"}),
			Owner: world.Ref("person:" + b.owner), Driver: world.Ref("person:" + b.driver), KMH: 90,
		})
		days := p.Draw("days", b.ref).Perm(50)[:b.trips]
		slices.Sort(days)
		for i, day := range days {
			ref := fmt.Sprintf("journey:%s/%d", b.ref, i+1)
			x := p.Draw("trip", ref)
			at := p.W.Start.AddDate(0, 0, restFrom+day).Add(secondsOf(x.Between(int64(b.from)*3600, int64(b.to)*3600)))
			lasts := secondsOf(world.Metres(from, to) * 3600 / x.Between(62_000, 80_000))
			p.W.Journeys = append(p.W.Journeys, world.Journey{
				Ref: world.Ref(ref), Vehicle: world.Ref("vehicle:" + b.ref), Cause: world.Cause{Saga: "work-" + b.user, Step: "drive"},
				Way: []world.Waypoint{{At: at, Pos: from}, {At: at.Add(lasts), Pos: to}},
			})
		}
	}
}

func (p *plan) plate(ref string) string { return p.Name("plate/"+ref, world.DrawPlate) }

// invoices are the rental firm's: who rented which vehicle. The agency's bus is
// one of them; the others are lawful.
func (p *plan) invoices() {
	row := func(ref, holder string) []string {
		s := p.Draw("invoice", ref)
		from := p.W.Start.AddDate(0, 0, int(s.Between(20, 34)))
		return []string{p.FileNumber("V", ref), from.Format("2006-01-02"), holder, p.plate(ref), "van", fmt.Sprint(s.Between(40, 55)), fmt.Sprint(s.Between(20, 60) * 250)}
	}
	rows := [][]string{
		row("bus", p.NameOf(ring)), row("shuttle", p.NameOf("fairwork")),
		row("hostel", p.NameOf("hostel")), row("fishers", p.NameOf("fishers")), row("printer", p.NameOf("printer")),
	}
	draft.Shuffle(p.Draw("order", "invoices"), rows)
	p.HandTable("invoices", []string{"invoice", "from", "holder", "plate", "class", "days", "tk"}, rows)
}

// invoice is the row of a vehicle.
func (p *plan) invoice(ref string) world.Ref {
	for _, t := range p.W.Case.Tables {
		if t.Name == "invoices" {
			return t.Row(slices.IndexFunc(t.Rows, func(r []string) bool { return r[3] == p.plate(ref) }))
		}
	}
	return ""
}

func secondsOf(n int64) time.Duration { return time.Duration(n) * time.Second }
