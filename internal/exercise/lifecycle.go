package exercise

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Start lets a sealed run begin: its scenario clock starts at the scenario's
// opening, at real time.
func (r *Room) Start(ctx context.Context, sc training.Scope, id training.RunID) error {
	return r.turn(ctx, sc, id, "run.start", func(tx *store.Tx, run training.Run, now time.Time) (training.Clock, error) {
		if run.State != training.Sealed {
			return training.Clock{}, training.Conflict("the exercise is " + string(run.State) + "; only a sealed one can start")
		}
		if err := alone(ctx, tx, sc, run); err != nil {
			return training.Clock{}, err
		}
		if _, err := tx.SetRunState(ctx, sc, id, training.Running, now); err != nil {
			return training.Clock{}, err
		}
		if err := r.endGrants(run); err != nil { // a damaged file opens the forum to nobody; the console says so
			r.Log.Error("what an earlier exercise left in the file of grants", "run", id, "err", err)
		}
		return training.Start(now, run.ScenarioStart, training.RealTime)
	})
}

// alone refuses a start while the range answers the team for another run.
func alone(ctx context.Context, tx *store.Tx, sc training.Scope, run training.Run) error {
	runs, err := tx.Runs(ctx, sc)
	if err != nil {
		return err
	}
	for _, other := range runs {
		if other.ID != run.ID && other.Team == run.Team && serves(other.State) {
			return training.Conflict(fmt.Sprintf("team %s has another exercise that is %s; end it and open its marking first", run.Team, other.State))
		}
	}
	return nil
}

// Pause stops the scenario clock.
func (r *Room) Pause(ctx context.Context, sc training.Scope, id training.RunID) error {
	return r.turn(ctx, sc, id, "run.pause", func(tx *store.Tx, _ training.Run, now time.Time) (training.Clock, error) {
		if _, err := tx.SetRunState(ctx, sc, id, training.Paused, now); err != nil {
			return training.Clock{}, err
		}
		clock, err := tx.Clock(ctx, sc, id)
		if err != nil {
			return clock, err
		}
		return clock.Pause(now)
	})
}

// Resume lets it run on at the speed it had.
func (r *Room) Resume(ctx context.Context, sc training.Scope, id training.RunID) error {
	return r.turn(ctx, sc, id, "run.resume", func(tx *store.Tx, _ training.Run, now time.Time) (training.Clock, error) {
		if _, err := tx.SetRunState(ctx, sc, id, training.Running, now); err != nil {
			return training.Clock{}, err
		}
		clock, err := tx.Clock(ctx, sc, id)
		if err != nil {
			return clock, err
		}
		return clock.Resume(now)
	})
}

// SetSpeed changes how fast scenario time runs: 0.1 to 10 times.
func (r *Room) SetSpeed(ctx context.Context, sc training.Scope, id training.RunID, rate training.Rate) error {
	return r.turn(ctx, sc, id, "run.speed", func(tx *store.Tx, run training.Run, now time.Time) (training.Clock, error) {
		if run.State != training.Running || rate == training.Stopped {
			return training.Clock{}, training.Conflict("the speed is set while the exercise is running; to stop the clock, pause it")
		}
		clock, err := tx.Clock(ctx, sc, id)
		if err != nil {
			return clock, err
		}
		return clock.SetRate(now, rate)
	})
}

// End closes the run for the team's work. What is due by then is delivered.
func (r *Room) End(ctx context.Context, sc training.Scope, id training.RunID) error {
	if err := r.deliver(ctx, sc, id); err != nil {
		return err
	}
	return r.turn(ctx, sc, id, "run.end", func(tx *store.Tx, _ training.Run, now time.Time) (training.Clock, error) {
		if _, err := tx.SetRunState(ctx, sc, id, training.Ended, now); err != nil {
			return training.Clock{}, err
		}
		clock, err := tx.Clock(ctx, sc, id)
		if err != nil || !clock.Started() || clock.RateAt(now) == training.Stopped {
			return clock, err
		}
		return clock.Pause(now)
	})
}

// OpenMarking closes the run for submissions, too, and opens the marking desk.
func (r *Room) OpenMarking(ctx context.Context, sc training.Scope, id training.RunID) error {
	return r.turn(ctx, sc, id, "run.marking", func(tx *store.Tx, _ training.Run, now time.Time) (training.Clock, error) {
		if _, err := tx.SetRunState(ctx, sc, id, training.Marking, now); err != nil {
			return training.Clock{}, err
		}
		return tx.Clock(ctx, sc, id)
	})
}

// Archive puts a run away. Nothing of it is deleted.
func (r *Room) Archive(ctx context.Context, sc training.Scope, id training.RunID) error {
	return r.turn(ctx, sc, id, "run.archive", func(tx *store.Tx, _ training.Run, now time.Time) (training.Clock, error) {
		if _, err := tx.SetRunState(ctx, sc, id, training.Archived, now); err != nil {
			return training.Clock{}, err
		}
		return tx.Clock(ctx, sc, id)
	})
}

// turn changes a run's state or clock in one transaction, with its audit entry,
// and then tells the range.
func (r *Room) turn(ctx context.Context, sc training.Scope, id training.RunID, action string,
	change func(tx *store.Tx, run training.Run, now time.Time) (training.Clock, error),
) error {
	if err := trainer(sc); err != nil {
		return err
	}
	var clock training.Clock
	var run training.Run
	var served bool
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		var err error
		if run, err = tx.LockRun(ctx, sc, id); err != nil {
			return err
		}
		served = serves(run.State)
		now := training.Instant(r.Now())
		if clock, err = change(tx, run, now); err != nil {
			return err
		}
		if run, err = tx.Run(ctx, sc, id); err != nil { // the range goes by the new state
			return err
		}
		if err := tx.SaveClock(ctx, sc, id, clock); err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, action, id, map[string]any{"scenario_time": clock.ScenarioAt(now)})
	})
	if err != nil {
		return err
	}
	err = r.showRange(run, clock)
	if served && !serves(run.State) {
		err = errors.Join(err, r.endGrants(run))
	}
	return err
}
