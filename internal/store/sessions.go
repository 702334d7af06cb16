package store

import (
	"context"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// AddSession keeps a new session.
func (t *Tx) AddSession(ctx context.Context, s training.Session) error {
	return t.insert(ctx, "sessions", s)
}

// SessionByToken finds a session by the digest of its token, if it is still live
// at now and its person may still sign in.
func (q queries) SessionByToken(ctx context.Context, hash []byte, now time.Time) (training.Session, error) {
	s, err := one[training.Session](ctx, q, "session", "SELECT "+columns[training.Session]()+
		" FROM sessions WHERE token_hash = ? AND EXISTS (SELECT 1 FROM persons p WHERE p.site = sessions.site AND p.id = sessions.person AND p.disabled = ?)", hash, false)
	if err == nil && !s.Live(now) {
		return training.Session{}, training.NotFound("session")
	}
	return s, err
}

// Touch notes that a session was used. To spare writes the caller does it once a
// minute at most.
func (t *Tx) Touch(ctx context.Context, hash []byte, now time.Time) error {
	return t.change(ctx, "session", "UPDATE sessions SET seen = ? WHERE token_hash = ?", now, hash)
}

// Rotate gives a session a new token, as at a step-up, and keeps the rest.
func (t *Tx) Rotate(ctx context.Context, old, fresh []byte, steppedUp *time.Time, now time.Time) error {
	return t.change(ctx, "session", "UPDATE sessions SET token_hash = ?, stepped_up = ?, seen = ? WHERE token_hash = ?", fresh, steppedUp, now, old)
}

// Sessions lists a person's live sessions, the latest first.
func (q queries) Sessions(ctx context.Context, sc training.Scope, person training.PersonID, now time.Time) ([]training.Session, error) {
	if err := personal(sc, person); err != nil {
		return nil, err
	}
	return all[training.Session](ctx, q, "list sessions",
		"SELECT "+columns[training.Session]()+" FROM sessions WHERE site = ? AND person = ? AND seen > ? AND created > ? ORDER BY seen DESC, id",
		sc.Site, person, now.Add(-training.SessionIdle), now.Add(-training.SessionMax))
}

// EndSession ends one of a person's sessions by its id.
func (t *Tx) EndSession(ctx context.Context, sc training.Scope, person training.PersonID, id training.SessionID) error {
	if err := personal(sc, person); err != nil {
		return err
	}
	return t.change(ctx, "session", "DELETE FROM sessions WHERE site = ? AND person = ? AND id = ?", sc.Site, person, id)
}

// EndSessions ends all of a person's sessions.
func (t *Tx) EndSessions(ctx context.Context, sc training.Scope, person training.PersonID) error {
	if err := personal(sc, person); err != nil {
		return err
	}
	_, err := t.exec(ctx, "end sessions", "DELETE FROM sessions WHERE site = ? AND person = ?", sc.Site, person)
	return err
}

// DropStale forgets what can no longer be used: sessions past their limits and
// codes past their time.
func (t *Tx) DropStale(ctx context.Context, now time.Time) error {
	if _, err := t.exec(ctx, "drop stale sessions", "DELETE FROM sessions WHERE seen <= ? OR created <= ?",
		now.Add(-training.SessionIdle), now.Add(-training.SessionMax)); err != nil {
		return err
	}
	_, err := t.exec(ctx, "drop stale codes", "DELETE FROM codes WHERE expires <= ?", now)
	return err
}
