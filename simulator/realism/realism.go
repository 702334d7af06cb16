// Package realism measures a dataset as an outsider would and compares it with
// what published studies found in real platforms and ledgers: for each metric
// the target, its interval, the measured value and a verdict.
//
//	report, err := realism.Measure(ctx, dir, realism.World{Surfaces: names, …})
//
// The report lies in every dataset, as realism/realism.json and as a page with
// pictures, realism/index.html. It reads what an outsider reads, or counts it
// where it is written if that is too much to read again; of the truth it tells
// the share of laundering among bulk transfers and nothing else. Since it is a
// file of the dataset, all of its numbers are integers and fixed-point
// logarithms: the same on any machine.
//
// A metric says from which size on it means something. Below that it is not
// applicable, which is neither pass nor fail: a town of two thousand people has
// no effective diameter of six.
package realism

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Verdict of one metric.
type Verdict string

// The verdicts.
const (
	Pass Verdict = "pass"
	Fail Verdict = "fail"
	None Verdict = "not_applicable"
)

// Metric is one line of the report. Values are decimal strings with three
// places; Measured is empty where nothing could be measured.
type Metric struct {
	Name     string  `json:"metric"`
	Surface  string  `json:"surface"`
	Unit     string  `json:"unit,omitempty"`
	Target   string  `json:"target"`
	Low      string  `json:"low"`  // of the interval, both ends included
	High     string  `json:"high"` //
	Measured string  `json:"measured,omitempty"`
	N        int64   `json:"n"`     // observations
	Least    int64   `json:"least"` // observations from which on the metric applies
	Of       string  `json:"of"`    // what is counted in N and Least
	Verdict  Verdict `json:"verdict"`
	Source   string  `json:"source"`
}

// Curve is a picture of the report: points in the order of x, thousandths. With
// Bars it is a bar chart: a name for each point, whose x is its number.
type Curve struct {
	Name   string     `json:"curve"`
	X      string     `json:"x"`
	Y      string     `json:"y"`
	Log    bool       `json:"log,omitempty"` // both axes are logarithms to base 10
	Bars   []string   `json:"bars,omitempty"`
	Points [][2]int64 `json:"points"`
}

// Report is realism/realism.json.
type Report struct {
	Format  int      `json:"format"` // 1
	Metrics []Metric `json:"metrics"`
	Curves  []Curve  `json:"curves"`
}

// aim is a target before it is measured, in thousandths.
type aim struct {
	name, unit        string
	target, low, high int64
	least             int64
	of, source        string
}

// around gives the usual interval: a fifth to either side.
func around(target int64) (int64, int64, int64) { return target, target * 8 / 10, target * 12 / 10 }

// add enters a metric; ok is false where nothing could be measured.
func (r *Report) add(surface string, a aim, measured, n int64, ok bool) {
	m := Metric{
		Name: a.name, Surface: surface, Unit: a.unit, Target: decimal(a.target), Low: decimal(a.low), High: decimal(a.high),
		N: n, Least: a.least, Of: a.of, Source: a.source, Verdict: None,
	}
	if ok {
		m.Measured = decimal(measured)
	}
	switch {
	case !ok || n < a.least:
	case measured < a.low || measured > a.high:
		m.Verdict = Fail
	default:
		m.Verdict = Pass
	}
	r.Metrics = append(r.Metrics, m)
}

// The files of the report, as dataset paths.
const (
	File     = "realism/realism.json"
	PageFile = "realism/index.html"
)

// Reads says whether Measure reads the file at a dataset path.
func Reads(file string) bool {
	folder, name := path.Split(file)
	switch folder {
	case "microblog/", "messenger/messages/", "loopi/":
		return strings.HasSuffix(name, ".jsonl")
	}
	return file == "ledger/blk00000.dat" || file == "messenger/channels.jsonl" || file == "classifieds/listings.jsonl"
}

// World is what Measure is told of a dataset beside its files.
type World struct {
	Surfaces []string               // that are in it
	Price    func(unix int64) int64 // of a coin of the ledger on a day, hundredths of a unit of money
	Tally    map[string][]int64     // what was counted while bulk tables were written, by surface
}

// Measure reads the surfaces that it knows among those of the world, in dir.
func Measure(ctx context.Context, dir string, w World) (Report, error) {
	r := Report{Format: 1, Metrics: []Metric{}, Curves: []Curve{}}
	for _, s := range []struct {
		name    string
		measure func(context.Context, string, World, *Report) error
	}{{"classifieds", classifieds}, {"emoney", emoney}, {"ledger", ledger}, {"loopi", loopi}, {"messenger", messenger}, {"microblog", microblog}} {
		if !slices.Contains(w.Surfaces, s.name) {
			continue
		}
		if err := s.measure(ctx, filepath.Join(dir, s.name), w, &r); err != nil {
			return r, fmt.Errorf("realism: %s: %w", s.name, err)
		}
	}
	return r, nil
}

// decimal writes thousandths.
func decimal(v int64) string {
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	return fmt.Sprintf("%s%d.%03d", sign, v/1000, v%1000)
}
