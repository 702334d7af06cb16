package manage

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/auth"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// People is /manage: everybody at the site, and the form for a new person.
type People struct {
	Tabs   []page.Tab
	People []Line
	Form   page.Form
	Roles  []page.Option
	Teams  []page.Option
	Code   *Code
}

// Line is a person in the list.
type Line struct {
	training.Person
	Roles string
}

// Code is a fresh sign-in address, shown once.
type Code struct {
	Name, URL string
	Life      string
}

func code(w classroom.Welcome) *Code {
	return &Code{Name: w.Person.Name, URL: w.SigninURL, Life: (auth.CodeLife / time.Hour * time.Hour).String()}
}

func (a *Area) showPeople(c *fiber.Ctx) error { return a.peoplePage(c, page.Form{}, nil) }

func (a *Area) peoplePage(c *fiber.Ctx, f page.Form, fresh *Code) error {
	v := page.ViewerOf(c)
	list, err := a.room.People(c.UserContext(), v.Scope)
	if err != nil {
		return err
	}
	data := People{Tabs: tabs("/manage"), Form: f, Code: fresh}
	for _, p := range list {
		var roles []string
		for _, m := range p.Roles {
			roles = append(roles, strings.TrimSpace(string(m.Role)+" "+string(m.Team)))
		}
		data.People = append(data.People, Line{p.Person, strings.Join(roles, ", ")})
	}
	if data.Roles, data.Teams, err = a.choices(c); err != nil {
		return err
	}
	return a.people.Render(c, f.Status(), page.Meta{Title: "People", Nav: "manage"}, data)
}

func (a *Area) add(c *fiber.Ctx) error {
	f := page.ReadForm(c, "name", "email", "role", "team")
	n := classroom.Newcomer{
		Name: f.Get("name"), Email: f.Get("email"),
		Role: training.Role(f.Get("role")), Team: training.TeamID(f.Get("team")),
	}
	w, err := a.room.AddPerson(c.UserContext(), page.ViewerOf(c).Scope, n)
	if err != nil {
		if takeAll(&f, err) {
			return a.peoplePage(c, f, nil)
		}
		return err
	}
	return a.peoplePage(c, page.Form{}, code(w))
}

// takeAll takes every fault of a joined error.
func takeAll(f *page.Form, err error) bool {
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return f.Take(err)
	}
	return !slices.ContainsFunc(joined.Unwrap(), func(e error) bool { return !f.Take(e) })
}
