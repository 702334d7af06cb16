package world_test

import (
	"math"
	"regexp"
	"testing"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// haversine is the distance on a sphere by the formula of R. W. Sinnott (1984).
func haversine(a, b world.LatLon) float64 {
	rad := func(micro int64) float64 { return float64(micro) / 1e6 * math.Pi / 180 }
	y, x := math.Sin((rad(b.Lat)-rad(a.Lat))/2), math.Sin((rad(b.Lon)-rad(a.Lon))/2)
	return 2 * 6_371_000 * math.Asin(math.Sqrt(y*y+math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*x*x))
}

func TestMetresErrsToTheFarSide(t *testing.T) {
	s := stream.NewKey([16]byte{7}).Domain("test").Stream(0, 0)
	for range 10_000 {
		a := world.LatLon{Lat: s.Between(30_000_000, 34_000_000), Lon: -s.Between(38_000_000, 44_000_000)}
		b := world.LatLon{Lat: s.Between(30_000_000, 34_000_000), Lon: -s.Between(38_000_000, 44_000_000)}
		want := haversine(a, b)
		got := float64(world.Metres(a, b))
		if got < want*0.9995-2 || got > want*1.04+2 {
			t.Fatalf("%v to %v: %.0f m, the great circle has %.0f", a, b, got, want)
		}
	}
}

func TestNumbersAreNobodys(t *testing.T) {
	drama := regexp.MustCompile(`^\+44(7700900|1632960|2079460|1(13|14|15|16|17|18|21|31|41|51|61)4960)\d{3}$`)
	seen := map[string]bool{}
	for n := range world.PhoneNumbers() {
		p := world.PhoneNumber(n)
		if !drama.MatchString(p) || seen[p] {
			t.Fatalf("number %d is %s", n, p)
		}
		seen[p] = true
	}
	plate := regexp.MustCompile(`^X[A-F]-[A-HJ-NPR-Z]{2} \d{3}$`) // XA to XZ: ISO 3166-1, user-assigned
	s := stream.NewKey([16]byte{7}).Domain("test").Stream(1, 0)
	for range 1000 {
		if p := world.DrawPlate(s); !plate.MatchString(p) {
			t.Fatalf("plate %s", p)
		}
	}
}
