package teach

import (
	"context"
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

// readForum says what is open; that it cannot be said is part of the answer.
func (a *Area) readForum(ctx context.Context, sc training.Scope, id training.RunID) (out Forum, err error) {
	if out.Is = a.Exercises.HasForum(id); !out.Is {
		return out, nil
	}
	out.Grants, err = a.Exercises.Grants(ctx, sc, id)
	if out.Unreadable = errors.Is(err, training.ErrUnavailable); out.Unreadable {
		a.Exercises.Log.Error("the console's list of grants", "run", id, "err", err)
		err = nil
	}
	return out, err
}

// form puts the form to it; typed is one that is shown again.
func (f *Forum) form(typed page.Form) {
	f.Form = page.Form{Values: map[string]string{"hours": "72"}}
	if len(typed.Errors) > 0 {
		f.Form = typed
	}
	f.Choices = []page.Option{{Value: "no", Text: "not covered by the order"}, {Value: "yes", Text: "covered by the order"}}
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
