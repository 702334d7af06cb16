package store

import (
	"context"
	"fmt"

	"github.com/osint-radar/academy/internal/training"
)

// AddEvidence appends a row to a run's evidence log: it gives the row its number
// and chains it to the row before, and opens its custody history. A repeated key
// returns the row that is there; the same key with another file is
// [training.ErrConflict].
func (t *Tx) AddEvidence(ctx context.Context, sc training.Scope, e training.Evidence) (training.Evidence, error) {
	r, err := t.lockOpen(ctx, sc, e.Run)
	if err != nil {
		return e, err
	}
	e.Site, e.Team = r.Site, r.Team
	if e.Key == "" {
		e.Key = training.NewID[string]()
	}
	same, found, err := byKey[training.Evidence](ctx, t, "evidence", r, e.Key)
	if err != nil || found {
		if found && (same.SHA256 != e.SHA256 || same.Kind != e.Kind || same.Relevance != e.Relevance) {
			err = training.Conflict("the idempotency key was used for other evidence")
		}
		return same, err
	}
	log, err := t.Evidence(ctx, sc, e.Run)
	if err != nil {
		return e, err
	}
	e.Seq, e.PrevHash = len(log)+1, genesis
	if len(log) > 0 {
		e.PrevHash = log[len(log)-1].RowHash
	}
	if err := refersBack(e, log); err != nil {
		return e, err
	}
	e.Wall, e.Scenario, e.CapturedAt = training.Instant(e.Wall), training.Instant(e.Scenario), training.Instant(e.CapturedAt)
	if e.RowHash, err = rowHash(e); err != nil {
		return e, err
	}
	if err := t.insert(ctx, "evidence", e); err != nil {
		return e, err
	}
	if e.Kind != training.Capture {
		return e, nil
	}
	return e, t.insert(ctx, "custody", training.CustodyEvent{
		Site: e.Site, Team: e.Team, Run: e.Run, Seq: e.Seq, N: 1, Kind: training.CustodyCaptured, Person: e.Person, At: e.Wall,
	})
}

// refersBack wants the rows that a row speaks of to be captures before it.
func refersBack(e training.Evidence, log []training.Evidence) error {
	for field, seq := range map[string]int{"parent": e.Parent, "corrects": e.Corrects} {
		if seq != 0 && (seq < 0 || seq > len(log) || log[seq-1].Kind != training.Capture) {
			return training.Invalid(field, fmt.Sprintf("e%d is not a capture in this run's log", seq), "the number of an earlier capture")
		}
	}
	if (e.Kind == training.Capture) != (e.Corrects == 0) {
		return training.Invalid("corrects", fmt.Sprintf("is %d for a %s", e.Corrects, e.Kind), "the number of the capture, for a correction or withdrawal alone")
	}
	return nil
}

// Evidence lists a run's evidence log as it was written. What counts of it is
// [training.CurrentEvidence].
func (q queries) Evidence(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Evidence, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Evidence](ctx, q, "list evidence", "SELECT "+columns[training.Evidence]()+" FROM evidence WHERE "+where+" AND run = ? ORDER BY seq", append(args, run)...)
}

// AddCustody appends a line to an item's custody history.
func (t *Tx) AddCustody(ctx context.Context, sc training.Scope, c training.CustodyEvent) (training.CustodyEvent, error) {
	r, err := t.LockRun(ctx, sc, c.Run)
	if err != nil {
		return c, err
	}
	c.Site, c.Team, c.At = r.Site, r.Team, training.Instant(c.At)
	c.N, err = one[int](ctx, t.queries, "custody", "SELECT COALESCE(MAX(n), 0) + 1 FROM custody WHERE site = ? AND team = ? AND run = ? AND seq = ?", c.Site, c.Team, c.Run, c.Seq)
	if err != nil {
		return c, err
	}
	return c, t.insert(ctx, "custody", c)
}

// Custody lists the custody history of one item, or with seq 0 of all of a run.
func (q queries) Custody(ctx context.Context, sc training.Scope, run training.RunID, seq int) ([]training.CustodyEvent, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.CustodyEvent](ctx, q, "list custody events",
		"SELECT "+columns[training.CustodyEvent]()+" FROM custody WHERE "+where+" AND run = ? AND (? = 0 OR seq = ?) ORDER BY seq, n", append(args, run, seq, seq)...)
}
