package openhands_test

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/openhands"
)

// What a question in the files of the scenario may ask of its world.
func ExampleQueries() {
	fmt.Println(strings.Join(openhands.Queries(), "\n"))
	// Output:
	// accounts-to-file
	// deposits-of-witness
	// false-positive-rate
	// labels
	// legal-sources
	// notice-address
	// retaliation
	// wronged-language
}
