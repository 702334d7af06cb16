package training

import "time"

// Credential is how a person proves who they are after the first sign-in.
type Credential struct {
	Site          SiteID     `db:"site"`
	Person        PersonID   `db:"person"`
	Passphrase    string     `db:"passphrase"`  // argon2id in PHC form; empty: none set yet
	TOTPSecret    string     `db:"totp_secret"` // base 32; empty: none
	TOTPConfirmed *time.Time `db:"totp_confirmed"`
	TOTPStep      int64      `db:"totp_step"` // last time step that was used: a code counts once
	Changed       time.Time  `db:"changed"`
}

// HasTOTP says whether a second factor is asked for.
func (c Credential) HasTOTP() bool { return c.TOTPSecret != "" && c.TOTPConfirmed != nil }

// SignInCode is a one-time code, kept only as the digest of its text.
type SignInCode struct {
	Hash    []byte     `db:"code_hash"`
	Site    SiteID     `db:"site"`
	Person  PersonID   `db:"person"`
	Purpose string     `db:"purpose"` // "sign-in"
	Created time.Time  `db:"created"`
	Expires time.Time  `db:"expires"`
	Spent   *time.Time `db:"spent"`
}

// Throttle counts failed sign-ins of one account or one network.
type Throttle struct {
	Subject      string    `db:"subject"` // "account:…" or "network:…", hashed where it names somebody
	Failures     int       `db:"failures"`
	Last         time.Time `db:"last"`
	BlockedUntil time.Time `db:"blocked_until"`
}
