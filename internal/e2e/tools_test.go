package e2e_test

import (
	"bytes"
	"errors"
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/internal/toolbin"
)

// kit is what a trainee brings back from the tools: paths of files, and where
// they came from.
type kit struct {
	warc, flipped, screenshot, page string
	picture, pictureURL             string
	others, othersPage              string // captured from the other team's range
	whois                           string
}

// tools leaves the site: wget, dig, whois and exiftool on the team's range.
func (s *story) tools() kit {
	t, dir := s.t, s.t.TempDir()
	k := kit{
		page:       "http://chatterly.test/" + s.truth.value(t, "account:main") + "/" + s.truth.record(t, "link:account:main/advertises/domain:main"),
		pictureURL: "http://chatterly.test/media/" + s.truth.record(t, "image:van") + ".jpg",
	}
	s.tool(dir, "team-a", "wget", "-q", "--no-config", "-O", "page.html", "--warc-file=capture", k.page)
	k.warc = filepath.Join(dir, "capture.warc.gz")
	page := read(t, dir, "page.html")
	page[len(page)/2] ^= 1
	k.flipped = keep(s, dir, "flipped.html", page)

	s.tool(dir, "team-a", "wget", "-q", "--no-config", "-O", "van.jpg", k.pictureURL)
	k.picture = filepath.Join(dir, "van.jpg")
	shot := append([]byte("\x89PNG\r\n\x1a\n"), page...) // a picture of the page, as far as the site can know
	k.screenshot = keep(s, dir, "screenshot.png", shot)

	theirs := s.m.unseal(s.other.runOf())
	k.othersPage = "http://chatterly.test/" + theirs.value(t, "account:main")
	s.tool(dir, "team-b", "wget", "-q", "--no-config", "-O", "theirs.html", k.othersPage)
	k.others = filepath.Join(dir, "theirs.html")

	domain := s.truth.value(t, "domain:main")
	host, port, err := net.SplitHostPort(s.m.line("team-a/whois"))
	if err != nil {
		t.Fatal(err)
	}
	registration := s.tool(dir, "team-a", "whois", "-h", host, "-p", port, domain)
	if want := s.truth.value(t, "email:registrant"); !bytes.Contains(registration, []byte(want)) {
		t.Errorf("whois %s does not name %s:\n%s", domain, want, registration)
	}
	k.whois = keep(s, dir, "whois.txt", registration)
	if host, port, err = net.SplitHostPort(s.m.line("team-a/dns")); err != nil {
		t.Fatal(err)
	}
	if got := s.tool(dir, "team-a", "dig", "@"+host, "-p", port, "+short", "chatterly.test", "A"); net.ParseIP(strings.TrimSpace(string(got))) == nil {
		t.Errorf("dig chatterly.test: %q", got)
	}
	s.position(string(s.tool(dir, "team-a", "exiftool", "-n", "-p", "$GPSLatitude,$GPSLongitude", "van.jpg")))
	return k
}

// position holds what exiftool reads to the planted place; degrees, 11 m apart at most.
func (s *story) position(got string) {
	s.t.Helper()
	a, b := strings.Split(strings.TrimSpace(got), ","), strings.Split(s.truth.value(s.t, "place:yard"), ",")
	for i := range b {
		x, err := strconv.ParseFloat(a[i], 64)
		y, err2 := strconv.ParseFloat(b[i], 64)
		if err = errors.Join(err, err2); err != nil || math.Abs(x-y) > 1e-4 {
			s.t.Errorf("exiftool reads %q, planted is %q (%v)", a, b, err)
			return
		}
	}
}

// tool runs a real tool with the team's proxy.
func (s *story) tool(dir, team, name string, args ...string) []byte {
	s.t.Helper()
	cmd := exec.Command(toolbin.Find(s.t, name), args...)
	cmd.Dir, cmd.Env = dir, append(environment(), "LC_ALL=C", "HOME="+dir, "no_proxy=", "http_proxy="+s.m.line(team+"/http"))
	var diag bytes.Buffer
	cmd.Stderr = &diag
	out, err := cmd.Output()
	if err != nil {
		s.t.Fatalf("%s %v: %v\n%s%s", name, args, err, out, diag.String())
	}
	return out
}

func keep(s *story, dir, name string, b []byte) string {
	s.t.Helper()
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, b, 0o600); err != nil {
		s.t.Fatal(err)
	}
	return file
}
