package store

import (
	"context"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

// Signing in happens before there is a scope: what is here is found by a secret
// (a digest) or for a person who has just proved one.

// Credential returns how a person proves who they are; a person who never set
// anything has none and gives [training.ErrNotFound].
func (q queries) Credential(ctx context.Context, site training.SiteID, person training.PersonID) (training.Credential, error) {
	return one[training.Credential](ctx, q, "credential", "SELECT "+columns[training.Credential]()+" FROM credentials WHERE site = ? AND person = ?", site, person)
}

// SaveCredential sets all of a person's credential.
func (t *Tx) SaveCredential(ctx context.Context, c training.Credential) error {
	added, err := t.insertOnce(ctx, "credentials", c)
	if err != nil || added {
		return err
	}
	return t.change(ctx, "credential",
		"UPDATE credentials SET passphrase = ?, totp_secret = ?, totp_confirmed = ?, totp_step = ?, changed = ? WHERE site = ? AND person = ?",
		c.Passphrase, c.TOTPSecret, c.TOTPConfirmed, c.TOTPStep, c.Changed, c.Site, c.Person)
}

// UseTOTPStep marks a time step as used, once: a second use, even at the same
// moment, is [training.ErrNotFound].
func (t *Tx) UseTOTPStep(ctx context.Context, site training.SiteID, person training.PersonID, step int64) error {
	return t.change(ctx, "unused code", "UPDATE credentials SET totp_step = ? WHERE site = ? AND person = ? AND totp_step < ?", step, site, person, step)
}

// AddCode keeps a one-time code.
func (t *Tx) AddCode(ctx context.Context, c training.SignInCode) error {
	return t.insert(ctx, "codes", c)
}

// Code returns a code that can still be spent at now. It spends nothing.
func (q queries) Code(ctx context.Context, hash []byte, now time.Time) (training.SignInCode, error) {
	return one[training.SignInCode](ctx, q, "sign-in code",
		"SELECT "+columns[training.SignInCode]()+" FROM codes WHERE code_hash = ? AND spent IS NULL AND expires > ?", hash, now)
}

// SpendCode spends a code: of any number of attempts at the same moment exactly
// one gets it, the others get [training.ErrNotFound].
func (t *Tx) SpendCode(ctx context.Context, hash []byte, now time.Time) (training.SignInCode, error) {
	err := t.change(ctx, "sign-in code", "UPDATE codes SET spent = ? WHERE code_hash = ? AND spent IS NULL AND expires > ?", now, hash, now)
	if err != nil {
		return training.SignInCode{}, err
	}
	return one[training.SignInCode](ctx, t.queries, "sign-in code", "SELECT "+columns[training.SignInCode]()+" FROM codes WHERE code_hash = ?", hash)
}

// DropCodes forgets a person's codes, spent or not: a new one replaces them.
func (t *Tx) DropCodes(ctx context.Context, site training.SiteID, person training.PersonID) error {
	_, err := t.exec(ctx, "drop codes", "DELETE FROM codes WHERE site = ? AND person = ?", site, person)
	return err
}

// Throttle returns the count of failures for an account or network; one that
// never failed has zero.
func (q queries) Throttle(ctx context.Context, subject string) (training.Throttle, error) {
	found, err := all[training.Throttle](ctx, q, "read throttle", "SELECT "+columns[training.Throttle]()+" FROM throttle WHERE subject = ?", subject)
	if err != nil || len(found) == 0 {
		return training.Throttle{Subject: subject}, err
	}
	return found[0], nil
}

// CountFailure adds one failure and returns the new count. Failures longer ago
// than forget no longer count.
func (t *Tx) CountFailure(ctx context.Context, subject string, now time.Time, forget time.Duration) (int, error) {
	added, err := t.insertOnce(ctx, "throttle", training.Throttle{Subject: subject, Failures: 1, Last: now, BlockedUntil: now})
	if err != nil || added {
		return 1, err
	}
	return one[int](ctx, t.queries, "throttle",
		"UPDATE throttle SET failures = CASE WHEN last < ? THEN 1 ELSE failures + 1 END, last = ? WHERE subject = ? RETURNING failures",
		now.Add(-forget), now, subject)
}

// Block refuses further attempts until a time.
func (t *Tx) Block(ctx context.Context, subject string, until time.Time) error {
	return t.change(ctx, "throttle", "UPDATE throttle SET blocked_until = ? WHERE subject = ?", until, subject)
}

// ForgetFailures clears a subject after a success.
func (t *Tx) ForgetFailures(ctx context.Context, subject string) error {
	_, err := t.exec(ctx, "clear throttle", "DELETE FROM throttle WHERE subject = ?", subject)
	return err
}
