package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/internal/training"
)

// TestRequestsInABrowser holds the request portal to the rules of package e2e,
// before the first request, with an answer and with a refusal, which the trainer
// writes by the keyboard alone. No scenario's demo has an exchange, so the story
// of package e2e does not come by. RADAR_SHOTS names a folder for photographs.
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
	page, board := "/exercises/"+string(run.ID)+"/requests", "/teach/runs/"+string(run.ID)
	shots := os.Getenv("RADAR_SHOTS")
	team, desk := e2e.Start(t, through(t, trainee), shots), e2e.Start(t, through(t, trainer), shots)
	team.Visit(page, http.StatusOK)
	desk.Visit(board, http.StatusOK)
	exercisetest.Answered(t, b.runs, scope(trainer), scope(trainee), run, b.pass)
	team.Visit(page+"?sent=1", http.StatusOK)

	exercisetest.Asked(t, b.runs, scope(trainee), run)
	desk.Visit(board, http.StatusOK)
	desk.Type("#request-2 a", "\r")
	desk.Check()
	desk.Type("#f-reason", "\t\r") // without a reason
	desk.Check()
	if got := desk.Text(".govuk-error-summary"); !strings.Contains(got, "This is empty") {
		t.Errorf("without a reason the page says %q", got)
	}
	desk.Type("#f-reason", "The order names another account.\t\r")
	desk.Check()
	if got := desk.Text("#request-2"); !strings.Contains(got, "Refused: The order names another account.") {
		t.Errorf("request 2 reads %q", got)
	}
	team.Visit(page, http.StatusOK)
	if got := team.Text("#r-2"); !strings.Contains(got, "Refused: The order names another account.") {
		t.Errorf("the team reads %q", got)
	}
	desk.Type("#request-2 button", "\r")
	if got := desk.Text("#request-2"); strings.Contains(got, "Refused") {
		t.Errorf("taken back, request 2 reads %q", got)
	}
}

// TestForumInABrowser holds the part of the console that opens the closed forum to
// the same rules: before the start, and with a form that is sent back, because no
// range runs here.
func TestForumInABrowser(t *testing.T) {
	toolbin.Core(t, "chromium")
	b := newBed(t, nil)
	trainer := b.signIn("ro/trainer")
	in, err := b.room.Who(t.Context(), trainer.cookies["radar"])
	if err != nil {
		t.Fatal(err)
	}
	run, err := b.runs.Open(t.Context(), in.Scope(), exercise.Opening{Scenario: "silver-thread", Team: "team-a", Scale: exercisetest.Small})
	if err != nil {
		t.Fatal(err)
	}
	board := "/teach/runs/" + string(run.ID)
	desk := e2e.Start(t, through(t, trainer), os.Getenv("RADAR_SHOTS"))
	desk.Visit(board, http.StatusOK)
	if got := desk.Text(`section[aria-labelledby="h-forum"]`); !strings.Contains(got, "once the exercise has started") {
		t.Errorf("before the start the console says %q", got)
	}
	if err := b.runs.Start(t.Context(), in.Scope(), run.ID); err != nil {
		t.Fatal(err)
	}
	desk.Visit(board, http.StatusOK)
	desk.Type("#f-nickname", "reader\t\t\torder 12\t\r")
	desk.Check()
	if got := desk.Text(".govuk-error-summary"); !strings.Contains(got, "No range serves the team") {
		t.Errorf("without a range the console says %q", got)
	}
}

// through is the address of a server that answers as the site answers a visitor.
// Nothing ever comes over its event streams.
func through(t *testing.T, v *visitor) string {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/events") {
			w.Header().Set("Content-Type", "text/event-stream")
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
			return
		}
		var form url.Values
		if r.Method == http.MethodPost {
			_ = r.ParseForm() // what is missing is missed by the site
			form = r.PostForm
		}
		res := v.do(r.Method, r.URL.RequestURI(), form, map[string]string{"Accept": r.Header.Get("Accept")})
		for k, val := range res.Header {
			w.Header()[k] = val
		}
		w.WriteHeader(res.StatusCode)
		_, _ = io.WriteString(w, res.body) // a browser that has left is no fault
	}))
	t.Cleanup(site.Close)
	return site.URL
}
