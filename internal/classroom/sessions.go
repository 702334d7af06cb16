package classroom

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/osint-radar/academy/internal/auth"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// Visitor is who is behind a session.
type Visitor struct {
	Session    training.Session
	Person     training.Person
	Roles      []training.Membership // all the person may act in
	NeedsSetup bool                  // no passphrase yet
	HasTOTP    bool                  // a second factor is set up
	NeedsTOTP  bool                  // acts as trainer or administrator without a second factor
}

// Scope is what the visitor may reach.
func (v Visitor) Scope() training.Scope { return v.Session.Scope() }

// touchEvery spares a write at every request.
const touchEvery = time.Minute

// Who returns the visitor behind a session token, or [training.ErrNotFound] when
// the session has ended.
func (r *Room) Who(ctx context.Context, token string) (Visitor, error) {
	hash := auth.Digest(token)
	s, err := r.store.SessionByToken(ctx, hash, r.now())
	if err != nil {
		return Visitor{}, err
	}
	if r.now().Sub(s.Seen) >= touchEvery {
		err := r.store.InTx(ctx, func(tx *store.Tx) error { return tx.Touch(ctx, hash, r.now()) })
		if err != nil {
			return Visitor{}, err
		}
	}
	p, err := r.store.Person(ctx, training.Scope{Site: s.Site}, s.Person)
	if err != nil {
		return Visitor{}, err
	}
	roles, err := r.store.Memberships(ctx, training.Scope{Site: s.Site}, s.Person)
	if err != nil {
		return Visitor{}, err
	}
	return r.visitor(ctx, r.store, s, p, roles)
}

// credentials is what both a store and a transaction can read.
type credentials interface {
	Credential(context.Context, training.SiteID, training.PersonID) (training.Credential, error)
}

func (r *Room) visitor(ctx context.Context, from credentials, s training.Session, p training.Person, roles []training.Membership) (Visitor, error) {
	c, err := from.Credential(ctx, p.Site, p.ID)
	if err != nil && !errors.Is(err, training.ErrNotFound) {
		return Visitor{}, err
	}
	return Visitor{
		Session: s, Person: p, Roles: roles, NeedsSetup: c.Passphrase == "", HasTOTP: c.HasTOTP(),
		NeedsTOTP: !c.HasTOTP() && (s.Role == training.Trainer || s.Role == training.Administrator),
	}, nil
}

// SignOut ends the session of a token; one that has ended already is no error.
func (r *Room) SignOut(ctx context.Context, token string) error {
	s, err := r.store.SessionByToken(ctx, auth.Digest(token), r.now())
	if errors.Is(err, training.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return r.EndSession(ctx, s.Scope(), s.ID)
}

// Sessions lists the caller's own live sessions.
func (r *Room) Sessions(ctx context.Context, sc training.Scope) ([]training.Session, error) {
	return r.store.Sessions(ctx, sc, sc.Person, r.now())
}

// EndSession ends one of the caller's own sessions.
func (r *Room) EndSession(ctx context.Context, sc training.Scope, id training.SessionID) error {
	return r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.EndSession(ctx, sc, sc.Person, id); err != nil {
			return err
		}
		return r.audit(ctx, tx, sc, "session.end", "session/"+string(id), map[string]any{})
	})
}

// SwitchRole lets a person go on in another of their roles, under a new token. A
// step-up does not go with it.
func (r *Room) SwitchRole(ctx context.Context, token string, role training.Role, from From) (SignedIn, error) {
	who, err := r.Who(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	i := slices.IndexFunc(who.Roles, func(m training.Membership) bool { return m.Role == role })
	if i < 0 {
		return SignedIn{}, training.NotFound("role")
	}
	fresh, s := auth.NewToken(), who.Session
	s.TokenHash, s.ID, s.SteppedUp = auth.Digest(fresh), training.NewID[training.SessionID](), nil
	s.Role, s.Team, s.Agent, s.Seen = role, who.Roles[i].Team, shorten(from.Agent), training.Instant(r.now())
	err = r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.EndSession(ctx, who.Scope(), s.Person, who.Session.ID); err != nil {
			return err
		}
		if err := tx.AddSession(ctx, s); err != nil {
			return err
		}
		if err := r.audit(ctx, tx, s.Scope(), "session.role", "session/"+string(s.ID), map[string]any{}); err != nil {
			return err
		}
		who, err = r.visitor(ctx, tx, s, who.Person, who.Roles)
		return err
	})
	return SignedIn{fresh, who}, err
}

// SetPassphrase sets the first passphrase, or changes it for somebody who gives
// the present one. The person's other sessions end; this one gets a new token
// and counts as stepped up.
func (r *Room) SetPassphrase(ctx context.Context, token, present, fresh string) (string, error) {
	who, err := r.Who(ctx, token)
	if err != nil {
		return "", err
	}
	if err := auth.CheckPassphrase("passphrase", fresh, who.Person.Email, who.Person.Name); err != nil {
		return "", err
	}
	c, err := r.credential(ctx, who)
	if err != nil {
		return "", err
	}
	if c.Passphrase != "" {
		if err := r.prove(ctx, c, present); err != nil {
			return "", err
		}
	}
	if c.Passphrase, err = r.hasher.Hash(ctx, fresh); err != nil {
		return "", err
	}
	c.Changed = r.now()
	return r.rotate(ctx, who, "credential.passphrase", func(tx *store.Tx) error {
		others, err := tx.Sessions(ctx, who.Scope(), who.Person.ID, r.now())
		if err != nil {
			return err
		}
		for _, s := range others {
			if s.ID == who.Session.ID {
				continue
			}
			if err := tx.EndSession(ctx, who.Scope(), who.Person.ID, s.ID); err != nil {
				return err
			}
		}
		if err := tx.ForgetFailures(ctx, proofs(c)); err != nil {
			return err
		}
		return tx.SaveCredential(ctx, c)
	})
}

// StepUp proves once more who is there: passphrase and, where set up, second
// factor. It returns the session's new token.
func (r *Room) StepUp(ctx context.Context, token, passphrase, totp string) (string, error) {
	who, err := r.Who(ctx, token)
	if err != nil {
		return "", err
	}
	c, err := r.credential(ctx, who)
	if err != nil {
		return "", err
	}
	if c.Passphrase == "" {
		return "", training.Conflict("no passphrase is set yet; set one first")
	}
	if err := r.prove(ctx, c, passphrase); err != nil {
		return "", err
	}
	fresh, err := r.rotate(ctx, who, "session.step_up", func(tx *store.Tx) error {
		if err := r.secondFactor(ctx, tx, c, totp); err != nil {
			return err
		}
		return tx.ForgetFailures(ctx, proofs(c))
	})
	if errors.Is(err, training.ErrNotFound) {
		err = training.ErrSignIn // the code was used before, or the session ended meanwhile
	}
	return fresh, err
}

// BeginTOTP makes a secret for a second factor. It counts only once
// [Room.ConfirmTOTP] has seen a code made with it.
func (r *Room) BeginTOTP(ctx context.Context, token string) (secret, address string, err error) {
	who, err := r.Who(ctx, token)
	if err != nil {
		return "", "", err
	}
	c, err := r.credential(ctx, who)
	if err != nil {
		return "", "", err
	}
	if c.HasTOTP() && !who.Session.SteppedUpAt(r.now()) {
		return "", "", training.ErrStepUpNeeded
	}
	c.TOTPSecret, c.TOTPConfirmed, c.Changed = auth.NewTOTPSecret(), nil, r.now()
	err = r.store.InTx(ctx, func(tx *store.Tx) error { return tx.SaveCredential(ctx, c) })
	return c.TOTPSecret, auth.TOTPAddress(c.TOTPSecret, who.Person.Email), err
}

// ConfirmTOTP turns the second factor on and returns the session's new token.
func (r *Room) ConfirmTOTP(ctx context.Context, token, code string) (string, error) {
	who, err := r.Who(ctx, token)
	if err != nil {
		return "", err
	}
	c, err := r.credential(ctx, who)
	if err != nil {
		return "", err
	}
	if c.TOTPSecret == "" || c.HasTOTP() {
		return "", training.Conflict("no second factor is being set up")
	}
	step, ok := auth.CheckTOTP(c.TOTPSecret, code, r.now())
	if !ok {
		return "", training.Invalid("code", "is not what this secret gives now", "the six digits the app shows; check the phone's clock")
	}
	at := training.Instant(r.now())
	c.TOTPConfirmed, c.TOTPStep, c.Changed = &at, step, at
	return r.rotate(ctx, who, "credential.totp", func(tx *store.Tx) error { return tx.SaveCredential(ctx, c) })
}

func (r *Room) credential(ctx context.Context, who Visitor) (training.Credential, error) {
	c, err := r.store.Credential(ctx, who.Person.Site, who.Person.ID)
	if errors.Is(err, training.ErrNotFound) {
		return training.Credential{Site: who.Person.Site, Person: who.Person.ID}, nil
	}
	return c, err
}

// proofs is what failures to prove oneself inside a session are counted under:
// apart from sign-in, so that a stranger's guesses disturb nobody who is in.
func proofs(c training.Credential) string { return "proof:" + string(c.Person) }

func (r *Room) prove(ctx context.Context, c training.Credential, passphrase string) error {
	if err := r.try(ctx, proofs(c)); err != nil {
		return err
	}
	ok, err := r.hasher.Verify(ctx, c.Passphrase, passphrase)
	if err != nil {
		return err
	}
	if !ok {
		return training.ErrSignIn
	}
	return nil
}

// rotate gives the session a new token as part of a change that proves who is
// there.
func (r *Room) rotate(ctx context.Context, who Visitor, action string, change func(*store.Tx) error) (string, error) {
	fresh := auth.NewToken()
	at := training.Instant(r.now())
	err := r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := change(tx); err != nil {
			return err
		}
		if err := tx.Rotate(ctx, who.Session.TokenHash, auth.Digest(fresh), &at, at); err != nil {
			return err
		}
		return r.audit(ctx, tx, who.Scope(), action, "person/"+string(who.Person.ID), map[string]any{})
	})
	return fresh, err
}
