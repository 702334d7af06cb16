package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"github.com/osint-radar/academy/internal/training"
)

// MinPassphrase and MaxPassphrase bound a passphrase, in characters.
const (
	MinPassphrase = 12
	MaxPassphrase = 200
)

// CheckPassphrase wants MinPassphrase to MaxPassphrase characters that are not
// one character repeated, nor the person's own name or address.
func CheckPassphrase(field, pass string, own ...string) error {
	if !utf8.ValidString(pass) || strings.ContainsRune(pass, 0) {
		return training.Invalid(field, "is not text", "words you can remember")
	}
	switch n := utf8.RuneCountInString(pass); {
	case n < MinPassphrase:
		return training.Invalid(field, fmt.Sprintf("has %d characters", n), fmt.Sprintf("at least %d; several words are easiest to remember", MinPassphrase))
	case n > MaxPassphrase:
		return training.Invalid(field, fmt.Sprintf("has %d characters", n), fmt.Sprintf("at most %d", MaxPassphrase))
	}
	first, _ := utf8.DecodeRuneInString(pass)
	if strings.Trim(pass, string(first)) == "" {
		return training.Invalid(field, "is one character repeated", "several words")
	}
	for _, word := range own {
		if word != "" && strings.EqualFold(strings.TrimSpace(pass), word) {
			return training.Invalid(field, "is your own name or address", "something only you know")
		}
	}
	return nil
}

// The cost of argon2id: one of the settings OWASP's Password Storage Cheat Sheet
// gives as equal (19 MiB, two passes, one lane).
const (
	memoryKiB = 19 * 1024
	passes    = 2
	lanes     = 1
	keyBytes  = 32
	saltBytes = 16
)

// Hasher hashes passphrases, two at a time at most: twenty logins at once would
// otherwise take all the memory of a small machine. Make one for the program.
type Hasher struct {
	slots chan struct{}
	dummy string
}

// NewHasher returns a hasher with its dummy hash worked out.
func NewHasher() *Hasher {
	h := &Hasher{slots: make(chan struct{}, 2)}
	h.dummy = encode(make([]byte, saltBytes), make([]byte, keyBytes))
	return h
}

func (h *Hasher) key(ctx context.Context, pass string, salt []byte, memory, time uint32, threads uint8) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to hash: %w", errors.Join(training.ErrUnavailable, ctx.Err()))
	}
	return argon2.IDKey([]byte(norm.NFKC.String(pass)), salt, time, memory, threads, keyBytes), nil
}

// Hash returns a passphrase's hash in PHC form, with a fresh salt.
func (h *Hasher) Hash(ctx context.Context, pass string) (string, error) {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails
	key, err := h.key(ctx, pass, salt, memoryKiB, passes, lanes)
	if err != nil {
		return "", err
	}
	return encode(salt, key), nil
}

func encode(salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memoryKiB, passes, lanes, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// Verify says whether a passphrase gives a hash. An empty hash (no such account,
// or no passphrase set) costs the same time and never matches.
func (h *Hasher) Verify(ctx context.Context, hash, pass string) (bool, error) {
	known := hash != ""
	if !known {
		hash = h.dummy
	}
	var version int
	var memory, time uint32
	var threads uint8
	part := strings.Split(hash, "$")
	if len(part) != 6 || part[1] != "argon2id" {
		return false, fmt.Errorf("a stored passphrase hash is not argon2id in PHC form")
	}
	if _, err := fmt.Sscanf(part[2]+" "+part[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &time, &threads); err != nil {
		return false, fmt.Errorf("a stored passphrase hash has unreadable settings: %w", err)
	}
	if version != argon2.Version || memory > 1<<20 || time == 0 || time > 16 || threads == 0 {
		return false, fmt.Errorf("a stored passphrase hash has settings this program does not use")
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(part[4])
	want, err2 := base64.RawStdEncoding.DecodeString(part[5])
	if err := errors.Join(err1, err2); err != nil {
		return false, fmt.Errorf("a stored passphrase hash is damaged: %w", err)
	}
	got, err := h.key(ctx, pass, salt, memory, time, threads)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}
