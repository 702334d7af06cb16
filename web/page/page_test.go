package page_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/static"
	"github.com/osint-radar/academy/web/templates"
)

func TestLocalPath(t *testing.T) {
	for to, want := range map[string]string{
		"/learn": "/learn", "/search?q=a%20b#x": "/search?q=a%20b#x", "": "/home", "learn": "/home",
		"//evil.example/x": "/home", "https://evil.example/": "/home", "/\\evil.example": "/home",
		"javascript:alert(1)": "/home", "/a\r\nSet-Cookie: x": "/home", "/%": "/home",
	} {
		if got := page.LocalPath(to, "/home"); got != want {
			t.Errorf("LocalPath(%q) = %q, want %q", to, got, want)
		}
	}
}

func TestLook(t *testing.T) {
	for _, l := range []page.Look{{}, {Theme: "dark"}, {Theme: "light", KeysOff: true}, {KeysOff: true}} {
		if got := page.ParseLook(l.String()); got != l {
			t.Errorf("%+v came back as %+v", l, got)
		}
	}
	if got := page.ParseLook(`dark"><script>`); got != (page.Look{}) {
		t.Errorf("a strange cookie gives %+v", got)
	}
}

// A view without a template, a template without a view and a second view of one
// template each keep the site from starting.
func TestCheck(t *testing.T) {
	built, err := static.Load()
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{
		"layout.tmpl":  {Data: []byte(`<title>{{.Title}}</title>{{template "main" .}}`)},
		"parts/x.tmpl": {Data: []byte(`{{define "x"}}x{{end}}`)},
		"a/one.tmpl":   {Data: []byte(`{{define "main"}}{{.Page.Name}}{{end}}`)},
		"a/two.tmpl":   {Data: []byte(`{{define "main"}}two{{end}}`)},
	}
	r, err := page.New(fsys, built, false)
	if err != nil {
		t.Fatal(err)
	}
	one := page.Bind[struct{ Name string }](r, "a/one")
	page.Bind[int](r, "a/three")
	page.Bind[int](r, "a/one")
	got := fmt.Sprint(r.Check())
	for _, want := range []string{`"a/two.tmpl" belongs to no page`, `no template "a/three.tmpl"`, `"a/one" is bound twice`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not tell %q", got, want)
		}
	}
	b, err := one.Bytes(page.Look{}, "/", page.Meta{Title: "T & U"}, struct{ Name string }{"<b>"})
	if err != nil || string(b) != "<title>T &amp; U</title>&lt;b&gt;" {
		t.Errorf("%s %v", b, err)
	}
	fsys["a/broken.tmpl"] = &fstest.MapFile{Data: []byte(`{{define "main"}}{{.X`)}
	if _, err := page.New(fsys, built, false); err == nil {
		t.Error("a template that cannot be parsed was accepted")
	}
}

// Templates keep the content security policy: nothing inline, nothing from elsewhere.
func TestTemplatesAreClean(t *testing.T) {
	for _, bad := range []string{" style=", "<style", " onclick=", " onload=", " onsubmit=", "javascript:", "<script>", "src=\"http", "href=\"http", "action=\"http", "src=\"//", "href=\"//"} {
		err := walk(templates.FS, func(name, text string) {
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %q", name, bad)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestFinished(t *testing.T) {
	html := []byte(strings.Repeat("<p>ten words of text that compress well, as all do</p>\n", 50))
	f, err := page.Finish(html)
	if err != nil {
		t.Fatal(err)
	}
	app := fiber.New()
	app.Get("/", f.Send)
	for accept, coding := range map[string]string{"": "", "gzip": "gzip", "gzip, br": "br", "br;q=0, gzip": "gzip", "deflate": "", "br;q=0.5": "br", "br;q=0.0, gzip;q=0": ""} {
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Header.Set("Accept-Encoding", accept)
		res, err := app.Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		if got := res.Header.Get("Content-Encoding"); got != coding {
			t.Errorf("Accept-Encoding %q: sent as %q, want %q", accept, got, coding)
		}
		if got := plain(t, res.Body, coding); !bytes.Equal(got, html) {
			t.Errorf("Accept-Encoding %q: %d bytes, want %d", accept, len(got), len(html))
		}
		again := httptest.NewRequest(http.MethodGet, "/", nil)
		again.Header.Set("If-None-Match", res.Header.Get("ETag"))
		if res, err = app.Test(again, -1); err != nil || res.StatusCode != http.StatusNotModified {
			t.Errorf("asked again with the tag: %v %v", res.StatusCode, err)
		}
	}
}

func plain(t *testing.T, r io.Reader, coding string) []byte {
	t.Helper()
	switch coding {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		g, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = g
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFormTake(t *testing.T) {
	var f page.Form
	if !f.Take(fmt.Errorf("adding: %w", training.Invalid("email", "is not an e-mail address", "name@agency.example"))) {
		t.Error("a bad field is not for the form")
	}
	if !f.Take(training.Conflict("this address is known already")) {
		t.Error("a conflict is not for the form")
	}
	if f.Take(errors.New("disk full")) {
		t.Error("an unforeseen error was shown in the form")
	}
	want := []page.FieldError{{Field: "email", Text: "This is not an e-mail address. Right would be: name@agency.example."}, {Text: "This address is known already."}}
	if fmt.Sprint(f.Errors) != fmt.Sprint(want) || f.Status() != 422 {
		t.Errorf("%v %d, want %v", f.Errors, f.Status(), want)
	}
}

func TestProblems(t *testing.T) {
	for _, tc := range []struct {
		err  error
		want int
	}{
		{training.NotFound("run"), 404},
		{training.Conflict("run ended"), 409},
		{training.Forbidden("x"), 403},
		{training.Invalid("a", "b", "c"), 422},
		{training.TooLarge("file", "1 MiB"), 413},
		{fmt.Errorf("x: %w", training.ErrUnavailable), 503},
		{training.ErrTooMany, 429},
		{training.ErrSignIn, 401},
		{training.ErrStepUpNeeded, 403},
		{fiber.ErrMethodNotAllowed, 405},
		{errors.New("pq: secret detail"), 500},
	} {
		p := page.ProblemOf(tc.err)
		if p.Status != tc.want || p.Title == "" || p.Right == "" {
			t.Errorf("%v: %+v, want status %d with words", tc.err, p, tc.want)
		}
		if strings.Contains(p.Detail, "secret") {
			t.Errorf("%v: an unforeseen error is shown: %s", tc.err, p.Detail)
		}
	}
	// A full disk is no passing trouble: somebody has to make room.
	for _, err := range []error{training.ErrFull, syscall.ENOSPC, syscall.EDQUOT} {
		if p := page.ProblemOf(fmt.Errorf("keep: %w", err)); p.Status != 503 || !strings.Contains(p.Title, "disk is full") {
			t.Errorf("%v: %+v", err, p)
		}
	}
}

func TestReadUpload(t *testing.T) {
	dir := t.TempDir()
	var got *page.Upload
	var fault error
	app := fiber.New(fiber.Config{StreamRequestBody: true, BodyLimit: 1024})
	app.Post("/", func(c *fiber.Ctx) error {
		page.SetViewer(c, page.Viewer{SignedIn: true, CSRF: "token"})
		got, fault = page.ReadUpload(c, page.UploadLimits{File: 5000, Dir: dir, Now: time.Now})
		return nil
	})
	send := func(token string, size int) {
		t.Helper()
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		part, err := w.CreateFormFile("file", "../../x.warc")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(bytes.Repeat([]byte("x"), size)); err != nil {
			t.Fatal(err)
		}
		for k, v := range map[string]string{"relevance": "why", "csrf": token} { // the token stands behind the file
			if err := w.WriteField(k, v); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		req := httptest.NewRequest(http.MethodPost, "/", &body)
		req.Header.Set("Content-Type", w.FormDataContentType())
		res, err := app.Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Body.Close(); err != nil {
			t.Error(err)
		}
	}
	left := func() int {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	send("token", 4096)
	want := sha256.Sum256(bytes.Repeat([]byte("x"), 4096))
	if fault != nil || got.Bytes != 4096 || got.SHA256 != hex.EncodeToString(want[:]) || got.Form.Get("relevance") != "why" || left() != 1 {
		t.Fatalf("%+v %v, %d files", got, fault, left())
	}
	if err := got.Close(); err != nil || left() != 0 {
		t.Fatalf("%v, %d files are left", err, left())
	}
	if send("token", 5001); !errors.Is(fault, training.ErrTooLarge) || left() != 0 {
		t.Errorf("too large: %v, %d files are left", fault, left())
	}
	if send("wrong", 10); !errors.Is(fault, training.ErrForbidden) || left() != 0 {
		t.Errorf("wrong token: %v, %d files are left", fault, left())
	}
}
