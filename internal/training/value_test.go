package training_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// Whoever gives a value that cannot be read learns what is wrong with it and what
// would be right.
func TestValuesThatCannotBeRead(t *testing.T) {
	window := func(s string) error { _, err := training.ParseWindow(s); return err }
	point := func(s string) error { _, err := training.ParsePoint(s); return err }
	for _, c := range []struct {
		read        func(string) error
		value, want string
	}{
		{window, "2026-03-14T10:00Z/2026-03-14T09:00Z", "ends before it begins"},
		{window, "yesterday/2026-03-14T09:00Z", `begins at "yesterday", which is no time`},
		{window, "2026-03-14T09:00Z/2026-03-14T25:00Z", `ends at "2026-03-14T25:00Z", which is no time`},
		{window, "2026-02-30T09:00Z", `begins at "2026-02-30T09:00Z", which is no time`},
		{window, "/2026-03-14T09:00Z", "has no time at which it begins"},
		{window, "2026-03-14T09:00Z/ ", "has no time at which it ends"},
		{window, "", "has no time at which it begins"},
		{window, strings.Repeat("9", 9000), strings.Repeat("9", 40) + "…"},
		{point, "91,12", "has the latitude 91, which is on no globe"},
		{point, "-90.0000001,12", "which is on no globe"},
		{point, "45,-181", "has the longitude -181, which is on no globe"},
		{point, "NaN,12", `has the latitude "NaN", which is no number of degrees`},
		{point, "1e9,12", `has the latitude "1e9"`},
		{point, "45,", `has the longitude ""`},
		{point, "45", "no two numbers with one comma between"},
		{point, "44,1234,12,5678", "no two numbers with one comma between"},
		{point, strings.Repeat("9", 9000) + ",1", strings.Repeat("9", 40) + "…"},
	} {
		err := c.read(c.value)
		var bad *training.InvalidError
		if !errors.As(err, &bad) || bad.Field != "value" || !strings.Contains(bad.Message, c.want) || bad.Want == "" || len(err.Error()) > 300 {
			t.Errorf("%.60q: %v, want %q", c.value, err, c.want)
		}
	}
}

func TestValuesThatCanBeRead(t *testing.T) {
	nine := time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	for s, want := range map[string]training.Window{
		training.WindowExample:                      {nine.Add(40 * time.Minute), nine.Add(85 * time.Minute)},
		"2026-03-14T09:00Z":                         {nine, nine.Add(time.Minute)},
		"2026-03-14T09:00:00Z/2026-03-14T09:00:00Z": {nine, nine.Add(time.Minute)},
		"2026-03-14 09:00 UTC / 2026-03-14 09:30":   {nine, nine.Add(30 * time.Minute)},
		"2026-03-14T10:00+01:00/2026-03-14t09:00z":  {nine, nine.Add(time.Minute)},
	} {
		if got, err := training.ParseWindow(s); err != nil || got != want {
			t.Errorf("%s: %v, %v", s, got, err)
		}
	}
	for s, want := range map[string]training.Point{
		training.PointExample: {Lat: 44_123_400, Lon: 12_567_800},
		"-90,180":             {Lat: -90_000_000, Lon: 180_000_000},
		"0.0000019,-0.5":      {Lat: 1, Lon: -500_000},
	} {
		if got, err := training.ParsePoint(s); err != nil || got != want {
			t.Errorf("%s: %+v, %v", s, got, err)
		}
	}
}
