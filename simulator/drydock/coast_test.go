package drydock

import (
	"math"
	"testing"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Sine, cosine and bearing agree with those of the standard library, to less
// than a ten-thousandth and to a tenth of a degree.
func TestBearings(t *testing.T) {
	for b := int64(-900); b < 4500; b++ {
		sin, cos := turn(b)
		a := float64(b) / 10 * math.Pi / 180
		if math.Abs(float64(sin)/1e6-math.Sin(a)) > 1e-4 || math.Abs(float64(cos)/1e6-math.Cos(a)) > 1e-4 {
			t.Fatalf("%d: %d, %d, want %f, %f", b, sin, cos, math.Sin(a), math.Cos(a))
		}
	}
	s := stream.NewKey([16]byte{15: 1}).Domain("test").Stream(0, 0)
	for range 20_000 {
		a := world.LatLon{Lat: s.Between(30, 33)*1_000_000 + s.Between(8_000, 40_000), Lon: -s.Between(38_000_000, 44_000_000)}
		b := world.LatLon{Lat: a.Lat + s.Between(-12_000, 12_000), Lon: a.Lon + s.Between(-12_000, 12_000)}
		north, east := float64(b.Lat-a.Lat), float64(b.Lon-a.Lon)*math.Cos(float64(a.Lat)/1e6*math.Pi/180)
		if math.Hypot(north, east) < 1000 {
			continue
		}
		want := math.Mod(math.Atan2(east, north)*180/math.Pi+360, 360)
		off := math.Abs(float64(bearing(a, b))/10 - want)
		if min(off, 360-off) > 0.1 {
			t.Fatalf("%v to %v: %d tenths, want %.2f", a, b, bearing(a, b), want)
		}
	}
}

// What lies at a bearing and a distance is seen at that bearing from there.
func TestFromAndBack(t *testing.T) {
	at := world.LatLon{Lat: 32_020_000, Lon: -40_000_000}
	for b := int64(0); b < 3600; b += 7 {
		there := from(at, b, 900)
		off := (bearing(at, there) - b + 3600) % 3600
		if min(off, 3600-off) > 2 {
			t.Errorf("%d tenths: seen at %d", b, bearing(at, there))
		}
		if far := world.Metres(at, there); far < 890 || far > 915 {
			t.Errorf("%d tenths: %d m away", b, far)
		}
	}
}
