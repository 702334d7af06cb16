package page

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
)

// Viewer is who looks at a page: nobody (the zero value) or a person acting in
// the role of a session. Every field is a value of its own, safe to keep after
// the request.
type Viewer struct {
	SignedIn    bool
	Name        string
	Email       string
	Scope       training.Scope
	Session     training.Session
	CSRF        string                // for every form; empty when nobody is signed in
	Roles       []training.Membership // all the person may act in
	NeedsSetup  bool                  // no passphrase yet
	HasTOTP     bool                  // a second factor is set up
	NeedsTOTP   bool                  // the role wants a second factor and there is none
	StepUpHolds bool                  // a second proof of identity was given a short while ago
}

// Role is the acting role, "" for nobody.
func (v Viewer) Role() training.Role { return v.Scope.Role }

// Is reports the acting role by name; templates use it.
func (v Viewer) Is(role string) bool { return v.SignedIn && string(v.Scope.Role) == role }

// StartOf is a person's own first page, the one that signing in leads to; empty
// for nobody.
func StartOf(v Viewer) Crumb {
	if !v.SignedIn {
		return Crumb{}
	}
	text := "Your first page"
	switch v.Scope.Role {
	case training.Trainee:
		text = "My week"
	case training.Trainer, training.Author:
		text = "Teach"
	case training.Partner:
		text = "Reuse"
	case training.Administrator:
		text = "Manage"
	}
	return Crumb{Text: text, Href: v.Scope.Role.Home()}
}

type localsKey string

const viewerKey localsKey = "viewer"

// SetViewer binds the viewer to a request; the session middleware calls it.
func SetViewer(c *fiber.Ctx, v Viewer) { c.Locals(viewerKey, v) }

// ViewerOf returns who asks; the zero Viewer when nobody is signed in.
func ViewerOf(c *fiber.Ctx) Viewer {
	v, ok := c.Locals(viewerKey).(Viewer)
	if !ok {
		return Viewer{}
	}
	return v
}
