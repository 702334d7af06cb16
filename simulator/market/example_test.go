package market_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/market"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// A market of two networks: their people and suppliers, and those who only look
// like them.
func ExamplePlan() {
	spec := market.Spec("team-a")
	spec.Market = world.Market{Networks: 2, Bookings: 10}
	w, err := market.Plan(spec, stream.NewKey([16]byte{1}))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range w.People {
		if x.Role == "payment-guarantor" || x.Role == "escrow-firm" {
			fmt.Println(x.Ref, x.Role, "innocent:", x.Innocent)
		}
	}
	fmt.Println(world.Validate(w))
	// Output:
	// person:s1/guarantor payment-guarantor innocent: false
	// person:l1/escrow escrow-firm innocent: true
	// <nil>
}
