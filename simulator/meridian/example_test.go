package meridian_test

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/meridian"
)

// What a question in the files of the scenario may ask of its world.
func ExampleQueries() {
	fmt.Println(strings.Join(meridian.Queries(), "\n"))
	// Output:
	// bridged
	// clip-digest
	// clock-error
	// exploiting
	// first-offered
	// handling
	// instruments
	// labels
	// moved-away
	// not-referred
	// orders
	// over-the-counter
	// owner
	// part-digest
	// second-day
	// signs-of-traffic
	// value-frozen
}
