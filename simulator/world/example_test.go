package world_test

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// A world is checked before a byte is written: here somebody answers a post that is
// not there yet.
func ExampleValidate() {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	w := &world.World{
		Start: start, Opens: start.AddDate(0, 0, 1), End: start.AddDate(0, 0, 2), Key: stream.NewKey([16]byte{15: 1}),
		People:   []world.Person{{Ref: "person:a", Name: "Tova Nesdal", Innocent: true}},
		Accounts: []world.Account{{Ref: "account:a", ID: "115990000000000001", Owner: "person:a", Handle: "tova", CreatedAt: start.AddDate(-1, 0, 0)}},
		Posts: []world.Post{
			{Ref: "post:offer", ID: "116160000000000001", Account: "account:a", At: start.Add(9 * time.Hour), Text: "Who needs a ladder?"},
			{Ref: "post:thanks", ID: "116150000000000001", Account: "account:a", At: start.Add(8 * time.Hour), Text: "It is gone.", Cause: world.Cause{Saga: "ladder", Step: "thanks", Cause: "post:offer"}},
		},
	}
	fmt.Println(world.Validate(w))
	w.Posts[1].At = start.Add(11 * time.Hour)
	fmt.Println(world.Validate(w))
	// Output:
	// post:thanks: happens at 2026-03-02T08:00:00Z, before its cause post:offer at 2026-03-02T09:00:00Z
	// <nil>
}
