package realism

import (
	"math"
	"slices"
	"testing"
)

func (r Report) verdict(t *testing.T, name string) Verdict {
	t.Helper()
	for _, m := range r.Metrics {
		if m.Name == name {
			return m.Verdict
		}
	}
	t.Fatalf("no metric %q in %v", name, r.Metrics)
	return ""
}

// moments are n of them whose gaps have the quantiles of a law, in an order of
// no pattern.
func moments(n int, quantile func(u float64) float64) []int64 {
	out := []int64{0}
	for i := range n {
		u := math.Mod(float64(i)*0.6180339887498949+.5/float64(n), 1) // equidistributed (Weyl)
		out = append(out, out[i]+int64(6*hourMS*quantile(u)))
	}
	return out
}

// Independent events have no heavy tail and no burstiness; gaps by a power law
// have both. Twenty pairs are as many as it takes.
func TestBursts(t *testing.T) {
	heavy := "gaps of five times their mean and more, without the daily rhythm"
	for want, quantile := range map[Verdict]func(float64) float64{
		Fail: func(u float64) float64 { return -math.Log(1 - u) },
		Pass: func(u float64) float64 { return math.Pow(1-u, -1/1.5) },
	} {
		var lists [][]int64
		for range 20 {
			lists = append(lists, moments(500, quantile))
		}
		var r Report
		r.bursts(rhythmOf(slices.Values(lists)), aim{least: 20, of: "authors"}, "s", 30, slices.Values(lists))
		r.bursts(rhythmOf(slices.Values(lists)), aim{name: " of pairs", least: 21, of: "pairs"}, "s", 10, slices.Values(lists))
		for _, name := range []string{"burstiness B, median", "burstiness B, without the daily rhythm, median", heavy} {
			if got := r.verdict(t, name); got != want {
				t.Errorf("%s: %s, want %s: %v", name, got, want, r.Metrics)
			}
		}
		if got := r.verdict(t, "burstiness B of pairs, median"); got != None {
			t.Errorf("twenty pairs where 21 are asked for: %s", got)
		}
	}
}

// The delays of LDBC give their exponent back; equal shares of the day give 0.
func TestPowerOfDay(t *testing.T) {
	for want, power := range map[int64]float64{600: 2.5, 0: 1} {
		var delays []int64
		for i := range 10_000 {
			delays = append(delays, int64(dayMS*math.Pow((float64(i)+.5)/10_000, power)))
		}
		if got, ok := powerOfDay(delays); !ok || got < want-3 || got > want+3 {
			t.Errorf("%d thousandths, want %d", got, want)
		}
	}
	if _, ok := powerOfDay([]int64{dayMS}); ok {
		t.Error("one delay has an exponent")
	}
}

// Of two tags the one is looked at whose posts stand closer together.
func TestFlash(t *testing.T) {
	var event, always []int64
	for i := range int64(100) {
		event = append(event, 40*dayMS+i*flashMS/120)
		always = append(always, i*dayMS)
	}
	for i := range 5 { // and some afterwards
		event[i] = 60 * dayMS
	}
	for want, tags := range map[string]map[string][]int64{
		"0.950 pass":      {"event": event, "always": always, "rare": {1, 2, 3}},
		"0.030 fail":      {"always": always},
		" not_applicable": {"rare": {1, 2, 3}},
	} {
		var r Report
		r.flash(tags, 10_000)
		if m := r.Metrics[0]; m.Measured+" "+string(m.Verdict) != want {
			t.Errorf("%s %s, want %s", m.Measured, m.Verdict, want)
		}
	}
	var few Report
	few.flash(map[string][]int64{"event": event}, 9999)
	if got := few.Metrics[0].Verdict; got != None {
		t.Errorf("of too few posts: %s", got)
	}
}
