package desk_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/desk"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
	"github.com/osint-radar/academy/web/static"
	"github.com/osint-radar/academy/web/templates"
)

const token = "token-of-the-session"

// bench is the area mounted behind the policy's guard. A header says who asks,
// in place of a session.
type bench struct {
	*exercisetest.Stage
	tb  testing.TB
	app *fiber.App
}

func newBench(tb testing.TB) *bench {
	tb.Helper()
	return benchOf(tb, exercisetest.New(tb))
}

func benchOf(tb testing.TB, s *exercisetest.Stage) *bench {
	tb.Helper()
	b := &bench{Stage: s, tb: tb}
	assets, err := static.Load()
	if err != nil {
		tb.Fatal(err)
	}
	pages, err := page.New(templates.FS, assets, false)
	if err != nil {
		tb.Fatal(err)
	}
	b.app = fiber.New(fiber.Config{
		Immutable: true, StrictRouting: true, CaseSensitive: true, StreamRequestBody: true, DisablePreParseMultipartForm: true,
		ErrorHandler: func(c *fiber.Ctx, err error) error {
			p := page.ProblemOf(err)
			if p.Status >= 500 {
				tb.Errorf("%s %s: %v", c.Method(), c.Path(), err)
			}
			if p.Status == fiber.StatusRequestEntityTooLarge {
				c.Context().Response.SetConnectionClose() // as the site does: the rest of the body is not read
			}
			return c.Status(p.Status).SendString(p.Title + "\n" + p.Detail + "\n" + p.Right)
		},
	})
	people := map[string]training.Scope{"Ana": b.Ana, "Ben": b.Ben, "Cem": b.Cem, "Dea": b.Dea, "Tom": b.Tom, "Uma": b.Uma}
	b.app.Use(func(c *fiber.Ctx) error {
		if sc, ok := people[c.Get("X-Who")]; ok {
			page.SetViewer(c, page.Viewer{SignedIn: true, Name: c.Get("X-Who"), Scope: sc, CSRF: token})
		}
		return c.Next()
	})
	r := policy.NewRegistry(policy.Table())
	r.Add(desk.New(pages, b.Now, b.Room).Routes()...)
	err = r.Mount(b.app, func(c *fiber.Ctx, rt policy.Route) error {
		if rt.MaxBody > 0 {
			if int64(c.Request().Header.ContentLength()) > rt.MaxBody {
				return training.TooLarge("the upload", "the limit")
			}
			return nil
		}
		return page.CheckToken(c, c.FormValue("csrf"))
	})
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// answer is what came back.
type answer struct {
	status   int
	body     string
	location string
	header   http.Header
}

func (b *bench) send(who string, req *http.Request) answer {
	b.tb.Helper()
	req.Header.Set("X-Who", who)
	res, err := b.app.Test(req, -1)
	if err != nil {
		b.tb.Fatalf("%s %s: %v", req.Method, req.URL, err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.tb.Fatal(err)
	}
	return answer{res.StatusCode, string(body), res.Header.Get("Location"), res.Header}
}

func (b *bench) get(who, path string) answer {
	b.tb.Helper()
	return b.send(who, httptest.NewRequest(http.MethodGet, path, nil))
}

func (b *bench) post(who, path string, form url.Values) answer {
	b.tb.Helper()
	form.Set("csrf", token)
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(who, req)
}

// upload sends a file with fields; accept may be empty.
func (b *bench) upload(who, path, accept, name string, file []byte, fields map[string]string) answer {
	b.tb.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	fields["csrf"] = token
	for k, v := range fields {
		if err := w.WriteField(k, v); err != nil {
			b.tb.Fatal(err)
		}
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			b.tb.Fatal(err)
		}
		if _, err := part.Write(file); err != nil {
			b.tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.tb.Fatal(err)
	}
	req := httptest.NewRequest(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", w.FormDataContentType())
	if accept != "" {
		req.Header.Set("Accept", accept)
	}
	return b.send(who, req)
}

// want checks status and that the texts are there.
func (a answer) want(t *testing.T, status int, texts ...string) answer {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d\n%s", a.status, status, a.body)
	}
	for _, s := range texts {
		if !strings.Contains(a.body, s) {
			t.Errorf("%q is not on the page:\n%s", s, a.body)
		}
	}
	return a
}

// lacks checks that a text is not there.
func (a answer) lacks(t *testing.T, texts ...string) answer {
	t.Helper()
	for _, s := range texts {
		if strings.Contains(a.body, s) {
			t.Errorf("%q is on the page and must not be", s)
		}
	}
	return a
}

// pages are the pages of a run, behind its address.
var pages = []string{
	"", "/brief", "/inbox", "/tools", "/evidence", "/findings", "/findings/new?kind=entity", "/findings/new?kind=link", "/findings/new?kind=alias",
	"/findings/new?kind=hop", "/findings/new?kind=event", "/findings/questions", "/findings/labels", "/decisions", "/report",
}

func TestSealed(t *testing.T) {
	b := newBench(t)
	b.get("Ana", "/exercises").want(t, 200, "No exercise is open", "SYNTHETIC TRAINING DATA")
	run := b.Seal(t, b.Tom, "team-a")
	base := "/exercises/" + string(run.ID)
	b.get("Ana", "/exercises").want(t, 200, "S1 Blue Lantern", base, "ready to start")
	b.get("Ana", base).want(t, 200, run.TruthRoot, run.DatasetDigest, "has not started", "Read the brief")
	for _, p := range pages {
		b.get("Ana", base+p).want(t, 200, "SYNTHETIC TRAINING DATA", "Mandate")
		b.get("Tom", base+p).want(t, 200, "SYNTHETIC TRAINING DATA")
		for _, stranger := range []string{"Cem", "Dea", "Uma"} {
			b.get(stranger, base+p).want(t, 404).lacks(t, run.TruthRoot, "Blue Lantern")
		}
	}
	b.get("Ana", base).lacks(t, "data-desk=")
	b.get("Ana", base+"/brief/posts.csv").want(t, 404)
	b.get("Ana", base+"/review").want(t, 404, "Not released yet")
	b.post("Ana", base+"/findings", url.Values{"kind": {"entity"}, "type": {"account"}, "kind1": {"handle"}, "value1": {"@x"}}).want(t, 422, "is sealed")
}
