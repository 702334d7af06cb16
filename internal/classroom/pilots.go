package classroom

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// plan is what each of the twelve weeks holds, and the module in its middle.
var plan = [training.PilotWeeks]struct{ title, module string }{
	{"Kick-off, baseline test, M1.1 to M1.4", "m1"},
	{"M1.5 and M1.6, exercise S1, M1 test, M5.1", "m1"},
	{"M5.2 and M5.3, M4.1 and M4.2", "m5"},
	{"M4.3 to M4.6, labelling sprint, exercise S2", "m4"},
	{"M4 assessment, M2.1 to M2.3", "m2"},
	{"M2.4 to M2.6, exercise S3", "m2"},
	{"M2 test, mid-point exercise, M3.1 to M3.3", "m3"},
	{"M3.4 to M3.6, exercise S4 part 1", "m3"},
	{"S4 part 2, M3 assessment, M5.4 and M5.5, S6 part 1", "m5"},
	{"M5.6, S6 part 2 and moot, M5 assessment, M6.1 to M6.3", "m6"},
	{"M6.4 to M6.6, exercises S5 and S7, M6 assessment", "m6"},
	{"Capstone S8, final test, viva, hot-wash", ""},
}

func weeks(p training.Pilot) []training.PilotWeek {
	var out []training.PilotWeek
	for i, w := range plan {
		out = append(out, training.PilotWeek{Week: i + 1, Starts: p.WeekStart(i + 1), Title: w.title, Module: w.module})
	}
	return out
}

// NewPilot is what a pilot is made from.
type NewPilot struct {
	ID    training.PilotID // may be empty
	Name  string
	Start time.Time // a Monday; its time of day is cut off
	Teams []training.Team
}

// CreatePilot lays out twelve weeks from a Monday on and puts teams into it;
// teams that are not there yet are made.
func (r *Room) CreatePilot(ctx context.Context, sc training.Scope, n NewPilot) (training.Pilot, error) {
	y, m, d := n.Start.Date()
	p := training.Pilot{Site: sc.Site, ID: n.ID, Start: time.Date(y, m, d, 0, 0, 0, 0, time.UTC), Created: training.Instant(r.now())}
	var err error
	if p.Name, err = training.CleanName("name", n.Name, 120); err != nil {
		return p, err
	}
	if p.ID == "" {
		p.ID = training.NewID[training.PilotID]()
	}
	err = r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddPilot(ctx, sc, p, weeks(p)); err != nil {
			return err
		}
		for _, team := range n.Teams {
			if err := r.joinPilot(ctx, tx, sc, p.ID, team); err != nil {
				return err
			}
		}
		return r.audit(ctx, tx, sc, "pilot.create", "pilot/"+string(p.ID), map[string]any{"start": p.Start.Format(time.DateOnly)})
	})
	return p, err
}

// joinPilot puts a team into a pilot and makes it first if need be.
func (r *Room) joinPilot(ctx context.Context, tx *store.Tx, sc training.Scope, pilot training.PilotID, team training.Team) error {
	teams, err := tx.Teams(ctx, sc)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(teams, func(t training.Team) bool { return t.ID == team.ID }) {
		if err := training.CheckSlug("team", string(team.ID)); err != nil {
			return err
		}
		if team.Name == "" {
			team.Name = string(team.ID)
		}
		team.Created = r.now()
		if err := tx.AddTeam(ctx, sc, team); err != nil {
			return err
		}
		if err := r.audit(ctx, tx, sc, "team.add", "team/"+string(team.ID), map[string]any{}); err != nil {
			return err
		}
	}
	return tx.JoinPilot(ctx, sc, pilot, team.ID)
}

// PilotNow is a pilot with its plan and the week it is in.
type PilotNow struct {
	Pilot training.Pilot
	Week  int // 0 before the start, 13 after the end
	Weeks []training.PilotWeek
	Teams []training.TeamID
}

// This is the present week's entry in the plan; outside the twelve it is empty.
func (p PilotNow) This() training.PilotWeek {
	if p.Week < 1 || p.Week > len(p.Weeks) {
		return training.PilotWeek{}
	}
	return p.Weeks[p.Week-1]
}

// CurrentPilot is the pilot the caller is in now: the one that runs, else the
// next to start, else the last that ended. Without any it is
// [training.ErrNotFound].
func (r *Room) CurrentPilot(ctx context.Context, sc training.Scope) (PilotNow, error) {
	pilots, err := r.store.Pilots(ctx, sc) // latest start first
	if err != nil {
		return PilotNow{}, err
	}
	if len(pilots) == 0 {
		return PilotNow{}, training.NotFound("pilot")
	}
	best := pilots[0]
	for _, p := range pilots {
		if w, was := p.Week(r.now()), best.Week(r.now()); w >= 1 && w <= training.PilotWeeks && (was == 0 || was > training.PilotWeeks) || w == 0 && was == 0 {
			best = p
		}
	}
	return r.Pilot(ctx, sc, best.ID)
}

// Pilot returns one pilot with its plan.
func (r *Room) Pilot(ctx context.Context, sc training.Scope, id training.PilotID) (PilotNow, error) {
	p, err := r.store.Pilot(ctx, sc, id)
	if err != nil {
		return PilotNow{}, err
	}
	plan, err1 := r.store.PilotWeeks(ctx, sc, id)
	teams, err2 := r.store.PilotTeams(ctx, sc, id)
	return PilotNow{p, p.Week(r.now()), plan, teams}, errors.Join(err1, err2)
}

// Pilots lists the pilots within reach, the latest start first.
func (r *Room) Pilots(ctx context.Context, sc training.Scope) ([]training.Pilot, error) {
	return r.store.Pilots(ctx, sc)
}
