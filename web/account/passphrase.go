package account

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/web/page"
)

// Passphrase is the page that sets or changes it.
type Passphrase struct {
	Form    page.Form
	Next    string
	MaySkip bool // in a demo, until exports or grades
}

var passphraseMeta = page.Meta{Title: "Passphrase", Crumbs: []page.Crumb{{Text: "Account", Href: "/account"}, {Text: "Passphrase"}}}

func (a *Area) showPassphrase(c *fiber.Ctx) error { return a.passphrasePage(c, page.Form{}) }

func (a *Area) passphrasePage(c *fiber.Ctx, f page.Form) error {
	v := page.ViewerOf(c)
	to := c.Query("next")
	if f.Values != nil {
		to = f.Get("next")
	}
	return a.passphrase.Render(c, f.Status(), passphraseMeta, Passphrase{Form: f, Next: next(to, v.Role()), MaySkip: a.demo && v.NeedsSetup})
}

func (a *Area) setPassphrase(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	f := page.ReadForm(c, "present", "passphrase", "again", "next")
	if f.Get("passphrase") != f.Get("again") {
		f.Wrong("again", "The two are not the same. Type the passphrase twice.")
		return a.passphrasePage(c, f)
	}
	token, err := a.room.SetPassphrase(c.UserContext(), c.Cookies(a.cookies.Session()), f.Get("present"), f.Get("passphrase"))
	if refused(err) && !f.Take(err) {
		f.Wrong("present", "This is not your present passphrase.")
	}
	if len(f.Errors) > 0 {
		return a.passphrasePage(c, f)
	}
	if err != nil {
		return err
	}
	a.cookies.SetSession(c, token)
	return c.Redirect(next(f.Get("next"), v.Role()), fiber.StatusSeeOther)
}
