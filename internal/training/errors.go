package training

import (
	"errors"
	"fmt"
)

// The kinds of failure. Rooms wrap them with context; the web maps each to a
// status in one place (404, 409, 403, 422, 413, 503, 429, 401).
var (
	ErrNotFound     = errors.New("not found")
	ErrConflict     = errors.New("conflict")
	ErrForbidden    = errors.New("forbidden")
	ErrInvalid      = errors.New("invalid")
	ErrTooLarge     = errors.New("too large")
	ErrUnavailable  = errors.New("unavailable")
	ErrTooMany      = errors.New("too many attempts")
	ErrSignIn       = errors.New("sign-in failed")
	ErrStepUpNeeded = errors.New("confirm it is you first")
	ErrFull         = fmt.Errorf("no room: %w", ErrUnavailable) // somebody has to make room; trying again does not help
)

// InvalidError is one bad field: what is wrong with it and what would be right.
// It answers to [ErrInvalid].
type InvalidError struct {
	Field   string // the form field, column or flag
	Message string // "is longer than 200 characters"
	Want    string // "at most 200 characters"; may be empty
}

func (e *InvalidError) Error() string {
	if e.Want == "" {
		return fmt.Sprintf("%s %s", e.Field, e.Message)
	}
	return fmt.Sprintf("%s %s; right would be: %s", e.Field, e.Message, e.Want)
}

// Is makes errors.Is(err, ErrInvalid) true.
func (e *InvalidError) Is(target error) bool { return target == ErrInvalid }

// Invalid makes an [InvalidError].
func Invalid(field, message, want string) error {
	return &InvalidError{Field: field, Message: message, Want: want}
}

// NotFound says which thing is not there, or not within reach.
func NotFound(what string) error { return fmt.Errorf("%s: %w", what, ErrNotFound) }

// Conflict says why a change does not fit what is there now.
func Conflict(why string) error { return fmt.Errorf("%s: %w", why, ErrConflict) }

// Forbidden says which rule refuses an action.
func Forbidden(why string) error { return fmt.Errorf("%s: %w", why, ErrForbidden) }

// TooLarge says what is too large and where the limit lies.
func TooLarge(what, limit string) error {
	return fmt.Errorf("%s is larger than %s: %w", what, limit, ErrTooLarge)
}
