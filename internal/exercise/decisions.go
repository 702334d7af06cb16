package exercise

import (
	"cmp"
	"context"
	"slices"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
)

// Decide records the team's choice at a decision point. It is made once, as in
// life; the same choice again changes nothing.
func (r *Room) Decide(ctx context.Context, sc training.Scope, id training.RunID, d training.Decision) (training.Decision, error) {
	for _, t := range []struct {
		name string
		text *string
		max  int
	}{{"choice", &d.Choice, 200}, {"legal_basis", &d.LegalBasis, 1000}, {"reason", &d.Reason, 4000}} {
		clean, err := training.CleanText(t.name, *t.text, t.max)
		if err != nil {
			return d, err
		}
		*t.text = clean
	}
	if d.LegalBasis == "" {
		return d, training.Invalid("legal_basis", "is empty", "the rule or order your choice rests on")
	}
	if d.Reason == "" {
		return d, training.Invalid("reason", "is empty", "one or two sentences on why")
	}
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, now, err := r.open(ctx, tx, sc, id)
		if err != nil {
			return err
		}
		scenario, err := r.scenario(run)
		if err != nil {
			return err
		}
		point, ok := scenario.Decision(d.Point)
		if !ok {
			return training.NotFound("the decision point " + d.Point)
		}
		if now.scenario.Before(run.ScenarioStart.Add(point.At)) {
			return training.NotFound("the decision point " + d.Point)
		}
		if !point.Has(d.Choice) {
			return training.Invalid("choice", "is not one of the options", point.OptionList())
		}
		d.Site, d.Team, d.Run, d.Person = run.Site, run.Team, run.ID, sc.Person
		d.Wall, d.Scenario = now.wall, now.scenario
		if d, err = tx.AddDecision(ctx, sc, d); err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "run.decide", id, map[string]any{"point": d.Point, "choice": d.Choice})
	})
	return d, err
}

// Points lists the decision points that the team has come to by now, in order of time.
func (r *Room) Points(ctx context.Context, sc training.Scope, id training.RunID) ([]scenarios.Decision, error) {
	run, err := r.Store.Run(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	scenario, err := r.scenario(run)
	if err != nil {
		return nil, err
	}
	now, clock, err := r.moment(ctx, r.Store, sc, id)
	if err != nil || !clock.Started() {
		return nil, err
	}
	var out []scenarios.Decision
	for _, d := range scenario.Decisions {
		if !now.scenario.Before(run.ScenarioStart.Add(d.At)) {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b scenarios.Decision) int { return cmp.Compare(a.At, b.At) })
	return out, nil
}

// Decisions lists what the team has decided so far.
func (r *Room) Decisions(ctx context.Context, sc training.Scope, id training.RunID) ([]training.Decision, error) {
	return r.Store.Decisions(ctx, sc, id)
}
