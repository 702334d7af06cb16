package training

import (
	"fmt"
	"math/big"
	"strings"
	"time"
)

// The values of answers that are more than a text. What a form takes is what the
// scorer reads, so both read it here.

// longestNumber is how many characters a number may have.
const longestNumber = 64

// Decimal reads a number with a point or a comma; no exponent, no NaN, at most 64
// characters, so that nobody's answer costs the scorer more than another's.
func Decimal(s string) (*big.Rat, bool) {
	s = strings.Join(strings.Fields(s), "")
	if len(s) > longestNumber || s == "" || strings.Trim(s, "+-0123456789.,") != "" || strings.Count(s, ",")+strings.Count(s, ".") > 1 {
		return nil, false
	}
	return new(big.Rat).SetString(strings.Replace(s, ",", ".", 1))
}

// ParseTime reads the ways in which people write a UTC time.
func ParseTime(s string) (time.Time, bool) {
	s = strings.TrimSuffix(strings.TrimSpace(strings.ToUpper(s)), " UTC")
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// Window is a stretch of time; To lies after From.
type Window struct{ From, To time.Time }

// WindowExample is a window as people write it.
const WindowExample = "2026-03-14T09:40Z/2026-03-14T10:25Z"

// ParseWindow reads an interval of two times in UTC, "FROM/TO" (ISO 8601). One
// time alone, or the same one twice, is the minute that begins there. What cannot
// be read is an [InvalidError] of the field "value".
func ParseWindow(s string) (Window, error) {
	from, to, two := strings.Cut(s, "/")
	a, ok := ParseTime(from)
	if !ok {
		return Window{}, badTime("begin", from)
	}
	b := a
	if two {
		if b, ok = ParseTime(to); !ok {
			return Window{}, badTime("end", to)
		}
	}
	if b.Before(a) {
		return Window{}, Invalid("value", "ends before it begins", "the earlier time first, as in "+WindowExample)
	}
	if b.Equal(a) {
		b = a.Add(time.Minute)
	}
	return Window{a, b}, nil
}

func badTime(end, s string) error {
	from, to, _ := strings.Cut(WindowExample, "/")
	if end == "end" {
		from = to
	}
	if strings.TrimSpace(s) == "" {
		return Invalid("value", "has no time at which it "+end+"s", "a time in UTC, as in "+from)
	}
	return Invalid("value", fmt.Sprintf("%ss at %q, which is no time", end, shorten(s)), "a time in UTC, as in "+from)
}

// Point is a place in millionths of a degree; north and east count upwards.
type Point struct{ Lat, Lon int64 }

// PointExample is a place as people write it.
const PointExample = "44.1234, 12.5678"

// ParsePoint reads "LATITUDE,LONGITUDE" in decimal degrees with a point each. What
// cannot be read is an [InvalidError] of the field "value".
func ParsePoint(s string) (Point, error) {
	lat, lon, two := strings.Cut(s, ",")
	if !two || strings.Contains(lon, ",") {
		return Point{}, Invalid("value", fmt.Sprintf("is %q and holds no two numbers with one comma between", shorten(s)), "latitude and longitude with decimal points, as in "+PointExample)
	}
	var p Point
	var err error
	if p.Lat, err = degrees("latitude", lat, 90); err != nil {
		return Point{}, err
	}
	p.Lon, err = degrees("longitude", lon, 180)
	return p, err
}

func degrees(what, s string, most int64) (int64, error) {
	d, ok := Decimal(s)
	if !ok {
		return 0, Invalid("value", fmt.Sprintf("has the %s %q, which is no number of degrees", what, shorten(s)), "decimal degrees, as in "+PointExample)
	}
	if new(big.Rat).Abs(d).Cmp(new(big.Rat).SetInt64(most)) > 0 {
		return 0, Invalid("value", fmt.Sprintf("has the %s %s, which is on no globe", what, shorten(s)), fmt.Sprintf("a %s from -%d to %d", what, most, most))
	}
	micro := d.Mul(d, new(big.Rat).SetInt64(1_000_000))
	return new(big.Int).Quo(micro.Num(), micro.Denom()).Int64(), nil
}

// shorten keeps the message about a wrong value readable.
func shorten(s string) string {
	r := []rune(strings.TrimSpace(s))
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return string(r)
}
