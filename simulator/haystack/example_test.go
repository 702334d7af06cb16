package haystack_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/haystack"
	"github.com/osint-radar/academy/simulator/stream"
)

// Rows and people follow the scale; the facts are made while they are sealed, and
// none is in the plan.
func ExamplePlan() {
	spec := haystack.Spec("team-a")
	spec.Scale = 50_000
	w, err := haystack.Plan(spec, stream.NewKey([16]byte{15: 1}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(w.Emoney.Rows, w.Emoney.Accounts, w.Emoney.Days)
	fmt.Println(len(w.Facts), w.Later.Surface)
	// Output:
	// 100000000 2500000 30
	// 0 emoney
}
