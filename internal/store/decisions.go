package store

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// AddDecision records a choice at a decision point. It is made once: the same
// again changes nothing, another choice is [training.ErrConflict].
func (t *Tx) AddDecision(ctx context.Context, sc training.Scope, d training.Decision) (training.Decision, error) {
	r, err := t.lockOpen(ctx, sc, d.Run)
	if err != nil {
		return d, err
	}
	d.Site, d.Team, d.Wall, d.Scenario = r.Site, r.Team, training.Instant(d.Wall), training.Instant(d.Scenario)
	added, err := t.insertOnce(ctx, "decisions", d)
	if err != nil || added {
		return d, err
	}
	was, err := one[training.Decision](ctx, t.queries, "decision",
		"SELECT "+columns[training.Decision]()+" FROM decisions WHERE site = ? AND team = ? AND run = ? AND point = ?", d.Site, d.Team, d.Run, d.Point)
	if err == nil && was.Wire() != d.Wire() {
		err = training.Conflict("the team has already decided at this point")
	}
	return was, err
}

// Decisions lists a run's decisions in the order in which they were made.
func (q queries) Decisions(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Decision, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Decision](ctx, q, "list decisions",
		"SELECT "+columns[training.Decision]()+" FROM decisions WHERE "+where+" AND run = ? ORDER BY wall, point", append(args, run)...)
}

// SaveDraft saves the report as it is being written. d.Version is the version it
// began from, 0 for the first; if somebody else saved meanwhile it is
// [training.ErrConflict]. The same body again is no change.
func (t *Tx) SaveDraft(ctx context.Context, sc training.Scope, d training.ReportDraft) (training.ReportDraft, error) {
	r, err := t.lockOpen(ctx, sc, d.Run)
	if err != nil {
		return d, err
	}
	d.Site, d.Team, d.Saved = r.Site, r.Team, training.Instant(d.Saved)
	was, err := t.Draft(ctx, sc, d.Run)
	if err != nil {
		return d, err
	}
	switch {
	case was.Version > 0 && was.Body == d.Body:
		return was, nil
	case was.Version != d.Version:
		return was, training.Conflict("somebody else of the team has saved the report meanwhile")
	}
	d.Version++
	if d.Version == 1 {
		return d, t.insert(ctx, "drafts", d)
	}
	return d, t.change(ctx, "draft", "UPDATE drafts SET version = ?, body = ?, person = ?, saved = ? WHERE site = ? AND team = ? AND run = ?",
		d.Version, d.Body, d.Person, d.Saved, d.Site, d.Team, d.Run)
}

// Draft returns the report as it was last saved; before the first save it has
// version 0 and no body.
func (q queries) Draft(ctx context.Context, sc training.Scope, run training.RunID) (training.ReportDraft, error) {
	where, args, err := within(sc)
	if err != nil {
		return training.ReportDraft{}, err
	}
	found, err := all[training.ReportDraft](ctx, q, "read the draft", "SELECT "+columns[training.ReportDraft]()+" FROM drafts WHERE "+where+" AND run = ?", append(args, run)...)
	if err != nil || len(found) == 0 {
		return training.ReportDraft{Site: sc.Site, Run: run}, err
	}
	return found[0], nil
}
