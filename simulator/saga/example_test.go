package saga_test

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// The sale of a thing through somebody who holds the money: a booking without
// legs. When things happen is drawn; what happens is the fate's.
func ExampleBooking_Run() {
	b := &saga.Booking{
		Name: "sale-1", Customer: "person:buyer", Seller: "person:shop", Holder: "person:escrow", Payee: "person:shop",
		Means: world.Escrow, Price: 120_000, PerMille: 40, Fate: saga.Fate{Turns: 1, Silent: true},
	}
	seen := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, e := range b.Run(seen, stream.NewKey([16]byte{1}).Domain("example")) {
		fmt.Println(e.Kind, e.Actor, e.Amount)
	}
	// Output:
	// contact person:buyer 0
	// answer person:shop 0
	// ask person:buyer 0
	// offer person:shop 120000
	// agree person:buyer 0
	// deposit person:buyer 120000
	// code person:escrow 0
	// signal person:buyer 0
	// release person:escrow 115200
	// fee person:escrow 4800
}
