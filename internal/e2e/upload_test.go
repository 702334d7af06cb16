package e2e_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

const gigabyte = 1 << 30

// zeros is a sparse file of any size.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// TestUpload sends what is too large or broken. It is refused with the reason,
// the memory stays bounded, and nothing is left behind.
func TestUpload(t *testing.T) {
	onBoth(t, func(t *testing.T, e engine) {
		m := serving(t, e)
		ana := m.signIn("ro/trainee/team-a", 0)
		run := ana.runOf()
		token := ana.token()
		before := peak(t, m)
		for _, known := range []bool{true, false} {
			a := ana.flood(run+"/evidence", token, known)
			if a.status != http.StatusRequestEntityTooLarge || !regexp.MustCompile(`larger than \d+(\.\d)? MiB`).MatchString(a.body) {
				t.Errorf("2 GB with a length stated: %v: %v", known, a)
			}
		}
		if grown := peak(t, m) - before; grown > 128<<10 {
			t.Errorf("two uploads of 2 GB raised the peak of memory by %d KiB", grown)
		}
		clean(t, m)
		for name, c := range map[string]struct {
			body []byte
			says string
		}{
			"a WARC that breaks off": {warc()[:len(warc())-20], `at byte \d+`},
			"a WARC with junk in it": {append(append([]byte{}, warc()...), "this is no record\r\n"...), fmt.Sprintf(`at byte %d`, len(warc()))},
			"a WARC without length":  {bytes.Replace(warc(), []byte("Content-Length: "), []byte("Content-Longth: "), 1), `at byte \d+`},
			"a gzip that is none":    {[]byte("\x1f\x8b\x08\x00nothing"), ""},
		} {
			a := ana.upload(run, capture{name: "capture.warc", body: c.body})
			if want := http.StatusUnprocessableEntity; c.says != "" && (a.status != want || !regexp.MustCompile(c.says).MatchString(a.body)) || a.status >= 500 {
				t.Errorf("%s: %v, want %d and %s", name, a, want, c.says)
			}
		}
		clean(t, m)
		if a := ana.upload(run, capture{name: "capture.warc", body: warc()}); a.status != http.StatusOK || !strings.Contains(a.body, `"verdict":"not_ours"`) {
			t.Errorf("a whole WARC: %v", a)
		}
	})
}

// warc is a small, right archive: one response (ISO 28500).
func warc() []byte {
	block := "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"
	return []byte("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\nWARC-Date: 2026-03-14T09:40:00Z\r\n" +
		"WARC-Target-URI: http://chatterly.test/none\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " + strconv.Itoa(len(block)) + "\r\n\r\n" + block + "\r\n\r\n")
}

// flood uploads 2 GB of zeros as a stream, over a connection of its own, until
// the server has answered.
func (v *visitor) flood(path, token string, known bool) answer {
	v.t.Helper()
	u, err := url.Parse(v.m.url)
	if err != nil {
		v.t.Fatal(err)
	}
	const b = "boundary"
	head := "--" + b + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + token +
		"\r\n--" + b + "\r\nContent-Disposition: form-data; name=\"relevance\"\r\n\r\nx" +
		"\r\n--" + b + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big.html\"\r\nContent-Type: text/html\r\n\r\n"
	foot := "\r\n--" + b + "--\r\n"
	body := io.MultiReader(strings.NewReader(head), io.LimitReader(zeros{}, 2*gigabyte), strings.NewReader(foot))
	req := v.request(http.MethodPost, path, io.NopCloser(body))
	req.Header.Set("Content-Type", "multipart/form-data; boundary="+b)
	req.Header.Set("Accept", "application/json")
	for _, c := range v.http.Jar.Cookies(u) {
		req.AddCookie(c)
	}
	if req.ContentLength = -1; known {
		req.ContentLength = int64(len(head)+len(foot)) + 2*gigabyte
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		v.t.Fatal(err)
	}
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		v.t.Fatal(err)
	}
	sent := make(chan error, 1)
	go func() { sent <- req.Write(conn) }() // fails when the server hangs up, which it should
	res, err := http.ReadResponse(bufio.NewReader(conn), req)
	if err != nil {
		v.t.Fatalf("uploading 2 GB: %v (sending: %v)", err, <-sent)
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	if err := errors.Join(res.Body.Close(), conn.Close()); err != nil {
		v.t.Error(err)
	}
	if err := <-sent; err != nil {
		v.t.Logf("sending stopped, as it should: %v", err)
	}
	return answer{res.StatusCode, res.Header, string(text)}
}

// peak is the most memory that the program has held so far, in KiB.
func peak(t *testing.T, m *machine) int {
	t.Helper()
	status := string(read(t, "/proc", strconv.Itoa(m.cmd.Process.Pid), "status"))
	line := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindStringSubmatch(status)
	if line == nil {
		t.Fatal("the kernel tells no peak of memory")
	}
	n, err := strconv.Atoi(line[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// clean wants no file of an upload to be left.
func clean(t *testing.T, m *machine) {
	t.Helper()
	until(t, "the incoming folder is empty", 10*time.Second, func() bool { return len(folder(t, m, "incoming")) == 0 })
	err := filepath.WalkDir(m.path("tmp"), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			t.Errorf("%s is left behind", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestLeftOver sends bodies that are refused unread, over a connection that is
// used again: what stands in the body is never taken for a request, and the
// refusal arrives.
func TestLeftOver(t *testing.T) {
	m := serving(t, sqlite)
	smuggled := strings.Repeat("GET /handbook HTTP/1.1\r\nHost: a.example\r\n\r\n", 3000)
	for _, c := range []struct {
		path string
		want int
	}{
		{"/learn", 404}, {"/account/passphrase", 303}, {"/login", 403}, {"/exercises/none/evidence", 303}, {"/nothing", 404},
	} {
		for _, chunked := range []bool{false, true} {
			conn, err := net.Dial("tcp", strings.TrimPrefix(m.url, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
				t.Fatal(err)
			}
			in := bufio.NewReader(conn)
			req, err := http.NewRequest(http.MethodPost, m.url+c.path, io.NopCloser(strings.NewReader(smuggled)))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if req.ContentLength = int64(len(smuggled)); chunked {
				req.ContentLength = -1
			}
			if err := req.Write(conn); err != nil {
				t.Errorf("%s, chunked %v: %v", c.path, chunked, err)
			}
			if got := next(t, in, req); got != c.want {
				t.Errorf("%s, chunked %v: %d, want %d", c.path, chunked, got, c.want)
			}
			probe, err := http.NewRequest(http.MethodGet, m.url+"/readyz", nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := probe.Write(conn); err != nil {
				t.Errorf("%s, chunked %v: the connection was closed over a body of %d bytes: %v", c.path, chunked, len(smuggled), err)
			}
			res, err := http.ReadResponse(in, probe)
			if err != nil {
				t.Errorf("%s, chunked %v: %v", c.path, chunked, err)
			} else {
				if b, err := io.ReadAll(res.Body); err != nil || string(b) != "ready\n" {
					t.Errorf("%s, chunked %v: the next request is answered with %.80q (%v)", c.path, chunked, b, err)
				}
				if err := res.Body.Close(); err != nil {
					t.Error(err)
				}
			}
			if err := conn.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// next reads one answer and returns its status.
func next(t *testing.T, in *bufio.Reader, req *http.Request) int {
	t.Helper()
	res, err := http.ReadResponse(in, req)
	if err != nil {
		t.Fatalf("%s: %v", req.URL.Path, err)
	}
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Fatalf("%s: %v", req.URL.Path, err)
	}
	if err := res.Body.Close(); err != nil {
		t.Error(err)
	}
	return res.StatusCode
}
