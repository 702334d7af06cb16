package teach

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Forum is the part of the console that opens the closed forum to the team.
type Forum struct {
	Is         bool // the exercise's world has one
	Grants     []exercise.Grant
	Unreadable bool // the range's file of grants
	Form       page.Form
	Choices    []page.Option // private messages or not
}

// forum gathers the part; typed is a form that is shown again.
func (a *Area) forum(c *fiber.Ctx, typed page.Form) (Forum, error) {
	out := Forum{Is: a.Exercises.HasForum(runID(c)), Form: page.Form{Values: map[string]string{"hours": "72"}}}
	if len(typed.Errors) > 0 {
		out.Form = typed
	}
	out.Choices = []page.Option{{Value: "no", Text: "not covered by the order"}, {Value: "yes", Text: "covered by the order"}}
	var err error
	out.Grants, err = a.Exercises.Grants(c.UserContext(), page.ViewerOf(c).Scope, runID(c))
	if out.Unreadable = errors.Is(err, training.ErrUnavailable); out.Unreadable {
		a.Exercises.Log.Error("the console's list of grants", "run", runID(c), "err", err)
		return out, nil
	}
	return out, err
}

// grant opens the forum to the team.
func (a *Area) grant(c *fiber.Ctx) error {
	f := page.ReadForm(c, "nickname", "hours", "messages", "authority")
	g := exercise.Grant{Name: f.Get("nickname"), Messages: f.Get("messages") == "yes", Authority: f.Get("authority")}
	if f.Get("messages") != "yes" && f.Get("messages") != "no" {
		f.Wrong("messages", "Say whether the order covers private messages.")
	}
	hours, err := strconv.Atoi(strings.TrimSpace(f.Get("hours")))
	if err != nil || hours < 1 || hours > 720 {
		f.Wrong("hours", "Give whole hours from 1 to 720, which is 30 days.")
	}
	if len(f.Errors) == 0 {
		err = a.Exercises.Grant(c.UserContext(), page.ViewerOf(c).Scope, runID(c), g, time.Duration(hours)*time.Hour)
		if err == nil {
			return c.Redirect(console(runID(c))+"#h-forum", fiber.StatusSeeOther)
		}
		if !f.Take(err) {
			return err
		}
	}
	return a.consolePage(c, typed{grant: f})
}

// withdraw closes it again.
func (a *Area) withdraw(c *fiber.Ctx) error {
	if err := a.Exercises.Withdraw(c.UserContext(), page.ViewerOf(c).Scope, runID(c), c.FormValue("nickname")); err != nil {
		return err
	}
	return c.Redirect(console(runID(c))+"#h-forum", fiber.StatusSeeOther)
}
