package paper_test

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/paper"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// A book holds what its shop knows: here money that was taken, and then paid out
// elsewhere. The other shop's page has the other half.
func Example() {
	at := time.Date(2026, 3, 2, 9, 14, 0, 0, time.UTC)
	w := &world.World{
		Key: stream.NewKey([16]byte{15: 5}), Start: at.Truncate(24 * time.Hour), End: at.AddDate(0, 0, 9),
		Brokers: []world.Broker{{Ref: "broker:a", Shop: "Silver Thimble Exchange"}, {Ref: "broker:b", Shop: "Fair Elm Transfers"}},
		Orders: []world.Order{{
			Ref: "order:1", Number: 1, From: "broker:a", To: "broker:b", SentBy: "Ala Beldal", PaidTo: "Oda Marmar", Code: "heron",
			Amount: 125_000, Fee: 2_500, Given: at, Paid: at.Add(21 * time.Hour),
		}},
	}
	fmt.Print(worldtest.Lines(paper.Surface{}, w, "paper/entries.csv", ""))
	// Output:
	// id,sheet,shop,at,entry,number,other,name,to,code,amount,fee
	// ed60e4967fc3,6ca0cc93fa10,Silver Thimble Exchange,2026-03-02T09:14:00Z,IN,1,Fair Elm Transfers,Ala Beldal,Oda Marmar,heron,1250.00,25.00
	// f915d35c53e6,954873a3f56c,Fair Elm Transfers,2026-03-03T06:14:00Z,OUT,1,Silver Thimble Exchange,Oda Marmar,,heron,1250.00,0.00
}
