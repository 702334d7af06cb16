package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/osint-radar/academy/internal/store/storetest"
)

// served is a "radar serve" that runs in this process until the test ends it.
type served struct {
	name map[string]string // what it printed before "ready": name -> url
	log  *locked
	stop func() int
}

// locked is a buffer that the server writes while the test reads.
type locked struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) { l.mu.Lock(); defer l.mu.Unlock(); return l.b.Write(p) }

func (l *locked) String() string { l.mu.Lock(); defer l.mu.Unlock(); return l.b.String() }

func startServe(t *testing.T, args ...string) *served {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	s := &served{name: map[string]string{}, log: &locked{}}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve"}, args...), stdio{in: strings.NewReader(""), out: in, err: s.log})
		_ = in.Close()
	}()
	var once sync.Once
	result := 0
	s.stop = func() int {
		once.Do(func() {
			cancel()
			go func() { _, _ = io.Copy(io.Discard, out) }()
			result = <-code
		})
		return result
	}
	t.Cleanup(func() { s.stop() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "ready" {
			return s
		}
		name, url, ok := strings.Cut(lines.Text(), " ")
		if !ok {
			t.Errorf("a line that is not \"name url\": %q", lines.Text())
		}
		s.name[name] = url
	}
	t.Fatalf("the server ended with %d before it was ready\n%s", s.stop(), s.log)
	return nil
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

func TestServe(t *testing.T) {
	dir := t.TempDir()
	s := startServe(t, "--addr", "127.0.0.1:0", "--ops-addr", "127.0.0.1:0", "--db", "sqlite:"+filepath.Join(dir, "radar.db"))
	for url, want := range map[string]string{
		s.name["site"] + "/healthz": "ok", s.name["site"] + "/readyz": "ready", s.name["site"] + "/handbook/A/A.1": "HB-A.1",
		s.name["ops"] + "/metrics": `radar_http_answers_total{class="2xx"}`, s.name["ops"] + "/readyz": "ready",
	} {
		if code, body := fetch(t, url); code != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d, want 200 with %q", url, code, want)
		}
	}
	if code, _ := fetch(t, s.name["site"]+"/metrics"); code != 404 {
		t.Errorf("/metrics on the site's own address: %d, want 404", code)
	}
	st, err := os.Stat(filepath.Join(dir, "truth.key"))
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the truth key: %v %v, want a file with mode 0600", st, err)
	}
	key, err := os.ReadFile(filepath.Join(dir, "truth.key"))
	if err != nil {
		t.Fatal(err)
	}
	if code := s.stop(); code != 0 {
		t.Errorf("a server that is told to stop exits %d, want 0\n%s", code, s.log)
	}
	// A second start finds the key again.
	again := startServe(t, "--addr", "127.0.0.1:0", "--db", "sqlite:"+filepath.Join(dir, "radar.db"))
	now, err := os.ReadFile(filepath.Join(dir, "truth.key"))
	if err != nil || !bytes.Equal(now, key) {
		t.Errorf("the truth key changed at the second start (%v)", err)
	}
	if code := again.stop(); code != 0 {
		t.Errorf("the second server exits %d", code)
	}
}

// On a laptop and on a network people type one of the machine's names: without
// --public-url forms work under each of them, and from nowhere else.
func TestServeUnderItsNames(t *testing.T) {
	for name, tc := range map[string]struct {
		args []string
		want map[string]int // origin, of the host that is asked -> status
	}{
		"loopback":   {[]string{"--addr", "127.0.0.1:0"}, map[string]int{"127.0.0.1": 303, "localhost": 303}},
		"everywhere": {[]string{"--addr", "0.0.0.0:0"}, map[string]int{"127.0.0.1": 303, "trainer-laptop": 303}},
	} {
		t.Run(name, func(t *testing.T) {
			s := startServe(t, append(tc.args, "--db", "sqlite:"+filepath.Join(t.TempDir(), "radar.db"))...)
			_, port, err := net.SplitHostPort(strings.TrimPrefix(s.name["site"], "http://"))
			if err != nil || !strings.HasPrefix(s.name["site"], "http://127.0.0.1:") {
				t.Fatalf("site %s: %v", s.name["site"], err)
			}
			for host, want := range tc.want {
				for origin, want := range map[string]int{"http://" + host + ":" + port: want, "http://evil.example": 403} {
					if got := choose(t, s.name["site"], host+":"+port, origin); got != want {
						t.Errorf("asked as %s from %s: %d, want %d", host, origin, got, want)
					}
				}
			}
		})
	}
}

// While the database is away the site stands, reads out of memory, says what it
// cannot do, and heals by itself.
func TestServeWithoutDatabase(t *testing.T) {
	r := storetest.NewRelay(t, storetest.Engines()[1].Address(t))
	s := startServe(t, "--addr", "127.0.0.1:0", "--db", r.Address, "--data", filepath.Join(t.TempDir(), "data"), "--truth-key", filepath.Join(t.TempDir(), "key"))
	check := func(when string, want map[string]int) {
		t.Helper()
		for path, status := range want {
			if got, body := fetch(t, s.name["site"]+path); got != status || strings.Contains(body, "our fault") {
				t.Errorf("%s, %s: %d, want %d in words\n%s", when, path, got, status, body)
			}
		}
	}
	there := map[string]int{"/healthz": 200, "/readyz": 200, "/handbook/A/A.1": 200, "/search?q=backup": 200}
	check("before", there)
	r.Down()
	check("away", map[string]int{"/healthz": 200, "/readyz": 503, "/handbook/A/A.1": 200, "/search?q=backup": 200})
	res := as(t, s.name["site"]+"/learn", "radar="+strings.Repeat("x", 43))
	if res.code != http.StatusServiceUnavailable || !strings.Contains(res.out, "Try again in a minute") {
		t.Errorf("a page of somebody's own: %d\n%s", res.code, res.out)
	}
	r.Up(t)
	check("back", there)
	if res := as(t, s.name["site"]+"/learn", "radar="+strings.Repeat("x", 43)); res.code != http.StatusSeeOther {
		t.Errorf("a session that is none, with the database back: %d", res.code)
	}
}

// as asks for a page with a cookie and follows nothing.
func as(t *testing.T, url, cookie string) did {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", cookie)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return did{code: res.StatusCode, out: string(body)}
}

// choose sends the form that sets colours and returns the answer's status.
func choose(t *testing.T, site, host, origin string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site+"/preferences", strings.NewReader("theme=dark"))
	if err != nil {
		t.Fatal(err)
	}
	req.Host = host
	req.Header.Set("Origin", origin)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	if err := res.Body.Close(); err != nil {
		t.Error(err)
	}
	return res.StatusCode
}

// What is wrong is said in words, with an exit code, and nothing is left running.
func TestServeRefuses(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	dir := t.TempDir()
	db := "sqlite:" + filepath.Join(dir, "radar.db")
	badKey := filepath.Join(dir, "bad.key")
	if err := os.WriteFile(badKey, []byte("not a key\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "content", "courses", "c")
	if err := os.MkdirAll(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(empty, "course.yaml"), []byte("id: [\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		args []string
		code int
		text string
	}{
		"port in use":          {[]string{"--addr", ln.Addr().String(), "--db", db}, 1, "is in use by another program"},
		"ops port in use":      {[]string{"--addr", "127.0.0.1:0", "--ops-addr", ln.Addr().String(), "--db", db}, 1, "--ops-addr"},
		"database unreachable": {[]string{"--addr", "127.0.0.1:0", "--db", "postgres://x@127.0.0.1:1/none?sslmode=disable", "--truth-key", filepath.Join(dir, "k")}, 1, "127.0.0.1"},
		"no such folder":       {[]string{"--addr", "127.0.0.1:0", "--db", "sqlite:" + filepath.Join(dir, "no", "where", "radar.db")}, 1, "where"},
		"a wrong key":          {[]string{"--addr", "127.0.0.1:0", "--db", db, "--truth-key", badKey}, 1, "AGE-SECRET-KEY-1"},
		"broken content":       {[]string{"--addr", "127.0.0.1:0", "--db", db, "--content", filepath.Join(dir, "content")}, 1, "course.yaml:"},
		"an unknown flag":      {[]string{"--port", "80"}, 2, "-port"},
		"an argument":          {[]string{"now"}, 2, "wants no arguments"},
		"an address of words":  {[]string{"--addr", "localhost"}, 2, "127.0.0.1:8080"},
		"a path in the public": {[]string{"--public-url", "https://academy.example/x"}, 2, "without a path"},
	} {
		var out, diagnostics bytes.Buffer
		code := run(t.Context(), append([]string{"serve"}, tc.args...), stdio{in: strings.NewReader(""), out: &out, err: &diagnostics})
		if code != tc.code || !strings.Contains(diagnostics.String(), tc.text) {
			t.Errorf("%s: exit %d, want %d with %q\n%s", name, code, tc.code, tc.text, diagnostics.String())
		}
		if strings.Contains(out.String(), "ready") {
			t.Errorf("%s: says it is ready", name)
		}
	}
}

func TestWriteAccounts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "demo-accounts.json")
	for range 2 { // the second one takes the place of the first
		if err := writeAccounts(file, nil); err != nil {
			t.Fatal(err)
		}
	}
	st, err := os.Stat(file)
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("%v %v, want mode 0600", st, err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left over: %v %v", left, err)
	}
	if err := writeAccounts(filepath.Join(file, "x"), nil); err == nil {
		t.Error("a folder that is not there was accepted")
	}
}
