package emoney

import "github.com/osint-radar/academy/simulator/world"

// clock turns the gaps of a steady Poisson process into moments of a day, of
// which each hour has its share.
type clock struct {
	now   int64 // operational time: clockAt for each row to expect
	hour  int
	begin int64 // operational time at which the hour began
	width int64 // of the hour
	rows  int64
	done  int64 // weights of the hours before
}

func newClock(rows int64) *clock {
	c := &clock{rows: rows}
	c.width = c.end(0)
	return c
}

// end is the operational time at which an hour ends.
func (c *clock) end(hour int) int64 { return c.rows * clockAt * (c.done + world.PayHour(hour)) / 1000 }

// after moves on by a gap. It returns the moment in milliseconds, or false when
// the day is over.
func (c *clock) after(gap int64) (int64, bool) {
	c.now += gap
	for c.now >= c.begin+c.width {
		if c.done += world.PayHour(c.hour); c.hour == 23 {
			return 0, false
		}
		c.hour++
		c.begin += c.width
		c.width = c.end(c.hour) - c.begin
	}
	return int64(c.hour)*hourMS + (c.now-c.begin)*hourMS/c.width, true
}
