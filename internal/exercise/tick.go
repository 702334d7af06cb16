package exercise

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// lateAfter is how much wall time after its due moment a delivery is called late.
const lateAfter = time.Minute

// Tick delivers what is due in every running run, and shows on the range what
// another instance or the command line has started. Several instances may tick
// at once: an inject of a run is delivered once, whoever asks how often.
func (r *Room) Tick(ctx context.Context) error {
	runs, err := r.Store.LiveRuns(ctx)
	if err != nil {
		return err
	}
	var bad []error
	for _, run := range runs {
		if run.State != training.Sealed {
			bad = append(bad, r.deliver(ctx, clockwork(run), run.ID))
		}
	}
	return errors.Join(errors.Join(bad...), r.follow(ctx, runs))
}

// follow makes the range show what was changed outside this program: runs that
// go on elsewhere, and those that it still holds and that are over.
func (r *Room) follow(ctx context.Context, live []training.Run) error {
	if r.Range == nil {
		return nil
	}
	runs := slices.DeleteFunc(slices.Clone(live), func(run training.Run) bool { return run.State == training.Sealed })
	r.served.Lock()
	for _, h := range r.served.by {
		if !slices.ContainsFunc(runs, func(run training.Run) bool { return run.ID == h.run.ID }) {
			runs = append(runs, h.run)
		}
	}
	r.served.Unlock()
	var bad []error
	for _, run := range runs {
		now, err := r.Store.Run(ctx, clockwork(run), run.ID)
		if err == nil {
			var clock training.Clock
			if clock, err = r.Store.Clock(ctx, clockwork(run), run.ID); err == nil {
				err = r.showRange(now, clock)
			}
		}
		bad = append(bad, err)
	}
	return errors.Join(bad...)
}

// clockwork is the scope in which the program itself looks after a run.
func clockwork(run training.Run) training.Scope {
	return training.Scope{Site: run.Site, Team: run.Team, Role: training.Trainer}
}

// deliver records each inject whose due time has been reached, in order.
func (r *Room) deliver(ctx context.Context, sc training.Scope, id training.RunID) error {
	run, err := r.Store.Run(ctx, sc, id)
	if err != nil || !run.State.Open() {
		return err
	}
	scenario, err := r.scenario(run)
	if err != nil {
		return err
	}
	now, clock, err := r.moment(ctx, r.Store, sc, id)
	if err != nil || !clock.Started() {
		return err
	}
	known, err := r.Store.Deliveries(ctx, sc, id)
	if err != nil {
		return err
	}
	done := map[training.InjectID]bool{}
	for _, d := range known {
		done[d.Inject] = true
	}
	var due []training.InjectDelivery
	for _, in := range scenario.CourseInjects() {
		at := run.ScenarioStart.Add(in.At)
		if done[training.InjectID(in.ID)] || at.After(now.scenario) {
			continue
		}
		wallDue, _ := clock.WallAt(at)
		due = append(due, training.InjectDelivery{
			Site: run.Site, Team: run.Team, Run: run.ID, Inject: training.InjectID(in.ID), Due: &at,
			Wall: now.wall, Scenario: now.scenario, Late: now.wall.Sub(wallDue) > lateAfter,
		})
	}
	if len(due) == 0 {
		return nil
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		for _, d := range due {
			if _, err := tx.AddDelivery(ctx, clockwork(run), d); err != nil {
				return err
			}
		}
		return nil
	})
}

// Names maps the persons of the site to what pages call them.
func (r *Room) Names(ctx context.Context, sc training.Scope) (map[training.PersonID]string, error) {
	persons, err := r.Store.Persons(ctx, training.Scope{Site: sc.Site, Role: training.Trainer})
	if err != nil {
		return nil, err
	}
	out := map[training.PersonID]string{}
	for _, p := range persons {
		out[p.ID] = p.Name
	}
	return out, nil
}
