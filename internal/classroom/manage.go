package classroom

import (
	"context"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Person returns one person within sight with their roles.
func (r *Room) Person(ctx context.Context, sc training.Scope, id training.PersonID) (Listed, error) {
	p, err := r.store.Person(ctx, sc, id)
	if err != nil {
		return Listed{}, err
	}
	roles, err := r.store.Memberships(ctx, sc, id)
	return Listed{p, roles}, err
}

// SessionsOf lists a person's live sessions, for an administrator of the site.
func (r *Room) SessionsOf(ctx context.Context, sc training.Scope, person training.PersonID) ([]training.Session, error) {
	if _, err := r.store.Person(ctx, sc, person); err != nil {
		return nil, err
	}
	return r.store.Sessions(ctx, sc, person, r.now())
}

// EndSessionsOf ends all of a person's sessions.
func (r *Room) EndSessionsOf(ctx context.Context, sc training.Scope, person training.PersonID) error {
	return r.store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.Person(ctx, sc, person); err != nil {
			return err
		}
		if err := tx.EndSessions(ctx, sc, person); err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "session.end_all", "person/"+string(person), map[string]any{})
	})
}

// Audit lists up to limit lines of the audit chain of the caller's site, from
// the line behind after on.
func (r *Room) Audit(ctx context.Context, sc training.Scope, after int64, limit int) ([]training.AuditEntry, error) {
	return r.store.AuditLog(ctx, sc, after, limit)
}
