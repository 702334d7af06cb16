package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/internal/training"
)

// TestRequestsInABrowser holds the request portal to the rules of package e2e,
// before the first request and with an answer. No scenario's demo has an
// exchange, so the story of package e2e does not come by. RADAR_SHOTS names a
// folder for photographs.
func TestRequestsInABrowser(t *testing.T) {
	toolbin.Core(t, "chromium")
	b := newBed(t, nil)
	trainee, trainer := b.signIn("ro/trainee/team-a"), b.signIn("ro/trainer")
	scope := func(v *visitor) training.Scope {
		in, err := b.room.Who(t.Context(), v.cookies["radar"])
		if err != nil {
			t.Fatal(err)
		}
		return in.Scope()
	}
	run := exercisetest.Worked(t, b.runs, scope(trainer), scope(trainee))
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		res := trainee.do(r.Method, r.URL.RequestURI(), nil, map[string]string{"Accept": r.Header.Get("Accept")})
		for k, v := range res.Header {
			w.Header()[k] = v
		}
		w.WriteHeader(res.StatusCode)
		_, _ = io.WriteString(w, res.body) // a browser that has left is no fault
	}))
	t.Cleanup(site.Close)
	page := "/exercises/" + string(run.ID) + "/requests"
	browser := e2e.Start(t, site.URL, os.Getenv("RADAR_SHOTS"))
	browser.Visit(page, http.StatusOK)
	exercisetest.Answered(t, b.runs, scope(trainer), scope(trainee), run, b.pass)
	browser.Visit(page+"?sent=1", http.StatusOK)
}
