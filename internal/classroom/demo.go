package classroom

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// DemoAccount is a line of demo-accounts.json (formats.md §7).
type DemoAccount struct {
	Name      string          `json:"name"`
	Email     string          `json:"email"`
	Role      training.Role   `json:"role"`
	Team      training.TeamID `json:"team"`
	Site      training.SiteID `json:"site"`
	SigninURL string          `json:"signin_url"`
}

// DemoPilot is the pilot of the demo's site ro, in which [Room.SeedDemo] puts
// team-a and team-b.
const DemoPilot training.PilotID = "demo-pilot"

// demoPeople are invented; their addresses lie under .example, which nobody owns.
var demoPeople = []DemoAccount{
	{Name: "Ana Petrescu", Email: "ana.petrescu@nit-ro.example", Role: training.Trainee, Team: "team-a", Site: "ro"},
	{Name: "Mihai Lupan", Email: "mihai.lupan@nit-ro.example", Role: training.Trainee, Team: "team-a", Site: "ro"},
	{Name: "Ioana Sava", Email: "ioana.sava@nit-ro.example", Role: training.Trainee, Team: "team-b", Site: "ro"},
	{Name: "Radu Codrea", Email: "radu.codrea@nit-ro.example", Role: training.Trainee, Team: "team-b", Site: "ro"},
	{Name: "Elena Marcu", Email: "elena.marcu@nit-ro.example", Role: training.Trainer, Site: "ro"},
	{Name: "Victor Danciu", Email: "victor.danciu@nit-ro.example", Role: training.Author, Site: "ro"},
	{Name: "Giulia Ferrante", Email: "giulia.ferrante@nit-it.example", Role: training.Trainee, Team: "team-it", Site: "it"},
	{Name: "Paolo Vissani", Email: "paolo.vissani@nit-it.example", Role: training.Trainer, Site: "it"},
	{Name: "Katarina Holm", Email: "katarina.holm@partner.example", Role: training.Partner, Site: "ro"},
	{Name: "Stefan Oprea", Email: "stefan.oprea@nit-ro.example", Role: training.Administrator, Site: "ro"},
}

// SeedDemo brings about the demo of formats.md §7: sites ro and it, their teams
// and people, and a pilot in its second week at now. Where they are here already
// nobody is doubled; the pilot moves so that it is in its second week again, and
// everybody gets a fresh one-time code, the old ones end.
func (r *Room) SeedDemo(ctx context.Context, now time.Time) ([]DemoAccount, error) {
	for _, s := range []struct {
		site  training.SiteID
		name  string
		pilot NewPilot
	}{
		{"ro", "Romania", NewPilot{ID: DemoPilot, Name: "Pilot Bucharest", Teams: []training.Team{{ID: "team-a", Name: "NIT Alpha"}, {ID: "team-b", Name: "NIT Bravo"}}}},
		{"it", "Italy", NewPilot{ID: DemoPilot + "-it", Name: "Pilot Bologna", Teams: []training.Team{{ID: "team-it", Name: "NIT Italia"}}}},
	} {
		if _, err := r.Site(ctx, s.site, s.name); err != nil {
			return nil, fmt.Errorf("seed the demo: %w", err)
		}
		s.pilot.Start = secondWeek(now)
		if err := r.demoPilot(ctx, training.Scope{Site: s.site, Role: training.Administrator}, s.pilot); err != nil {
			return nil, fmt.Errorf("seed the demo: %w", err)
		}
	}
	accounts := append([]DemoAccount(nil), demoPeople...)
	for i := range accounts {
		a := &accounts[i]
		sc := training.Scope{Site: a.Site, Role: training.Administrator}
		err := r.store.InTx(ctx, func(tx *store.Tx) error {
			p, err := tx.PersonByEmail(ctx, a.Email)
			if errors.Is(err, training.ErrNotFound) {
				w, err := r.addPerson(ctx, tx, sc, Newcomer{Name: a.Name, Email: a.Email, Locale: "en", Role: a.Role, Team: a.Team})
				a.SigninURL = w.SigninURL
				return err
			}
			if err == nil {
				a.SigninURL, err = r.issue(ctx, tx, p)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("seed the demo: %w", err)
		}
	}
	return accounts, nil
}

// secondWeek is the Monday of the week before now's.
func secondWeek(now time.Time) time.Time {
	now = now.UTC()
	back := (int(now.Weekday())+6)%7 + 7
	return time.Date(now.Year(), now.Month(), now.Day()-back, 0, 0, 0, 0, time.UTC)
}

func (r *Room) demoPilot(ctx context.Context, sc training.Scope, n NewPilot) error {
	p, err := r.store.Pilot(ctx, sc, n.ID)
	if errors.Is(err, training.ErrNotFound) {
		_, err := r.CreatePilot(ctx, sc, n)
		return err
	}
	if err != nil || p.Start.Equal(n.Start) {
		return err
	}
	p.Start = n.Start
	return r.store.InTx(ctx, func(tx *store.Tx) error { return tx.MovePilot(ctx, sc, p) })
}
