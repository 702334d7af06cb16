package web

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/auth"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// session finds out who asks. No cookie: nobody. A cookie whose session has
// ended is taken back, and the request goes on as nobody's.
func (s *Site) session(c *fiber.Ctx) error {
	token := c.Cookies(s.cookies.Session())
	if token == "" || strings.HasPrefix(c.Path(), "/static/") {
		return c.Next()
	}
	who, err := s.cfg.Classroom.Who(c.UserContext(), token)
	if errors.Is(err, training.ErrNotFound) {
		s.cookies.ClearSession(c)
		return c.Next()
	}
	if err != nil {
		return err
	}
	v := page.Viewer{
		SignedIn: true, Name: who.Person.Name, Email: who.Person.Email, Scope: who.Scope(), Session: who.Session,
		CSRF: auth.CSRF(token), Roles: who.Roles, NeedsSetup: who.NeedsSetup, NeedsTOTP: who.NeedsTOTP, HasTOTP: who.HasTOTP,
		StepUpHolds: who.Session.SteppedUpAt(s.cfg.Now()) && !who.NeedsTOTP,
	}
	page.SetViewer(c, v)
	if to := s.setup(c, v); to != "" {
		if c.Method() == fiber.MethodGet {
			to += "?next=" + url.QueryEscape(c.OriginalURL())
		}
		return c.Redirect(to, fiber.StatusSeeOther)
	}
	return c.Next()
}

// always are the addresses that need no passphrase yet: the way in and out, and
// what is nobody's.
var always = []string{"/login", "/logout", "/preferences", "/healthz", "/readyz", "/favicon.ico"}

// setup is where somebody must go first, whatever they ask for or send: to a
// passphrase, and for trainers and administrators to a second factor. In a demo
// both may wait until they are needed.
func (s *Site) setup(c *fiber.Ctx, v page.Viewer) string {
	if s.cfg.Demo || c.Path() == "/account" || strings.HasPrefix(c.Path(), "/account/") || slices.Contains(always, c.Path()) {
		return ""
	}
	switch {
	case v.NeedsSetup:
		return "/account/passphrase"
	case v.NeedsTOTP:
		return "/account/authenticator"
	default:
		return ""
	}
}

// checkEntryToken checks the form of somebody who has not signed in: its token is
// bound to a cookie of the browser that was shown the form.
func (s *Site) checkEntryToken(c *fiber.Ctx, token string) error {
	if !auth.CheckCSRF(c.Cookies(s.cookies.Entry()), token) {
		return training.Forbidden("the form was not made for this browser; open the page again (cookies must be allowed) and send the form from there")
	}
	return nil
}
