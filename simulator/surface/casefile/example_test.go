package casefile_test

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/surface/casefile"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// A table of the story is a file of the folder that is handed over.
func Example() {
	w := worldtest.New(20)
	w.Case = world.Case{Tables: []world.Table{{
		Ref: "table:tides", Name: "tides", Columns: []string{"day", "high_water", "remark"},
		Rows: [][]string{{"2026-03-01", "05:12", "spring tide"}, {"2026-03-02", "06:01", "as noted, by hand"}},
	}}}
	fmt.Print(worldtest.Lines(casefile.Surface{}, w, "case/tides.csv", ""))
	// Output:
	// day,high_water,remark
	// 2026-03-01,05:12,spring tide
	// 2026-03-02,06:01,"as noted, by hand"
}
