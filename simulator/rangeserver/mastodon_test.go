package rangeserver_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-mastodon"

	"github.com/osint-radar/academy/simulator/rangeserver"
)

// descending are the ids from hi down to lo, without those left out.
func descending(hi, lo int, without ...int) []string {
	out := []string{}
	for i := hi; i >= lo; i-- {
		if !slices.Contains(without, i) {
			out = append(out, fmt.Sprint(i))
		}
	}
	return out
}

// TestGoMastodonPages pages through an account with go-mastodon, as of several
// times: before it has finished, before and after a deletion.
func TestGoMastodonPages(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	c := mastodon.NewClient(&mastodon.Config{Server: l.ends.Mastodon})
	for _, v := range []struct {
		name string
		at   time.Time
		want []string
	}{
		{"nothing yet", day(4).Add(-time.Nanosecond), []string{}},
		{"the first", day(4), []string{"1000"}},
		{"half way", day(6), descending(1048, 1000)},
		{"before the deletion", day(12).Add(-time.Second), descending(1094, 1000)},
		{"after the deletion", day(12), descending(1094, 1000, 1030)},
	} {
		l.at(v.at)
		got := []string{}
		pg := &mastodon.Pagination{Limit: 40}
		for {
			list, err := c.GetAccountStatuses(t.Context(), "100", pg)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range list {
				if s.CreatedAt.After(v.at) {
					t.Errorf("%s: %s is of %v", v.name, s.ID, s.CreatedAt)
				}
				got = append(got, string(s.ID))
			}
			if pg.MaxID == "" {
				break
			}
			pg.MinID, pg.SinceID, pg.Limit = "", "", 40
		}
		equal(t, v.name, got, v.want)
		a, err := c.GetAccount(t.Context(), "100")
		if err != nil || int(a.StatusesCount) != len(v.want) {
			t.Errorf("%s: %d posts are counted, %d seen (%v)", v.name, a.StatusesCount, len(v.want), err)
		}
	}
}

func TestParameters(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	l.at(day(11))
	base := "/api/v1/accounts/100/statuses"
	for query, want := range map[string][]string{
		"?limit=3":                             descending(1094, 1092),
		"?limit=400":                           descending(1094, 1055), // capped at 40
		"?limit=-1":                            descending(1094, 1075), // 20 without a limit
		"?limit=3&max_id=1050":                 descending(1049, 1047),
		"?limit=3&since_id=1090":               descending(1094, 1092),
		"?limit=3&min_id=1090":                 descending(1093, 1091), // the next three above it
		"?limit=3&max_id=1010&since_id=1008":   {"1009"},
		"?only_media=true&limit=3":             {"1090", "1080", "1070"},
		"?tagged=LANTERN&limit=2":              {"1090", "1080"},
		"?pinned=true":                         {},
		"?max_id=1000":                         {},
		"?max_id=garbage&limit=1":              {"1094"},
		"?exclude_replies=true&limit=1":        {"1094"},
		"?max_id=18446744073709551615&limit=1": {"1094"},
	} {
		equal(t, query, l.ids(base+query), want)
	}
	equal(t, "carol without replies", l.ids("/api/v1/accounts/102/statuses?exclude_replies=true"), []string{"2002"})
	equal(t, "carol without boosts", l.ids("/api/v1/accounts/102/statuses?exclude_reblogs=1"), []string{"2001"})
	equal(t, "public", l.ids("/api/v1/timelines/public?limit=3"), []string{"2001", "2000", "1094"})
	equal(t, "public pictures", l.ids("/api/v1/timelines/public?only_media=true&limit=2"), []string{"1090", "1080"})
	equal(t, "tag", l.ids("/api/v1/timelines/tag/Lantern?limit=2"), []string{"2001", "1090"})
	equal(t, "unused tag", l.ids("/api/v1/timelines/tag/none"), []string{})
	equal(t, "liked by", l.ids("/api/v1/statuses/1094/favourited_by"), []string{"200", "102", "101"})
	equal(t, "boosted by", l.ids("/api/v1/statuses/1000/reblogged_by"), []string{"102"})
	equal(t, "following", l.ids("/api/v1/accounts/100/following"), []string{"101"})
	var ctx struct {
		Ancestors, Descendants []struct{ ID string }
	}
	l.json("/api/v1/statuses/2000/context", &ctx)
	if len(ctx.Ancestors) != 1 || ctx.Ancestors[0].ID != "1094" || len(ctx.Descendants) != 1 || ctx.Descendants[0].ID != "2001" {
		t.Errorf("thread %+v", ctx)
	}
}

func TestLinkHeader(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	l.at(day(11))
	var any []map[string]any
	host := strings.TrimPrefix(l.ends.Mastodon, "http://")
	h := l.json("/api/v1/accounts/100/statuses?limit=2&only_media=true", &any)
	want := "<http://" + host + `/api/v1/accounts/100/statuses?limit=2&max_id=1080&only_media=true>; rel="next", <http://` + host + `/api/v1/accounts/100/statuses?limit=2&min_id=1090&only_media=true>; rel="prev"`
	if got := h.Get("Link"); got != want {
		t.Errorf("Link: %s\nwant  %s", got, want)
	}
	h = l.json("/api/v1/accounts/100/statuses?max_id=1002", &any)
	if got := h.Get("Link"); strings.Contains(got, "next") || !strings.Contains(got, "min_id=1001") {
		t.Errorf("the last page points on: %s", got)
	}
	h = l.json("/api/v1/accounts/100/statuses?max_id=1000", &any)
	if got := h.Get("Link"); got != "" || len(any) != 0 {
		t.Errorf("an empty page has Link %q", got)
	}
	// Followers, 51 of them, by pages of 40: newest follow first.
	var got []string
	next := "/api/v1/accounts/100/followers"
	for next != "" {
		var page []struct{ ID string }
		h := l.json(next, &page)
		for _, a := range page {
			got = append(got, a.ID)
		}
		next = ""
		if s, _, ok := strings.Cut(h.Get("Link"), `>; rel="next"`); ok {
			u, err := url.Parse(strings.TrimPrefix(s, "<"))
			if err != nil {
				t.Fatal(err)
			}
			next = u.RequestURI()
		}
	}
	equal(t, "followers", got, append([]string{"101"}, descending(249, 200)...))
}

// TestShapes checks what clients rely on: ids are strings, no list is null,
// times have milliseconds.
func TestShapes(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	l.at(day(11))
	for _, path := range []string{
		"/api/v1/accounts/100", "/api/v1/accounts/102", "/api/v1/statuses/1094", "/api/v1/statuses/2001", "/api/v1/statuses/2002", "/api/v1/accounts/lookup?acct=alice",
		"/api/v1/timelines/public", "/api/v2/search?q=alice", "/api/v1/search?q=lantern", "/api/v2/search?q=", "/api/v1/instance", "/api/v1/instance/", "/api/v2/instance",
		"/api/v1/custom_emojis", "/api/v1/trends/tags", "/api/v1/trends", "/api/v1/statuses/1094/context", "/api/v1/accounts/search?q=zzz",
	} {
		var v any
		l.json(path, &v)
		walk(t, path, "", v)
	}
	var s struct {
		CreatedAt string `json:"created_at"`
		URL       string
		Content   string
	}
	l.json("/api/v1/statuses/1000", &s)
	if s.CreatedAt != "2026-02-05T00:00:00.000Z" || s.URL != "http://chatterly.test/@Alice/1000" {
		t.Errorf("status %+v", s)
	}
	if want := `<p>post number 0 about seats <a href="http://chatterly.test/tags/lantern" class="mention hashtag" rel="tag">#<span>Lantern</span></a></p>`; s.Content != want {
		t.Errorf("content %s", s.Content)
	}
}

// nullable are the members that Mastodon documents as null where nothing is there.
var nullable = []string{
	"edited_at", "in_reply_to_id", "in_reply_to_account_id", "language", "reblog", "card", "poll", "remote_url", "text_url", "blurhash",
	"verified_at", "last_status_at", "contact_account", "account", "message", "website",
}

func walk(t *testing.T, path, key string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if x == nil && !slices.Contains(nullable, k) {
				t.Errorf("%s: %s is null", path, k)
			}
			if _, str := x.(string); strings.HasSuffix(k, "id") && x != nil && !str {
				t.Errorf("%s: %s is no string: %v", path, k, x)
			}
			if s, _ := x.(string); k == "created_at" {
				if _, err := time.Parse("2006-01-02T15:04:05.000Z", s); err != nil {
					t.Errorf("%s: %v", path, err)
				}
			}
			walk(t, path, k, x)
		}
	case []any:
		for _, x := range v {
			walk(t, path, key, x)
		}
	}
}

func TestProfilesChangeAndEnd(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	type account struct {
		DisplayName    string `json:"display_name"`
		FollowersCount int    `json:"followers_count"`
		Suspended      bool
		Note           string
		Moved          *struct{ Acct string }
		Fields         []struct{ Value string }
	}
	look := func(at time.Time, id string) account {
		l.at(at)
		var a account
		l.json("/api/v1/accounts/"+id, &a)
		return a
	}
	if a := look(day(10).Add(-1), "100"); a.DisplayName != "Alice Old" || a.FollowersCount != 51 {
		t.Errorf("before the change: %+v", a)
	}
	if a := look(day(10), "100"); a.DisplayName != "Alice New" || len(a.Fields) != 1 || !strings.Contains(a.Note, "Posts about") {
		t.Errorf("after the change: %+v", a)
	}
	if a := look(day(20), "100"); a.FollowersCount != 50 {
		t.Errorf("a suspended follower is counted: %+v", a)
	}
	if a := look(day(15), "102"); a.Moved == nil || a.Moved.Acct != "Alice" {
		t.Errorf("moved: %+v", a)
	}
	if a := look(day(15).Add(-1), "102"); a.Moved != nil {
		t.Errorf("moved too early: %+v", a)
	}
	if a := look(day(20), "101"); !a.Suspended || a.DisplayName != "" {
		t.Errorf("suspended: %+v", a)
	}
	equal(t, "a suspended account's posts", l.ids("/api/v1/accounts/101/statuses"), []string{})
	for path, want := range map[string]int{"/@bob": 410, "/@bob/2000": 410, "/@alice": 200, "/@ghost": 404, "/@Alice/1030": 410, "/@Alice/99": 404, "/media/530.jpg": 410, "/media/540.jpg": 200} {
		if r := l.get(l.ends.Mastodon + path); r.status != want || !strings.Contains(r.body, "SYNTHETIC TRAINING DATA") && r.header.Get("Content-Type") != "image/jpeg" {
			t.Errorf("%s: %d, want %d", path, r.status, want)
		}
	}
	if r := l.get(l.ends.Mastodon + "/api/v1/statuses/1030"); r.status != 404 || !strings.Contains(r.body, `"error"`) {
		t.Errorf("deleted: %d %s", r.status, r.body)
	}
}

func TestSearch(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	l.at(day(11))
	type result struct {
		Accounts, Statuses []struct{ ID string }
		Hashtags           []struct{ Name string }
	}
	find := func(q string) result {
		var r result
		l.json("/api/v2/search?resolve=true&q="+url.QueryEscape(q), &r)
		return r
	}
	for q, want := range map[string]string{"alice": "100", "@alice": "100", "@Alice@chatterly.test": "100", "alice new": "100", "http://chatterly.test/@Alice": "100", "bo": "101"} {
		if r := find(q); len(r.Accounts) != 1 || r.Accounts[0].ID != want {
			t.Errorf("%q finds %+v", q, r.Accounts)
		}
	}
	if r := find("alice old"); len(r.Accounts) != 0 {
		t.Errorf("a name given up is found: %+v", r.Accounts)
	}
	if r := find("SEATS number 42"); len(r.Statuses) != 1 || r.Statuses[0].ID != "1042" {
		t.Errorf("words: %+v", r.Statuses)
	}
	if r := find("http://chatterly.test/@Alice/1042"); len(r.Statuses) != 1 || r.Statuses[0].ID != "1042" {
		t.Errorf("an address: %+v", r.Statuses)
	}
	if r := find("#lan"); len(r.Hashtags) != 1 || r.Hashtags[0].Name != "lantern" {
		t.Errorf("a tag: %+v", r.Hashtags)
	}
	l.at(day(3))
	if r := find("seats"); len(r.Statuses) != 0 {
		t.Errorf("posts of the future are found: %+v", r.Statuses)
	}
	if r := find("#lan"); len(r.Hashtags) != 0 {
		t.Errorf("a tag of the future is found: %+v", r.Hashtags)
	}
}

// TestConduct: what would act is refused, and the guard hears of it.
func TestConduct(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	l.at(day(11))
	for path, want := range map[string][2]string{
		"/api/v1/accounts/100/follow":     {"follow", "microblog/accounts.jsonl#100"},
		"/api/v1/statuses/1094/favourite": {"favourite", "microblog/statuses.jsonl#1094"},
		"/api/v1/statuses/1094/reblog":    {"boost", "microblog/statuses.jsonl#1094"},
		"/api/v1/statuses":                {"post", ""},
		"/api/v1/media":                   {"upload", ""},
		"/api/v1/tags/lantern/follow":     {"follow", ""},
		"/api/v1/reports":                 {"report", ""},
		"/api/v1/polls/1/votes":           {"vote", ""},
		"/api/v1/something/new":           {"act", ""},
	} {
		r := l.do(http.MethodPost, l.ends.Mastodon+path, strings.NewReader("status=hello"), "Content-Type", "application/x-www-form-urlencoded")
		var e struct{ Error string }
		if r.status != http.StatusForbidden || json.Unmarshal([]byte(r.body), &e) != nil || e.Error == "" {
			t.Errorf("%s: %d %s", path, r.status, r.body)
		}
		rows := l.rg.Served("team-a").ByURL("http://chatterly.test" + path)
		if len(rows) != 1 || rows[0].Conduct != want[0] || rows[0].Record != want[1] || rows[0].Status != 403 {
			t.Errorf("%s is logged as %+v", path, rows)
		}
	}
	if r := l.do(http.MethodPost, l.ends.Sites["ngo.test"]+"/contact", strings.NewReader("m=hi")); r.status != http.StatusForbidden {
		t.Errorf("a form: %d", r.status)
	}
	if n := len(l.rg.Served("team-a").Conduct()); n != 10 {
		t.Errorf("%d acts are reported, want 10", n)
	}
}

// TestLogin walks the code flow with go-mastodon and refuses tokens of others.
func TestLogin(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	l.at(day(11))
	app, err := mastodon.RegisterApp(t.Context(), &mastodon.AppConfig{
		Server: l.ends.Mastodon, ClientName: "test", Scopes: "read", RedirectURIs: "urn:ietf:wg:oauth:2.0:oob",
	})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(app.AuthURI)
	if err != nil {
		t.Fatal(err)
	}
	u.Scheme, u.Host = "http", strings.TrimPrefix(l.ends.Mastodon, "http://")
	r := l.get(u.String())
	if r.status != 200 || !strings.Contains(r.body, "Allow") {
		t.Fatalf("form: %d %s", r.status, r.body)
	}
	r = l.do(http.MethodPost, l.ends.Mastodon+"/oauth/authorize", strings.NewReader(u.RawQuery), "Content-Type", "application/x-www-form-urlencoded")
	_, rest, ok := strings.Cut(r.body, `<output class="code">`)
	code, _, _ := strings.Cut(rest, "<")
	if !ok || len(code) < 40 {
		t.Fatalf("code: %d %s", r.status, r.body)
	}
	c := mastodon.NewClient(&mastodon.Config{Server: l.ends.Mastodon, ClientID: app.ClientID, ClientSecret: app.ClientSecret})
	if err := c.GetUserAccessToken(t.Context(), "wrong", "urn:ietf:wg:oauth:2.0:oob"); err == nil {
		t.Error("a wrong code is taken")
	}
	if err := c.GetUserAccessToken(t.Context(), code, "urn:ietf:wg:oauth:2.0:oob"); err != nil {
		t.Fatal(err)
	}
	me, err := c.GetAccountCurrentUser(t.Context())
	if err != nil || me.Acct != "observer" {
		t.Errorf("signed in as %+v, %v", me, err)
	}
	if home, err := c.GetTimelineHome(t.Context(), nil); err != nil || len(home) == 0 {
		t.Errorf("home: %d %v", len(home), err)
	}
	for path, auth := range map[string]string{
		"/api/v1/accounts/verify_credentials": "", "/api/v1/timelines/home": "", "/api/v1/notifications": "", "/api/v1/timelines/public": "Bearer of another team",
	} {
		if r := l.do(http.MethodGet, l.ends.Mastodon+path, nil, "Authorization", auth); r.status != http.StatusUnauthorized {
			t.Errorf("%s with %q: %d", path, auth, r.status)
		}
	}
	for _, bad := range []string{"https://evil.example/", "javascript:alert(1)", "http://192.0.2.1/", "http://user@127.0.0.1/"} {
		q := u.Query()
		q.Set("redirect_uri", bad)
		if r := l.do(http.MethodPost, l.ends.Mastodon+"/oauth/authorize", strings.NewReader(q.Encode()), "Content-Type", "application/x-www-form-urlencoded"); r.status != 400 {
			t.Errorf("a code is sent to %s: %d", bad, r.status)
		}
	}
	for _, row := range l.rg.Served("team-a").Rows() {
		if strings.Contains(row.URL, "/oauth/") || strings.Contains(row.URL, "v1/apps") {
			t.Errorf("a log-in is an artefact: %+v", row)
		}
	}
}

// TestTokensOutliveARestart: keys lie in the state folder.
func TestTokensOutliveARestart(t *testing.T) {
	dir := newFixture(t).write(t)
	data, err := rangeserver.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	cfg := rangeserver.Config{State: t.TempDir(), Now: func() time.Time { return wall }, Teams: []rangeserver.Team{{Name: "a", Data: data[0]}, {Name: "b", Data: data[0]}}}
	var ends [2]rangeserver.Endpoints
	for i := range ends {
		rg, err := rangeserver.Start(context.Background(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		ends[i], _ = rg.Endpoints("a")
		if b, _ := rg.Endpoints("b"); b.Login.Passphrase == ends[i].Login.Passphrase {
			t.Error("two teams have one passphrase")
		}
		if err := rg.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if ends[0].Login.Passphrase != ends[1].Login.Passphrase || ends[0].HTTP != ends[1].HTTP || ends[0].DNS != ends[1].DNS {
		t.Errorf("after a restart a team's addresses or passphrase differ: %+v %+v", ends[0], ends[1])
	}
}
