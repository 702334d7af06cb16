package manage

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Person is one person: about, roles, sessions.
type Person struct {
	Person      training.Person
	Memberships []training.Membership
	Sessions    []training.Session
	Form        page.Form
	Roles       []page.Option
	Teams       []page.Option
	Code        *Code
}

func (a *Area) showPerson(c *fiber.Ctx) error { return a.personPage(c, page.Form{}, nil) }

func (a *Area) personPage(c *fiber.Ctx, f page.Form, fresh *Code) error {
	v := page.ViewerOf(c)
	p, err := a.room.Person(c.UserContext(), v.Scope, id(c))
	if err != nil {
		return err
	}
	data := Person{Person: p.Person, Memberships: p.Roles, Form: f, Code: fresh}
	if data.Sessions, err = a.room.SessionsOf(c.UserContext(), v.Scope, p.Person.ID); err != nil {
		return err
	}
	if data.Roles, data.Teams, err = a.choices(c); err != nil {
		return err
	}
	m := page.Meta{Title: p.Person.Name, Nav: "manage", Crumbs: []page.Crumb{{Text: "People", Href: "/manage"}, {Text: p.Person.Name}}}
	return a.person.Render(c, f.Status(), m, data)
}

// reset takes passphrase, second factor and sessions away and shows a fresh
// sign-in address.
func (a *Area) reset(c *fiber.Ctx) error {
	w, err := a.room.Reset(c.UserContext(), page.ViewerOf(c).Scope, id(c))
	if err != nil {
		return err
	}
	return a.personPage(c, page.Form{}, code(w))
}

func (a *Area) disable(off bool) fiber.Handler {
	return func(c *fiber.Ctx) error {
		v := page.ViewerOf(c)
		if off && id(c) == v.Scope.Person {
			return training.Conflict("you cannot stop yourself from signing in; another administrator can")
		}
		if err := a.room.Disable(c.UserContext(), v.Scope, id(c), off); err != nil {
			return err
		}
		return a.back(c)
	}
}

func (a *Area) back(c *fiber.Ctx) error {
	return c.Redirect("/manage/people/"+string(id(c)), fiber.StatusSeeOther)
}

func (a *Area) give(c *fiber.Ctx) error {
	f := page.ReadForm(c, "role", "team")
	m := training.Membership{Person: id(c), Role: training.Role(f.Get("role")), Team: training.TeamID(f.Get("team"))}
	if err := a.room.GiveRole(c.UserContext(), page.ViewerOf(c).Scope, m); err != nil {
		if f.Take(err) {
			return a.personPage(c, f, nil)
		}
		return err
	}
	return a.back(c)
}

func (a *Area) take(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	role, err := training.ParseRole("role", c.FormValue("role"))
	if err != nil {
		return err
	}
	if id(c) == v.Scope.Person && role == v.Role() {
		return training.Conflict("you cannot take away the role you act in; another administrator can")
	}
	if err := a.room.TakeRole(c.UserContext(), v.Scope, id(c), role); err != nil {
		return err
	}
	return a.back(c)
}

func (a *Area) endSessions(c *fiber.Ctx) error {
	if err := a.room.EndSessionsOf(c.UserContext(), page.ViewerOf(c).Scope, id(c)); err != nil {
		return err
	}
	return a.back(c)
}
