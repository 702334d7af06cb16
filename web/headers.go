package web

import (
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/gofiber/fiber/v2"
)

// policyCSP is sent on every answer, errors included. Nothing inline, nothing
// from elsewhere.
const policyCSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const (
	policyPermissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
	headerRequestID   = "X-Request-Id"
)

// setHeaders puts the security headers onto the answer. The error handler calls
// it again for requests that never reached the middleware.
func (s *Site) setHeaders(c *fiber.Ctx) {
	h := &c.Response().Header
	h.Set("Content-Security-Policy", policyCSP)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", policyPermissions)
	if s.https {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
}

// requestIDs numbers requests: a prefix drawn at start, then a count.
type requestIDs struct {
	prefix string
	n      atomic.Uint64
}

func (r *requestIDs) next() string { return r.prefix + "-" + strconv.FormatUint(r.n.Add(1), 10) }

func requestID(c *fiber.Ctx) string { return string(c.Response().Header.Peek(headerRequestID)) }

// wantsJSON is true for programs: they ask for JSON and not for HTML.
func wantsJSON(c *fiber.Ctx) bool {
	a := c.Get(fiber.HeaderAccept)
	return strings.Contains(a, fiber.MIMEApplicationJSON) && !strings.Contains(a, fiber.MIMETextHTML)
}
