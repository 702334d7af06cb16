package training

import (
	"fmt"
	"time"
)

// PilotWeeks is how long a pilot lasts.
const PilotWeeks = 12

// Pilot is twelve weeks of training at one site, from a Monday on.
type Pilot struct {
	Site    SiteID    `db:"site"`
	ID      PilotID   `db:"id"`
	Name    string    `db:"name"`
	Start   time.Time `db:"start"` // midnight UTC of the first Monday
	Created time.Time `db:"created"`
}

// PilotWeek is one week of a pilot's plan.
type PilotWeek struct {
	Site   SiteID    `db:"site"`
	Pilot  PilotID   `db:"pilot"`
	Week   int       `db:"week"` // 1 to 12
	Starts time.Time `db:"starts"`
	Title  string    `db:"title"`
	Module string    `db:"module"` // slug of the course module, "m1"; empty in weeks without one
}

// CheckStart wants a Monday.
func (p Pilot) CheckStart() error {
	if p.Start.Weekday() != time.Monday {
		return Invalid("start", fmt.Sprintf("%s is a %s", p.Start.Format(time.DateOnly), p.Start.Weekday()), "a Monday, as in 2027-01-11")
	}
	return nil
}

// Week returns the number of the week at now: 1 to 12, 0 before the start, 13
// after the end.
func (p Pilot) Week(now time.Time) int {
	if now.Before(p.Start) {
		return 0
	}
	return min(int(now.Sub(p.Start)/(7*24*time.Hour))+1, PilotWeeks+1)
}

// WeekStart returns midnight UTC of the Monday on which a week begins.
func (p Pilot) WeekStart(week int) time.Time { return p.Start.AddDate(0, 0, 7*(week-1)) }
