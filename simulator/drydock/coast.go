package drydock

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// mark is something on the coast that stands out.
type mark struct {
	id, kind string
	at       world.LatLon
}

// coast is the bay: where still 4 was taken, where the office of the harbour is,
// from which the panorama was taken, and what can be seen from both.
type coast struct {
	camera, office world.LatLon
	facing         int64 // tenths of a degree: the middle of still 4
	marks          []mark
}

// kinds of marks; two may be of one kind, so that a picture alone names none.
var kinds = []string{"light", "church", "silo", "crane", "mast", "light"}

// seen are the marks that still 4 shows, by number.
const seen = 4

// draw makes the bay, in the open ocean: no position is anybody's address. Just
// north of a whole degree the meridians are as far apart as at the degree itself.
func (p *plan) draw() {
	s := p.Draw("coast", "")
	c := coast{
		camera: world.LatLon{Lat: s.Between(30, 33)*1_000_000 + s.Between(8_000, 40_000), Lon: -s.Between(38_000_000, 44_000_000)},
		facing: s.Between(0, 3599),
	}
	for i, n := range s.Perm(len(kinds)) {
		off := []int64{-380, -190, 60, 330, 560, -620}[i] + s.Between(-60, 60) // the last two are out of the picture
		c.marks = append(c.marks, mark{id: string(rune('A' + i)), kind: kinds[n], at: from(c.camera, c.facing+off, s.Between(450, 1500))})
	}
	c.office = from(c.camera, c.facing+900, s.Between(350, 700))
	p.coast = c
	place := func(ref, name string, at world.LatLon) {
		p.W.Places = append(p.W.Places, world.Place{Ref: world.Ref("place:" + ref), Name: name, At: at})
	}
	place("mole", p.Towns[0]+" mole", c.camera)
	place("office", p.Towns[0]+" harbour office", c.office)
	place("cape", "Cape "+p.Towns[1], from(c.camera, c.facing+1800, 6000))
}

// from is the position at a bearing, in tenths of a degree, and so many metres away.
func from(at world.LatLon, bearing, metres int64) world.LatLon {
	sin, cos := turn(bearing)
	north, east := metres*cos/1_000_000, metres*sin/1_000_000
	lat := at.Lat + north*1_000_000/degree
	narrow := world.Narrow(1_000_000, at.Lat)
	return world.LatLon{Lat: lat, Lon: at.Lon + east*1_000_000/degree*1_000_000/narrow}
}

// degree is how many metres a degree of latitude has.
const degree = 111_195

// turns are the angles whose tangents are 1, 1/2, 1/4 and so on, in millionths of
// a degree: what the method of Volder (CORDIC, 1959) turns by.
var turns = [...]int64{45_000_000, 26_565_051, 14_036_243, 7_125_016, 3_576_334, 1_789_911, 895_174, 447_614, 223_811, 111_906, 55_953, 27_976, 13_988, 6_994, 3_497}

// turn is sine and cosine of a bearing in tenths of a degree, in millionths.
func turn(bearing int64) (sin, cos int64) {
	b := (bearing%3600 + 3600) % 3600
	quarter, rest := b/900, (b%900)*100_000
	x, y := int64(607_252_935), int64(0) // what turning makes longer is taken off before
	for i, t := range turns {
		if rest >= 0 {
			x, y, rest = x-y>>i, y+x>>i, rest-t
		} else {
			x, y, rest = x+y>>i, y-x>>i, rest+t
		}
	}
	sin, cos = y/1000, x/1000
	for range quarter {
		sin, cos = cos, -sin
	}
	return sin, cos
}

// bearing is the direction from one position to another in tenths of a degree.
func bearing(a, b world.LatLon) int64 {
	x, y := (b.Lat-a.Lat)*1000, world.Narrow(b.Lon-a.Lon, a.Lat)*1000
	var quarter int64
	for x < 0 || y < 0 || x == 0 && y > 0 { // into the first quarter
		x, y, quarter = y, -x, quarter+1
	}
	var sum int64
	for i, t := range turns {
		if y > 0 {
			x, y, sum = x+y>>i, y-x>>i, sum+t
		} else {
			x, y, sum = x-y>>i, y+x>>i, sum-t
		}
	}
	return ((sum+50_000)/100_000 + 900*quarter + 3600) % 3600
}

// view is the caption of a panorama: marks and whatever else is to be seen, from a
// place, between two bearings.
func (p *plan) view(at world.LatLon, left, span int64, marks []mark, more ...string) string {
	lines := []string{fmt.Sprintf("%d %d", (left+3600)%3600, span)}
	for _, m := range marks {
		lines = append(lines, fmt.Sprintf("%s %d %d", m.kind, bearing(at, m.at), world.Metres(at, m.at)))
	}
	return strings.Join(append(lines, more...), "\n")
}

// tenths writes tenths of a degree.
func tenths(n int64) string { return fmt.Sprintf("%03d.%d", n/10, n%10) }

// sightings is the table of what was measured in the two pictures.
func (p *plan) sightings() {
	var rows [][]string
	for _, m := range p.coast.marks[:seen] {
		rows = append(rows, []string{"still 4", m.id, tenths(bearing(p.coast.camera, m.at))})
	}
	rows = append(rows, []string{"still 4", "ferry", tenths(bearing(p.coast.camera, p.berth()))})
	for _, m := range p.coast.marks {
		rows = append(rows, []string{"panorama", m.id, tenths(bearing(p.coast.office, m.at))})
	}
	draft.Shuffle(p.Draw("sightings", "order"), rows)
	p.HandTable("bearings", []string{"picture", "mark", "bearing_deg"}, rows)
	rows = nil
	for _, m := range p.coast.marks {
		rows = append(rows, []string{m.id, m.kind, draft.Degrees(m.at.Lat), draft.Degrees(m.at.Lon)})
	}
	rows = append(rows, []string{"office", "harbour office", draft.Degrees(p.coast.office.Lat), draft.Degrees(p.coast.office.Lon)})
	p.HandTable("landmarks", []string{"mark", "kind", "lat", "lon"}, rows)
}
