package training_test

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

var (
	wall0 = time.Date(2027, 1, 18, 9, 0, 0, 0, time.UTC)
	scen0 = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
)

func must(t *testing.T) func(training.Clock, error) training.Clock {
	return func(c training.Clock, err error) training.Clock {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
}

// A story worked by hand: one hour at 1, a pause of 30 minutes, one hour at
// 2, a jump to noon of the third day, a tenth of the speed.
func TestClockStory(t *testing.T) {
	h := time.Hour
	c := must(t)(training.Start(wall0, scen0, training.RealTime))
	c = must(t)(c.Pause(wall0.Add(h)))
	c = must(t)(c.Resume(wall0.Add(h + h/2)))
	c = must(t)(c.SetRate(wall0.Add(h+h/2), 2000))
	noon := time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)
	c = must(t)(c.Jump(wall0.Add(2*h+h/2), noon))
	c = must(t)(c.SetRate(wall0.Add(3*h+h/2), 100))
	for _, tc := range []struct {
		wall time.Duration
		want string
	}{
		{-h, "2026-02-01T00:00:00Z"},
		{0, "2026-02-01T00:00:00Z"},
		{h / 2, "2026-02-01T00:30:00Z"},
		{h + h/4, "2026-02-01T01:00:00Z"},
		{h + h/2, "2026-02-01T01:00:00Z"},
		{2 * h, "2026-02-01T02:00:00Z"},
		{2*h + h/2 - time.Millisecond, "2026-02-01T02:59:59.998Z"},
		{2*h + h/2, "2026-02-03T12:00:00Z"},
		{3*h + h/2, "2026-02-03T14:00:00Z"},
		{4*h + h/2, "2026-02-03T14:06:00Z"},
	} {
		if got := c.ScenarioAt(wall0.Add(tc.wall)).Format(time.RFC3339Nano); got != tc.want {
			t.Errorf("after %v: %s, want %s", tc.wall, got, tc.want)
		}
	}
	// What the jump passed over is reached at the jump; what lies in the pause, before it.
	if w, ok := c.WallAt(time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)); !ok || !w.Equal(wall0.Add(2*h+h/2)) {
		t.Errorf("jumped over: %v %v", w, ok)
	}
	if w, ok := c.WallAt(scen0.Add(h)); !ok || !w.Equal(wall0.Add(h)) {
		t.Errorf("at the pause: %v %v", w, ok)
	}
	paused := must(t)(c.Pause(wall0.Add(5 * h)))
	if _, ok := paused.WallAt(noon.AddDate(0, 0, 9)); ok {
		t.Error("a paused clock never reaches later times")
	}
	if _, err := c.Pause(wall0); !errors.Is(err, training.ErrConflict) {
		t.Errorf("a change before the last one: %v", err)
	}
	if _, err := c.SetRate(wall0.Add(9*h), 10_001); !errors.Is(err, training.ErrInvalid) {
		t.Errorf("rate 10.001: %v", err)
	}
	if _, err := (training.Clock{}).Pause(wall0); !errors.Is(err, training.ErrConflict) {
		t.Errorf("pause before start: %v", err)
	}
}

// Random sequences against exact rational arithmetic: scenario time is the sum
// of (milliseconds × rate) over the pieces, and never rounds; WallAt is the
// least wall millisecond whose scenario time has reached the target.
func TestClockExact(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		c := must(t)(training.Start(wall0, scen0, training.Rate(100+r.IntN(9901))))
		wall := wall0
		sum := new(big.Rat) // scenario seconds since scen0
		rate := c.Segments[0].Rate
		for range 1 + r.IntN(12) {
			step := time.Duration(r.IntN(3_600_000)*r.IntN(3)) * time.Millisecond // a third of the steps are none at all
			wall = wall.Add(step)
			sum.Add(sum, new(big.Rat).Mul(big.NewRat(step.Milliseconds(), 1000), big.NewRat(int64(rate), 1000)))
			switch r.IntN(4) {
			case 0:
				c, rate = must(t)(c.Pause(wall)), 0
			case 1:
				c = must(t)(c.Resume(wall))
				rate = c.RateAt(wall)
			case 2:
				rate = training.Rate(100 + r.IntN(9901))
				c = must(t)(c.SetRate(wall, rate))
			case 3:
				to := time.Duration(r.IntN(10_000_000)) * time.Millisecond
				c = must(t)(c.Jump(wall, scen0.Add(to)))
				sum.SetFrac64(to.Milliseconds(), 1000)
			}
		}
		got := big.NewRat(c.ScenarioAt(wall).Sub(scen0).Microseconds(), 1_000_000)
		if got.Cmp(sum) != 0 {
			t.Fatalf("seed %d: %s s, exactly %s s", seed, got.FloatString(9), sum.FloatString(9))
		}
		for range 20 {
			target := scen0.Add(time.Duration(r.IntN(20_000_000)) * time.Millisecond)
			w, ok := c.WallAt(target)
			if !ok {
				if end := c.ScenarioAt(wall.AddDate(1, 0, 0)); !end.Before(target) && c.RateAt(wall) > 0 {
					t.Fatalf("seed %d: %v is said never to come", seed, target)
				}
				continue
			}
			if c.ScenarioAt(w).Before(target) {
				t.Fatalf("seed %d: at %v it is %v, not yet %v", seed, w, c.ScenarioAt(w), target)
			}
			if reachedBy(c, w.Add(-time.Millisecond), target) {
				t.Fatalf("seed %d: %v was reached before %v", seed, target, w)
			}
		}
	}
}

// reachedBy tries the first and the last millisecond of every segment up to wall:
// within a segment scenario time only grows.
func reachedBy(c training.Clock, wall, target time.Time) bool {
	for i, s := range c.Segments {
		if s.Wall.After(wall) {
			break
		}
		last := wall
		if i+1 < len(c.Segments) {
			if end := c.Segments[i+1].Wall.Add(-time.Millisecond); end.Before(wall) {
				last = end
			}
		}
		if last.Before(s.Wall) {
			continue // a segment of no length
		}
		if !s.Scenario.Before(target) || !c.ScenarioAt(last).Before(target) {
			return true
		}
	}
	return false
}

func TestRateJSON(t *testing.T) {
	for text, want := range map[string]training.Rate{"1": 1000, "0.5": 500, "0.125": 125, "10": 10000, "0": 0} {
		var r training.Rate
		if err := r.UnmarshalJSON([]byte(text)); err != nil || r != want {
			t.Errorf("%s: %d %v", text, r, err)
		}
		if b, _ := r.MarshalJSON(); string(b) != text {
			t.Errorf("%d writes %s, want %s", want, b, text)
		}
	}
	for _, text := range []string{"-1", "0.0001", `"x"`, "1e99"} {
		var r training.Rate
		if err := r.UnmarshalJSON([]byte(text)); !errors.Is(err, training.ErrInvalid) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
