package rangeserver_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/worldtest"
)

var adLink = regexp.MustCompile(`href="/ad/([0-9a-f]{8})"`)

// turned reads a list to its end, page by page.
func (l *lab) turned(address string) (ids []string) {
	l.t.Helper()
	sep := "?"
	if strings.Contains(address, "?") {
		sep = "&"
	}
	for n := 1; ; n++ {
		r := l.get(fmt.Sprint(address, sep, "page=", n))
		if r.status != http.StatusOK {
			l.t.Fatalf("%s, page %d: %d", address, n, r.status)
		}
		for _, m := range adLink.FindAllStringSubmatch(r.body, -1) {
			ids = append(ids, m[1])
		}
		if !strings.Contains(r.body, `rel="next"`) {
			return ids
		}
	}
}

// TestBazarinoAsOfTheClock: lists, pages, sitemap and feed show what stands at
// the time, in the words of the files.
func TestBazarinoAsOfTheClock(t *testing.T) {
	dir := townDir(t)
	l := start(t, dir)
	site := l.ends.Sites["bazarino.test"]
	all := rows[record.Listing](t, &s1{dir: dir}, "classifieds/listings.jsonl")
	for _, day := range []int{0, 12, 50, 96} {
		now := worldtest.Day(day)
		l.at(now)
		var want, travel, seats, van []string
		for _, x := range slices.Backward(all) {
			if x.VisibleFrom.After(now) || !x.GoneAt.IsZero() && !now.Before(x.GoneAt) {
				continue
			}
			want = append(want, x.ID)
			if x.Category == "travel" {
				travel = append(travel, x.ID)
			}
			if x.Seller == "70000001" {
				seats = append(seats, x.ID)
			}
			if strings.Contains(strings.ToLower(x.Title+" "+x.Text), "comfortable van") {
				van = append(van, x.ID)
			}
		}
		equal(t, fmt.Sprintf("front on day %d", day), l.turned(site+"/"), want)
		equal(t, fmt.Sprintf("travel on day %d", day), l.turned(site+"/c/travel"), travel)
		equal(t, fmt.Sprintf("search on day %d", day), l.turned(site+"/search?q=COMFORTABLE+van"), van)
		equal(t, fmt.Sprintf("seller on day %d", day), l.turned(site+"/seller/70000001"), seats)
		for _, x := range all {
			r := l.get(site + "/ad/" + x.ID)
			switch {
			case x.VisibleFrom.After(now):
				if r.status != http.StatusNotFound {
					t.Fatalf("%s on day %d: %d", x.ID, day, r.status)
				}
			case !slices.Contains(want, x.ID):
				if says := map[bool]string{true: "has removed", false: "has ended"}[x.Removed]; r.status != http.StatusGone || !strings.Contains(r.body, says) {
					t.Fatalf("%s on day %d: %d, want 410 and %q", x.ID, day, r.status, says)
				}
			case sum([]byte(r.body)) != x.SHA256:
				t.Fatalf("%s on day %d is not the page of the dataset: %d", x.ID, day, r.status)
			}
		}
		links := func(path, tag string) (out []string) {
			r := l.get(site + path)
			d := xml.NewDecoder(strings.NewReader(r.body))
			for {
				tok, err := d.Token()
				if err != nil {
					break
				}
				if e, ok := tok.(xml.StartElement); ok && e.Name.Local == tag {
					var text string
					if err := d.DecodeElement(&text, &e); err != nil {
						t.Fatal(err)
					}
					if _, id, ok := strings.Cut(text, "http://bazarino.test/ad/"); ok {
						out = append(out, id)
					}
				}
			}
			if !strings.Contains(r.body, "SYNTHETIC TRAINING DATA") {
				t.Errorf("%s bears no label", path)
			}
			return out
		}
		equal(t, fmt.Sprintf("sitemap on day %d", day), links("/sitemap.xml", "loc"), want)
		equal(t, fmt.Sprintf("feed on day %d", day), links("/rss.xml", "link"), want[:min(len(want), 50)])
	}
}

func TestBazarino(t *testing.T) {
	dir := townDir(t)
	l := start(t, dir)
	site := l.ends.Sites["bazarino.test"]
	var pic string
	for _, x := range rows[record.Listing](t, &s1{dir: dir}, "classifieds/listings.jsonl") {
		if x.ID == "80000000" {
			pic = x.Images[0]
		}
	}
	for _, c := range []struct {
		day    int
		path   string
		status int
		says   string
	}{
		{6, "/search?q=%2B447700900123", 200, "/ad/80000000"},
		{6, "/search?q=", 200, "Write a word"},
		{6, "/search?q=nothingofthekind", 200, "No advertisements"},
		{6, "/seller/70000001", 200, "+447700900123"},
		{6, "/seller/ffffffff", 404, "no such page"},
		{6, "/c/secrets", 404, "no such page"},
		{6, "/img/" + pic + ".jpg", 200, "SYNTHETIC"},
		{4, "/img/" + pic + ".jpg", 404, "404"},
		{90, "/img/" + pic + ".jpg", 410, "removed"},
		{6, "/style.css", 200, "SYNTHETIC"},
		{6, "/robots.txt", 200, "Sitemap"},
		{6, "/a/b/c", 404, "no such page"},
		{6, "/?page=-3", 200, "Newest"},
		{6, "/?page=99999", 200, "No advertisements"},
		{18, "/ad/80000002", 200, "&lt;script&gt;"},
		{18, "/", 200, "&lt;script&gt;"},
	} {
		l.at(worldtest.Day(c.day).Add(12 * time.Hour))
		r := l.get(site + c.path)
		if r.status != c.status || !strings.Contains(r.body, c.says) {
			t.Errorf("day %d, %s: %d, want %d and %q in %.200s", c.day, c.path, r.status, c.status, c.says, r.body)
		}
		if strings.Contains(r.body, "<script>alert") || strings.Contains(r.body, "<img src=x") {
			t.Errorf("%s: hostile text is no text", c.path)
		}
	}
	l.get(site + "/ad/80000002")
	if r := l.do(http.MethodPost, site+"/ad/80000002", strings.NewReader("text=hello")); r.status != http.StatusForbidden {
		t.Errorf("a message is taken: %d", r.status)
	}
	log := l.rg.Served(l.team).Rows()
	if row := log[len(log)-1]; row.Conduct != "message" || row.Surface != "classifieds" {
		t.Errorf("logged %+v", row)
	}
	if row := log[len(log)-2]; row.Record != "classifieds/listings.jsonl#80000002" || row.URL != "http://bazarino.test/ad/80000002" {
		t.Errorf("logged %+v", row)
	}
}

// TestBazarinoInABrowser holds Bazarino's pages to the rules of package e2e.
func TestBazarinoInABrowser(t *testing.T) {
	toolbin.Core(t, "chromium")
	l := start(t, townDir(t))
	l.at(worldtest.Day(18).Add(12 * time.Hour))
	b := e2e.Start(t, l.ends.Sites["bazarino.test"], os.Getenv("RADAR_SHOTS"))
	for _, path := range []string{"/", "/c/travel", "/search?q=van", "/seller/70000001", "/ad/80000002"} {
		b.Visit(path, http.StatusOK)
	}
	l.at(worldtest.Day(6))
	b.Visit("/ad/80000000", http.StatusOK)
	b.Visit("/nothing", http.StatusNotFound)
}
