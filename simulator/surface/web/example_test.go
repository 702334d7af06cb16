package web_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/web"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// A page of the story, as any browser gets it. The synthetic label is on each.
func Example() {
	w := worldtest.New(20)
	w.Sites = []world.Site{{
		Ref: "site:coach", Host: "ulmdal-coaches.example", Owner: "person:coach", Kind: "neighbour", Title: "Ulmdal Coaches", Lang: "en",
		Pages: []world.Page{{
			Ref: "page:coach/home", Path: "/", Title: "Ulmdal Coaches", From: worldtest.Day(1),
			Blocks: []world.Block{{Kind: "p", Text: "Every Friday to Ostavo. Tickets at the counter."}},
		}},
	}}
	fmt.Print(worldtest.Lines(web.Surface{}, w, "web/ulmdal-coaches.example/index.html", "Ostavo"))
	// Output:
	// <p>Every Friday to Ostavo. Tickets at the counter.</p>
}
