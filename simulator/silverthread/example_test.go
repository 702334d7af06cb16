package silverthread_test

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/silverthread"
)

// What a question in the files of the scenario may ask of its world.
func ExampleQueries() {
	fmt.Println(strings.Join(silverthread.Queries(), "\n"))
	// Output:
	// categories
	// expires
	// export-digest
	// issuers
	// least-step
	// outside
	// sealed-thread
	// to-preserve
}
