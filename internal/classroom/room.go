// Package classroom is what people do before and around an exercise: sign in,
// prove who they are, belong to a team, follow a pilot, read lessons and answer
// their questions. A [Room] holds what the use-cases need; each of them is one
// method that owns its transaction and leaves its line in the audit chain.
//
//	room := classroom.New(st, time.Now, "http://127.0.0.1:8080")
//	in, err := room.SignInWithCode(ctx, code, from)       // the first time
//	in, err = room.SignIn(ctx, email, passphrase, totp, from)
//	who, err := room.Who(ctx, token)                      // at every request
//
// # Signing in
//
// A person is let in for the first time, or again after a reset, by a one-time
// code. Showing the code's form spends nothing; sending it does, once. Whatever
// is wrong with a sign-in gives the same [training.ErrSignIn], in the same time.
// Failures are counted in the database, per account and per network: each one
// more makes the next wait longer, up to a minute, and nobody is ever locked out
// for good ([WaitError]).
//
// # Who may do what
//
// Methods take the caller's [training.Scope]; what lies outside it is
// [training.ErrNotFound]. Which role may call them is the policy table of the
// site; the command line acts as an administrator of the site it names.
package classroom

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/auth"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Room holds what the use-cases need. Make it with [New].
type Room struct {
	store     *store.Store
	now       func() time.Time
	hasher    *auth.Hasher
	publicURL string
}

// New returns a room over a store. publicURL is where people reach the site; it
// begins the addresses of one-time codes.
func New(st *store.Store, now func() time.Time, publicURL string) *Room {
	return &Room{store: st, now: now, hasher: auth.NewHasher(), publicURL: strings.TrimSuffix(publicURL, "/")}
}

// audit appends a line to the audit chain. Detail holds ids and numbers, no names.
func (r *Room) audit(ctx context.Context, tx *store.Tx, sc training.Scope, action, object string, detail map[string]any) error {
	b, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("audit %s: %w", action, err)
	}
	return tx.Audit(ctx, training.AuditEntry{At: r.now(), Site: sc.Site, Person: sc.Person, Role: sc.Role, Action: action, Object: object, Detail: b})
}
