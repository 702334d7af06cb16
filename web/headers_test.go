package web_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web"
)

// csp is the policy of the design document, word for word.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

var outside = regexp.MustCompile(`(?i)(?:\bsrc|\bsrcset|\baction|\bposter|\bdata)\s*=\s*["']?\s*(?:https?:)?//|<link[^>]*href\s*=\s*["']?\s*(?:https?:)?//|<base\b|<iframe\b`)

// checkHeaders holds every answer of the walk to what all answers carry.
func checkHeaders(t *testing.T, where string, res reply, personal bool) {
	t.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy": csp, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: %s is %q, want %q", where, name, got, want)
		}
	}
	if res.Header.Get("X-Request-Id") == "" {
		t.Errorf("%s: no request number", where)
	}
	if personal && res.StatusCode == http.StatusOK && res.Header.Get("Cache-Control") != "no-store" && !strings.HasPrefix(res.Header.Get("Content-Type"), "image/") {
		t.Errorf("%s: a page for one person may be cached: %q", where, res.Header.Get("Cache-Control"))
	}
	if !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") || res.body == "" {
		return
	}
	if at := outside.FindString(res.body); at != "" {
		t.Errorf("%s: loads something from elsewhere: %q", where, at)
	}
	for _, bad := range []string{" style=\"", "<style", "<script>", " onclick=", "javascript:"} {
		if strings.Contains(res.body, bad) {
			t.Errorf("%s: holds %q", where, bad)
		}
	}
	for _, must := range []string{"This project is funded by the European Union.", "The European Commission does not accept any responsibility for use that may be made of the information it contains."} {
		if !strings.Contains(res.body, must) {
			t.Errorf("%s: the foot lacks %q", where, must)
		}
	}
	if strings.Contains(res.body, "CANARY") {
		t.Errorf("%s: holds a canary", where)
	}
}

func TestErrors(t *testing.T) {
	b := newBed(t, nil)
	v := b.visitor()
	for _, tc := range []struct {
		method, path string
		header       map[string]string
		want         int
		text         string
	}{
		{"GET", "/nothing/here", nil, 404, "What would be right"},
		{"GET", "/handbook/A/A.9", nil, 404, "What would be right"},
		{"GET", "/handbook/B/A.1", nil, 404, "What would be right"},
		{"GET", "/static/../web.go", nil, 404, "What would be right"},
		{"GET", "/static/%2e%2e%2fweb.go", nil, 404, "What would be right"},
		{"DELETE", "/handbook", nil, 405, "DELETE is not used here"},
		{"POST", "/login", map[string]string{"Content-Type": "application/json"}, 403, "not made for this browser"},
		{"GET", "/search?q=%00", nil, 422, "NUL"},
		{"GET", "/nothing", map[string]string{"Accept": "application/json"}, 404, `"where":"GET /nothing"`},
		{"GET", "/manage", map[string]string{"Accept": "application/json"}, 401, `"right":"Open /login`},
	} {
		res := v.do(tc.method, tc.path, nil, tc.header)
		if res.StatusCode != tc.want || !strings.Contains(res.body, tc.text) {
			t.Errorf("%s %s: %d, want %d with %q\n%s", tc.method, tc.path, res.StatusCode, tc.want, tc.text, res.body)
		}
		checkHeaders(t, tc.method+" "+tc.path, res, false)
	}
	req := httptest.NewRequest(http.MethodPost, "/login", strings.NewReader("csrf="+strings.Repeat("x", 1<<20)))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := b.site.App().Test(req, -1)
	if err == nil {
		err = res.Body.Close()
	}
	if err != nil || res.StatusCode != http.StatusRequestEntityTooLarge || res.Header.Get("Content-Security-Policy") != csp {
		t.Fatalf("a form of 1 MiB: %v %v", res, err)
	}
	if err := res.Body.Close(); err != nil {
		t.Error(err)
	}
}

func TestHTTPS(t *testing.T) {
	b := newBed(t, func(c *web.Config) { c.PublicURL = "https://academy.example"; c.Demo = false })
	v := b.visitor()
	if got := v.get("/").Header.Get("Strict-Transport-Security"); !strings.HasPrefix(got, "max-age=31536000") {
		t.Errorf("Strict-Transport-Security: %q", got)
	}
	code := b.people["ro/trainee/team-a"]
	res := v.post("/login?code="+code, "/login", map[string][]string{"code": {code}})
	cookie := strings.Join(res.Header.Values("Set-Cookie"), "\n")
	for _, must := range []string{"__Host-radar=", "path=/", "HttpOnly", "secure", "SameSite=Lax"} {
		if !strings.Contains(strings.ToLower(cookie), strings.ToLower(must)) {
			t.Errorf("the cookie lacks %s: %s", must, cookie)
		}
	}
	if strings.Contains(strings.ToLower(cookie), "domain=") {
		t.Errorf("the cookie names a domain: %s", cookie)
	}
	// Outside a demo a passphrase comes before everything else.
	if res := v.get("/learn"); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/account/passphrase?next=%2Flearn" {
		t.Errorf("without a passphrase: %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
	for _, method := range []string{"POST", "HEAD"} {
		if res := v.do(method, "/courses/c/m1/l1/finish", nil, nil); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/account/passphrase" {
			t.Errorf("%s without a passphrase: %d to %q", method, res.StatusCode, res.Header.Get("Location"))
		}
	}
	code = b.people["ro/trainer"]
	tom := b.visitor()
	tom.post("/login?code="+code, "/login", map[string][]string{"code": {code}})
	if _, err := b.room.SetPassphrase(t.Context(), tom.cookies["__Host-radar"], "", "four words that differ"); err != nil {
		t.Fatal(err)
	}
	tom = b.visitor()
	tom.post("/login", "/login", map[string][]string{"email": {"elena.marcu@nit-ro.example"}, "passphrase": {"four words that differ"}})
	if res := tom.do("POST", "/teach/runs/new", nil, nil); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/account/authenticator" {
		t.Errorf("a trainer without a second factor: %d to %q", res.StatusCode, res.Header.Get("Location"))
	}
	for _, bad := range []string{"academy.example", "ftp://academy.example", "https://academy.example/path", "https://"} {
		if _, err := web.New(web.Config{PublicURL: bad}); err == nil {
			t.Errorf("the public address %q was accepted", bad)
		}
	}
}

func TestFinishedPages(t *testing.T) {
	b := newBed(t, nil)
	v := b.visitor()
	first := v.get("/handbook/A/A.1")
	if cc := first.Header.Get("Cache-Control"); first.StatusCode != http.StatusOK || cc != "no-cache" || !strings.Contains(first.Header.Get("Vary"), "Cookie") {
		t.Fatalf("%d %q %q", first.StatusCode, cc, first.Header.Get("Vary"))
	}
	if res := v.do("GET", "/handbook/A/A.1", nil, map[string]string{"If-None-Match": first.Header.Get("ETag")}); res.StatusCode != http.StatusNotModified {
		t.Errorf("asked again: %d", res.StatusCode)
	}
	if res := v.do("HEAD", "/handbook/A/A.1", nil, nil); res.StatusCode != http.StatusOK || res.body != "" {
		t.Errorf("HEAD: %d %q", res.StatusCode, res.body)
	}
	// What was finished for nobody never carries a name, and the other way round.
	in := b.signIn("ro/trainee/team-a")
	if body := in.get("/handbook/A/A.1").body; !strings.Contains(body, "Ana Petrescu") {
		t.Error("the page of somebody signed in does not know them")
	}
	if body := v.get("/handbook/A/A.1").body; body != first.body || strings.Contains(body, "Ana") {
		t.Error("the finished page has changed")
	}
	v.cookies["radar-look"] = "dark"
	if body := v.get("/handbook/A/A.1").body; !strings.Contains(body, `data-theme="dark"`) {
		t.Error("the dark page is the light one")
	}
}

// The framework's file server has a known fault (GO-2026-4950) and is not used.
func TestNoFileServer(t *testing.T) {
	bad := regexp.MustCompile(`\.SendFile\(|\.Static\(|fasthttp\.FS\b|fasthttp\.ServeFile|filesystem\.New|\.Download\(`)
	for _, dir := range []string{".", "../cmd"} {
		err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
				return err
			}
			b, err := os.ReadFile(file)
			if at := bad.Find(b); at != nil {
				t.Errorf("%s uses %s", file, at)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func newcomer(key string) classroom.Newcomer {
	return classroom.Newcomer{Name: "Second " + key, Email: "second@nit-ro.example", Role: training.Administrator}
}
