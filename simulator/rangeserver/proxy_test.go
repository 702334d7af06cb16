package rangeserver_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/rangeserver"
)

// through asks through the forward proxy.
func (l *lab) through(method, address string) reply {
	l.t.Helper()
	proxy, err := url.Parse(l.ends.HTTP)
	if err != nil {
		l.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(l.t.Context(), method, address, nil)
	if err != nil {
		l.t.Fatal(err)
	}
	tr := &http.Transport{Proxy: http.ProxyURL(proxy)}
	defer tr.CloseIdleConnections()
	resp, err := tr.RoundTrip(req)
	if err != nil {
		l.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		l.t.Fatal(err)
	}
	return reply{resp.StatusCode, string(b), resp.Header}
}

func TestProxy(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	for _, v := range []struct {
		at     time.Time
		url    string
		status int
		body   string
	}{
		{day(1), "http://blue.example/", 404, "no such page"},
		{day(2), "http://blue.example/", 200, "first"},
		{day(10), "http://BLUE.example:80/", 200, "second"},
		{day(7), "http://blue.example/prices.html", 200, "prices"},
		{day(8), "http://blue.example/prices.html", 404, ""},
		{day(0), "http://blue.example/", 502, "does not resolve"},  // registered from day 1
		{day(25), "http://blue.example/", 502, "does not resolve"}, // suspended
		{day(25), "http://ngo.test/", 200, "help"},
		{day(11), "http://chatterly.test/@Alice", 200, "Alice New"},
		{day(11), "http://rdap.test/rdap/domain/blue.example", 200, "fener@mail.example"},
		{day(11), "http://google.com/", 502, "closed, fictional internet"},
		{day(11), "http://127.0.0.1:1/", 502, ""},
	} {
		l.at(v.at)
		r := l.through(http.MethodGet, v.url)
		if r.status != v.status || !strings.Contains(r.body, v.body) {
			t.Errorf("%s on %v: %d %q, want %d", v.url, v.at, r.status, r.body, v.status)
		}
		if r.header.Get("Content-Length") != fmt.Sprint(len(r.body)) || r.header.Get("X-Synthetic-Data") == "" {
			t.Errorf("%s: headers %v", v.url, r.header)
		}
		if got := r.header.Get("Date"); got != v.at.Format(http.TimeFormat) {
			t.Errorf("%s: date %s, want scenario time", v.url, got)
		}
	}
	// Whatever is not reading changes nothing and is refused.
	l.at(day(11))
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if r := l.through(method, "http://ngo.test/"); r.status != http.StatusForbidden || !strings.Contains(r.body, "has been recorded") {
			t.Errorf("%s: %d %q", method, r.status, r.body)
		}
	}
	l.at(day(11))
	if r := l.through(http.MethodGet, l.ends.Sites["ngo.test"]+"/"); r.status != 200 || !strings.Contains(r.body, "help") {
		t.Errorf("a port through the proxy: %d %s", r.status, r.body)
	}
	head := l.through(http.MethodHead, "http://ngo.test/")
	if head.status != 200 || head.body != "" || head.header.Get("Content-Length") != "31" {
		t.Errorf("HEAD: %+v", head)
	}
	if r := l.through("TRACE", "http://ngo.test/"); r.status != 405 {
		t.Errorf("TRACE: %d", r.status)
	}
	if r := l.do(http.MethodGet, l.ends.HTTP+"/", nil); r.status != 200 || !strings.Contains(r.body, "http://ngo.test/") {
		t.Errorf("the proxy's own page: %d %s", r.status, r.body)
	}
	// As on a training network: the host's name leads to the range's address.
	if r := l.raw(l.ends.HTTP, "GET / HTTP/1.1\r\nHost: ngo.test\r\nConnection: close\r\n\r\n"); !strings.Contains(r, "200 OK") || !strings.Contains(r, "help") {
		t.Errorf("by Host: %s", r)
	}
	if r := l.raw(l.ends.HTTP, "CONNECT chatterly.test:443 HTTP/1.1\r\nHost: chatterly.test:443\r\n\r\n"); !strings.HasPrefix(r, "HTTP/1.1 405") || !strings.Contains(r, "CONNECT") {
		t.Errorf("CONNECT: %s", r)
	}
}

// raw sends bytes and returns what comes back until the range closes.
func (l *lab) raw(address, send string) string {
	l.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		l.t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, send); err != nil {
		return "" // refused while sending
	}
	b, _ := io.ReadAll(bufio.NewReader(conn))
	return string(b)
}

// TestServedLog: what left is in the log, in memory and on disk, for its team alone.
func TestServedLog(t *testing.T) {
	dir := newFixture(t).write(t)
	data, err := rangeserver.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	state := t.TempDir()
	rg, err := rangeserver.Start(t.Context(), rangeserver.Config{
		State: state, Now: func() time.Time { return wall }, Teams: []rangeserver.Team{{Name: "red", Data: data[0]}, {Name: "green", Data: data[0]}},
	})
	if err != nil {
		t.Fatal(err)
	}
	ends, _ := rg.Endpoints("red")
	l := &lab{t: t, rg: rg, ends: ends, team: "red"}
	l.at(day(11))
	page := l.through(http.MethodGet, "http://blue.example/?a=1#top")
	again := l.get(ends.Sites["blue.example"] + "/?a=1")
	l.through(http.MethodHead, "http://blue.example/")
	check := func(mine, others rangeserver.View) {
		t.Helper()
		rows := mine.BySum(strings.ToUpper(sum([]byte(page.body))))
		if len(rows) != 2 || page.body != again.body {
			t.Fatalf("%d rows by digest", len(rows))
		}
		for _, r := range rows {
			if r.URL != "http://blue.example/?a=1" || r.Record != "web/pages.jsonl#2" || r.Team != "red" || r.Surface != "web" ||
				!r.Scenario.Equal(day(11)) || !r.Wall.Equal(wall) || r.Bytes != int64(len(page.body)) {
				t.Errorf("row %+v", r)
			}
		}
		if rows[0].Via != "" || rows[1].Via != ends.Sites["blue.example"]+"/?a=1" {
			t.Errorf("asked at %q and %q", rows[0].Via, rows[1].Via)
		}
		if n := len(mine.ByURL("HTTP://Blue.example:80/?a=1#x")); n != 2 {
			t.Errorf("%d rows by address", n)
		}
		if n := len(mine.ByURL(ends.Sites["blue.example"] + "/?a=1")); n != 1 {
			t.Errorf("%d rows by the port's address", n)
		}
		if len(others.BySum(sum([]byte(page.body)))) != 0 || len(mine.Rows()) != 2 {
			t.Errorf("others see %d, red has %d rows", len(others.BySum(sum([]byte(page.body)))), len(mine.Rows()))
		}
	}
	check(rg.Served("red"), rg.Served("green"))
	if n := len(rg.ServedToOthers("green").BySum(sum([]byte(page.body)))); n != 2 {
		t.Errorf("served to others than green: %d", n)
	}
	if err := rg.Close(); err != nil {
		t.Fatal(err)
	}
	log, err := rangeserver.ReadServed(state + "/served.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	check(log.Of("red"), log.Of("green"))
}
