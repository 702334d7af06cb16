package classifieds_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/classifieds"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// The story's advertisements are rows among everybody's, as people put them up.
// Each has a page too, with the same in JSON-LD.
func Example() {
	fmt.Print(worldtest.Lines(classifieds.Surface{}, worldtest.New(20), "classifieds/listings.jsonl", "Coach to Ostavo"))
	// Output:
	// {"id":"90000001","seller":"70000002","category":"travel","title":"Coach to Ostavo","text":"Tickets at the counter.","lang":"en","price":350,"place":"Ostavo","visible_from":"2026-02-22T08:00:00Z","file":"classifieds/pages/90000001.html","bytes":2151,"sha256":"33edf2fdb12c4af41b4852138bae7f5e7f2759f857fa144572bebe56800d1516"}
}
