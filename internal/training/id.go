package training

import (
	"crypto/rand"
	"regexp"
	"strings"
	"time"
)

// Ids are strings of their own types, so that one cannot stand for another.
type (
	SiteID       string // slug: "ro"
	TeamID       string // slug, unique within its site: "team-a"
	PersonID     string
	PilotID      string
	SessionID    string // names a session in lists; it is not the secret token
	RunID        string
	InjectID     string // the scenario's own id of an inject
	MessageID    string
	SubmissionID string
	MarkID       string
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
