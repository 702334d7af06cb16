package realism_test

import (
	"testing"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/classifieds"
	"github.com/osint-radar/academy/simulator/surface/loopi"
	"github.com/osint-radar/academy/simulator/surface/messenger"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// TestTown: on several seeds at the size of an exercise no metric of these
// surfaces fails, and all but the one of large worlds apply.
func TestTown(t *testing.T) {
	for seed := range byte(3) {
		w := worldtest.New(1000)
		w.Key = stream.NewKey([16]byte{seed, 77})
		dir := t.TempDir()
		out := dataset.NewWriter(dir)
		for i := range (messenger.Surface{}).Parts(w) {
			if err := (messenger.Surface{}).Emit(t.Context(), w, i, out); err != nil {
				t.Fatal(err)
			}
		}
		if err := (classifieds.Surface{}).Emit(t.Context(), w, 0, out); err != nil {
			t.Fatal(err)
		}
		if err := (loopi.Surface{}).Emit(t.Context(), w, 0, out); err != nil {
			t.Fatal(err)
		}
		r, err := realism.Measure(t.Context(), dir, realism.World{Surfaces: []string{"messenger", "classifieds", "loopi"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range r.Metrics {
			t.Logf("%s: %s of %d: %s", m.Name, m.Measured, m.N, m.Verdict)
			if large := m.Name == "messages of a channel, mean"; m.Verdict == realism.Fail || !large && m.Verdict != realism.Pass {
				t.Errorf("%s: %s of %d %s: %s", m.Name, m.Measured, m.N, m.Of, m.Verdict)
			}
		}
	}
}
