package classroom

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/osint-radar/academy/internal/auth"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Newcomer is what must be known of somebody to let them in.
type Newcomer struct {
	Name, Email, Locale string
	Role                training.Role
	Team                training.TeamID // for a trainee
}

// clean checks a newcomer's fields and brings them into one form.
func (n Newcomer) clean() (Newcomer, error) {
	var errs [4]error
	n.Name, errs[0] = training.CleanName("name", n.Name, 120)
	n.Email, errs[1] = training.CleanEmail("email", n.Email)
	if n.Locale == "" {
		n.Locale = "en"
	}
	if !locale(n.Locale) {
		errs[2] = training.Invalid("locale", "is not a language code", `two letters, as in "ro"`)
	}
	errs[3] = training.Membership{Role: n.Role, Team: n.Team}.Check()
	return n, errors.Join(errs[:]...)
}

func locale(s string) bool {
	return len(s) == 2 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

// Welcome is a person who can now sign in, once, at an address.
type Welcome struct {
	Person    training.Person
	Role      training.Role
	Team      training.TeamID
	SigninURL string
}

// AddPerson lets somebody in: a person, their role, a one-time code.
func (r *Room) AddPerson(ctx context.Context, sc training.Scope, n Newcomer) (Welcome, error) {
	n, err := n.clean()
	if err != nil {
		return Welcome{}, err
	}
	var w Welcome
	err = r.store.InTx(ctx, func(tx *store.Tx) error {
		w, err = r.addPerson(ctx, tx, sc, n)
		return err
	})
	return w, err
}

func (r *Room) addPerson(ctx context.Context, tx *store.Tx, sc training.Scope, n Newcomer) (Welcome, error) {
	_, err := tx.PersonByEmail(ctx, n.Email)
	if err == nil {
		return Welcome{}, training.Conflict("somebody with the address " + n.Email + " is here already")
	}
	if !errors.Is(err, training.ErrNotFound) {
		return Welcome{}, err
	}
	p := training.Person{Site: sc.Site, ID: training.NewID[training.PersonID](), Name: n.Name, Email: n.Email, Locale: n.Locale, Created: training.Instant(r.now())}
	if n.Team != "" {
		teams, err := tx.Teams(ctx, sc)
		if err != nil {
			return Welcome{}, err
		}
		if !slices.ContainsFunc(teams, func(t training.Team) bool { return t.ID == n.Team }) {
			return Welcome{}, training.Invalid("team", string(n.Team)+" is not a team of site "+string(sc.Site), "one of the site's teams")
		}
	}
	if err := tx.AddPerson(ctx, sc, p); err != nil {
		return Welcome{}, err
	}
	m := training.Membership{Person: p.ID, Role: n.Role, Team: n.Team, Created: p.Created}
	if err := tx.AddMembership(ctx, sc, m); err != nil {
		return Welcome{}, err
	}
	address, err := r.issue(ctx, tx, p)
	if err != nil {
		return Welcome{}, err
	}
	err = r.audit(ctx, tx, sc, "person.add", "person/"+string(p.ID), map[string]any{"role": n.Role, "team": n.Team})
	return Welcome{p, n.Role, n.Team, address}, err
}

// issue replaces a person's one-time codes by a fresh one.
func (r *Room) issue(ctx context.Context, tx *store.Tx, p training.Person) (string, error) {
	if err := tx.DropCodes(ctx, p.Site, p.ID); err != nil {
		return "", err
	}
	code := auth.NewCode()
	err := tx.AddCode(ctx, training.SignInCode{
		Hash: auth.CodeDigest(code), Site: p.Site, Person: p.ID, Purpose: "sign-in", Created: r.now(), Expires: r.now().Add(auth.CodeLife),
	})
	return r.publicURL + "/login?code=" + url.QueryEscape(code), err
}

// Reset lets a person in anew: passphrase, second factor and sessions go, a
// fresh one-time code comes.
func (r *Room) Reset(ctx context.Context, sc training.Scope, id training.PersonID) (Welcome, error) {
	var w Welcome
	err := r.store.InTx(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(ctx, sc, id)
		if err != nil {
			return err
		}
		if err := tx.SaveCredential(ctx, training.Credential{Site: p.Site, Person: p.ID, Changed: r.now()}); err != nil {
			return err
		}
		if err := tx.EndSessions(ctx, sc, p.ID); err != nil {
			return err
		}
		address, err := r.issue(ctx, tx, p)
		if err != nil {
			return err
		}
		w = Welcome{Person: p, SigninURL: address}
		return r.audit(ctx, tx, sc, "person.reset", "person/"+string(p.ID), map[string]any{})
	})
	return w, err
}

// Listed is a person with their roles.
type Listed struct {
	Person training.Person
	Roles  []training.Membership
}

// People lists the persons within sight with their roles, by name.
func (r *Room) People(ctx context.Context, sc training.Scope) ([]Listed, error) {
	persons, err := r.store.Persons(ctx, sc)
	if err != nil {
		return nil, err
	}
	roles, err := r.store.Memberships(ctx, sc, "")
	if err != nil {
		return nil, err
	}
	of := map[training.PersonID][]training.Membership{}
	for _, m := range roles {
		of[m.Person] = append(of[m.Person], m)
	}
	var out []Listed
	for _, p := range persons {
		out = append(out, Listed{p, of[p.ID]})
	}
	return out, nil
}

// Teams lists the teams within reach, by id.
func (r *Room) Teams(ctx context.Context, sc training.Scope) ([]training.Team, error) {
	return r.store.Teams(ctx, sc)
}

// GiveRole adds a role to a person.
func (r *Room) GiveRole(ctx context.Context, sc training.Scope, m training.Membership) error {
	m.Created = r.now()
	return r.store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.Person(ctx, sc, m.Person); err != nil {
			return err
		}
		if err := tx.AddMembership(ctx, sc, m); err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "membership.add", "person/"+string(m.Person), map[string]any{"role": m.Role, "team": m.Team})
	})
}

// TakeRole takes a role away; sessions that act in it end.
func (r *Room) TakeRole(ctx context.Context, sc training.Scope, person training.PersonID, role training.Role) error {
	return r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.RemoveMembership(ctx, sc, person, role); err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "membership.remove", "person/"+string(person), map[string]any{"role": role})
	})
}

// Disable lets a person sign in no more, or again.
func (r *Room) Disable(ctx context.Context, sc training.Scope, person training.PersonID, disabled bool) error {
	return r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SetDisabled(ctx, sc, person, disabled); err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "person.disable", "person/"+string(person), map[string]any{"disabled": disabled})
	})
}

// Site makes a site if it is not there yet and returns it. It is for the command
// line and the demo.
func (r *Room) Site(ctx context.Context, id training.SiteID, name string) (training.Site, error) {
	site, err := r.store.Site(ctx, id)
	if !errors.Is(err, training.ErrNotFound) {
		return site, err
	}
	if err := training.CheckSlug("site", string(id)); err != nil {
		return site, err
	}
	if name == "" {
		name = string(id)
	}
	site = training.Site{ID: id, Name: name, Created: training.Instant(r.now())}
	err = r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddSite(ctx, site); err != nil {
			return err
		}
		return r.audit(ctx, tx, training.Scope{Site: id}, "site.add", "site/"+string(id), map[string]any{})
	})
	return site, err
}
