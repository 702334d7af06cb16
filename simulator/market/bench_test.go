package market

import (
	"testing"

	"github.com/osint-radar/academy/simulator/stream"
)

func BenchmarkPlan(b *testing.B) {
	for b.Loop() {
		if _, err := Plan(Spec("team-a"), stream.NewKey([16]byte{1})); err != nil {
			b.Fatal(err)
		}
	}
}
