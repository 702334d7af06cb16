package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

const (
	maxBody        = 256 << 10        // of every request but uploads
	maxRest        = 8 << 20          // of a body that nobody wanted, read so that the answer arrives
	requestTimeout = 20 * time.Second // of the work behind one request; streams take their own
)

// frame runs around every request: headers, number, time limit, measure, and
// the last net under a panic.
func (s *Site) frame(c *fiber.Ctx) (err error) {
	started := s.cfg.Now()
	s.setHeaders(c)
	c.Set(headerRequestID, s.ids.next())
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
		if err != nil { // here, so that the measure sees the status that is sent
			err = s.handleError(c, err)
		}
		rest(c)
		s.metrics.observe(c.Response().StatusCode(), s.cfg.Now().Sub(started))
	}()
	if c.Method() == fiber.MethodGet && c.Cookies(s.cookies.Session()) == "" {
		// People without an account read finished pages out of memory; the few
		// handlers that do more for them (search, readiness) set a limit of their own.
		c.SetUserContext(s.base)
		return c.Next()
	}
	ctx, cancel := context.WithTimeout(s.base, requestTimeout)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

// checkForm runs before every POST handler, inside the guard of its route:
// the origin, the size of the body, the form's token.
func (s *Site) checkForm(c *fiber.Ctx, rt policy.Route) error {
	if err := s.sameOrigin(c); err != nil {
		return err
	}
	if rt.MaxBody > 0 {
		if n := int64(c.Request().Header.ContentLength()); n > rt.MaxBody {
			return training.TooLarge("the upload", fmt.Sprintf("%d MiB", rt.MaxBody>>20))
		}
		return nil // page.ReadUpload counts the bytes and checks the token
	}
	if err := takeBody(c); err != nil {
		return err
	}
	if rt.NoToken {
		return nil
	}
	token := c.Get("X-CSRF-Token")
	if token == "" {
		token = c.FormValue("csrf")
	}
	if !page.ViewerOf(c).SignedIn {
		return s.checkEntryToken(c, token)
	}
	return page.CheckToken(c, token)
}

// sameOrigin refuses what another site made the browser send. Browsers say so in
// Sec-Fetch-Site; older ones send Origin. Programs without either still need the token.
func (s *Site) sameOrigin(c *fiber.Ctx) error {
	switch c.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return training.Forbidden("this form was sent from another site")
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return nil
	}
	u, err := url.Parse(origin)
	if err == nil && u.Host != "" && (strings.EqualFold(u.Host, s.host) || s.host == "" && strings.EqualFold(u.Host, string(c.Request().Host()))) {
		return nil
	}
	return training.Forbidden("this form was sent from another origin, " + origin)
}

// rest reads what a handler left of the request's body. Bytes that stay on the
// connection would be taken for the next request, and a client that is still
// sending when the connection closes never sees the answer. Past a bound the
// connection is closed all the same.
func rest(c *fiber.Ctx) {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return
	}
	if c.Request().Header.ContentLength() <= maxRest {
		if _, err := io.CopyN(io.Discard, stream, maxRest); errors.Is(err, io.EOF) {
			return
		}
	}
	c.Context().Response.SetConnectionClose()
}

// takeBody reads a streamed body into memory, up to the small limit.
func takeBody(c *fiber.Ctx) error {
	if c.Request().Header.ContentLength() > maxBody {
		return training.TooLarge("the form", fmt.Sprintf("%d KiB", maxBody>>10))
	}
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return nil
	}
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(stream, maxBody+1))
	if err != nil {
		return fiber.NewError(fiber.StatusBadRequest, "The request ended before the form was complete.")
	}
	if n > maxBody {
		return training.TooLarge("the form", fmt.Sprintf("%d KiB", maxBody>>10))
	}
	c.Request().SetBody(b.Bytes())
	return nil
}
