package forum_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/forum"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// What is said in private stands below forum/private, which the range serves to
// teams with a grant alone.
func Example() {
	fmt.Print(worldtest.Lines(forum.Surface{}, worldtest.New(20), "forum/private/messages.jsonl", "place on Friday"))
	// Output:
	// {"id":"116053770240015033","from_id":"116031124930622466","to_id":"115775864832027267","created_at":"2026-02-11T20:00:00Z","subject":"Seat","text":"Hello, is there a place on Friday?","lang":"en"}
}
