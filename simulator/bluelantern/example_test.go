package bluelantern_test

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/bluelantern"
)

// What a question in the files of the scenario may ask of its world.
func ExampleQueries() {
	fmt.Println(strings.Join(bluelantern.Queries(), "\n"))
	// Output:
	// accounts-with-all-elements
	// danger
	// first-advert
	// first-seen-steps
	// labels
	// picture-digest
	// subjects
}
