// Package auth makes and checks the secrets by which people sign in. It keeps
// nothing: what is stored is a digest or a hash, and package store stores it.
//
//   - a one-time code ([NewCode]) gets a person in for the first time, or again
//     after a reset; it is shown once, spent once, and expires;
//   - a passphrase of at least [MinPassphrase] characters is kept as argon2id
//     ([Hasher]); at most two are hashed at a time, because each takes 19 MiB, and
//     an unknown account costs the same time as a known one;
//   - a second factor is TOTP (RFC 6238), each time step of which counts once;
//   - a session is 256 random bits ([NewToken]) in a cookie; the database holds
//     their digest ([Digest]);
//   - forms carry a token bound to the session ([CSRF]).
//
// There is no default password, here or anywhere.
package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"
)

// CodeLife is how long a one-time code may wait to be used.
const CodeLife = 72 * time.Hour

// NewCode returns a one-time sign-in code: 26 base-32 characters in groups of
// up to seven, 130 bits.
func NewCode() string {
	s := strings.ToLower(rand.Text())
	return s[:7] + "-" + s[7:14] + "-" + s[14:20] + "-" + s[20:]
}

// NewToken returns the secret of a session: 256 random bits as 43 characters of
// base64url.
func NewToken() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails; it ends the program rather than be predictable
	return base64.RawURLEncoding.EncodeToString(b)
}

// Digest returns the SHA-256 of a session token, which is all that is stored of
// it. It is random, so a plain digest is enough.
func Digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// CodeDigest is [Digest] of a one-time code as a person may have typed it: case,
// hyphens and spaces do not matter.
func CodeDigest(code string) []byte {
	return Digest(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(code))))
}

// CSRF returns the token that a form of this session carries: an HMAC-SHA-256 of
// a fixed label under the session's token. It changes when the session rotates.
// For somebody who has not signed in, pass the value of the anonymous cookie.
func CSRF(sessionToken string) string {
	m := hmac.New(sha256.New, []byte(sessionToken))
	m.Write([]byte("radar csrf"))
	return hex.EncodeToString(m.Sum(nil))
}

// CheckCSRF compares in constant time. An empty session token never matches.
func CheckCSRF(sessionToken, got string) bool {
	return sessionToken != "" && hmac.Equal([]byte(CSRF(sessionToken)), []byte(got))
}
