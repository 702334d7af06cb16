package realism_test

import (
	"testing"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/surface/microblog"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// TestCity: a hundred thousand accounts, at which the metrics of large networks apply.
func TestCity(t *testing.T) {
	w := worldtest.New(333_400)
	w.Crowd.Posts = 150_000 // few, for the time it takes
	dir := t.TempDir()
	if err := (microblog.Surface{Workers: 2}).EmitRows(t.Context(), w, dataset.NewWriter(dir)); err != nil {
		t.Fatal(err)
	}
	r, err := realism.Measure(t.Context(), dir, realism.World{Surfaces: []string{"microblog"}})
	if err != nil {
		t.Fatal(err)
	}
	large := map[string]bool{"clustering coefficient": true, "effective diameter": true, "mentions returned": true}
	for _, m := range r.Metrics {
		t.Logf("%s: %s of %d: %s", m.Name, m.Measured, m.N, m.Verdict)
		if m.Verdict == realism.Fail {
			t.Errorf("%s: %s of %d %s, want %s to %s", m.Name, m.Measured, m.N, m.Of, m.Low, m.High)
		}
		if m.Verdict == realism.Pass {
			delete(large, m.Name)
		}
	}
	for name := range large {
		t.Errorf("%s does not pass", name)
	}
}
