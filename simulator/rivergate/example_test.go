package rivergate_test

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/rivergate"
)

// What a question in the files of the scenario may ask of its world.
func ExampleQueries() {
	fmt.Println(strings.Join(rivergate.Queries(), "\n"))
	// Output:
	// advert-again
	// answer-deadline
	// channels
	// first-calls
	// last-gate
	// minimal-request
	// notice-receiver
	// predictive-value
	// referral-order
	// right-van
	// shared-number
	// validation
}
