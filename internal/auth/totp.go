package auth

import (
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// totpPeriod is the length of a time step, in seconds (RFC 6238, section 4.1).
const totpPeriod = 30

// NewTOTPSecret returns 160 random bits in base 32, as authenticator apps want them.
func NewTOTPSecret() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)
}

// TOTPAddress returns the otpauth address that an authenticator app reads, for a
// link or a QR code.
func TOTPAddress(secret, email string) string {
	q := url.Values{"secret": {secret}, "issuer": {"RADAR Academy"}, "digits": {"6"}, "period": {fmt.Sprint(totpPeriod)}}
	return "otpauth://totp/" + url.PathEscape("RADAR Academy:"+email) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// CheckTOTP returns the time step to which a code belongs: the present one, or
// one before or after, as clocks differ. The caller must see to it that a step
// counts once.
func CheckTOTP(secret, code string, now time.Time) (step int64, ok bool) {
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	at := now.Unix() / totpPeriod
	for _, step := range []int64{at, at - 1, at + 1} {
		valid, err := hotp.ValidateCustom(code, uint64(step), secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && valid {
			return step, true
		}
	}
	return 0, false
}
