package teach

import (
	"errors"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Overview is /teach: what runs, what waits. Authors see states alone.
type Overview struct {
	Pilot   *classroom.PilotNow
	Runs    []RunLine
	Waiting int    // submissions with a criterion that is not marked
	Left    int    // criteria of them that are not marked
	Oldest  string // how long the oldest of them has waited
}

// RunLine is one run in the overview.
type RunLine struct {
	training.Run
	State      page.Tag
	Clock      string
	Href       string // the console; empty for authors
	Idle       string // since the team's last action
	None       bool   // it has left no trace yet
	Stuck      bool
	Unread     int
	Findings   int
	Evidence   int
	Conduct    int
	Marking    string // "3 of 7", empty without a submission
	HandedIn   time.Time
	Work, Next string // the one thing to do now, and its address
}

// stuckAfter is how long a team may leave no trace in a running exercise before
// the console points at it.
const stuckAfter = 20 * time.Minute

func (a *Area) showOverview(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	var data Overview
	pilot, err := a.Room.CurrentPilot(c.UserContext(), v.Scope)
	switch {
	case err == nil:
		data.Pilot = &pilot
	case !errors.Is(err, training.ErrNotFound):
		return err
	}
	if v.Is("trainer") {
		err = a.watch(c, &data)
	} else {
		err = a.states(c, &data)
	}
	if err != nil {
		return err
	}
	return a.overview.Render(c, fiber.StatusOK, page.Meta{Title: "Teach", Nav: "teach"}, data)
}

// states fills in what somebody may know who does not run exercises.
func (a *Area) states(c *fiber.Ctx, data *Overview) error {
	runs, err := a.Exercises.Runs(c.UserContext(), page.ViewerOf(c).Scope)
	if err != nil {
		return err
	}
	for _, r := range runs {
		if r.Run.State != training.Archived {
			data.Runs = append(data.Runs, RunLine{Run: r.Run, State: page.RunTag(r.Run.State), Clock: clockText(r)})
		}
	}
	return nil
}

func (a *Area) watch(c *fiber.Ctx, data *Overview) error {
	rows, err := a.Exercises.Console(c.UserContext(), page.ViewerOf(c).Scope)
	if err != nil {
		return err
	}
	var oldest time.Duration
	for _, r := range rows {
		line := runLine(r)
		if !r.HandedIn.IsZero() {
			line.Marking = fmt.Sprintf("%d of %d", r.Marked, r.ToMark)
			if left := r.ToMark - r.Marked; left > 0 && r.Run.State != training.Released {
				data.Waiting++
				data.Left += left
				oldest = max(oldest, r.Wall.Sub(r.HandedIn))
			}
		}
		data.Runs = append(data.Runs, line)
	}
	if data.Waiting > 0 {
		data.Oldest = ago(oldest)
	}
	return nil
}

// runLine is one run as its trainer sees it.
func runLine(r exercise.Row) RunLine {
	line := RunLine{
		Run: r.Run, State: page.RunTag(r.Run.State), Clock: clockText(r.View), Href: console(r.Run.ID), None: r.Last.IsZero(),
		Unread: r.Unread, Findings: r.Findings, Evidence: r.Evidence, Conduct: len(r.Conduct), HandedIn: r.HandedIn,
	}
	line.Idle, line.Stuck = idle(r)
	line.Work, line.Next = work(r)
	return line
}

// idle says how long a team has left no trace, and whether that is long.
func idle(r exercise.Row) (string, bool) {
	since := r.Last
	if since.IsZero() {
		if !r.Clock.Started() {
			return "", false
		}
		since = r.Clock.Segments[0].Wall
	}
	d := r.Wall.Sub(since)
	return ago(d), r.Run.State == training.Running && d >= stuckAfter
}

// work is the one thing to do now with a run, and where.
func work(r exercise.Row) (text, href string) {
	at := console(r.Run.ID)
	switch {
	case r.Run.State == training.Sealed:
		return "start it", at
	case r.Run.State == training.Ended && r.Submissions > 0:
		return "open the marking", at
	case r.Run.State == training.Marking && r.Submissions == 0:
		return "nothing was handed in", at
	case r.Run.State == training.Marking && r.Marked == r.ToMark:
		return "publish", at + "/marking"
	case r.Run.State == training.Marking:
		return "mark", at + "/marking"
	default:
		return "", ""
	}
}

// clockText says where the scenario's own time stands.
func clockText(v exercise.View) string {
	if !v.Clock.Started() {
		return "not started"
	}
	speed := "stands still"
	if v.Rate != training.Stopped {
		speed = v.Rate.String() + "×"
	}
	return fmt.Sprintf("day %d, %s UTC, %s", v.Day, v.Now.UTC().Format("2006-01-02 15:04"), speed)
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
