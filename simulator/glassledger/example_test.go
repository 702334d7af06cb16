package glassledger_test

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/glassledger"
)

// What a question in the files of the scenario may ask of its world.
func ExampleQueries() {
	fmt.Println(strings.Join(glassledger.Queries(), "\n"))
	// Output:
	// amount-reached
	// family-share
	// final-deposit
	// freezing-office
	// hops-to-bridge
	// poisoned-inflow
	// rungs
	// seizure-steps
	// travel-rule-lacks
}
