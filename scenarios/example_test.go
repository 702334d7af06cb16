package scenarios_test

import (
	"fmt"

	"github.com/osint-radar/academy/scenarios"
)

// A scenario's files become the spec of a world.
func ExampleLoad() {
	fsys, _, err := scenarios.FS("")
	if err != nil {
		fmt.Println(err)
		return
	}
	lib, err := scenarios.Load(fsys)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, _ := lib.Scenario("blue-lantern")
	spec, err := s.Spec("team-b")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Number, s.Title, spec.Case.Posts, spec.Days)
	// Output: S1 Blue Lantern 120 96
}
