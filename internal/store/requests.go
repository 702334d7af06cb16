package store

import (
	"context"

	"github.com/osint-radar/academy/internal/training"
)

// AddRequest records a request to a provider, with the next number of its run. A
// repeated key returns the request that is there; for another request it is
// [training.ErrConflict].
func (t *Tx) AddRequest(ctx context.Context, sc training.Scope, q training.Request) (training.Request, error) {
	r, err := t.lockOpen(ctx, sc, q.Run)
	if err != nil {
		return q, err
	}
	q.Site, q.Team, q.Wall, q.Scenario = r.Site, r.Team, training.Instant(q.Wall), training.Instant(q.Scenario)
	q.From, q.Until, q.Due = training.Instant(q.From), training.Instant(q.Until), training.Instant(q.Due)
	if q.Key == "" {
		q.Key = training.NewID[string]()
	}
	was, found, err := byKey[training.Request](ctx, t, "requests", r, q.Key)
	if err != nil || found {
		if found && !sameRequest(was, q) {
			err = training.Conflict("the idempotency key was used for another request")
		}
		return was, err
	}
	have, err := t.Requests(ctx, sc, q.Run)
	if err != nil {
		return q, err
	}
	q.Number = len(have) + 1
	return q, t.insert(ctx, "requests", q)
}

// sameRequest says whether two requests ask one provider for the same, on the same ground.
func sameRequest(a, b training.Request) bool {
	return a.Provider == b.Provider && a.Subject == b.Subject && a.From.Equal(b.From) && a.Until.Equal(b.Until) && a.LegalBasis == b.LegalBasis && a.Reason == b.Reason
}

// Requests lists a run's requests to providers in the order in which they were sent.
func (q queries) Requests(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Request, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Request](ctx, q, "list requests",
		"SELECT "+columns[training.Request]()+" FROM requests WHERE "+where+" AND run = ? ORDER BY number", append(args, run)...)
}

// AddRuling records what a trainer decides on a request, with the next number of
// that request, and says whether it changes anything: the same again does not.
func (t *Tx) AddRuling(ctx context.Context, sc training.Scope, d training.Ruling) (bool, error) {
	r, err := t.lockOpen(ctx, sc, d.Run)
	if err != nil {
		return false, err
	}
	d.Site, d.Team, d.Wall, d.Scenario = r.Site, r.Team, training.Instant(d.Wall), training.Instant(d.Scenario)
	have, err := t.Rulings(ctx, sc, d.Run)
	if err != nil {
		return false, err
	}
	var last training.Ruling
	for _, h := range have {
		if h.Request == d.Request {
			last = h
		}
	}
	if last.Refused == d.Refused && last.Reason == d.Reason {
		return false, nil
	}
	d.N = last.N + 1
	return true, t.insert(ctx, "rulings", d)
}

// Rulings lists what trainers decided on a run's requests, by request, the first first.
func (q queries) Rulings(ctx context.Context, sc training.Scope, run training.RunID) ([]training.Ruling, error) {
	where, args, err := within(sc)
	if err != nil {
		return nil, err
	}
	return all[training.Ruling](ctx, q, "list rulings",
		"SELECT "+columns[training.Ruling]()+" FROM rulings WHERE "+where+" AND run = ? ORDER BY number, n", append(args, run)...)
}
