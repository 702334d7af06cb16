package account

import (
	"errors"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/auth"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Login is the way in.
type Login struct {
	Form  page.Form
	Token string // of the form, bound to this browser
	Next  string
}

func (a *Area) showLogin(c *fiber.Ctx) error {
	if v := page.ViewerOf(c); v.SignedIn && c.Query("code") == "" {
		return c.Redirect(next(c.Query("next"), v.Role()), fiber.StatusSeeOther)
	}
	var f page.Form
	f.Set("code", c.Query("code"))
	return a.loginPage(c, fiber.StatusOK, f, c.Query("next"))
}

func (a *Area) loginPage(c *fiber.Ctx, status int, f page.Form, to string) error {
	secret := c.Cookies(a.cookies.Entry())
	if len(secret) < 40 {
		secret = auth.NewToken()
		a.cookies.SetEntry(c, secret)
	}
	return a.login.Render(c, status, page.Meta{Title: "Sign in"}, Login{Form: f, Token: auth.CSRF(secret), Next: page.LocalPath(to, "")})
}

func (a *Area) signIn(c *fiber.Ctx) error {
	f := page.ReadForm(c, "code", "email", "passphrase", "totp", "next")
	from := classroom.From{Address: c.IP(), Agent: agent(c)}
	var in classroom.SignedIn
	var err error
	if f.Get("code") != "" || f.Get("email") == "" {
		in, err = a.room.SignInWithCode(c.UserContext(), f.Get("code"), from)
	} else {
		in, err = a.room.SignIn(c.UserContext(), f.Get("email"), f.Get("passphrase"), f.Get("totp"), from)
	}
	var wait *classroom.WaitError
	switch {
	case errors.As(err, &wait):
		f.Wrong("", fmt.Sprintf("Too many attempts. Try again after %s UTC; nobody is locked out for good.", wait.Until.UTC().Format(time.TimeOnly)))
		c.Set(fiber.HeaderRetryAfter, fmt.Sprint(int(wait.Until.Sub(a.now()).Seconds())+1))
		return a.loginPage(c, fiber.StatusTooManyRequests, f, f.Get("next"))
	case errors.Is(err, training.ErrSignIn), errors.Is(err, training.ErrInvalid), errors.Is(err, training.ErrNotFound):
		field, text := "code", "This code is not known, used up or too old. Ask your administrator for a new one."
		if f.Get("code") == "" && f.Get("email") != "" {
			field, text = "email", "Address, passphrase and code do not fit together. Check them, or ask your administrator for a sign-in code."
		}
		f.Wrong(field, text)
		return a.loginPage(c, fiber.StatusUnprocessableEntity, f, f.Get("next"))
	case err != nil:
		return err
	}
	a.cookies.SetSession(c, in.Token)
	to := next(f.Get("next"), in.Session.Role)
	return c.Redirect(to, fiber.StatusSeeOther)
}

func (a *Area) signOut(c *fiber.Ctx) error {
	if err := a.room.SignOut(c.UserContext(), c.Cookies(a.cookies.Session())); err != nil {
		return err
	}
	a.cookies.ClearSession(c)
	c.Set("Clear-Site-Data", `"cache"`)
	return c.Redirect("/", fiber.StatusSeeOther)
}
