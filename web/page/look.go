package page

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// Look is how a browser wants pages: colours, and whether single keys are shortcuts.
type Look struct {
	Theme   string // "light", "dark", "" for the system's choice
	KeysOff bool
}

// LookCookie keeps the look in the browser; it names nobody.
const LookCookie = "radar-look"

// LookOf reads the cookie; what it does not know is the default.
func LookOf(c *fiber.Ctx) Look {
	v := c.Cookies(LookCookie)
	if v == "" {
		return Look{}
	}
	return ParseLook(v)
}

// ParseLook reads the form of [Look.String].
func ParseLook(s string) Look {
	var l Look
	for part := range strings.SplitSeq(s, ".") {
		switch part {
		case "light", "dark":
			l.Theme = part
		case "keysoff":
			l.KeysOff = true
		}
	}
	return l
}

// String is the value of the cookie: "dark.keysoff", "" for the default.
func (l Look) String() string {
	parts := []string{}
	if l.Theme != "" {
		parts = append(parts, l.Theme)
	}
	if l.KeysOff {
		parts = append(parts, "keysoff")
	}
	return strings.Join(parts, ".")
}
