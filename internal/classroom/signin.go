package classroom

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"github.com/osint-radar/academy/internal/auth"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// From says where a sign-in comes from.
type From struct {
	Address string // IP address
	Agent   string // User-Agent, for the person's own list of sessions
}

// SignedIn is a fresh session with its secret, which is shown this once.
type SignedIn struct {
	Token string
	Visitor
}

// WaitError says until when no further attempt is taken. It answers to
// [training.ErrTooMany].
type WaitError struct{ Until time.Time }

func (e *WaitError) Error() string {
	return fmt.Sprintf("too many attempts; the next one counts from %s", e.Until.UTC().Format(time.TimeOnly))
}

// Is makes errors.Is(err, training.ErrTooMany) true.
func (e *WaitError) Is(target error) bool { return target == training.ErrTooMany }

// Failures of the last hour count. From the fifth of an account, and the
// thirtieth of a network, the wait doubles with each, up to a minute.
const (
	forget         = time.Hour
	accountFree    = 5
	networkFree    = 30
	longestWait    = time.Minute
	maxAgentLength = 120
)

// CodePerson says whose code it is, to greet them on the form. It spends nothing.
func (r *Room) CodePerson(ctx context.Context, code string, from From) (training.Person, error) {
	if err := r.waiting(ctx, network(from)); err != nil {
		return training.Person{}, err
	}
	c, err := r.store.Code(ctx, auth.CodeDigest(code), r.now())
	if errors.Is(err, training.ErrNotFound) {
		return training.Person{}, r.refused(ctx, network(from))
	}
	if err != nil {
		return training.Person{}, err
	}
	return r.store.Person(ctx, training.Scope{Site: c.Site}, c.Person)
}

// SignInWithCode spends a one-time code.
func (r *Room) SignInWithCode(ctx context.Context, code string, from From) (SignedIn, error) {
	if err := r.waiting(ctx, network(from)); err != nil {
		return SignedIn{}, err
	}
	var in SignedIn
	err := r.store.InTx(ctx, func(tx *store.Tx) error {
		c, err := tx.SpendCode(ctx, auth.CodeDigest(code), r.now())
		if err != nil {
			return err
		}
		p, err := tx.Person(ctx, training.Scope{Site: c.Site}, c.Person)
		if err != nil {
			return err
		}
		in, err = r.begin(ctx, tx, p, from, "session.code")
		return err
	})
	if errors.Is(err, training.ErrNotFound) {
		return SignedIn{}, r.refused(ctx, network(from))
	}
	return in, err
}

// SignIn checks an e-mail address, a passphrase and, where one is set up, a code
// of the second factor. Whatever is wrong, the answer is the same.
func (r *Room) SignIn(ctx context.Context, email, passphrase, totp string, from From) (SignedIn, error) {
	email, err := training.CleanEmail("email", email)
	if err != nil {
		return SignedIn{}, err
	}
	account, net := "account:"+hex.EncodeToString(auth.Digest(email)), network(from)
	if err := r.waiting(ctx, net); err != nil {
		return SignedIn{}, err
	}
	if err := r.try(ctx, account); err != nil {
		return SignedIn{}, err
	}
	p, err := r.store.PersonByEmail(ctx, email)
	if err != nil && !errors.Is(err, training.ErrNotFound) {
		return SignedIn{}, err
	}
	cred, err := r.store.Credential(ctx, p.Site, p.ID)
	if err != nil && !errors.Is(err, training.ErrNotFound) {
		return SignedIn{}, err
	}
	ok, err := r.hasher.Verify(ctx, cred.Passphrase, passphrase)
	if err != nil {
		return SignedIn{}, err
	}
	if !ok || p.Disabled {
		return SignedIn{}, r.refused(ctx, net)
	}
	var in SignedIn
	err = r.store.InTx(ctx, func(tx *store.Tx) error {
		if err := r.secondFactor(ctx, tx, cred, totp); err != nil {
			return err
		}
		if err := tx.ForgetFailures(ctx, account); err != nil {
			return err
		}
		in, err = r.begin(ctx, tx, p, from, "session.passphrase")
		return err
	})
	if errors.Is(err, training.ErrNotFound) || errors.Is(err, training.ErrSignIn) {
		return SignedIn{}, r.refused(ctx, net)
	}
	return in, err
}

// secondFactor takes a TOTP code, once, where the person has set one up.
func (r *Room) secondFactor(ctx context.Context, tx *store.Tx, c training.Credential, totp string) error {
	if !c.HasTOTP() {
		return nil
	}
	step, ok := auth.CheckTOTP(c.TOTPSecret, totp, r.now())
	if !ok {
		return training.ErrSignIn
	}
	return tx.UseTOTPStep(ctx, c.Site, c.Person, step)
}

// begin opens a session in the first of the person's roles.
func (r *Room) begin(ctx context.Context, tx *store.Tx, p training.Person, from From, action string) (SignedIn, error) {
	if p.Disabled {
		return SignedIn{}, training.ErrSignIn
	}
	roles, err := tx.Memberships(ctx, training.Scope{Site: p.Site}, p.ID)
	if err != nil {
		return SignedIn{}, err
	}
	if len(roles) == 0 {
		return SignedIn{}, training.ErrSignIn
	}
	if err := tx.DropStale(ctx, r.now()); err != nil {
		return SignedIn{}, err
	}
	token := auth.NewToken()
	s := training.Session{
		TokenHash: auth.Digest(token), ID: training.NewID[training.SessionID](), Site: p.Site, Person: p.ID,
		Role: roles[0].Role, Team: roles[0].Team, Agent: shorten(from.Agent), Created: training.Instant(r.now()), Seen: training.Instant(r.now()),
	}
	if err := tx.AddSession(ctx, s); err != nil {
		return SignedIn{}, err
	}
	if err := r.audit(ctx, tx, s.Scope(), action, "session/"+string(s.ID), map[string]any{}); err != nil {
		return SignedIn{}, err
	}
	who, err := r.visitor(ctx, tx, s, p, roles)
	return SignedIn{token, who}, err
}

// shorten keeps what helps a person recognise a browser.
func shorten(agent string) string {
	clean := make([]rune, 0, maxAgentLength)
	for _, c := range agent {
		if c >= ' ' && c < 0x7f && len(clean) < maxAgentLength {
			clean = append(clean, c)
		}
	}
	return string(clean)
}

// network is what failures of one place are counted under: an IPv4 address, or
// the /64 of an IPv6 one.
func network(from From) string {
	a, err := netip.ParseAddr(from.Address)
	if err != nil {
		return "network:unknown"
	}
	a = a.Unmap()
	bits := 32
	if a.Is6() {
		bits = 64
	}
	p, err := a.WithZone("").Prefix(bits)
	if err != nil {
		return "network:unknown"
	}
	return "network:" + p.String()
}

// waiting refuses while a subject has to wait.
func (r *Room) waiting(ctx context.Context, subject string) error {
	t, err := r.store.Throttle(ctx, subject)
	if err == nil && t.BlockedUntil.After(r.now()) {
		err = &WaitError{t.BlockedUntil}
	}
	return err
}

// try counts a try against an account before it is checked, so that many at
// the same moment gain nothing; a success clears the count.
func (r *Room) try(ctx context.Context, account string) error {
	return r.store.InTx(ctx, func(tx *store.Tx) error {
		n, err := tx.CountFailure(ctx, account, r.now(), forget) // holds the row
		if err != nil {
			return err
		}
		t, err := tx.Throttle(ctx, account)
		if err != nil {
			return err
		}
		if t.BlockedUntil.After(r.now()) {
			return &WaitError{t.BlockedUntil} // and the try is not counted
		}
		return r.slow(ctx, tx, account, n, accountFree)
	})
}

// slow makes the wait after n failures, of which some are free.
func (r *Room) slow(ctx context.Context, tx *store.Tx, subject string, n, free int) error {
	if n < free {
		return nil
	}
	return tx.Block(ctx, subject, r.now().Add(min(time.Second<<min(n-free, 10), longestWait)))
}

// refused counts a failure of a network and returns the one error that all
// failures give.
func (r *Room) refused(ctx context.Context, net string) error {
	err := r.store.InTx(ctx, func(tx *store.Tx) error {
		n, err := tx.CountFailure(ctx, net, r.now(), forget)
		if err != nil {
			return err
		}
		return r.slow(ctx, tx, net, n, networkFree)
	})
	if err != nil {
		return err
	}
	return training.ErrSignIn
}
