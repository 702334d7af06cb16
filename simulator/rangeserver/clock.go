package rangeserver

import (
	"fmt"
	"math/big"
	"strings"
	"sync/atomic"
	"time"
)

// Rate is how fast scenario time runs, in thousandths of wall time: 1000 is
// real time, 0 a pause, 5000 fast forward. In text it is a number: 1, 0, 5.
type Rate int64

// RealTime is one second of scenario time a second of wall time.
const RealTime Rate = 1000

// ParseRate reads a number of at least 0 with at most three decimals.
func ParseRate(s string) (Rate, error) {
	v, ok := new(big.Rat).SetString(s)
	if !ok || strings.ContainsAny(s, "/eEpPxX_") {
		return 0, fmt.Errorf("rate %q is not a number; right is 1, 0.5, 10 or 0 for a pause", s)
	}
	v.Mul(v, big.NewRat(1000, 1))
	if !v.IsInt() || v.Sign() < 0 || !v.Num().IsInt64() || v.Num().Int64() > 1e9 {
		return 0, fmt.Errorf("rate %q: right is 0 to 1000000, at most three decimals", s)
	}
	return Rate(v.Num().Int64()), nil
}

// Segment is one straight piece of a scenario clock: from Wall on, scenario
// time starts at Scenario and runs at Rate until the next segment begins.
// A pause is rate 0, fast forward any rate, a jump a new segment.
type Segment struct {
	Wall     time.Time
	Scenario time.Time
	Rate     Rate
}

// Clock is a team's scenario clock: segments by rising wall time, replaced
// as a whole by Set while servers read it. The zero Clock shows the zero time.
//
// Wall time counts in whole milliseconds and rates in whole thousandths, so
// scenario times are whole microseconds and nothing is ever rounded.
type Clock struct{ segments atomic.Pointer[[]Segment] }

// Set replaces the segments. They must rise in wall time and have a rate ≥ 0.
func (c *Clock) Set(segments []Segment) error {
	own := make([]Segment, len(segments))
	for i, s := range segments {
		s.Wall = s.Wall.UTC().Truncate(time.Millisecond)
		s.Scenario = s.Scenario.UTC()
		if s.Rate < 0 {
			return fmt.Errorf("rangeserver: clock segment %d has the rate %d; right is 0 or more", i+1, s.Rate)
		}
		if i > 0 && s.Wall.Before(own[i-1].Wall) {
			return fmt.Errorf("rangeserver: clock segment %d begins at %s, before the one it follows (%s)",
				i+1, s.Wall.Format(time.RFC3339Nano), own[i-1].Wall.Format(time.RFC3339Nano))
		}
		own[i] = s
	}
	c.segments.Store(&own)
	return nil
}

// Segments returns a copy of what Set was given.
func (c *Clock) Segments() []Segment {
	p := c.segments.Load()
	if p == nil {
		return nil
	}
	return append([]Segment(nil), *p...)
}

// At returns the scenario time at a wall time. Before the first segment it is
// that segment's beginning.
func (c *Clock) At(wall time.Time) time.Time {
	p := c.segments.Load()
	if p == nil || len(*p) == 0 {
		return time.Time{}
	}
	wall = wall.Truncate(time.Millisecond)
	i := len(*p) - 1
	for i > 0 && wall.Before((*p)[i].Wall) {
		i--
	}
	s := (*p)[i]
	ms := max(0, wall.Sub(s.Wall).Milliseconds())
	return s.Scenario.Add(time.Duration(ms*int64(s.Rate)) * time.Microsecond)
}

// ParseClock reads the --clock flag: "end", or RFC 3339 with "@rate" behind
// it (without: real time). "end" stands at the end of the dataset's clock:
// everything that ever happens is visible, and nothing moves.
func ParseClock(s string, now, end time.Time) ([]Segment, error) {
	if s == "" || s == "end" {
		return []Segment{{Wall: now, Scenario: end}}, nil
	}
	text, rate, found := strings.Cut(s, "@")
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, fmt.Errorf("clock %q: right is \"end\" or a time such as 2026-04-20T09:00:00Z, with @rate behind it or without", s)
	}
	r := RealTime
	if found {
		if r, err = ParseRate(rate); err != nil {
			return nil, fmt.Errorf("clock %q: %w", s, err)
		}
	}
	return []Segment{{Wall: now, Scenario: at, Rate: r}}, nil
}
