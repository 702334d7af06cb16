package microblog_test

import (
	"testing"
	"os"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/surface/microblog"
)

func TestZZ(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("N"))
	k, _ := strconv.Atoi(os.Getenv("K"))
	w := plan(t, n, n*k/10)
	at := time.Now()
	dir := t.TempDir()
	if err := (microblog.Surface{Workers: 2}).EmitRows(t.Context(), w, dataset.NewWriter(dir)); err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(at)); at = time.Now()
	r, err := realism.Measure(t.Context(), dir, realism.World{Surfaces: []string{"microblog"}})
	if err != nil { t.Fatal(err) }
	t.Log(time.Since(at))
	for _, m := range r.Metrics {
		t.Logf("%-60s %10s (%s..%s) n=%d %s", m.Name, m.Measured, m.Low, m.High, m.N, m.Verdict)
	}
}
