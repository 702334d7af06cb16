package verify_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/surface/casefile"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// The tables and texts that are handed over beside posts: read, held against
// the truth, and their faults named.
func TestHandedOver(t *testing.T) {
	dir, key := town(t, casefile.Surface{})
	if r := check(t, dir, key); len(r.Faults) > 0 || len(r.Facts) < 5 {
		t.Fatalf("%d facts, %v", len(r.Facts), r.Faults)
	}
	refuted(t, dir, []claim{
		{"a cell too many", "case/weather.csv", func(b []byte) []byte { return bytes.Replace(b, []byte(",7,"), []byte(",7,7,"), 1) }, "is no CSV with a header line"},
		{"a row that is gone", "case/weather.csv", func(b []byte) []byte { head, _, _ := bytes.Cut(b, []byte("2026-03-02")); return head }, "records, manifest.json says"},
		{"a label for no row", "case/labelset.csv", func(b []byte) []byte { return bytes.Replace(b, []byte("weather.csv#2"), []byte("weather.csv#9"), 1) }, "is no record of the case file"},
		{"a text that seems genuine", "case/order.txt", func(b []byte) []byte { return bytes.Replace(b, []byte("SYNTHETIC"), []byte("GENUINE"), 1) }, "synthetic"},
	})
}

// A key that answers with what no question of its kind can be answered.
func TestAnswersOfTheirKind(t *testing.T) {
	for _, c := range []struct {
		question world.Ref
		value    string
		says     string
	}{
		{"q1", `{}`, "no object of pairs"},
		{"q2", `{"from":"2026-03-01T06:00:00Z","to":"2026-03-01T06:00:00Z"}`, "no interval of two times"},
		{"q3", `{"at":"1.5,2.25","radius_m":0}`, "no place with a radius"},
	} {
		w := worldtest.New(100)
		for i := range w.Facts {
			if w.Facts[i].Ref == c.question {
				w.Facts[i].Value = c.value
			}
		}
		dir, key := written(t, w, casefile.Surface{})
		if r := check(t, dir, key); !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return strings.Contains(f.Reason, c.says) }) {
			t.Errorf("%s: %v, want it to say %q", c.question, r.Faults, c.says)
		}
	}
}
