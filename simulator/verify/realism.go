package verify

import (
	"bytes"
	"math/big"
	"slices"
)

const (
	realismFile = "realism/realism.json"
	realismPage = "realism/index.html"
)

type realismReport struct {
	Format  int          `json:"format"`
	Metrics []metricRow  `json:"metrics"`
	Curves  []realismRow `json:"curves"`
}

type metricRow struct {
	Name     string `json:"metric"`
	Surface  string `json:"surface"`
	Unit     string `json:"unit"`
	Target   string `json:"target"`
	Low      string `json:"low"`
	High     string `json:"high"`
	Measured string `json:"measured"`
	N        int64  `json:"n"`
	Least    int64  `json:"least"`
	Of       string `json:"of"`
	Verdict  string `json:"verdict"`
	Source   string `json:"source"`
}

type realismRow struct {
	Name   string     `json:"curve"`
	X      string     `json:"x"`
	Y      string     `json:"y"`
	Log    bool       `json:"log"`
	Bars   []string   `json:"bars"`
	Points [][2]int64 `json:"points"`
}

// readRealism sees that every verdict follows from the numbers beside it, that
// the surfaces spoken of are in the dataset, and that the page bears the label.
func (c *checker) readRealism() {
	if !c.whole("realism") {
		return
	}
	b, ok := c.open(realismFile)
	if !ok {
		return
	}
	var r realismReport
	if err := strict(b, &r); err != nil {
		c.fault(Rule, realismFile, "%v", err)
		return
	}
	if r.Format != 1 {
		c.fault(Rule, realismFile, "format is %d, this program reads 1", r.Format)
	}
	for _, m := range r.Metrics {
		if !slices.ContainsFunc(c.m.Files, func(f fileRow) bool { return f.Surface == m.Surface }) {
			c.fault(Rule, realismFile, "metric %q is of the surface %q, which is not there", m.Name, m.Surface)
		}
		if m.Source == "" || m.Of == "" {
			c.fault(Rule, realismFile, "metric %q has no source, or does not say what it counts", m.Name)
		}
		if want := m.follows(); want != m.Verdict {
			c.fault(Rule, realismFile, "metric %q: %s in %s to %s with %d of %d is said to be %q, want %q", m.Name, m.Measured, m.Low, m.High, m.N, m.Least, m.Verdict, want)
		}
	}
	for _, row := range r.Curves {
		if row.Bars != nil && len(row.Bars) != len(row.Points) {
			c.fault(Rule, realismFile, "curve %q has %d names for %d bars", row.Name, len(row.Bars), len(row.Points))
		}
	}
	if page, ok := c.open(realismPage); ok && !bytes.Contains(page, []byte("SYNTHETIC TRAINING DATA")) {
		c.fault(Rule, realismPage, "does not bear the label of synthetic data")
	}
}

// follows is the verdict that follows from a row's numbers.
func (m metricRow) follows() string {
	var v [4]big.Rat
	for i, text := range []string{m.Low, m.Target, m.High, m.Measured} {
		if _, ok := v[i].SetString(text); !ok && i < 3 {
			return "a verdict on numbers"
		}
	}
	low, target, high, measured := &v[0], &v[1], &v[2], &v[3]
	switch {
	case target.Cmp(low) < 0 || target.Cmp(high) > 0:
		return "a target within its interval"
	case m.Measured == "" || m.N < m.Least:
		return "not_applicable"
	case measured.Cmp(low) < 0 || measured.Cmp(high) > 0:
		return "fail"
	}
	return "pass"
}
