package desk

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/web/page"
)

// List is /exercises: the runs within reach.
type List struct{ Runs []Card }

// Card is a run in the list.
type Card struct {
	Title, Number, Summary, Team, Href, Clock string
	Stars, Minutes                            int
	State                                     page.Tag
}

func (a *Area) showList(c *fiber.Ctx) error {
	views, err := a.room.Runs(c.UserContext(), page.ViewerOf(c).Scope)
	if err != nil {
		return err
	}
	var data List
	for _, v := range views {
		data.Runs = append(data.Runs, Card{
			Title: v.Run.Title, Number: v.Scenario.Number, Summary: v.Scenario.Summary, Team: string(v.Run.Team), Href: "/exercises/" + string(v.Run.ID),
			Clock: clockText(v), Stars: v.Scenario.Stars, Minutes: v.Scenario.Minutes, State: page.RunTag(v.Run.State),
		})
	}
	return a.list.Render(c, fiber.StatusOK, page.Meta{Title: "Exercises", Nav: "exercises", Synthetic: true}, data)
}
