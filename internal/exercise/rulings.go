package exercise

import (
	"context"
	"fmt"
	"slices"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Refuse lets a trainer turn a request down, in place of the authority that would
// pass it on. The team reads the reason at once and gets no answer. It is possible
// until the answer is due; the same again changes nothing.
func (r *Room) Refuse(ctx context.Context, sc training.Scope, id training.RunID, number int, reason string) error {
	reason, err := training.CleanText("reason", reason, 1000)
	if err != nil {
		return err
	}
	if reason == "" {
		return training.Invalid("reason", "is empty", "what the request lacks, in words that the team reads")
	}
	return r.rule(ctx, sc, "run.refuse", training.Ruling{Run: id, Request: number, Refused: true, Reason: reason})
}

// Pass takes a refusal back, until the answer is due; it then comes as if nothing
// had been.
func (r *Room) Pass(ctx context.Context, sc training.Scope, id training.RunID, number int) error {
	return r.rule(ctx, sc, "run.pass", training.Ruling{Run: id, Request: number})
}

func (r *Room) rule(ctx context.Context, sc training.Scope, action string, d training.Ruling) error {
	if err := trainer(sc); err != nil {
		return err
	}
	return r.Store.InTx(ctx, func(tx *store.Tx) error {
		run, err := tx.LockRun(ctx, sc, d.Run)
		if err != nil {
			return err
		}
		if !run.State.Open() {
			return training.Conflict("the exercise is " + string(run.State) + "; a request is refused, or passed on, while it is running or paused")
		}
		list, err := tx.Requests(ctx, sc, d.Run)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(q training.Request) bool { return q.Number == d.Request })
		if i < 0 {
			return training.NotFound(fmt.Sprintf("request %d", d.Request))
		}
		now, _, err := r.moment(ctx, tx, sc, d.Run)
		if err != nil {
			return err
		}
		if !now.scenario.Before(list[i].Due) {
			return training.Conflict(fmt.Sprintf("the answer to request %d was due already; a request is refused, or passed on, before that", d.Request))
		}
		d := d
		d.Person, d.Wall, d.Scenario = sc.Person, now.wall, now.scenario
		changed, err := tx.AddRuling(ctx, sc, d)
		if err != nil || !changed {
			return err
		}
		return r.audit(ctx, tx, sc, action, d.Run, map[string]any{"number": d.Request, "reason": d.Reason})
	})
}

// refusals are the requests of a run that stand refused, by number.
func (r *Room) refusals(ctx context.Context, sc training.Scope, id training.RunID) (map[int]training.Ruling, error) {
	list, err := r.Store.Rulings(ctx, sc, id)
	out := map[int]training.Ruling{}
	for _, d := range list {
		if out[d.Request] = d; !d.Refused {
			delete(out, d.Request)
		}
	}
	return out, err
}
