package quietroom_test

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/quietroom"
)

// What a question in the files of the scenario may ask of its world.
func ExampleQueries() {
	fmt.Println(strings.Join(quietroom.Queries(), "\n"))
	// Output:
	// clock-error
	// digest-delivered
	// disclosure
	// first-missing
	// first-order
	// handling-code
	// incomplete-items
	// instrument
	// labels
	// named-at-home
	// remaining-steps
}
