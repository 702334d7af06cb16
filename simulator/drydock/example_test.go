package drydock_test

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/drydock"
)

// What a question in the files of the scenario may ask of its world.
func ExampleQueries() {
	fmt.Println(strings.Join(drydock.Queries(), "\n"))
	// Output:
	// capture-window
	// detector-rightly
	// distress-calls
	// grade-of-claim
	// place-of-still
	// recycled-clip
	// same-hull
}
