package web

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// asset serves the embedded build from memory; no name from a request ever
// reaches a file system.
func (s *Site) asset(c *fiber.Ctx) error {
	f, ok := s.assets.Open(c.Params("file"))
	if !ok {
		return training.NotFound("asset")
	}
	h := &c.Response().Header
	h.SetContentType(f.Type)
	h.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if f.ImmutableForever {
		h.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		h.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	}
	return page.SendEncoded(c, f.Tag, f.Plain, f.Br, f.Gzip)
}

// icon answers the address that browsers ask for unasked.
func (s *Site) icon(c *fiber.Ctx) error {
	return c.Redirect("/static/icon.svg", fiber.StatusMovedPermanently)
}

// preferences keeps colours and keys of this browser in a cookie and goes back.
func (s *Site) preferences(c *fiber.Ctx) error {
	look := page.LookOf(c)
	switch c.FormValue("theme") {
	case "system":
		look.Theme = ""
	case "light", "dark":
		look.Theme = c.FormValue("theme")
	}
	switch c.FormValue("keys") {
	case "off":
		look.KeysOff = true
	case "on":
		look.KeysOff = false
	}
	c.Cookie(&fiber.Cookie{
		Name: page.LookCookie, Value: look.String(), Path: "/", MaxAge: 365 * 24 * 3600,
		HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode, Secure: s.https,
	})
	return c.Redirect(page.LocalPath(c.FormValue("back"), "/"), fiber.StatusSeeOther)
}
