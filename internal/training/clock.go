package training

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
)

// Rate is how fast scenario time runs, in thousandths of wall time: 1000 is
// real time, 0 is a pause. In JSON it is a number: 1, 0.5, 10.
type Rate int64

// The rates a trainer may choose between, and their names in between.
const (
	Stopped  Rate = 0
	MinRate  Rate = 100 // a tenth
	RealTime Rate = 1000
	MaxRate  Rate = 10_000
)

// Check wants 0, or 0.1 to 10.
func (r Rate) Check() error {
	if r != Stopped && (r < MinRate || r > MaxRate) {
		return Invalid("rate", "is "+r.String(), "0.1 to 10")
	}
	return nil
}

// String writes the shortest decimal: "0.5".
func (r Rate) String() string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%03d", r/1000, r%1000), "0"), ".")
}

// MarshalJSON writes the number as [Rate.String] does.
func (r Rate) MarshalJSON() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalJSON reads a number with at most three decimals.
func (r *Rate) UnmarshalJSON(b []byte) error {
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return Invalid("rate", "is not a number", "0.1 to 10")
	}
	v, ok := new(big.Rat).SetString(n.String())
	if !ok {
		return Invalid("rate", "is not a number", "0.1 to 10")
	}
	v.Mul(v, big.NewRat(1000, 1))
	if !v.IsInt() || v.Sign() < 0 || !v.Num().IsInt64() {
		return Invalid("rate", "is "+n.String(), "0.1 to 10, at most three decimals")
	}
	*r = Rate(v.Num().Int64())
	return nil
}

// ClockSegment is one straight piece of a scenario clock: from Wall on, scenario
// time starts at Scenario and runs at Rate, until the next segment begins.
type ClockSegment struct {
	Wall     time.Time `json:"wall" db:"wall"`
	Scenario time.Time `json:"scenario" db:"scenario"`
	Rate     Rate      `json:"rate" db:"rate"`
}

// Clock is a scenario clock: segments by rising wall time. It is a value;
// Start, Pause, Resume, SetRate and Jump return a longer one.
//
// Segments begin on whole milliseconds of wall time. As rates are whole
// thousandths, every scenario time is then a whole number of microseconds, and
// no sequence of pauses and changes of speed ever rounds.
//
//	scenario
//	   |            ____/      jump forward, then rate 2
//	   |      ____ |
//	   |  ___/                 rate 1, pause, rate 1
//	   +-------------------- wall
type Clock struct{ Segments []ClockSegment }

func tick(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// Start returns a clock of one segment.
func Start(wall, scenario time.Time, rate Rate) (Clock, error) {
	return Clock{}.add(wall, Instant(scenario), rate)
}

func (c Clock) add(wall, scenario time.Time, rate Rate) (Clock, error) {
	wall = tick(wall)
	if err := rate.Check(); err != nil {
		return c, err
	}
	if n := len(c.Segments); n > 0 && wall.Before(c.Segments[n-1].Wall) {
		return c, Conflict(fmt.Sprintf("the clock was changed at %s, after %s", c.Segments[n-1].Wall.Format(time.RFC3339Nano), wall.Format(time.RFC3339Nano)))
	}
	s := ClockSegment{Wall: wall, Scenario: scenario, Rate: rate}
	return Clock{append(slices.Clip(c.Segments), s)}, nil
}

// Started says whether the clock has a first segment.
func (c Clock) Started() bool { return len(c.Segments) > 0 }

// at returns the segment that holds at wall: the last one that began by then,
// or the first one.
func (c Clock) at(wall time.Time) (ClockSegment, bool) {
	if len(c.Segments) == 0 {
		return ClockSegment{}, false
	}
	i := len(c.Segments) - 1
	for i > 0 && wall.Before(c.Segments[i].Wall) {
		i--
	}
	return c.Segments[i], true
}

// ScenarioAt returns the scenario time at a wall time, exactly, for the wall
// millisecond begun. Before the first segment it is that segment's beginning;
// a clock that never started gives the zero time.
func (c Clock) ScenarioAt(wall time.Time) time.Time {
	s, ok := c.at(wall)
	if !ok {
		return time.Time{}
	}
	ms := max(0, tick(wall).Sub(s.Wall).Milliseconds())
	return s.Scenario.Add(time.Duration(ms*int64(s.Rate)) * time.Microsecond)
}

// WallAt returns the first wall time at which scenario time is reached or
// passed, and whether the clock as it stands ever gets there.
func (c Clock) WallAt(scenario time.Time) (time.Time, bool) {
	for i, s := range c.Segments {
		if i+1 < len(c.Segments) && !s.Wall.Before(c.Segments[i+1].Wall) {
			continue // replaced within its own millisecond
		}
		if !s.Scenario.Before(scenario) {
			return s.Wall, true
		}
		if s.Rate == Stopped {
			continue
		}
		// The first millisecond in which the scenario time is reached.
		us := scenario.Sub(s.Scenario)
		ms := (int64((us+time.Microsecond-1)/time.Microsecond) + int64(s.Rate) - 1) / int64(s.Rate)
		wall := s.Wall.Add(time.Duration(ms) * time.Millisecond)
		if i+1 == len(c.Segments) || wall.Before(c.Segments[i+1].Wall) {
			return wall, true
		}
	}
	return time.Time{}, false
}

// RateAt returns the rate at a wall time.
func (c Clock) RateAt(wall time.Time) Rate {
	if s, ok := c.at(wall); ok && !wall.Before(s.Wall) {
		return s.Rate
	}
	return Stopped
}

// Pause stops scenario time at wall.
func (c Clock) Pause(wall time.Time) (Clock, error) { return c.SetRate(wall, Stopped) }

// Resume lets scenario time run on at the last rate that was not a pause.
func (c Clock) Resume(wall time.Time) (Clock, error) {
	for _, s := range slices.Backward(c.Segments) {
		if s.Rate != Stopped {
			return c.SetRate(wall, s.Rate)
		}
	}
	return c.SetRate(wall, RealTime)
}

// SetRate changes the speed at wall; scenario time does not move.
func (c Clock) SetRate(wall time.Time, rate Rate) (Clock, error) {
	if !c.Started() {
		return c, Conflict("the scenario clock has not started")
	}
	return c.add(wall, c.ScenarioAt(wall), rate)
}

// Jump moves scenario time at wall, forward or back, and keeps the rate.
func (c Clock) Jump(wall, scenario time.Time) (Clock, error) {
	if !c.Started() {
		return c, Conflict("the scenario clock has not started")
	}
	return c.add(wall, Instant(scenario), c.RateAt(wall))
}
