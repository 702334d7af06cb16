package simulator_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
)

// Two teams get one case in two disguises: same posts to read, other names.
func ExamplePlan() {
	key := stream.NewKey([16]byte{15: 1})
	a, err := simulator.Plan(spec("team-a"), key)
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := simulator.Plan(spec("team-b"), key)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(a.Case.Posts), len(b.Case.Posts))
	fmt.Println(a.Account("account:main").Handle == b.Account("account:main").Handle)
	// Output:
	// 120 120
	// false
}
