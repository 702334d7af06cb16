package world

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/stream"
)

// Vehicle is a vehicle of the story, on the road or on the water.
type Vehicle struct {
	Ref    Ref    // "vehicle:n1/van1"
	Kind   string // "van", "car", "coach", "lorry", Vessel
	Plate  string // from DrawPlate; "" of a vessel
	Colour string
	Owner  Ref // person or organisation in whose name it stands
	Driver Ref
	KMH    int // kilometres an hour that it never exceeds on the average

	Name     string // of a vessel
	CallSign string // of a vessel, from DrawCallSign
	MMSI     string // of a vessel: its identity in the maritime mobile service, from DrawMMSI
}

// plateLetters are those of plates and ids: without I, O and Q, which read as figures.
const plateLetters = "ABCDEFGHJKLMNPRSTUVWXYZ"

// DrawPlate draws a number plate. It begins with a code of the range that ISO
// 3166-1 leaves to its users (XA to XZ): no state issues one.
func DrawPlate(s *stream.Stream) string {
	l := func() byte { return plateLetters[s.IntN(len(plateLetters))] }
	return fmt.Sprintf("X%c-%c%c %03d", 'A'+s.IntN(6), l(), l(), s.IntN(1000))
}

// Vehicle returns the vehicle of that name.
func (w *World) Vehicle(r Ref) *Vehicle {
	return find(w.Vehicles, func(x *Vehicle) bool { return x.Ref == r })
}

// Place returns the place of that name.
func (w *World) Place(r Ref) *Place { return find(w.Places, func(x *Place) bool { return x.Ref == r }) }

// cosines are those of 0° to 90° in millionths.
var cosines = [91]int64{
	1000000, 999848, 999391, 998630, 997564, 996195, 994522, 992546, 990268, 987688, 984808, 981627, 978148, 974370, 970296, 965926,
	961262, 956305, 951057, 945519, 939693, 933580, 927184, 920505, 913545, 906308, 898794, 891007, 882948, 874620, 866025, 857167,
	848048, 838671, 829038, 819152, 809017, 798636, 788011, 777146, 766044, 754710, 743145, 731354, 719340, 707107, 694658, 681998,
	669131, 656059, 642788, 629320, 615661, 601815, 587785, 573576, 559193, 544639, 529919, 515038, 500000, 484810, 469472, 453990,
	438371, 422618, 406737, 390731, 374607, 358368, 342020, 325568, 309017, 292372, 275637, 258819, 241922, 224951, 207912, 190809,
	173648, 156434, 139173, 121869, 104528, 87156, 69756, 52336, 34899, 17452, 0,
}

// Metres is the distance between two positions on a sphere, in metres, in
// integers. It errs to the far side (by the narrowing of the meridians between
// the two), so that nobody is blamed for being too fast.
func Metres(a, b LatLon) int64 {
	const micro = 111_195 // metres a degree of a sphere with a radius of 6,371 km
	low := min(abs(a.Lat), abs(b.Lat)) / 1_000_000
	y := abs(a.Lat-b.Lat) * micro / 1_000_000
	x := abs(a.Lon-b.Lon) * micro / 1_000_000 * cosines[min(low, 90)] / 1_000_000
	return root(x*x + y*y)
}

// Narrow is how much a difference of longitude is worth in latitude, at a whole
// degree of latitude: the meridians come together towards the poles.
func Narrow(lon, lat int64) int64 { return lon * cosines[min(abs(lat)/1_000_000, 90)] / 1_000_000 }

func abs(n int64) int64 { return max(n, -n) }

// root is the whole part of a square root (Newton).
func root(n int64) int64 {
	if n < 2 {
		return n
	}
	x := n
	for y := (x + 1) / 2; y < x; y = (x + n/x) / 2 {
		x = y
	}
	return x
}

func (v *validator) vehicles() {
	plates, identities := map[string]Ref{}, map[string]Ref{}
	for _, x := range v.w.Vehicles {
		v.know(x.Ref, x.Owner)
		v.know(x.Ref, x.Driver)
		v.unlike(x.Ref, "plate", x.Plate, plates)
		v.unlike(x.Ref, "mmsi", x.MMSI, identities)
		v.vessel(x)
		if x.KMH <= 0 {
			v.fail("%s: drives %d km/h", x.Ref, x.KMH)
		}
	}
}
