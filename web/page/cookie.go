package page

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
)

// Cookies names and shapes the site's cookies: with https "__Host-radar" and
// Secure, on a laptop "radar" without.
type Cookies struct{ Secure bool }

// Session is the name of the session's cookie.
func (k Cookies) Session() string { return k.name("radar") }

// Entry is the name of the cookie that binds a sign-in form to its browser.
func (k Cookies) Entry() string { return k.name("radar-entry") }

func (k Cookies) name(s string) string {
	if k.Secure {
		return "__Host-" + s
	}
	return s
}

// SetSession hands the session's secret to the browser; the server ends it.
func (k Cookies) SetSession(c *fiber.Ctx, token string) {
	k.set(c, k.Session(), token, int(training.SessionMax.Seconds()))
}

// ClearSession takes it back.
func (k Cookies) ClearSession(c *fiber.Ctx) { k.set(c, k.Session(), "", -1) }

// SetEntry binds a sign-in form.
func (k Cookies) SetEntry(c *fiber.Ctx, secret string) { k.set(c, k.Entry(), secret, 3600) }

func (k Cookies) set(c *fiber.Ctx, name, value string, age int) {
	c.Cookie(&fiber.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age,
		HTTPOnly: true, Secure: k.Secure, SameSite: fiber.CookieSameSiteLaxMode,
	})
}
