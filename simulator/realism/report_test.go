package realism

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// linked makes a graph of n accounts with the given follows.
func linked(t *testing.T, n int, follows ...string) *graph {
	t.Helper()
	ids := make([]int64, n)
	for i := range ids {
		ids[i] = int64(i)
	}
	g := newGraph(ids)
	for _, f := range follows {
		from, to, _ := strings.Cut(f, ">")
		if err := g.link(from, to); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

func (r Report) value(t *testing.T, name string) string {
	t.Helper()
	for _, m := range r.Metrics {
		if strings.HasPrefix(m.Name, name) {
			return m.Measured
		}
	}
	t.Fatalf("no metric %q", name)
	return ""
}

// A triangle with a tail: three of its five paths of two are closed; two of the
// five follows are returned.
func TestGraph(t *testing.T) {
	g := linked(t, 4, "0>1", "1>0", "1>2", "2>0", "2>3")
	var r Report
	g.measure(&r)
	if v := r.value(t, "clustering"); v != "0.600" {
		t.Errorf("clustering %s, want 3/5", v)
	}
	if v := r.value(t, "follows returned"); v != "0.400" {
		t.Errorf("returned %s, want 2/5", v)
	}
	// A chain of eleven has 2·(11-d) ordered pairs at distance d: 98 of 110 are
	// within seven steps and 104 within eight, so nine in ten (99) lie at 7 1/6.
	var follows []string
	for i := range 10 {
		follows = append(follows, fmt.Sprintf("%d>%d", i, i+1))
	}
	var chain Report
	linked(t, 11, follows...).measure(&chain)
	if v := chain.value(t, "effective diameter"); v != "7.167" {
		t.Errorf("effective diameter of a chain of eleven: %s, want 7.167", v)
	}
	if err := g.link("0", "17"); err == nil {
		t.Error("somebody followed an account that does not exist")
	}
}

// A verdict needs enough to look at; the interval holds both its ends.
func TestVerdict(t *testing.T) {
	a := aim{"x", "", 1000, 800, 1200, 100, "rows", "a study"}
	for _, c := range []struct {
		measured, n int64
		ok          bool
		want        Verdict
	}{{800, 100, true, Pass}, {1200, 100, true, Pass}, {799, 100, true, Fail}, {1201, 5000, true, Fail}, {1000, 99, true, None}, {0, 0, false, None}} {
		var r Report
		r.add("s", a, c.measured, c.n, c.ok)
		if got := r.Metrics[0].Verdict; got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.measured, c.n, got, c.want)
		}
	}
}

// The page is well-formed, labelled, and has a table for each picture.
func TestPage(t *testing.T) {
	r := Report{
		Metrics: []Metric{{Name: "a<b", Surface: "s", Verdict: Fail, Target: "1.000", Low: "0.800", High: "1.200", Measured: "7.000", N: 9, Of: "rows", Source: "A & B"}},
		Curves: []Curve{
			{Name: "tail", X: "x", Y: "y", Log: true, Points: [][2]int64{{0, 0}, {1000, -500}, {2300, -2100}}},
			{Name: "bars", X: "x", Y: "y", Bars: []string{"one", "two"}, Points: [][2]int64{{1000, 5_000_000}, {2000, 0}}},
		},
	}
	page := string(r.Page("blue-lantern/<team>"))
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	for want, n := range map[string]int{"SYNTHETIC TRAINING DATA": 1, "<svg": 2, "<table": 3, "a&lt;b": 1, "blue-lantern/&lt;team&gt;": 2, "A &amp; B": 1, "✗ fail": 1, "<script": 0, "http": 0} {
		if got := strings.Count(page, want); got != n {
			t.Errorf("%q stands there %d times, want %d", want, got, n)
		}
	}
}
