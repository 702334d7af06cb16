package rangeserver_test

import (
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/rangeserver"
)

// TestClockExact walks random pauses, changes of speed and jumps, and compares
// with rational arithmetic: scenario time is the sum of wall time × rate over
// the pieces and never rounds.
func TestClockExact(t *testing.T) {
	wall0, scen0 := time.Date(2027, 1, 18, 9, 0, 0, 0, time.UTC), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 11))
		var c rangeserver.Clock
		segs := []rangeserver.Segment{{Wall: wall0, Scenario: scen0, Rate: rangeserver.Rate(r.IntN(10_001))}}
		wall := wall0
		type piece struct {
			wall time.Time
			at   *big.Rat // microseconds of scenario time since scen0
			rate int64
		}
		pieces := []piece{{wall0, new(big.Rat), int64(segs[0].Rate)}}
		for range 1 + r.IntN(10) {
			wall = wall.Add(time.Duration(r.IntN(7_200_000)) * time.Millisecond)
			p := pieces[len(pieces)-1]
			at := new(big.Rat).Add(p.at, big.NewRat(wall.Sub(p.wall).Microseconds()*p.rate, 1000))
			rate := p.rate
			switch r.IntN(3) {
			case 0:
				rate = 0
			case 1:
				rate = int64(1 + r.IntN(1_000_000)) // up to a thousandfold
			case 2:
				at = big.NewRat(r.Int64N(1e13), 1)
			}
			if !at.IsInt() {
				t.Fatalf("seed %d: whole milliseconds × thousandths are no whole microseconds", seed)
			}
			pieces = append(pieces, piece{wall, at, rate})
			segs = append(segs, rangeserver.Segment{
				Wall: wall, Scenario: scen0.Add(time.Duration(at.Num().Int64()) * time.Microsecond), Rate: rangeserver.Rate(rate),
			})
		}
		if err := c.Set(segs); err != nil {
			t.Fatal(err)
		}
		for range 50 {
			at := wall0.Add(time.Duration(r.Int64N(wall.Sub(wall0).Milliseconds()+3_600_000)) * time.Millisecond)
			p := pieces[0]
			for _, q := range pieces {
				if !q.wall.After(at) {
					p = q
				}
			}
			want := new(big.Rat).Add(p.at, big.NewRat(at.Sub(p.wall).Microseconds()*p.rate, 1000))
			if got := big.NewRat(c.At(at).Sub(scen0).Microseconds(), 1); got.Cmp(want) != 0 {
				t.Fatalf("seed %d at %v: %s µs, exactly %s", seed, at, got.FloatString(3), want.FloatString(3))
			}
		}
		if before := c.At(wall0.Add(-time.Hour)); !before.Equal(scen0) {
			t.Fatalf("seed %d: before the first segment it is %v", seed, before)
		}
	}
}

func TestClockRefuses(t *testing.T) {
	now := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	var c rangeserver.Clock
	if !c.At(now).IsZero() {
		t.Error("a clock without segments shows a time")
	}
	if err := c.Set([]rangeserver.Segment{{Wall: now}, {Wall: now.Add(-time.Second)}}); err == nil {
		t.Error("segments out of order are taken")
	}
	if err := c.Set([]rangeserver.Segment{{Wall: now, Rate: -1}}); err == nil {
		t.Error("time runs backwards")
	}
}

func TestParseClock(t *testing.T) {
	now, end := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	at := time.Date(2026, 4, 20, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]rangeserver.Segment{
		"end": {Wall: now, Scenario: end}, "": {Wall: now, Scenario: end},
		"2026-04-20T09:00:00Z":          {Wall: now, Scenario: at, Rate: 1000},
		"2026-04-20T09:00:00Z@0":        {Wall: now, Scenario: at},
		"2026-04-20T11:00:00+02:00@0.5": {Wall: now, Scenario: at, Rate: 500},
		"2026-04-20T09:00:00Z@60":       {Wall: now, Scenario: at, Rate: 60_000},
	} {
		got, err := rangeserver.ParseClock(text, now, end)
		if err != nil || len(got) != 1 || !got[0].Scenario.Equal(want.Scenario) || got[0].Rate != want.Rate || !got[0].Wall.Equal(want.Wall) {
			t.Errorf("%q: %+v %v", text, got, err)
		}
	}
	for _, text := range []string{"yesterday", "2026-04-20", "2026-04-20T09:00:00Z@", "2026-04-20T09:00:00Z@-1", "2026-04-20T09:00:00Z@1/2", "2026-04-20T09:00:00Z@0.0001", "2026-04-20T09:00:00Z@9e9"} {
		if _, err := rangeserver.ParseClock(text, now, end); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
