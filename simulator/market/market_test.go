package market

import (
	"testing"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

func planned(t *testing.T, seed byte, variant string, networks, bookings int) *world.World {
	t.Helper()
	s := Spec(variant)
	s.Market = world.Market{Networks: networks, Bookings: bookings}
	w, err := Plan(s, stream.NewKey([16]byte{15: seed}))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestPlan(t *testing.T) {
	w := planned(t, 1, "team-a", 3, 24)
	if err := world.Validate(w); err != nil {
		t.Error(err)
	}
	t.Logf("people %d accounts %d posts %d messages %d rooms %d listings %d payments %d orders %d settlements %d events %d facts %d images %d", len(w.People), len(w.Accounts), len(w.Posts), len(w.Messages), len(w.Rooms), len(w.Listings), len(w.Payments), len(w.Orders), len(w.Settlements), len(w.Events), len(w.Facts), len(w.Images))
}
