package store

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// within is the wall around every query: the conditions that keep it inside a
// scope, and their arguments. It fits tables with the columns site and team.
func within(sc training.Scope) (string, []any, error) {
	if err := sc.Check(); err != nil {
		return "", nil, err
	}
	if sc.Team == "" {
		return "site = ?", []any{sc.Site}, nil
	}
	return "site = ? AND team = ?", []any{sc.Site, sc.Team}, nil
}

// personal is the wall around what belongs to one person: a trainee reaches
// only their own, the others everybody's at their site.
func personal(sc training.Scope, person training.PersonID) error {
	if err := sc.Check(); err != nil {
		return err
	}
	if sc.Role == training.Trainee && sc.Person != person {
		return training.NotFound("person")
	}
	return nil
}

// AddSite adds a country's site. Only the command line and the demo do.
func (t *Tx) AddSite(ctx context.Context, s training.Site) error { return t.insert(ctx, "sites", s) }

// Sites lists every site, by id. It is for the command line, not for a page.
func (q queries) Sites(ctx context.Context) ([]training.Site, error) {
	return all[training.Site](ctx, q, "list sites", "SELECT "+columns[training.Site]()+" FROM sites ORDER BY id")
}

// Site returns one site.
func (q queries) Site(ctx context.Context, id training.SiteID) (training.Site, error) {
	return one[training.Site](ctx, q, "site", "SELECT "+columns[training.Site]()+" FROM sites WHERE id = ?", id)
}

// AddTeam adds a team at the scope's site.
func (t *Tx) AddTeam(ctx context.Context, sc training.Scope, team training.Team) error {
	if err := sc.Check(); err != nil {
		return err
	}
	team.Site = sc.Site
	return t.insert(ctx, "teams", team)
}

// Teams lists the teams within reach, by id.
func (q queries) Teams(ctx context.Context, sc training.Scope) ([]training.Team, error) {
	if err := sc.Check(); err != nil {
		return nil, err
	}
	query, args := "SELECT "+columns[training.Team]()+" FROM teams WHERE site = ?", []any{sc.Site}
	if sc.Team != "" {
		query, args = query+" AND id = ?", append(args, sc.Team)
	}
	return all[training.Team](ctx, q, "list teams", query+" ORDER BY id", args...)
}

// AddPerson adds a person at the scope's site. An e-mail address that is known
// already, at any site, is [training.ErrConflict].
func (t *Tx) AddPerson(ctx context.Context, sc training.Scope, p training.Person) error {
	if err := sc.Check(); err != nil {
		return err
	}
	p.Site = sc.Site
	return t.insert(ctx, "persons", p)
}

// seen are the persons a scope may see: for a team's member the team itself and
// those who hold a role over the whole site.
func seen(sc training.Scope) (string, []any, error) {
	if err := sc.Check(); err != nil {
		return "", nil, err
	}
	if sc.Team == "" {
		return "site = ?", []any{sc.Site}, nil
	}
	return "site = ? AND EXISTS (SELECT 1 FROM memberships m WHERE m.site = persons.site AND m.person = persons.id AND (m.team = ? OR m.team IS NULL))",
		[]any{sc.Site, sc.Team}, nil
}

// Person returns one person within sight.
func (q queries) Person(ctx context.Context, sc training.Scope, id training.PersonID) (training.Person, error) {
	where, args, err := seen(sc)
	if err != nil {
		return training.Person{}, err
	}
	return one[training.Person](ctx, q, "person", "SELECT "+columns[training.Person]()+" FROM persons WHERE "+where+" AND id = ?", append(args, id)...)
}

// Persons lists the persons within sight, by name.
func (q queries) Persons(ctx context.Context, sc training.Scope) ([]training.Person, error) {
	where, args, err := seen(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Person](ctx, q, "list persons", "SELECT "+columns[training.Person]()+" FROM persons WHERE "+where+" ORDER BY name, id", args...)
}

// PersonByEmail finds who signs in with an address, which must be lower case. It
// has no scope: before sign-in there is none.
func (q queries) PersonByEmail(ctx context.Context, email string) (training.Person, error) {
	return one[training.Person](ctx, q, "person", "SELECT "+columns[training.Person]()+" FROM persons WHERE email = ?", email)
}

// SetDisabled lets a person sign in no more, or again; their sessions end.
func (t *Tx) SetDisabled(ctx context.Context, sc training.Scope, id training.PersonID, disabled bool) error {
	if err := sc.Check(); err != nil {
		return err
	}
	if err := t.change(ctx, "person", "UPDATE persons SET disabled = ? WHERE site = ? AND id = ?", disabled, sc.Site, id); err != nil {
		return err
	}
	return t.EndSessions(ctx, sc, id)
}

// AddMembership gives a person a role. The same role twice is [training.ErrConflict].
func (t *Tx) AddMembership(ctx context.Context, sc training.Scope, m training.Membership) error {
	if err := sc.Check(); err != nil {
		return err
	}
	if err := m.Check(); err != nil {
		return err
	}
	m.Site = sc.Site
	return t.insert(ctx, "memberships", m)
}

// RemoveMembership takes a role away; sessions that act in it end.
func (t *Tx) RemoveMembership(ctx context.Context, sc training.Scope, person training.PersonID, role training.Role) error {
	if err := sc.Check(); err != nil {
		return err
	}
	return t.change(ctx, "membership", "DELETE FROM memberships WHERE site = ? AND person = ? AND role = ?", sc.Site, person, role)
}

// Memberships lists the roles of one person, or with an empty id of everybody
// within the scope.
func (q queries) Memberships(ctx context.Context, sc training.Scope, person training.PersonID) ([]training.Membership, error) {
	if err := sc.Check(); err != nil {
		return nil, err
	}
	query, args := "SELECT "+columns[training.Membership]()+" FROM memberships WHERE site = ?", []any{sc.Site}
	if sc.Team != "" {
		query, args = query+" AND (team = ? OR team IS NULL)", append(args, sc.Team)
	}
	if person != "" {
		query, args = query+" AND person = ?", append(args, person)
	}
	return all[training.Membership](ctx, q, "list memberships", query+" ORDER BY person, role", args...)
}
