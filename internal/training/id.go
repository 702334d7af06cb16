package training

import (
	"crypto/rand"
	"regexp"
	"strings"
	"time"
)

type (
	// SiteID is a short name: "ro". Ids have types of their own, so that one
	// cannot stand for another.
	SiteID string
	// TeamID is a short name, unique within its site: "team-a".
	TeamID string
	// PersonID is opaque, made by [NewID].
	PersonID string
	// PilotID is opaque, or a short name.
	PilotID string
	// SessionID names a session in lists; it is not the secret token.
	SessionID string
	// RunID is opaque; it stands in addresses.
	RunID string
	// InjectID is the scenario's own id of an inject.
	InjectID string
	// MessageID is opaque.
	MessageID string
	// SubmissionID is opaque.
	SubmissionID string
	// MarkID is opaque.
	MarkID string
)

// NewID returns a fresh random id: 26 lower-case base-32 characters, 130 bits.
func NewID[T ~string]() T { return T(strings.ToLower(rand.Text())) }

var slug = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$`)

// CheckSlug returns an [ErrInvalid] unless s is 1 to 40 of a-z, 0-9 and inner hyphens.
func CheckSlug(field, s string) error {
	if !slug.MatchString(s) {
		return Invalid(field, "is not a short name", `lower-case letters, digits and hyphens, as in "team-a"`)
	}
	return nil
}

// Instant cuts a time to what both database engines keep: UTC, whole microseconds.
func Instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
