package realism_test

import (
	"context"
	"fmt"

	"github.com/osint-radar/academy/simulator/realism"
)

// What bulk tables look like is counted while they are written: of four million
// transfers 4,160 belong to patterns of laundering.
func ExampleMeasure() {
	w := realism.World{Surfaces: []string{"emoney"}, Tally: map[string][]int64{"emoney": {4_000_000, 4160}}}
	report, err := realism.Measure(context.Background(), ".", w)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range report.Metrics {
		fmt.Printf("%s: %s %s, wanted %s to %s: %s\n", m.Name, m.Measured, m.Unit, m.Low, m.High, m.Verdict)
	}
	// Output:
	// transfers of laundering patterns: 0.104 %, wanted 0.020 to 2.000: pass
}
