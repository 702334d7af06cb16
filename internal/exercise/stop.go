package exercise

import (
	"context"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Stop is an "ethics stop" or "exercise stop", called by anybody of the team or
// by a trainer. It pauses the run at once, asks for no reason, and is logged.
func (r *Room) Stop(ctx context.Context, sc training.Scope, id training.RunID, kind string) error {
	if kind != "ethics" && kind != "exercise" {
		return training.Invalid("kind", "is not a stop", `"ethics" or "exercise"`)
	}
	var clock training.Clock
	var run training.Run
	err := r.Store.InTx(ctx, func(tx *store.Tx) error {
		var err error
		if run, err = tx.LockRun(ctx, sc, id); err != nil {
			return err
		}
		now := training.Instant(r.Now())
		if clock, err = tx.Clock(ctx, sc, id); err != nil {
			return err
		}
		if run.State == training.Running {
			if _, err := tx.SetRunState(ctx, sc, id, training.Paused, now); err != nil {
				return err
			}
			if clock, err = clock.Pause(now); err != nil {
				return err
			}
			if err := tx.SaveClock(ctx, sc, id, clock); err != nil {
				return err
			}
		}
		return r.audit(ctx, tx, sc, "run.stop", id, map[string]any{"kind": kind})
	})
	if err != nil {
		return err
	}
	return r.showRange(run, clock)
}
