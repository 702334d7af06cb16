package simulator_test

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// loan is a behaviour made for this example: a club lends its van for a day.
// Whoever asks gets it for a deposit, and the deposit back with the key.
type loan struct {
	name             string // of the saga
	club, member     world.Ref
	van, yard, field world.Ref
	deposit          int64 // hundredths of TK
}

// run plays the loan from the moment at which somebody asks. What happens is
// decided; when it happens is drawn, each step from a stream of its own, so that
// a step more would move none of the others. Every event names what caused it.
func (l loan) run(asked time.Time, draws stream.Domain) []world.Event {
	var log []world.Event
	at, last := asked, world.Ref("")
	step := func(step string, least, most time.Duration, e world.Event) {
		s := draws.Named(l.name + "/" + step)
		at = at.Add(time.Duration(s.Between(int64(least/time.Minute), int64(most/time.Minute))) * time.Minute)
		e.Ref, e.Kind, e.At = world.Ref("event:"+l.name+"/"+step), step, at
		e.Cause = world.Cause{Saga: l.name, Step: step, Cause: string(last)}
		log, last = append(log, e), e.Ref
	}
	step("ask", 0, 0, world.Event{Actor: l.member, Other: l.club})
	step("answer", 2*time.Minute, 9*time.Hour, world.Event{Actor: l.club, Other: l.member})
	step("deposit", time.Hour, 40*time.Hour, world.Event{Actor: l.member, Other: l.club, Means: world.Cash, Amount: l.deposit})
	step("depart", time.Minute, time.Hour, world.Event{Actor: l.member, Place: l.yard, To: l.field, By: l.van})
	step("arrive", 2*time.Hour, 5*time.Hour, world.Event{Actor: l.member, Place: l.field, By: l.van})
	step("refund", 8*time.Hour, 30*time.Hour, world.Event{Actor: l.club, Other: l.member, Means: world.Cash, Amount: l.deposit})
	return log
}

// A new behaviour: actors and a clock go in, events come out. The plan's own
// validation says whether they can have happened.
func Example_behaviour() {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	w := &world.World{
		Start: start, Opens: start.AddDate(0, 0, 5), End: start.AddDate(0, 0, 9), Key: stream.NewKey([16]byte{15: 9}),
		People:   []world.Person{{Ref: "person:club", Org: true}, {Ref: "person:member"}},
		Places:   []world.Place{{Ref: "place:yard", At: world.LatLon{Lat: 31_000_000, Lon: -40_000_000}}, {Ref: "place:field", At: world.LatLon{Lat: 31_900_000, Lon: -40_000_000}}},
		Vehicles: []world.Vehicle{{Ref: "vehicle:van", Plate: "XB-KM 204", Owner: "person:club", Driver: "person:member", KMH: 90}},
	}
	l := loan{name: "loan-1", club: "person:club", member: "person:member", van: "vehicle:van", yard: "place:yard", field: "place:field", deposit: 20_000}
	w.Events = l.run(start.Add(9*time.Hour), w.Key.Domain("example/loan"))
	for _, e := range w.Events {
		fmt.Println(e.Kind, e.At.Format("2 Jan 15:04"))
	}
	fmt.Println(world.Validate(w))

	w.Vehicles[0].KMH = 9 // a hundred kilometres in one afternoon, with an ox cart
	fmt.Println(world.Validate(w))
	// Output:
	// ask 2 Mar 09:00
	// answer 2 Mar 17:41
	// deposit 2 Mar 22:45
	// depart 2 Mar 23:02
	// arrive 3 Mar 02:14
	// refund 3 Mar 13:12
	// <nil>
	// event:loan-1/arrive: person:member comes 100075 m in 3h12m0s, faster than vehicle:van drives
	// event:loan-1/arrive: vehicle:van comes 100075 m in 3h12m0s, faster than vehicle:van drives
}
