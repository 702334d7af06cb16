package page

import (
	"errors"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
)

// Problem is an error as people see it: what happened, where, and what would
// be right.
type Problem struct {
	Status  int    `json:"status"`
	Title   string `json:"title"`
	Detail  string `json:"detail"`
	Right   string `json:"right,omitempty"`
	Field   string `json:"field,omitempty"`
	Where   string `json:"where"`
	Request string `json:"request"` // for the person who runs the site
	Start   Crumb  `json:"-"`       // where to go on, for people who are signed in
}

// ProblemOf maps an error to a status and words, here and nowhere else. The
// text of an unforeseen error stays in the log.
func ProblemOf(err error) Problem {
	var bad *training.InvalidError
	var fe *fiber.Error
	switch {
	case errors.As(err, &bad):
		return Problem{Status: 422, Title: "Something in the form is not right", Detail: bad.Field + " " + bad.Message + ".", Right: bad.Want, Field: bad.Field}
	case errors.Is(err, training.ErrNotFound):
		return Problem{Status: 404, Title: "This page is not here", Detail: "The address may be wrong, or the page belongs to somebody else.", Right: "Check the address, or start again from the front page."}
	case errors.Is(err, training.ErrStepUpNeeded):
		return Problem{Status: 403, Title: "Confirm that it is you", Detail: "This needs a fresh second proof of identity.", Right: "Open /account/confirm, enter the code of your authenticator, and try again."}
	case errors.Is(err, training.ErrForbidden):
		return Problem{Status: 403, Title: "Your role does not include this", Detail: sentence(err), Right: "Sign in with another role, or ask your administrator."}
	case errors.Is(err, training.ErrSignIn):
		return Problem{Status: 401, Title: "Sign in first", Detail: "This page is for people with an account.", Right: "Open /login and enter your sign-in code, or your e-mail address and passphrase."}
	case errors.Is(err, training.ErrConflict):
		return Problem{Status: 409, Title: "This does not fit any more", Detail: sentence(err), Right: "Go back, reload the page, and look at what is there now."}
	case errors.Is(err, training.ErrTooLarge):
		return Problem{Status: 413, Title: "This is too large", Detail: sentence(err), Right: "Send a smaller file, or split it."}
	case errors.Is(err, training.ErrTooMany):
		return Problem{Status: 429, Title: "Too many attempts", Detail: sentence(err), Right: "Wait a little, then try once more. Nobody is locked out for good."}
	case errors.Is(err, training.ErrFull), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return Problem{Status: 503, Title: "The site's disk is full", Detail: "Nothing of what you sent was kept. What was taken before is safe.", Right: "Tell whoever runs the site, and send it again when there is room."}
	case errors.Is(err, training.ErrUnavailable):
		return Problem{Status: 503, Title: "Not available at this moment", Detail: "A part of the site cannot be reached.", Right: "Try again in a minute. What you typed is kept on this computer."}
	case errors.As(err, &fe):
		return httpProblem(fe)
	default:
		return Problem{Status: 500, Title: "Something went wrong here", Detail: "This is our fault, not yours. It has been written to the log.", Right: "Try again; if it stays, report the number below."}
	}
}

func httpProblem(fe *fiber.Error) Problem {
	p := Problem{Status: fe.Code, Title: "This request cannot be answered", Detail: fe.Message}
	switch fe.Code {
	case fiber.StatusNotFound:
		return ProblemOf(training.ErrNotFound)
	case fiber.StatusMethodNotAllowed:
		p.Title, p.Right = "This address does not take such a request", "Use the page's own links and forms."
	case fiber.StatusRequestEntityTooLarge:
		p.Title, p.Detail, p.Right = "This is too large", "The request is larger than this page takes.", "Send less at once."
	case fiber.StatusRequestHeaderFieldsTooLarge:
		p.Title, p.Right = "The request's headers are too large", "Delete this site's cookies and try again."
	case fiber.StatusRequestTimeout:
		p.Title, p.Right = "The request came too slowly", "Try again on a better connection."
	}
	if fe.Code >= 500 {
		p.Detail = "This is our fault, not yours. It has been written to the log."
	}
	return p
}

// sentence makes a line for people out of a wrapped error: the part before the
// kind ("conflict", "not found"), with a capital and a full stop.
func sentence(err error) string {
	s := err.Error()
	for _, kind := range []error{training.ErrConflict, training.ErrForbidden, training.ErrTooLarge, training.ErrTooMany, training.ErrUnavailable, training.ErrSignIn} {
		s = strings.TrimSuffix(s, ": "+kind.Error())
	}
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + strings.TrimSuffix(s[n:], ".") + "."
}
