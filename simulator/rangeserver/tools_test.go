package rangeserver_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
)

// Real programs against a simulated Blue Lantern. What they must answer comes
// from the plan and the truth, or from a reading of the dataset's files of the
// test's own, never from the range.

// run starts a program with a home of its own and returns its standard output.
func run(t *testing.T, in string, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	home := t.TempDir()
	cmd.Env = append([]string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "LC_ALL=C.UTF-8"}, env...)
	cmd.Stdin = strings.NewReader(in)
	var out, diag bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &diag
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", filepath.Base(name), strings.Join(args, " "), err, &out, &diag)
	}
	return out.String()
}

func has(t *testing.T, what, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if w == "" || !strings.Contains(text, w) {
			t.Errorf("%s: no %q in\n%s", what, w, text)
		}
	}
}

// entity is the truth's entity of an id.
func (s *s1) entity(t *testing.T, id string) truth.Fact {
	t.Helper()
	for _, f := range s.facts {
		if f.Kind == truth.Entity && f.ID == id {
			return f
		}
	}
	t.Fatalf("the truth has no entity %s", id)
	return truth.Fact{}
}

func (s *s1) one(t *testing.T, id, kind string) string {
	t.Helper()
	list := selectors(s.entity(t, id), kind)
	if len(list) == 0 {
		t.Fatalf("%s is known by no %s", id, kind)
	}
	return list[0]
}

// rows reads a file of the dataset.
func rows[T any](t *testing.T, s *s1, path string) []T {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(s.dir, path))
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for line := range bytes.Lines(b) {
		var v T
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func TestDig(t *testing.T) {
	dig := toolbin.Find(t, "dig")
	s := simulated(t)
	l := start(t, s.dir)
	ip, rebirth, main := s.one(t, "host:first", "ip"), s.one(t, "domain:rebirth", "domain"), s.one(t, "domain:main", "domain")
	host, port, _ := strings.Cut(l.ends.DNS, ":")
	ask := func(args ...string) string {
		return run(t, "", nil, dig, append([]string{"@" + host, "-p", port, "+tries=1"}, args...)...)
	}
	l.at(s.opens)
	short := ask("+short", rebirth, "A")
	if short != ip+"\n" {
		t.Errorf("the rebirth's address is %q, the truth says %s", short, ip)
	}
	if n := len(l.rg.Served("team-a").BySum(sum([]byte(short)))); n == 0 {
		t.Error("what dig +short printed is not verified as served")
	}
	if got := ask("+short", "+tcp", rebirth, "A"); got != ip+"\n" {
		t.Errorf("over TCP: %q", got)
	}
	has(t, "reverse", ask("-x", ip), "status: NOERROR", "PTR")
	has(t, "no such name", ask("no-such-name."+rebirth), "status: NXDOMAIN", "SOA", "AUTHORITY: 1")
	has(t, "network", ask("+short", "TXT", strings.Join(reversed(strings.Split(ip, ".")), ".")+".origin.asn.test"), " | ", "testnic")
	var main0, rebirth0 time.Time
	for _, d := range s.w.Domains {
		if d.Name == main {
			main0 = d.Registered
		}
		if d.Name == rebirth {
			rebirth0 = d.Registered
		}
	}
	l.at(main0.Add(-time.Hour))
	has(t, "before registration", ask(main, "A"), "status: NXDOMAIN")
	l.at(rebirth0.Add(-time.Hour))
	if got := ask("+short", main, "A"); got != ip+"\n" {
		t.Errorf("the first domain's address before the move is %q, the truth says %s", got, ip)
	}
	has(t, "rebirth before its time", ask(rebirth, "A"), "status: NXDOMAIN")
}

func reversed(list []string) []string {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}

func TestWhoisProgram(t *testing.T) {
	whois := toolbin.Find(t, "whois")
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	host, port, _ := strings.Cut(l.ends.WHOIS, ":")
	email := s.one(t, "email:registrant", "email")
	for _, id := range []string{"domain:main", "domain:rebirth"} {
		name := s.one(t, id, "domain")
		got := run(t, "", nil, whois, "-h", host, "-p", port, name)
		has(t, name, got, "Registrant Email: "+email, strings.ToUpper(name))
		if n := len(l.rg.Served("team-a").BySum(sum([]byte(got)))); n == 0 {
			t.Errorf("what whois printed of %s is not verified as served", name)
		}
	}
	has(t, "address", run(t, "", nil, whois, "-h", host, "-p", port, s.one(t, "host:first", "ip")), "inetnum:", "netname:", "origin:")
}

func TestOpenRDAP(t *testing.T) {
	rdap := toolbin.Find(t, "rdap")
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	email, name := s.one(t, "email:registrant", "email"), s.one(t, "domain:rebirth", "domain")
	has(t, "by server", run(t, "", nil, rdap, "-s", l.ends.RDAP, name), "vCard email: "+email, "Action: registration")
	raw := run(t, "", nil, rdap, "--raw", "-s", l.ends.RDAP, name)
	if n := len(l.rg.Served("team-a").BySum(sum([]byte(strings.TrimSuffix(raw, "\n"))))); n == 0 {
		t.Errorf("rdap's raw answer is not verified as served: %s", raw)
	}
	boot := "--bs-url=" + strings.TrimSuffix(l.ends.RDAP, "rdap/") + "bootstrap/"
	has(t, "by bootstrap", run(t, "", nil, rdap, boot, name), email)
	ip := run(t, "", nil, rdap, boot, s.one(t, "host:first", "ip"))
	has(t, "address", ip, "IP Network:", "Start Address:")
	_, asn, _ := strings.Cut(ip, "arin_originas0_originautnums: ")
	asn, _, _ = strings.Cut(asn, "\n")
	has(t, "AS", run(t, "", nil, rdap, boot, "AS"+strings.TrimSpace(asn)), "StartAutnum: "+strings.TrimSpace(asn))
	r := l.get(l.ends.RDAP + "domains/reverse_search/entity?email=" + email)
	var found struct {
		Results []struct {
			Name string `json:"ldhName"`
		} `json:"domainSearchResults"`
	}
	if err := json.Unmarshal([]byte(r.body), &found); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, x := range found.Results {
		names = append(names, x.Name)
	}
	want := []string{s.one(t, "domain:main", "domain"), name}
	slices.Sort(want)
	equal(t, "the registrant's domains", names, want)
}

// followersAt counts with the dataset's own rows.
func followersAt(t *testing.T, s *s1, id string, at time.Time) (out []string) {
	handles := map[string]record.Account{}
	for _, a := range rows[record.Account](t, s, "microblog/accounts.jsonl") {
		handles[a.ID] = a
	}
	for _, f := range rows[record.Follow](t, s, "microblog/follows.jsonl") {
		a := handles[f.AccountID]
		if f.TargetID == id && !f.CreatedAt.After(at) && (a.SuspendedAt.IsZero() || at.Before(a.SuspendedAt)) {
			out = append(out, a.Handle)
		}
	}
	slices.Sort(out)
	return out
}

// statusesAt lists an account's posts as of a time, newest first.
func statusesAt(t *testing.T, s *s1, id string, at time.Time) (out []record.Status) {
	all := map[string]record.Status{}
	for _, x := range rows[record.Status](t, s, "microblog/statuses.jsonl") {
		all[x.ID] = x
		gone := func(y record.Status) bool { return !y.DeletedAt.IsZero() && !at.Before(y.DeletedAt) }
		if x.AccountID == id && !x.CreatedAt.After(at) && !gone(x) && (x.BoostOf == "" || !gone(all[x.BoostOf])) {
			out = append(out, x)
		}
	}
	slices.Reverse(out)
	return out
}

func (s *s1) account(t *testing.T, id string) record.Account {
	t.Helper()
	handle := strings.TrimPrefix(s.one(t, id, "handle"), "@")
	for _, a := range rows[record.Account](t, s, "microblog/accounts.jsonl") {
		if a.Handle == handle {
			return a
		}
	}
	t.Fatalf("no row of @%s", handle)
	return record.Account{}
}

func TestToot(t *testing.T) {
	toot := toolbin.Find(t, "toot")
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	who := s.account(t, "account:main")
	env := []string{"XDG_CONFIG_HOME=" + t.TempDir()}
	instance := strings.TrimPrefix(l.ends.Mastodon, "http://")
	has(t, "log-in", run(t, l.ends.Login.Passphrase+"\n", env, toot, "login_cli", "--disable-https", "-i", instance, "-e", l.ends.Login.Email), "Successfully logged in")
	has(t, "search", run(t, "", env, toot, "search", who.Handle), "@"+who.Handle)
	followers := followersAt(t, s, who.ID, s.opens)
	posts := statusesAt(t, s, who.ID, s.opens)
	if len(followers) < 20 || len(posts) < 10 {
		t.Fatalf("%d followers and %d posts: too few to tell anything", len(followers), len(posts))
	}
	has(t, "whois", run(t, "", env, toot, "whois", "@"+who.Handle),
		"ID: "+who.ID, fmt.Sprintf("Followers: %d\n", len(followers)), fmt.Sprintf("Statuses: %d\n", len(posts)))
	var listed []string
	for line := range strings.Lines(run(t, "", env, toot, "followers", who.Handle)) {
		if name, ok := strings.CutPrefix(line, "* @"); ok {
			listed = append(listed, strings.Fields(name)[0])
		}
	}
	slices.Sort(listed)
	equal(t, "followers", listed, followers)
	var tagged []string
	for _, x := range slices.Backward(rows[record.Status](t, s, "microblog/statuses.jsonl")) {
		if slices.Contains(x.Tags, "travel") && !x.CreatedAt.After(s.opens) && (x.DeletedAt.IsZero() || s.opens.Before(x.DeletedAt)) && len(tagged) < 10 {
			tagged = append(tagged, x.ID)
		}
	}
	listed = nil
	for line := range strings.Lines(run(t, "", env, toot, "timeline", "--tag", "travel", "--once", "--count", "10")) {
		if id, ok := strings.CutPrefix(line, "ID "); ok {
			listed = append(listed, strings.Fields(id)[0])
		}
	}
	equal(t, "tag timeline", listed, tagged)
	// toot exits 1 when it is refused.
	cmd := exec.CommandContext(t.Context(), toot, "follow", who.Handle)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "read-only") {
		t.Errorf("follow: %v %s", err, out)
	}
	acts := l.rg.Served("team-a").Conduct()
	if len(acts) != 1 || acts[0].Conduct != "follow" || acts[0].Record != "microblog/accounts.jsonl#"+who.ID {
		t.Errorf("conduct: %+v", acts)
	}
	// The toolbox's configuration is signed in already.
	box := t.TempDir()
	if err := l.rg.WriteToolbox(box); err != nil {
		t.Fatal(err)
	}
	has(t, "with the toolbox", run(t, "", []string{"XDG_CONFIG_HOME=" + box + "/team-a"}, toot, "whois", who.Handle), who.ID)
}

// TestMastodonPy pages through accounts with the script of its card.
func TestMastodonPy(t *testing.T) {
	toolbin.Core(t, "python3-mastodon")
	s := simulated(t)
	l := start(t, s.dir)
	script := `
import json, sys
from mastodon import Mastodon
m = Mastodon(api_base_url=sys.argv[1])
who = m.account_lookup(sys.argv[2])
out, page = [], m.account_statuses(who['id'], limit=40)
while page:
    out += [[str(s['id']), s['created_at'].timestamp()] for s in page]
    page = m.fetch_next(page)
print(json.dumps(out))`
	for _, id := range []string{"account:main", "account:broker", "account:journalist"} {
		who := s.account(t, id)
		for _, at := range []time.Time{s.opens.AddDate(0, 0, -40), s.opens, s.w.End} {
			l.at(at)
			var got [][2]any
			if err := json.Unmarshal([]byte(run(t, script, nil, "/usr/bin/python3", "-", l.ends.Mastodon, who.Handle)), &got); err != nil {
				t.Fatal(err)
			}
			var ids, want []string
			for _, x := range got {
				ids = append(ids, x[0].(string))
				if sec := x[1].(float64); sec > float64(at.UnixMilli())/1000 {
					t.Errorf("%s at %v: a post of %f", id, at, sec)
				}
			}
			for _, x := range statusesAt(t, s, who.ID, at) {
				want = append(want, x.ID)
			}
			equal(t, id, ids, want)
		}
	}
}

// TestExiftool reads the planted coordinates from a picture fetched by URL.
func TestExiftool(t *testing.T) {
	exiftool := toolbin.Find(t, "exiftool")
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	img := s.entity(t, "image:van")
	var file string
	for _, m := range rows[record.Media](t, s, "microblog/media.jsonl") {
		if slices.Contains(selectors(img, "sha256"), m.SHA256) && !m.VisibleFrom.After(s.opens) {
			file = filepath.Base(m.File)
		}
	}
	r := l.through(http.MethodGet, "http://chatterly.test/media/"+file)
	if r.status != http.StatusOK || !slices.Contains(selectors(img, "sha256"), sum([]byte(r.body))) {
		t.Fatalf("%s: %d", file, r.status)
	}
	path := filepath.Join(t.TempDir(), "van.jpg")
	if err := os.WriteFile(path, []byte(r.body), 0o600); err != nil {
		t.Fatal(err)
	}
	var tags []map[string]any
	if err := json.Unmarshal([]byte(run(t, "", nil, exiftool, "-j", "-n", "-c", "%.6f", path)), &tags); err != nil {
		t.Fatal(err)
	}
	place := fmt.Sprintf("%.6f,%.6f", tags[0]["GPSLatitude"], tags[0]["GPSLongitude"])
	if want := s.one(t, "place:yard", "place"); place != want {
		t.Errorf("taken at %s, the truth says %s", place, want)
	}
	if want := s.one(t, "person:producer", "name"); tags[0]["Artist"] != want {
		t.Errorf("by %v, the truth says %s", tags[0]["Artist"], want)
	}
}

// TestWget writes a WARC through the proxy; every response in it must be one
// that the range knows it served.
func TestWget(t *testing.T) {
	wget := toolbin.Find(t, "wget")
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	who := s.account(t, "account:main")
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), wget, "-q", "--page-requisites", "--no-warc-compression", "--warc-file=capture", "http://chatterly.test/@"+who.Handle)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "http_proxy="+l.ends.HTTP, "no_proxy=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	f, err := os.Open(dir + "/capture.warc")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	seen := map[string]string{} // target: digest of the body
	for br := bufio.NewReader(f); ; {
		target, kind, block := warcRecord(t, br)
		if kind == "" {
			break
		}
		if kind != "response" {
			continue
		}
		resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		seen[target] = sum(body)
	}
	if len(seen) < 5 {
		t.Fatalf("the capture holds %v", seen)
	}
	for target, digest := range seen {
		found := l.rg.Served("team-a").BySum(digest)
		if len(found) == 0 || !slices.ContainsFunc(found, func(r rangeserver.Served) bool { return r.URL == target }) {
			t.Errorf("%s is not verified as served: %+v", target, found)
		}
		if len(l.rg.Served("team-a").ByURL(target)) == 0 {
			t.Errorf("%s is not known by address", target)
		}
	}
}

// warcRecord reads one record (ISO 28500): header lines, block, two empty lines.
func warcRecord(t *testing.T, br *bufio.Reader) (target, kind string, block []byte) {
	t.Helper()
	size := -1
	for {
		line, err := br.ReadString('\n')
		if err == io.EOF && line == "" {
			return "", "", nil
		}
		if err != nil {
			t.Fatal(err)
		}
		line = strings.TrimRight(line, "\r\n")
		if line == "" && size >= 0 {
			break
		}
		k, v, _ := strings.Cut(line, ": ")
		switch k {
		case "WARC-Type":
			kind = v
		case "WARC-Target-URI":
			target = strings.Trim(v, "<>")
		case "Content-Length":
			if _, err := fmt.Sscan(v, &size); err != nil {
				t.Fatal(err)
			}
		}
	}
	block = make([]byte, size)
	if _, err := io.ReadFull(br, block); err != nil {
		t.Fatal(err)
	}
	if _, err := br.Discard(4); err != nil {
		t.Fatal(err)
	}
	return target, kind, block
}
