package rangeserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// grants writes what the trainer's side would.
func (l *lab) grants(list ...rangeserver.Grant) {
	l.t.Helper()
	b, err := json.Marshal(list)
	if err == nil {
		err = os.WriteFile(filepath.Join(l.state, rangeserver.GrantsFile), b, 0o600)
	}
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *lab) order(until int, messages bool) rangeserver.Grant {
	return rangeserver.Grant{Team: l.team, Name: "quiet-reader", Until: worldtest.Day(until), ReadOnly: true, Messages: messages, Authority: "order 12"}
}

// signIn sends the login form and returns the answer and its cookie.
func (l *lab) signIn(name, passphrase string) (reply, string) {
	l.t.Helper()
	f := url.Values{"name": {name}, "passphrase": {passphrase}}
	r := l.do(http.MethodPost, l.ends.Sites["agora-9.test"]+"/login", strings.NewReader(f.Encode()), "Content-Type", "application/x-www-form-urlencoded")
	cookie, _, _ := strings.Cut(r.header.Get("Set-Cookie"), ";")
	return r, cookie
}

// Without a grant anybody sees the front page and nothing else, whatever is
// asked for; the words of members are on no page.
func TestAgoraIsShut(t *testing.T) {
	dir := townDir(t)
	w := worldtest.New(200)
	l := start(t, dir)
	site := l.ends.Sites["agora-9.test"]
	l.at(worldtest.Day(25))
	front := l.get(site + "/")
	for _, says := range []string{"Who invites somebody answers for them.", "Vans and seats", `action="/login"`, "SYNTHETIC TRAINING DATA"} {
		if front.status != http.StatusOK || !strings.Contains(front.body, says) {
			t.Errorf("the front page lacks %q: %d", says, front.status)
		}
	}
	pic := rows[record.ForumMedia](t, &s1{dir: dir}, "forum/private/media.jsonl")[0]
	for _, path := range []string{
		"/board/vans-and-seats", "/thread/" + w.Threads[0].ID, "/members", "/member/" + w.ForumMembers[0].ID, "/messages", "/search?q=van", "/media/" + filepath.Base(pic.File),
		"/forum/private/posts.jsonl", "/private/html/index.html", "/../forum/private/members.jsonl",
	} {
		for _, cookie := range []string{"", "agora9=", "agora9=0000", "agora9=" + l.ends.Login.Passphrase} {
			r := l.do(http.MethodGet, site+path, nil, "Cookie", cookie)
			if r.status != http.StatusForbidden || strings.Contains(r.body, "amberlight") || strings.Contains(r.body, "comfortable van") {
				t.Errorf("%s with %q: %d %.120s", path, cookie, r.status, r.body)
			}
		}
	}
	for _, c := range []struct {
		name  string
		setup func()
		pass  string
	}{
		{"no grant at all", func() {}, l.ends.Login.Passphrase},
		{"a grant of another team", func() { g := l.order(30, false); g.Team = "team-b"; l.grants(g) }, l.ends.Login.Passphrase},
		{"a grant that has ended", func() { l.grants(l.order(25, false)) }, l.ends.Login.Passphrase},
		{"a wrong passphrase", func() { l.grants(l.order(30, false)) }, "open-sesam"},
	} {
		c.setup()
		r, cookie := l.signIn("quiet-reader", c.pass)
		if r.status != http.StatusForbidden || cookie != "" || !strings.Contains(r.body, "Not signed in") {
			t.Errorf("%s: %d with %q", c.name, r.status, cookie)
		}
		log := l.rg.Served(l.team).Rows()
		if last := log[len(log)-1]; last.Conduct != "login" || last.Surface != "forum" {
			t.Errorf("%s: logged %+v", c.name, last)
		}
	}
	if _, cookie := l.signIn("somebody-else", l.ends.Login.Passphrase); cookie != "" {
		t.Error("another name signs in")
	}
}

// A grant opens the rooms until it ends, is taken out, or the clock is past it;
// private messages only where it covers them; nothing can be written.
func TestAgoraOpens(t *testing.T) {
	dir := townDir(t)
	w := worldtest.New(200)
	l := start(t, dir)
	site := l.ends.Sites["agora-9.test"]
	l.at(worldtest.Day(25))
	l.grants(l.order(60, false))
	r, cookie := l.signIn("quiet-reader", l.ends.Login.Passphrase)
	if r.status != http.StatusSeeOther || cookie == "" || r.header.Get("Location") != "/" {
		t.Fatalf("sign in: %d %v", r.status, r.header)
	}
	inside := func(path string) reply { return l.do(http.MethodGet, site+path, nil, "Cookie", cookie) }
	thread := "/thread/" + w.Threads[0].ID
	if r := inside(thread); r.status != http.StatusOK || !strings.Contains(r.body, "Write by message.") {
		t.Errorf("the thread: %d", r.status)
	}
	log := l.rg.Served(l.team).Rows()
	if last := log[len(log)-1]; last.Record != "forum/private/threads.jsonl#"+w.Threads[0].ID || !slices.Contains(last.Records, "forum/private/posts.jsonl#"+w.ForumPosts[0].ID) || last.SHA256 != sum([]byte(inside(thread).body)) {
		t.Errorf("logged %+v", last)
	}
	if r := inside("/messages"); r.status != http.StatusForbidden || strings.Contains(r.body, "place on Friday") {
		t.Errorf("messages that are not covered: %d", r.status)
	}
	if r := l.do(http.MethodPost, site+thread, strings.NewReader("text=hello"), "Cookie", cookie); r.status != http.StatusForbidden || !strings.Contains(r.body, "read only") {
		t.Errorf("a post is taken: %d", r.status)
	}
	if rows := l.rg.Served(l.team).Conduct(); len(rows) != 1 || rows[0].Conduct != "post" {
		t.Errorf("conduct %+v", rows)
	}
	for _, row := range l.rg.Served(l.team).Rows() {
		if b, _ := json.Marshal(row); strings.Contains(string(b), strings.TrimPrefix(cookie, "agora9=")) || strings.Contains(string(b), l.ends.Login.Passphrase) {
			t.Errorf("the log holds a secret: %s", b)
		}
	}
	l.at(worldtest.Day(60))
	if r := inside(thread); r.status != http.StatusForbidden {
		t.Errorf("after its end: %d", r.status)
	}
	l.at(worldtest.Day(25))
	l.grants()
	if r := inside(thread); r.status != http.StatusForbidden {
		t.Errorf("taken out: %d", r.status)
	}
	l.grants(l.order(60, true))
	if r := inside("/messages"); r.status != http.StatusOK || !strings.Contains(r.body, "place on Friday") {
		t.Errorf("messages that are covered: %d", r.status)
	}
}

var agoraPost = regexp.MustCompile(`<article class="post" id="p(\d+)"`)

// What stands behind the login is as of the clock: nothing of the future,
// nothing deleted, edits and bans in their time.
func TestAgoraAsOfTheClock(t *testing.T) {
	dir := townDir(t)
	w := worldtest.New(200)
	l := start(t, dir)
	site := l.ends.Sites["agora-9.test"]
	l.grants(l.order(96, true))
	l.at(worldtest.Day(8))
	_, cookie := l.signIn("quiet-reader", l.ends.Login.Passphrase)
	threads := map[string]record.ForumThread{}
	for _, x := range rows[record.ForumThread](t, &s1{dir: dir}, "forum/private/threads.jsonl") {
		threads[x.ID] = x
	}
	posts := rows[record.ForumPost](t, &s1{dir: dir}, "forum/private/posts.jsonl")
	for _, day := range []int{0, 9, 35, 95} {
		now := worldtest.Day(day).Add(13 * time.Hour)
		l.at(now)
		want := map[string][]string{}
		for _, p := range posts {
			th := threads[p.ThreadID]
			if !p.CreatedAt.After(now) && (p.DeletedAt.IsZero() || now.Before(p.DeletedAt)) && (th.DeletedAt.IsZero() || now.Before(th.DeletedAt)) {
				want[p.ThreadID] = append(want[p.ThreadID], p.ID)
			}
		}
		for id, th := range threads {
			var got []string
			for n := 1; ; n++ {
				r := l.do(http.MethodGet, fmt.Sprintf("%s/thread/%s?page=%d", site, id, n), nil, "Cookie", cookie)
				if gone := !th.DeletedAt.IsZero() && !now.Before(th.DeletedAt); th.CreatedAt.After(now) && r.status != http.StatusNotFound || gone && r.status != http.StatusGone {
					t.Fatalf("thread %s on day %d: %d", id, day, r.status)
				}
				for _, m := range agoraPost.FindAllStringSubmatch(r.body, -1) {
					got = append(got, m[1])
				}
				if !strings.Contains(r.body, ">Next page<") {
					break
				}
			}
			equal(t, fmt.Sprintf("thread %s on day %d", id, day), got, want[id])
		}
	}
	for _, c := range []struct {
		day    int
		path   string
		status int
		says   string
		not    string
	}{
		{8, "/member/" + w.ForumMembers[1].ID, 200, "amberlight", "banned"},
		{6, "/member/" + w.ForumMembers[1].ID, 200, "amberlight", "Known to me."},
		{7, "/member/" + w.ForumMembers[1].ID, 200, "Known to me.", "banned"},
		{8, "/member/" + w.ForumMembers[0].ID, 200, "tiredfox", "quietlamp"},
		{15, "/member/" + w.ForumMembers[0].ID, 200, "quietlamp", "Banned"},
		{31, "/member/" + w.ForumMembers[3].ID, 200, "Two names, one person.", "Do not pay"},
		{11, "/member/" + w.ForumMembers[3].ID, 404, "no such", "quietlamp"},
		{5, "/members", 200, "Members", "tiredfox"},
		{9, "/thread/" + w.Threads[0].ID, 200, "Two are.", "One is."},
		{10, "/thread/" + w.Threads[0].ID, 200, "One is.", "Two are."},
		{10, "/thread/" + w.Threads[0].ID, 200, "<blockquote", "Do not pay"},
		{22, "/thread/" + w.Threads[0].ID, 200, "&lt;script&gt;", "<script"},
		{22, "/thread/" + w.Threads[0].ID, 200, "[U&#43;202E]", "\u202e"},
		{23, "/thread/" + w.Threads[3].ID, 200, "never left", "<img src=x"},
		{31, "/thread/" + w.Threads[3].ID, 410, "no longer there", "never left"},
		{51, "/thread/" + w.Threads[1].ID, 200, "locked", "<script"},
		{15, "/board/vans-and-seats", 200, "Coach to Ostavo", "What a lawyer"},
		{15, "/search?q=AMBERLIGHT+week", 200, "/thread/" + w.Threads[0].ID + "?page=1#p" + w.ForumPosts[0].ID, "Is it still free?"},
		{6, "/search?q=amberlight+week", 200, "No post holds", "every week"},
		{21, "/search?q=before+you+have+seen", 200, "No post holds", "Do not pay"},
		{20, "/search", 200, "Words in posts", "No post holds"},
		{15, "/board/none", 404, "no such", "amberlight"},
		{9, "/messages", 200, "Private messages", "Call "},
		{10, "/messages", 200, "Call ", "<script"},
	} {
		l.at(worldtest.Day(c.day))
		r := l.do(http.MethodGet, site+c.path, nil, "Cookie", cookie)
		if r.status != c.status || !strings.Contains(r.body, c.says) || strings.Contains(r.body, c.not) {
			t.Errorf("day %d, %s: %d, want %d, %q and no %q", c.day, c.path, r.status, c.status, c.says, c.not)
		}
	}
}

// A file of grants that says too little, or more than reading, opens nothing and
// is named to the operator.
func TestGrantsAreChecked(t *testing.T) {
	dir := t.TempDir()
	for text, says := range map[string]string{
		`[{"team":"team-a","name":"x","until":"2026-03-01T00:00:00Z","authority":"o"}]`:                               "read_only must be true",
		`[{"team":"team-a","until":"2026-03-01T00:00:00Z","read_only":true,"authority":"o"}]`:                         "grant 1 wants team, name",
		`[{"team":"team-a","name":"x","until":"2026-03-01T00:00:00Z","read_only":true}]`:                              "until and authority",
		`[{"team":"team-a","name":"x","until":"2026-03-01T00:00:00Z","read_only":true,"authority":"o","write":true}]`: "unknown field",
		`{`: "unexpected EOF",
	} {
		file := filepath.Join(dir, "grants.json")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := rangeserver.ReadGrants(file); err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v, want %q and the file", text, err, says)
		}
	}
	if list, err := rangeserver.ReadGrants(filepath.Join(dir, "none.json")); err != nil || len(list) != 0 {
		t.Errorf("no file: %v %v", list, err)
	}
}

// wget signs in, keeps the cookie and takes a thread home; the WARC holds the
// bytes that the log knows.
func TestAgoraByWget(t *testing.T) {
	toolbin.Core(t, "wget")
	w := worldtest.New(200)
	l := start(t, townDir(t))
	l.at(worldtest.Day(25))
	l.grants(l.order(60, false))
	dir := t.TempDir()
	run := func(args ...string) {
		cmd := exec.Command(toolbin.Find(t, "wget"), args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "http_proxy="+l.ends.HTTP, "no_proxy=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("wget %q: %v\n%s", args, err, out)
		}
	}
	run("--no-config", "-q", "--save-cookies=jar", "--keep-session-cookies", "--post-data=name=quiet-reader&passphrase="+l.ends.Login.Passphrase, "-O", "front.html", "http://agora-9.test/login")
	run("--no-config", "-q", "--load-cookies=jar", "-O", "thread.html", "http://agora-9.test/thread/"+w.Threads[0].ID)
	page, err := os.ReadFile(filepath.Join(dir, "thread.html"))
	if err != nil {
		t.Fatal(err)
	}
	if got := l.rg.Served(l.team).BySum(sum(page)); len(got) != 1 || got[0].URL != "http://agora-9.test/thread/"+w.Threads[0].ID || !strings.Contains(string(page), "Seats in a comfortable van") {
		t.Errorf("the page that wget kept was served as %+v", got)
	}
}

// TestTownCards runs what the cards of the forum and the short videos tell a
// trainee to type.
func TestTownCards(t *testing.T) {
	w := worldtest.New(200)
	l := start(t, townDir(t))
	l.at(worldtest.Day(25))
	l.grants(l.order(60, false))
	want := map[string]string{"agora": "agora-001.warc", "loopi": "http://loopi.test/@amber_ways\tEvery week. Ask the desk."}
	for _, c := range l.rg.Toolbox(l.team) {
		if want[c.ID] == "" {
			continue
		}
		toolbin.Find(t, map[string]string{"agora": "wget", "loopi": "jq"}[c.ID])
		script := strings.NewReplacer("name=NAME", "name=quiet-reader", "CLIP", w.Clips[0].ID).Replace(strings.Join(append(slices.Clone(c.Setup), c.Query...), "\n"))
		cmd := exec.CommandContext(t.Context(), "sh", "-e", "-c", script)
		cmd.Dir = t.TempDir()
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), want[c.ID]) {
			t.Errorf("%s: %v, no %q in\n%s\n%s", c.ID, err, want[c.ID], script, out)
		}
		delete(want, c.ID)
	}
	if len(want) > 0 {
		t.Errorf("no cards for %v", want)
	}
}

// TestAgoraInABrowser signs in by the form and holds the pages to the rules of
// package e2e.
func TestAgoraInABrowser(t *testing.T) {
	toolbin.Core(t, "chromium")
	w := worldtest.New(200)
	l := start(t, townDir(t))
	l.at(worldtest.Day(25))
	l.grants(l.order(60, true))
	b := e2e.Start(t, l.ends.Sites["agora-9.test"], os.Getenv("RADAR_SHOTS"))
	b.Visit("/", http.StatusOK)
	b.Visit("/members", http.StatusForbidden)
	b.Visit("/login", http.StatusOK)
	b.Fill("#name", "quiet-reader")
	b.Fill("#passphrase", l.ends.Login.Passphrase)
	b.Press("main button", http.StatusOK)
	if b.Path() != "/" {
		t.Fatalf("signed in to %s", b.Path())
	}
	for _, path := range []string{"/", "/board/vans-and-seats", "/thread/" + w.Threads[0].ID, "/members", "/member/" + w.ForumMembers[0].ID, "/messages", "/search?q=van"} {
		b.Visit(path, http.StatusOK)
	}
	b.Visit("/board/none", http.StatusNotFound)
}
