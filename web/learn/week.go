package learn

import (
	"errors"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Week is my week: where the pilot stands, what is to do, what runs, what came back.
type Week struct {
	Pilot    *WeekPilot
	Todo     []Todo
	Left     string // how long it takes, in words
	Runs     []WeekRun
	Feedback []page.Crumb
}

// WeekPilot is the pilot and its present week.
type WeekPilot struct {
	Name     string
	Week     int
	Title    string
	From, To time.Time
	Weeks    []WeekBox
}

// WeekBox is one week in the bar of twelve.
type WeekBox struct {
	N     int
	State string // past, now or ahead
	Title string
}

// WeekRun is an exercise of the team.
type WeekRun struct {
	Title, Href, Team string
	State             page.Tag
	Clock             string
	Unread            int
}

func (a *Area) showWeek(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	var data Week
	pilot, err := a.room.CurrentPilot(c.UserContext(), v.Scope)
	if err != nil && !errors.Is(err, training.ErrNotFound) {
		return err
	}
	if err == nil && pilot.Week >= 1 && pilot.Week <= training.PilotWeeks {
		this := pilot.This()
		data.Pilot = &WeekPilot{
			Name: pilot.Pilot.Name, Week: pilot.Week, Title: this.Title,
			From: pilot.Pilot.WeekStart(pilot.Week), To: pilot.Pilot.WeekStart(pilot.Week+1).AddDate(0, 0, -1),
		}
		for _, w := range pilot.Weeks {
			state := "ahead"
			switch {
			case w.Week < pilot.Week:
				state = "past"
			case w.Week == pilot.Week:
				state = "now"
			}
			data.Pilot.Weeks = append(data.Pilot.Weeks, WeekBox{w.Week, state, w.Title})
		}
		if err := a.weekTodo(c, this.Module, &data); err != nil {
			return err
		}
	}
	if err := a.weekRuns(c, &data); err != nil {
		return err
	}
	return a.week.Render(c, fiber.StatusOK, page.Meta{Title: "My week", Nav: "learn"}, data)
}

// weekTodo lists the lessons of the week's module; where this release has no
// such module, those of the first course that are still open.
func (a *Area) weekTodo(c *fiber.Ctx, module string, data *Week) error {
	lib, _ := a.library()
	left := 0
	for _, co := range lib.Courses {
		did, err := a.record(c, co)
		if err != nil {
			return err
		}
		m, ok := co.Module(module)
		if !ok || did == nil {
			continue
		}
		for _, l := range m.Lessons {
			t := did.todo(l)
			left += t.left
			data.Todo = append(data.Todo, t)
		}
	}
	if left > 0 {
		data.Left = page.Minutes(left)
	}
	return nil
}

func (a *Area) weekRuns(c *fiber.Ctx, data *Week) error {
	runs, err := a.exercises.Runs(c.UserContext(), page.ViewerOf(c).Scope)
	if err != nil {
		return err
	}
	for _, r := range runs {
		switch r.Run.State {
		case training.Draft, training.Archived:
			continue
		case training.Released:
			data.Feedback = append(data.Feedback, page.Crumb{Text: r.Run.Title + ": score, reasons and the truth", Href: runPath(r) + "/review"})
			continue
		default:
			full, err := a.exercises.View(c.UserContext(), page.ViewerOf(c).Scope, r.Run.ID) // it counts the letters
			if err != nil {
				return err
			}
			data.Runs = append(data.Runs, WeekRun{
				Title: r.Scenario.Number + " " + r.Run.Title, Unread: full.Unread, Href: runPath(r), Team: string(r.Run.Team), State: page.RunTag(r.Run.State), Clock: scenarioClock(r),
			})
		}
	}
	return nil
}

func runPath(r exercise.View) string { return "/exercises/" + string(r.Run.ID) }

// scenarioClock says where the scenario's own time stands.
func scenarioClock(r exercise.View) string {
	if r.Now.IsZero() {
		return ""
	}
	text := "scenario " + r.Now.UTC().Format("2006-01-02 15:04")
	if r.Rate == training.Stopped {
		return text + ", paused"
	}
	return fmt.Sprintf("%s, speed %s×", text, r.Rate)
}

// exercise finds the team's run of an exercise of a lesson.
func (a *Area) exercise(c *fiber.Ctx, x *courses.Exercise) (*ExercisePart, error) {
	v := page.ViewerOf(c)
	out := &ExercisePart{Exercise: x}
	switch {
	case !v.SignedIn:
		out.Why = "Sign in to open the exercise with your team."
		return out, nil
	case !v.Is("trainee") && !v.Is("trainer"):
		out.Why = "Exercises are for trainees and their trainers."
		return out, nil
	}
	runs, err := a.exercises.Runs(c.UserContext(), v.Scope)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		if r.Run.Scenario == x.Scenario && r.Run.State != training.Draft && r.Run.State != training.Archived {
			out.Href = runPath(r)
			return out, nil
		}
	}
	out.Why = "It is not open for your team yet. Your trainer opens it."
	return out, nil
}
