// Package teach is the trainer's side. It begins with an overview of pilots and
// runs; console, marking and analytics are pages of their own.
package teach

import (
	"errors"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// Area holds the pages.
type Area struct {
	room      *classroom.Room
	exercises *exercise.Room
	overview  page.View[Overview]
}

// Overview is /teach.
type Overview struct {
	Pilot *classroom.PilotNow
	Runs  []Run
}

// Run is one run in the overview.
type Run struct {
	training.Run
	State page.Tag
	Now   string
}

// New binds the area's templates.
func New(r *page.Renderer, room *classroom.Room, exercises *exercise.Room) *Area {
	return &Area{room: room, exercises: exercises, overview: page.Bind[Overview](r, "teach/overview")}
}

// Routes lists the area's addresses.
func (a *Area) Routes() []policy.Route {
	return []policy.Route{{Method: http.MethodGet, Path: "/teach", Action: policy.Teach, Handler: a.showOverview}}
}

func (a *Area) showOverview(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	var data Overview
	pilot, err := a.room.CurrentPilot(c.UserContext(), v.Scope)
	switch {
	case err == nil:
		data.Pilot = &pilot
	case !errors.Is(err, training.ErrNotFound):
		return err
	}
	runs, err := a.exercises.Runs(c.UserContext(), v.Scope)
	if err != nil {
		return err
	}
	for _, r := range runs {
		line := Run{Run: r.Run, State: page.RunTag(r.Run.State)}
		if !r.Now.IsZero() {
			line.Now = r.Now.UTC().Format("2006-01-02 15:04")
		}
		data.Runs = append(data.Runs, line)
	}
	return a.overview.Render(c, fiber.StatusOK, page.Meta{Title: "Teach", Nav: "teach"}, data)
}
