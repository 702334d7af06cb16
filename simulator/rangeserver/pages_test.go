package rangeserver_test

import (
	"net/http"
	"testing"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/toolbin"
)

// TestChatterlyInABrowser holds Chatterly's pages to the rules of the site's
// own: no console error, nothing from elsewhere, no accessibility fault in
// light and dark, no sideways scrolling on a telephone.
func TestChatterlyInABrowser(t *testing.T) {
	toolbin.Core(t, "chromium")
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	who := s.account(t, "account:main")
	b := e2e.Start(t, l.ends.Mastodon, "")
	for _, path := range []string{
		"/", "/@" + who.Handle, "/@" + who.Handle + "/media", "/@" + who.Handle + "/followers", "/@" + who.Handle + "/" + statusesAt(t, s, who.ID, s.opens)[0].ID,
		"/tags", "/tags/travel", "/search", "/search?q=seat", "/about",
	} {
		b.Visit(path, http.StatusOK)
	}
	b.Visit("/@nobody_here", http.StatusNotFound)
}
