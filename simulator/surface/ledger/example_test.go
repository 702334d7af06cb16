package ledger_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/ledger"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// The blocks lie in one file that a Bitcoin node reads; the summary says where they
// end. Workers sign, and the bytes do not depend on their number.
func Example() {
	w := worldtest.New(20)
	w.End, w.Payments, w.Customers = worldtest.Day(3), nil, nil
	one := worldtest.Lines(ledger.New(1), w, "ledger/chain.json", `"network":"regtest"`)
	two := worldtest.Lines(ledger.New(2), w, "ledger/chain.json", `"network":"regtest"`)
	fmt.Println(one != "", one == two)
	// Output:
	// true true
}
