package worldtest

import (
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// roads adds sensors, a van and one with nearly the same plate, a boat that
// switches its transmitter off and one that sails behind a cape.
func roads(w *world.World, at func(day, hour, minute int) time.Time) {
	w.People = append(
		w.People,
		world.Person{Ref: "person:driver", Role: "driver", Name: "Enno Tamick"},
		world.Person{Ref: "person:courier", Role: "courier", Name: "Rena Lindaro", Innocent: true},
		world.Person{Ref: "person:skipper", Role: "skipper", Name: "Goran Ulmesk"},
		world.Person{Ref: "person:angler", Role: "angler", Name: "Lida Zanole", Innocent: true},
	)
	place := func(ref world.Ref, name string, lat, lon int64) {
		w.Places = append(w.Places, world.Place{Ref: ref, Name: name, At: world.LatLon{Lat: lat, Lon: lon}})
	}
	place("place:quay", "Marina Telumi", 43_050_000, 17_900_000)
	place("place:bridge", "Kor bridge", 43_150_000, 17_700_000)
	place("place:north", "Ostavo north", 43_200_000, 17_600_000)
	place("place:south", "Telumi west", 43_100_000, 17_800_000)
	place("place:cape", "Cape Silerra", 43_000_000, 17_950_000)
	w.Sensors = []world.Sensor{
		{Ref: "sensor:bridge", ID: "KB-104", Kind: world.Camera, Place: "place:bridge", Range: 400},
		{Ref: "sensor:quay", ID: "KB-221", Kind: world.Camera, Place: "place:quay", Range: 400},
		{Ref: "sensor:north", ID: "TG-007", Kind: world.Gantry, Place: "place:north", Range: 400},
		{Ref: "sensor:south", ID: "TG-019", Kind: world.Gantry, Place: "place:south", Range: 400},
		{
			Ref: "sensor:cape", ID: "RX-300", Kind: world.Receiver, Place: "place:cape", Range: 55_000,
			Shadows: []world.Area{{At: world.LatLon{Lat: 42_780_000, Lon: 17_970_000}, Metres: 7000}},
		},
	}
	w.Vehicles = []world.Vehicle{
		{Ref: "vehicle:van", Kind: "van", Plate: "XB-KM 204", Colour: "white", Owner: "person:broker", Driver: "person:driver", KMH: 90},
		{Ref: "vehicle:twin", Kind: "van", Plate: "XB-KM 264", Colour: "white", Owner: "person:courier", Driver: "person:courier", KMH: 90},
		{Ref: "vehicle:boat", Kind: world.Vessel, Name: "Amber Tern", CallSign: "QKL7", MMSI: "100204117", Owner: "person:admin", Driver: "person:skipper", KMH: 40},
		{Ref: "vehicle:angler", Kind: world.Vessel, Name: "Quiet Heron", CallSign: "QRA4", MMSI: "100731905", Owner: "person:angler", Driver: "person:angler", KMH: 40},
	}
	drive := func(name, kind string, who, by, from, to world.Ref, when time.Time) {
		w.Events = append(w.Events, world.Event{
			Ref: world.Ref("event:" + name + "/" + kind), Kind: kind, Actor: who, By: by, Place: from, To: to, At: when, Cause: world.Cause{Saga: name, Step: kind},
		})
	}
	for i, day := range []int{12, 26, 40} {
		name := []string{"trip-1", "trip-2", "trip-3"}[i]
		drive(name, "depart", "person:driver", "vehicle:van", "place:yard", "place:quay", at(day, 2, 11))
		drive(name, "arrive", "person:driver", "vehicle:van", "place:quay", "", at(day, 2, 57))
		drive(name+"-back", "depart", "person:driver", "vehicle:van", "place:quay", "place:yard", at(day, 5, 2))
		drive(name+"-back", "arrive", "person:driver", "vehicle:van", "place:yard", "", at(day, 5, 49))
	}
	for _, day := range []int{12, 19, 33, 54} {
		name := "parcels-" + string(rune('a'+day%26))
		drive(name, "depart", "person:courier", "vehicle:twin", "place:yard", "place:quay", at(day, 6, 20))
		drive(name, "arrive", "person:courier", "vehicle:twin", "place:quay", "", at(day, 7, 4))
		drive(name+"-back", "depart", "person:courier", "vehicle:twin", "place:quay", "place:yard", at(day, 15, 30))
		drive(name+"-back", "arrive", "person:courier", "vehicle:twin", "place:yard", "", at(day, 16, 12))
	}
	sail := func(ref, vessel world.Ref, day int, silent ...world.Span) {
		quay, out := world.LatLon{Lat: 43_030_000, Lon: 17_900_000}, world.LatLon{Lat: 42_700_000, Lon: 17_960_000}
		w.Journeys = append(w.Journeys, world.Journey{
			Ref: ref, Vehicle: vessel, Silent: silent, Cause: world.Cause{Saga: string(ref), Step: "sail"},
			Way: []world.Waypoint{{At: at(day, 3, 20), Pos: quay}, {At: at(day, 6, 0), Pos: out}, {At: at(day, 9, 10), Pos: quay}},
		})
	}
	sail("journey:tern/1", "vehicle:boat", 12, world.Span{From: at(day12, 3, 50), Until: at(day12, 8, 30)})
	sail("journey:heron/1", "vehicle:angler", 14)
}

const day12 = 12 // when van and boat are out together
