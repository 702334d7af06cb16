package store

import (
	"context"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// AddPilot adds a pilot with its weeks.
func (t *Tx) AddPilot(ctx context.Context, sc training.Scope, p training.Pilot, weeks []training.PilotWeek) error {
	if err := sc.Check(); err != nil {
		return err
	}
	p.Site = sc.Site
	if err := p.CheckStart(); err != nil {
		return err
	}
	if err := t.insert(ctx, "pilots", p); err != nil {
		return err
	}
	for _, w := range weeks {
		w.Site, w.Pilot = p.Site, p.ID
		if err := t.insert(ctx, "pilot_weeks", w); err != nil {
			return err
		}
	}
	return nil
}

// pilotTeam is a row that has no noun of its own.
type pilotTeam struct {
	Site    training.SiteID  `db:"site"`
	Pilot   training.PilotID `db:"pilot"`
	Team    training.TeamID  `db:"team"`
	Created time.Time        `db:"created"`
}

// JoinPilot puts a team into a pilot; doing so again changes nothing.
func (t *Tx) JoinPilot(ctx context.Context, sc training.Scope, pilot training.PilotID, team training.TeamID) error {
	p, err := t.Pilot(ctx, sc, pilot)
	if err != nil {
		return err
	}
	_, err = t.insertOnce(ctx, "pilot_teams", pilotTeam{Site: sc.Site, Pilot: pilot, Team: team, Created: p.Created})
	return err
}

// reachPilots keeps to the site, and for a team's member to that team's pilots.
func reachPilots(sc training.Scope) (string, []any, error) {
	if err := sc.Check(); err != nil {
		return "", nil, err
	}
	if sc.Team == "" {
		return "site = ?", []any{sc.Site}, nil
	}
	return "site = ? AND EXISTS (SELECT 1 FROM pilot_teams pt WHERE pt.site = pilots.site AND pt.pilot = pilots.id AND pt.team = ?)", []any{sc.Site, sc.Team}, nil
}

// Pilot returns one pilot within reach.
func (q queries) Pilot(ctx context.Context, sc training.Scope, id training.PilotID) (training.Pilot, error) {
	where, args, err := reachPilots(sc)
	if err != nil {
		return training.Pilot{}, err
	}
	return one[training.Pilot](ctx, q, "pilot", "SELECT "+columns[training.Pilot]()+" FROM pilots WHERE "+where+" AND id = ?", append(args, id)...)
}

// Pilots lists the pilots within reach, the latest start first.
func (q queries) Pilots(ctx context.Context, sc training.Scope) ([]training.Pilot, error) {
	where, args, err := reachPilots(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Pilot](ctx, q, "list pilots", "SELECT "+columns[training.Pilot]()+" FROM pilots WHERE "+where+" ORDER BY start DESC, id", args...)
}

// PilotWeeks lists a pilot's weeks in order.
func (q queries) PilotWeeks(ctx context.Context, sc training.Scope, id training.PilotID) ([]training.PilotWeek, error) {
	if _, err := q.Pilot(ctx, sc, id); err != nil {
		return nil, err
	}
	return all[training.PilotWeek](ctx, q, "list weeks",
		"SELECT "+columns[training.PilotWeek]()+" FROM pilot_weeks WHERE site = ? AND pilot = ? ORDER BY week", sc.Site, id)
}

// PilotTeams lists the ids of a pilot's teams.
func (q queries) PilotTeams(ctx context.Context, sc training.Scope, id training.PilotID) ([]training.TeamID, error) {
	if _, err := q.Pilot(ctx, sc, id); err != nil {
		return nil, err
	}
	return all[training.TeamID](ctx, q, "list a pilot's teams", "SELECT team FROM pilot_teams WHERE site = ? AND pilot = ? ORDER BY team", sc.Site, id)
}

// MovePilot gives a pilot another first Monday; its weeks move with it.
func (t *Tx) MovePilot(ctx context.Context, sc training.Scope, p training.Pilot) error {
	if err := p.CheckStart(); err != nil {
		return err
	}
	was, err := t.PilotWeeks(ctx, sc, p.ID)
	if err != nil {
		return err
	}
	if err := t.change(ctx, "pilot", "UPDATE pilots SET start = ? WHERE site = ? AND id = ?", p.Start, sc.Site, p.ID); err != nil {
		return err
	}
	for _, w := range was {
		if err := t.change(ctx, "week", "UPDATE pilot_weeks SET starts = ? WHERE site = ? AND pilot = ? AND week = ?", p.WeekStart(w.Week), sc.Site, p.ID, w.Week); err != nil {
			return err
		}
	}
	return nil
}
