// Package manage is the administrator's side: people and their roles, sessions,
// pilots, the audit log. It reaches the administrator's own site, and every
// change leaves a line in the audit chain.
package manage

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// Area holds the pages.
type Area struct {
	room   *classroom.Room
	people page.View[People]
	person page.View[Person]
	pilots page.View[Pilots]
	audit  page.View[Audit]
}

// New binds the area's templates.
func New(r *page.Renderer, room *classroom.Room) *Area {
	return &Area{
		room:   room,
		people: page.Bind[People](r, "manage/people"),
		person: page.Bind[Person](r, "manage/person"),
		pilots: page.Bind[Pilots](r, "manage/pilots"),
		audit:  page.Bind[Audit](r, "manage/audit"),
	}
}

// Routes lists the area's addresses.
func (a *Area) Routes() []policy.Route {
	get, post := http.MethodGet, http.MethodPost
	return []policy.Route{
		{Method: get, Path: "/manage", Action: policy.Manage, Handler: a.showPeople},
		{Method: get, Path: "/manage/pilots", Action: policy.Manage, Handler: a.showPilots},
		{Method: get, Path: "/manage/audit", Action: policy.Manage, Handler: a.showAudit},
		{Method: post, Path: "/manage/people", Action: policy.ManageRole, Handler: a.add},
		{Method: get, Path: "/manage/people/:person", Action: policy.Manage, Handler: a.showPerson, Object: a.object},
		{Method: post, Path: "/manage/people/:person/reset", Action: policy.ManageRole, Handler: a.reset, Object: a.object},
		{Method: post, Path: "/manage/people/:person/disable", Action: policy.Manage, Handler: a.disable(true), Object: a.object},
		{Method: post, Path: "/manage/people/:person/enable", Action: policy.ManageRole, Handler: a.disable(false), Object: a.object},
		{Method: post, Path: "/manage/people/:person/roles", Action: policy.ManageRole, Handler: a.give, Object: a.object},
		{Method: post, Path: "/manage/people/:person/roles/remove", Action: policy.ManageRole, Handler: a.take, Object: a.object},
		{Method: post, Path: "/manage/people/:person/sessions/end", Action: policy.Manage, Handler: a.endSessions, Object: a.object},
	}
}

// object says at which site the person of the path is.
func (a *Area) object(c *fiber.Ctx, s training.Scope) (policy.Object, error) {
	p, err := a.room.Person(c.UserContext(), s, id(c))
	return policy.Object{Site: p.Person.Site, Person: p.Person.ID}, err
}

func id(c *fiber.Ctx) training.PersonID { return training.PersonID(c.Params("person")) }

// tabs leads between the pages of the area.
func tabs(current string) []page.Tab {
	all := []page.Tab{{Text: "People", Href: "/manage"}, {Text: "Pilots", Href: "/manage/pilots"}, {Text: "Audit log", Href: "/manage/audit"}}
	for i := range all {
		all[i].Current = all[i].Href == current
	}
	return all
}

// choices are the roles and teams that forms offer.
func (a *Area) choices(c *fiber.Ctx) (roles, teams []page.Option, err error) {
	for _, r := range training.Roles() {
		roles = append(roles, page.Option{Value: string(r), Text: string(r)})
	}
	list, err := a.room.Teams(c.UserContext(), page.ViewerOf(c).Scope)
	teams = append(teams, page.Option{Text: "– none –"})
	for _, t := range list {
		teams = append(teams, page.Option{Value: string(t.ID), Text: t.Name})
	}
	return roles, teams, err
}
