package world_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// wrong edits the town and wants Validate to say why it cannot be.
func wrong(t *testing.T, name string, edit func(*world.World), want string) {
	t.Helper()
	w := worldtest.New(100)
	edit(w)
	err := world.Validate(w)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: %v, want %q", name, err, want)
	}
}

// Each thing that can be wrong with sensors, vessels and journeys is named by
// its field.
func TestMovementRules(t *testing.T) {
	vessel := func(w *world.World) *world.Vehicle { return w.Vehicle("vehicle:boat") }
	for _, c := range []struct {
		name string
		edit func(*world.World)
		want string
	}{
		{"two sensors of one id", func(w *world.World) { w.Sensors[1].ID = w.Sensors[0].ID }, "has the id of sensor:bridge"},
		{"an id of another form", func(w *world.World) { w.Sensors[0].ID = "camera 1" }, "sensor:bridge: id:"},
		{"a sensor of no kind", func(w *world.World) { w.Sensors[0].Kind = "drone" }, "sensor:bridge: kind:"},
		{"a sensor without range", func(w *world.World) { w.Sensors[0].Range = 0 }, "sensor:bridge: range:"},
		{"a sensor nowhere", func(w *world.World) { w.Sensors[0].Place = "place:none" }, "sensor:bridge: place:"},
		{"a camera with a shadow", func(w *world.World) { w.Sensors[0].Shadows = w.Sensors[4].Shadows }, "sensor:bridge: shadows:"},
		{"a shadow out of range", func(w *world.World) { w.Sensors[4].Shadows[0].At.Lat -= 5_000_000 }, "sensor:cape: shadows[0]:"},
		{"a number that a ship could have", func(w *world.World) { vessel(w).MMSI = "211204117" }, "vehicle:boat: mmsi:"},
		{"a call sign that a ship could have", func(w *world.World) { vessel(w).CallSign = "DKL7" }, "vehicle:boat: call_sign:"},
		{"a vessel with a plate", func(w *world.World) { vessel(w).Plate = "XA-AA 001" }, "vehicle:boat: name:"},
		{"two vessels of one identity", func(w *world.World) { vessel(w).MMSI = w.Vehicle("vehicle:angler").MMSI }, "has the mmsi of"},
		{"a vehicle of no kind", func(w *world.World) { w.Vehicles[0].Kind = "rocket" }, "vehicle:van: kind:"},
		{"a vehicle that flies", func(w *world.World) { w.Vehicles[0].KMH = 400 }, "vehicle:van: kmh:"},
		{"a van with a call sign", func(w *world.World) { w.Vehicles[0].CallSign = "QAB2" }, "vehicle:van: kind:"},
		{"a journey of one point", func(w *world.World) { w.Journeys[0].Way = w.Journeys[0].Way[:1] }, "journey:tern/1: way:"},
		{"a journey of no vehicle", func(w *world.World) { w.Journeys[0].Vehicle = "vehicle:none" }, "journey:tern/1: way:"},
		{"a point off the map", func(w *world.World) { w.Journeys[0].Way[1].Pos.Lat = 91_000_000 }, "journey:tern/1: way[1]: 91000000"},
		{"a boat that is too fast", func(w *world.World) { w.Vehicles[2].KMH = 10 }, "journey:tern/1: way[1]: vehicle:boat comes"},
		{"a way back in time", func(w *world.World) { w.Journeys[0].Way[1].At = w.Journeys[0].Way[0].At }, "journey:tern/1: way[1]: at"},
		{"a silence after the journey", func(w *world.World) { w.Journeys[0].Silent[0].Until = worldtest.Day(13) }, "journey:tern/1: silent[0]:"},
		{"a silent van", func(w *world.World) {
			j := &w.Journeys[0]
			j.Vehicle = "vehicle:van"
		}, "journey:tern/1: silent[0]:"},
		{"two journeys at a time", func(w *world.World) { w.Journeys[1].Vehicle, w.Journeys[1].Way = "vehicle:boat", w.Journeys[0].Way }, "journey:heron/1: way[0]: after journey:tern/1"},
		{"a driver who is elsewhere", func(w *world.World) {
			w.Events = append(w.Events, world.Event{
				Ref: "event:x", Kind: "contact", Actor: "person:skipper", Place: "place:yard", At: worldtest.Day(12).Add(5 * time.Hour), Cause: world.Cause{Saga: "x", Step: "x"},
			})
		}, "journey:tern/1: way: person:skipper is at place:yard then"},
	} {
		wrong(t, c.name, c.edit, c.want)
	}
}

// A departure and its arrival are a journey, of the driver's vehicle alone, and
// the vehicle is where it should be on the way.
func TestMovements(t *testing.T) {
	w := worldtest.New(100)
	w.Events = append(w.Events, world.Event{ // a passenger moves no vehicle
		Ref: "event:x", Kind: "depart", Actor: "person:customer", By: "vehicle:van", Place: "place:yard", To: "place:quay", At: worldtest.Day(2),
	})
	all := w.Movements()
	if !slices.IsSortedFunc(all, func(a, b world.Journey) int { return a.Way[0].At.Compare(b.Way[0].At) }) || len(all) != 2*3+2*4+2 {
		t.Fatalf("%d journeys, want 16 in the order of time", len(all))
	}
	i := slices.IndexFunc(all, func(j world.Journey) bool { return j.Ref == "event:trip-1/depart" })
	j := all[i]
	depart := worldtest.Day(12).Add(2*time.Hour + 11*time.Minute)
	if j.Vehicle != "vehicle:van" || j.Cause.Saga != "trip-1" || !j.Way[0].At.Equal(depart) {
		t.Errorf("%+v", j)
	}
	half, ok := j.At(depart.Add(23 * time.Minute)) // of 46
	if want := (world.LatLon{Lat: 43_150_000, Lon: 17_700_000}); !ok || half != want {
		t.Errorf("half way at %v, want %v", half, want)
	}
	if _, ok := j.At(depart.Add(-time.Second)); ok {
		t.Error("under way before the departure")
	}
}

// The marks of vessels are of series that no administration assigns: for the
// identity no maritime identification digits of the ITU begin with 1, and of
// numbers with a 1 in front only 111 is in use (Recommendation ITU-R M.585).
func TestMarksAreNobodys(t *testing.T) {
	s := stream.NewKey([16]byte{7}).Domain("test").Stream(2, 0)
	for range 1000 {
		if m := world.DrawMMSI(s); len(m) != 9 || m[0] != '1' || strings.HasPrefix(m, "111") {
			t.Fatalf("identity %s", m)
		}
		if c := world.DrawCallSign(s); len(c) != 4 || c[0] != 'Q' {
			t.Fatalf("call sign %s", c)
		}
		d := world.DrawDocument(s)
		if len(d) != 10 || int(d[9]-'0') == world.DocumentCheck(d[:9]) {
			t.Fatalf("document %s", d)
		}
	}
	// The worked example of ICAO Doc 9303: the document L898902C3 has the check digit 6.
	if n := world.DocumentCheck("L898902C3"); n != 6 {
		t.Errorf("check digit %d, want 6", n)
	}
}
