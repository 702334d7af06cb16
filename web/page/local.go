package page

import (
	"net/url"
	"strings"
)

// LocalPath returns to, if it is a path of this site, else other: an answer
// never sends anybody to a foreign address.
func LocalPath(to, other string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t\x00") {
		return other
	}
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" {
		return other
	}
	return u.String()
}
