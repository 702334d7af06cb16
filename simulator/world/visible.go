package world

import (
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
)

// VisibleID makes the id that a platform shows: milliseconds since 1970 and
// sixteen drawn bits, decimal, as Mastodon's snowflakes are. kind separates
// accounts, statuses and pictures; what is drawn does not say who made the row.
func VisibleID(at time.Time, s *stream.Stream) string {
	return strconv.FormatInt(VisibleNumber(at, s), 10)
}

// VisibleNumber is VisibleID as a number.
func VisibleNumber(at time.Time, s *stream.Stream) int64 {
	return at.UnixMilli()<<16 | int64(s.Uint64()>>48)
}

// hours is how much is written in each hour of a day (UTC): quiet at night,
// a rise before work, most of it in the evening.
var hours = [24]int64{6, 4, 3, 2, 3, 8, 18, 34, 42, 40, 38, 40, 46, 44, 40, 40, 44, 52, 60, 66, 64, 50, 30, 14}

// Moment draws a moment of a day by the daily rhythm, to the millisecond.
func Moment(s *stream.Stream) time.Duration {
	h := s.Weighted(hours[:])
	return time.Duration(h)*time.Hour + time.Duration(s.Int64N(3_600_000))*time.Millisecond
}

// AnswerDelay draws after how many milliseconds something is answered: P(delay ≤ x)
// is (x/day)^0.4, a power law whose mean is 6.86 h and whose end is a day (LDBC
// SNB, DateGenerator). A day times u^2.5 has that law, u uniform; nobody is
// quicker than twenty seconds.
func AnswerDelay(s *stream.Stream) int64 {
	const day = 24 * 3600 * 1000
	u := int64(s.Uint64() >> 33) // 31 bits
	d := day * (u * u >> 31) >> 31 * root(u<<31) >> 31
	return max(d, 20_000)
}

// Media is the name under which Chatterly's copy of an image is bound; the
// image's own name also stands for the copies on websites.
func Media(image Ref) Ref { return "media:" + image[len("image:"):] }
