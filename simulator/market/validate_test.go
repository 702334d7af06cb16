package market

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// Validate finds each thing that can be wrong outside the open network.
func TestValidateFindsDamage(t *testing.T) {
	secret := func(w *world.World) *world.Room {
		i := slices.IndexFunc(w.Rooms, func(r world.Room) bool { return r.Kind == world.Secret })
		return &w.Rooms[i]
	}
	paid := func(w *world.World) *world.Order {
		i := slices.IndexFunc(w.Orders, func(o world.Order) bool { return !o.Paid.IsZero() })
		return &w.Orders[i]
	}
	ride := func(w *world.World, kind string, driver bool) *world.Event {
		i := slices.IndexFunc(w.Events, func(e world.Event) bool {
			v := w.Vehicle(e.By)
			return e.Kind == kind && v != nil && (v.Driver == e.Actor) == driver
		})
		return &w.Events[i]
	}
	for _, c := range []struct {
		name string
		edit func(*world.World)
		want string
	}{
		{"two profiles of one handle", func(w *world.World) { w.Profiles[1].Handle = w.Profiles[0].Handle }, "has the handle of"},
		{"a stranger in a room", func(w *world.World) { w.Messages[0].Author = w.Profiles[len(w.Profiles)-1].Ref }, "is no member of"},
		{"a chat of three", func(w *world.World) { r := secret(w); r.Members = append(r.Members, r.Members[0]) }, "is a chat of 3"},
		{"a secret chat with a public name", func(w *world.World) { secret(w).Handle = "here" }, "has the handle"},
		{"a message after the ban", func(w *world.World) {
			r := w.Room("room:n1/channel-1")
			r.BannedAt = r.OpenedAt.Add(time.Hour)
		}, "is not open"},
		{"a message out of order", func(w *world.World) { w.Messages[1].ID = 1 }, "out of the order of its room"},
		{"a message that is deleted first", func(w *world.World) { w.Messages[3].DeletedAt = w.Messages[3].At }, "before it is written"},
		{"a message that says nothing", func(w *world.World) { w.Messages[3].Text, w.Messages[3].Voice = "", "" }, "says nothing"},
		{"a room without an owner", func(w *world.World) { w.Rooms[0].Members[0].Role = world.MemberRole }, "has no owner"},
		{"a listing of nobody", func(w *world.World) { w.Listings[0].Seller = "seller:nobody" }, "does not exist"},
		{"a listing that is gone first", func(w *world.World) { w.Listings[0].Until = w.Listings[0].From }, "before it appears"},
		{"one number twice", func(w *world.World) { w.Phones[1].Number = w.Phones[0].Number }, "at the same time"},
		{"one plate twice", func(w *world.World) { w.Vehicles[1].Plate = w.Vehicles[0].Plate }, "has the plate of"},
		{"money from nowhere", func(w *world.World) { paid(w).Amount++ }, "apart from the stated balance"},
		{"paid before it is given", func(w *world.World) { o := paid(w); o.Paid = o.Given.Add(-time.Hour) }, "before it is given"},
		{"paid and given back", func(w *world.World) { o := paid(w); o.Refunded = o.Paid }, "is paid out and given back"},
		{"more settled than owed", func(w *world.World) { w.Settlements[0].Amount *= 50 }, "more than it owes"},
		{"an order out of its book", func(w *world.World) { w.Orders[1].Number = 1 }, "out of the order of its book"},
		{"faster than the vehicle", func(w *world.World) {
			for i := range w.Vehicles {
				w.Vehicles[i].KMH = 20
			}
		}, "faster than"},
		{"a passenger of a vehicle that is elsewhere", func(w *world.World) { e := ride(w, "depart", false); e.At = e.At.Add(time.Minute) }, "is not there then"},
		{"a driver in two places", func(w *world.World) {
			e := ride(w, "depart", true)
			for _, p := range w.Places {
				if p.Ref != e.Place && p.Ref != e.To {
					w.Events = append(w.Events, world.Event{Ref: "event:x", Actor: e.Actor, Place: p.Ref, At: e.At.Add(time.Minute), Cause: world.Cause{Saga: "x", Step: "x"}})
					return
				}
			}
		}, "while under way"},
		{"an effect before its cause", func(w *world.World) {
			i := slices.IndexFunc(w.Events, func(e world.Event) bool { return e.Kind == "release" })
			w.Events[i].At = w.Start
		}, "before its cause"},
		{"an event of no saga", func(w *world.World) { w.Events[9].Cause.Step = "" }, "belongs to no step of a saga"},
	} {
		w := planned(t, 1, "team-a", 2, 10)
		c.edit(w)
		err := world.Validate(w)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			text := "nothing"
			if err != nil {
				text, _, _ = strings.Cut(err.Error(), "\n")
			}
			t.Errorf("%s: %s, want %q", c.name, text, c.want)
		}
	}
}
