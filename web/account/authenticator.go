package account

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"image/png"
	"net/url"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Authenticator is the page that sets up the second factor.
type Authenticator struct {
	Form    page.Form
	Begun   bool
	Secret  string       // shown once; empty when a first code did not fit
	Picture template.URL // a QR code as a data address, made here
	Next    string
}

// Confirm asks for a fresh code before grades, exports, rights.
type Confirm struct {
	Form page.Form
	Next string
}

const qrPixels = 216

var authenticatorMeta = page.Meta{Title: "Authenticator", Crumbs: []page.Crumb{{Text: "Account", Href: "/account"}, {Text: "Authenticator"}}}

func (a *Area) showAuthenticator(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	to := next(c.Query("next"), v.Role())
	if v.NeedsSetup {
		return c.Redirect("/account/passphrase?next="+url.QueryEscape("/account/authenticator?next="+url.QueryEscape(to)), fiber.StatusSeeOther)
	}
	return a.authenticator.Render(c, fiber.StatusOK, authenticatorMeta, Authenticator{Next: to})
}

// begin makes a new key and shows it, this once.
func (a *Area) begin(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	to := next(c.FormValue("next"), v.Role())
	secret, address, err := a.room.BeginTOTP(c.UserContext(), c.Cookies(a.cookies.Session()))
	if errors.Is(err, training.ErrStepUpNeeded) {
		return c.Redirect("/account/confirm?next="+url.QueryEscape("/account/authenticator?next="+url.QueryEscape(to)), fiber.StatusSeeOther)
	}
	if err != nil {
		return err
	}
	picture, err := drawQR(address)
	if err != nil {
		return err
	}
	return a.authenticator.Render(c, fiber.StatusOK, authenticatorMeta, Authenticator{Begun: true, Secret: secret, Picture: picture, Next: to})
}

// drawQR makes a picture of an address, as a data address of its own.
func drawQR(address string) (template.URL, error) {
	code, err := qr.Encode(address, qr.M, qr.Auto)
	if err != nil {
		return "", fmt.Errorf("QR code: %w", err)
	}
	if code, err = barcode.Scale(code, qrPixels, qrPixels); err != nil {
		return "", fmt.Errorf("QR code: %w", err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, code); err != nil {
		return "", fmt.Errorf("QR code: %w", err)
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())), nil //nolint:gosec // bytes made above
}

// enrol switches the second factor on with the first code of the new key.
func (a *Area) enrol(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	f := page.ReadForm(c, "totp", "next")
	to := next(f.Get("next"), v.Role())
	token, err := a.room.ConfirmTOTP(c.UserContext(), c.Cookies(a.cookies.Session()), f.Get("totp"))
	if refused(err) {
		f.Set("totp", "")
		f.Wrong("totp", "This code does not fit. Look at the clock of your phone, wait for the next code, and type that.")
		return a.authenticator.Render(c, f.Status(), authenticatorMeta, Authenticator{Begun: true, Form: f, Next: to})
	}
	if err != nil {
		return err
	}
	a.cookies.SetSession(c, token)
	return c.Redirect(to, fiber.StatusSeeOther)
}

func (a *Area) showConfirm(c *fiber.Ctx) error { return a.confirmPage(c, page.Form{}, c.Query("next")) }

func (a *Area) confirmPage(c *fiber.Ctx, f page.Form, to string) error {
	v := page.ViewerOf(c)
	m := page.Meta{Title: "Confirm that it is you"}
	return a.confirm.Render(c, f.Status(), m, Confirm{Form: f, Next: next(to, v.Role())})
}

func (a *Area) stepUp(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	f := page.ReadForm(c, "passphrase", "totp", "next")
	token, err := a.room.StepUp(c.UserContext(), c.Cookies(a.cookies.Session()), f.Get("passphrase"), f.Get("totp"))
	if refused(err) {
		f.Wrong("passphrase", "Passphrase and code do not fit together, or the code was used already. Wait for the next one.")
		return a.confirmPage(c, f, f.Get("next"))
	}
	if err != nil {
		return err
	}
	a.cookies.SetSession(c, token)
	return c.Redirect(next(f.Get("next"), v.Role()), fiber.StatusSeeOther)
}

// refused are the answers to a wrong code.
func refused(err error) bool {
	return errors.Is(err, training.ErrSignIn) || errors.Is(err, training.ErrInvalid)
}
