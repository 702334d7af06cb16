package rangeserver_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestHostileText looks for markup that got through: the texts of the fixture
// hold scripts, handlers and direction marks in every field.
func TestHostileText(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	l.at(day(11))
	tag := regexp.MustCompile(`<(script|img src=x)`)
	for _, path := range []string{"/", "/@carol", "/@carol/with_replies", "/@carol/2001", "/@Alice/followers", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/search?q=carol", "/tags/lantern", "/tags/%3Cscript%3E", "/@%3Cscript%3E", "/%22%3E%3Cscript%3E"} {
		r := l.get(l.ends.Mastodon + path)
		if m := tag.FindString(r.body); m != "" {
			t.Errorf("%s holds %s", path, m)
		}
		if strings.Contains(r.body, "ZgotmplZ") {
			t.Errorf("%s: a template refused a value", path)
		}
		if csp := r.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "script-src") {
			t.Errorf("%s: policy %q", path, csp)
		}
		if r.header.Get("Set-Cookie") != "" {
			t.Errorf("%s sets a cookie", path)
		}
	}
	r := l.get(l.ends.Mastodon + "/api/v1/statuses/2001")
	var s struct{ Content string }
	if err := json.Unmarshal([]byte(r.body), &s); err != nil || tag.MatchString(s.Content) {
		t.Errorf("the API's content is markup: %s (%v)", s.Content, err)
	}
	for _, want := range []string{`@<span>Alice</span>`, `@nobody`, `a@b.example`, `&lt;script&gt;`} {
		if !strings.Contains(s.Content, want) {
			t.Errorf("content lacks %s: %s", want, s.Content)
		}
	}
	if strings.Contains(s.Content, "nobody</span>") || strings.Contains(s.Content, "b.example</a>") {
		t.Errorf("what is no account or no address is linked: %s", s.Content)
	}
}

func TestPagesLeadOn(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	l.at(day(11))
	// From the profile through "Older" to the first post: 95 posts by 20.
	seen, next := 0, "/@Alice"
	link := regexp.MustCompile(`<a rel="next" href="([^"]+)"`)
	for next != "" {
		r := l.get(l.ends.Mastodon + next)
		if r.status != http.StatusOK {
			t.Fatalf("%s: %d", next, r.status)
		}
		seen += strings.Count(r.body, "<article ")
		next = ""
		if m := link.FindStringSubmatch(r.body); m != nil {
			next = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	if seen != 95 {
		t.Errorf("%d posts on the profile's pages, want 95", seen)
	}
	r := l.get(l.ends.Mastodon + "/@bob/2000")
	order := []int{strings.Index(r.body, `id="p1094"`), strings.Index(r.body, `id="p2000"`), strings.Index(r.body, `id="p2001"`)}
	if order[0] < 0 || order[0] > order[1] || order[1] > order[2] || !strings.Contains(r.body, `class="post focus" id="p2000"`) {
		t.Errorf("the thread stands at %v", order)
	}
	if r := l.get(l.ends.Mastodon + "/search?q=seats+number"); strings.Count(r.body, "<article ") != 20 || !strings.Contains(r.body, "&amp;max_id=1075") {
		t.Errorf("search page: %d posts", strings.Count(r.body, "<article "))
	}
	if r := l.get(l.ends.Mastodon + "/users/Alice"); r.status != http.StatusMovedPermanently || r.header.Get("Location") != "/@Alice" {
		t.Errorf("/users/Alice: %d %s", r.status, r.header.Get("Location"))
	}
	if r := l.get(l.ends.Mastodon + "/.well-known/webfinger?resource=acct:alice@chatterly.test"); r.status != 200 || !strings.Contains(r.body, "http://chatterly.test/@Alice") {
		t.Errorf("webfinger: %d %s", r.status, r.body)
	}
}

// TestSameQuestionSameBytes: what is served depends on scenario time alone,
// not on the port, the wall clock or the way it was asked.
func TestSameQuestionSameBytes(t *testing.T) {
	dir := newFixture(t).write(t)
	a, b := start(t, dir), start(t, dir)
	for _, path := range []string{"/", "/@Alice", "/@Alice/1094", "/api/v1/statuses/1094", "/api/v1/accounts/100/statuses", "/api/v1/instance", "/about", "/search?q=seats", "/tags"} {
		a.at(day(11))
		b.at(day(11))
		if a.get(a.ends.Mastodon+path).body != b.get(b.ends.Mastodon+path).body {
			t.Errorf("%s differs between two ports", path)
		}
	}
}
