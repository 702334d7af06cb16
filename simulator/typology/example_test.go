package typology_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/typology"
)

// A typology and its twin draw the same shape from the same case.
func Example() {
	t, _ := typology.Find("escrow")
	c := typology.Case{Parties: 4, Days: 9, Amount: 1_200_00}
	for _, innocent := range []bool{false, true} {
		s := stream.NewKey([16]byte{15: 1}).Domain("example").Stream(1, 0)
		for _, r := range t.Make(c, innocent, s) {
			fmt.Printf("day %d: %d pays %d: %s\n", int(r.After.Hours()/24), r.From, r.To, r.Step)
		}
		fmt.Println()
	}
	// Output:
	// day 0: 2 pays 0: deposit
	// day 1: 3 pays 0: deposit
	// day 5: 0 pays 1: release
	// day 7: 0 pays 1: release
	//
	// day 0: 2 pays 0: price
	// day 1: 3 pays 0: price
	// day 2: 0 pays 1: handover
	// day 3: 0 pays 1: handover
}

// Adding one is a file like escrow.go: a function that returns a Typology, with
// a source in its comment, a line in All, and its shape in shapes_test.go. The tests
// of this package then hold it to that shape and to the rules: inside the window,
// effect after cause, twin alike.
func ExampleAll() {
	for _, t := range typology.All() {
		fmt.Printf("%-18s %s\n", t.Name, t.Twin)
	}
	// Output:
	// fan-in             relatives collect for a family feast
	// fan-out            a treasurer refunds what members have laid out
	// cycle              friends settle what each owes the next
	// bipartite          visitors and stalls of a flea market
	// stack              members pay branches, branches their federation
	// random             flatmates share their costs
	// scatter-gather     parents pay students, students their landlord
	// gather-scatter     a savings circle fills its pot and pays those whose turn it is
	// structuring        a market stall brings in its takings
	// smurfing           people answer an appeal for donations
	// over-invoicing     a building site pays by stage and gets back what was not used
	// behavioural-change somebody sells a thing of value and pays debts
	// instalments        a package tour is paid in instalments
	// escrow             a dealer holds the price of a car until its papers are there
	// refund             goods are returned to a mail-order seller
}
