package web

import (
	"errors"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// handleError is the one place where an error becomes an answer: a redirect to
// the way in, a page, or JSON for programs. It never fails.
func (s *Site) handleError(c *fiber.Ctx, err error) error {
	s.setHeaders(c)
	if requestID(c) == "" {
		c.Set(headerRequestID, s.ids.next())
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Response().Header.Del(fiber.HeaderContentEncoding)
	if to := detour(c, err); to != "" {
		return c.Redirect(to, fiber.StatusSeeOther)
	}
	p := page.ProblemOf(err)
	p.Where = c.Method() + " " + c.Path()
	p.Request = requestID(c)
	p.Start = page.StartOf(page.ViewerOf(c))
	if p.Status >= 500 {
		s.cfg.Log.Error("request failed", "request", p.Request, "where", c.Method()+" "+c.Route().Path, "status", p.Status, "err", err)
	}
	if p.Status == fiber.StatusTooManyRequests {
		c.Set(fiber.HeaderRetryAfter, "30")
	}
	if wantsJSON(c) {
		return c.Status(p.Status).JSON(fiber.Map{"error": p})
	}
	if err := s.problem.Render(c, p.Status, page.Meta{Title: p.Title}, p); err != nil {
		s.cfg.Log.Error("error page failed", "request", p.Request, "err", err)
		return c.Status(p.Status).SendString(p.Title + "\n" + p.Detail + "\n" + p.Right + "\n")
	}
	return nil
}

// detour sends people who only have to sign in, or to confirm that it is them,
// to the page for it and brings them back afterwards.
func detour(c *fiber.Ctx, err error) string {
	var d *policy.DeniedError
	if !errors.As(err, &d) || wantsJSON(c) {
		return ""
	}
	back := ""
	if c.Method() == fiber.MethodGet {
		back = "?next=" + url.QueryEscape(c.OriginalURL())
	}
	switch d.Verdict {
	case policy.SignIn:
		return "/login" + back
	case policy.Confirm:
		return "/account/confirm" + back
	default:
		return ""
	}
}

// notHere answers addresses that no route matches; a known address with another
// method says so.
func (s *Site) notHere(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead && c.Method() != fiber.MethodPost {
		return fiber.NewError(fiber.StatusMethodNotAllowed, c.Method()+" is not used here.")
	}
	return training.NotFound(c.Path())
}
