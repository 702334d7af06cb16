package account

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Account is the overview: sessions and proofs.
type Account struct {
	Sessions []Session
}

// Session is one signed-in browser.
type Session struct {
	training.Session
	Here bool
}

// RoleChoice lets a person with several roles act in another one.
type RoleChoice struct {
	Form  page.Form
	Roles []page.Option
}

func (a *Area) showAccount(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	list, err := a.room.Sessions(c.UserContext(), v.Scope)
	if err != nil {
		return err
	}
	data := Account{}
	for _, s := range list {
		data.Sessions = append(data.Sessions, Session{s, s.ID == v.Session.ID})
	}
	return a.account.Render(c, fiber.StatusOK, page.Meta{Title: "Account"}, data)
}

func (a *Area) endSession(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	id := training.SessionID(c.Params("session"))
	if err := a.room.EndSession(c.UserContext(), v.Scope, id); err != nil {
		return err
	}
	if id == v.Session.ID {
		a.cookies.ClearSession(c)
		return c.Redirect("/", fiber.StatusSeeOther)
	}
	return c.Redirect("/account", fiber.StatusSeeOther)
}

func (a *Area) showRole(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	var data RoleChoice
	data.Form.Set("role", string(v.Role()))
	for _, m := range v.Roles {
		data.Roles = append(data.Roles, page.Option{Value: string(m.Role), Text: string(m.Role), Hint: string(m.Team)})
	}
	m := page.Meta{Title: "Act in another role", Crumbs: []page.Crumb{{Text: "Account", Href: "/account"}, {Text: "Role"}}}
	return a.role.Render(c, fiber.StatusOK, m, data)
}

func (a *Area) switchRole(c *fiber.Ctx) error {
	role, err := training.ParseRole("role", c.FormValue("role"))
	if err != nil {
		return err
	}
	in, err := a.room.SwitchRole(c.UserContext(), c.Cookies(a.cookies.Session()), role, classroom.From{Address: c.IP(), Agent: agent(c)})
	if err != nil {
		return err
	}
	a.cookies.SetSession(c, in.Token)
	return c.Redirect(role.Home(), fiber.StatusSeeOther)
}
