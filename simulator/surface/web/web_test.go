package web_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"math"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/web"
	"github.com/osint-radar/academy/simulator/world"
)

var (
	start     = time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)
	closed    = start.AddDate(0, 0, 30)
	suspended = start.AddDate(0, 0, 40)
)

const hostile = `<script>alert("x")</script> & 'quotes' – “über”`

func testWorld() *world.World {
	day := func(n int) time.Time { return start.AddDate(0, 0, n) }
	return &world.World{
		Scenario: "blue-lantern", Variant: "team-a", Scale: 1000, Start: start, End: day(100), Key: stream.NewKey([16]byte{7}),
		Networks: []world.Network{{
			Ref: "network:n1", Prefix: netip.MustParsePrefix("203.0.113.0/24"), ASN: 64500, Name: "PIER-NINE",
			Org: world.Contact{Name: "NOC", Org: "Pier Nine", Email: "noc@pier-nine.example", Country: "XC"},
		}},
		Hosts: []world.Host{{Ref: "host:h1", Addr: netip.MustParseAddr("203.0.113.20"), PTR: "srv20.pier-nine.example", Network: "network:n1"}},
		Domains: []world.Domain{{
			Ref: "domain:main", Name: "blue-lantern.example", Registrar: "Delta Names", Registered: day(-60), Expires: day(300),
			Registrant:  world.Contact{Name: "Domain Holder", Email: "desk.lamp@letterbox.example", Phone: "+447700900123", Country: "XA"},
			NameServers: []string{"ns1.pier-nine.example"}, Hosting: []world.Hosting{{Host: "host:h1", From: day(-60)}}, Until: suspended,
		}},
		Images: []world.Image{{
			Ref: "image:van", Scene: "van", Alt: hostile, Make: "Okulon", Model: "OK-7", TakenAt: day(-3),
			GPS: &world.LatLon{Lat: 43_250_001, Lon: 17_500_002},
		}},
		Sites: []world.Site{{
			Ref: "site:main", Host: "blue-lantern.example", Kind: "offender", Title: "Blue & Lantern", Lang: "sq", Look: 5,
			Pages: []world.Page{
				{Ref: "page:main/home", Path: "/", Title: "Blue & Lantern", From: day(-59), Until: closed, Blocks: []world.Block{
					{Kind: "h2", Text: hostile},
					{Kind: "p", Text: hostile, Links: [][2]string{{"Ask", "http://chatterly.test/@lantern"}, {"Seats", "/seats.html"}}},
					{Kind: "image", Image: "image:van", Text: hostile},
					{Kind: "price", Items: []string{"Town, Friday 18:00: 450 TK", "ask"}},
					{Kind: "quote", Text: hostile, Items: []string{"somebody"}},
					{Kind: "contact", Text: "Write", Items: []string{"info@blue-lantern.example"}},
					{Kind: "donate", Text: "bcrt1qtest"},
					{Kind: "list", Items: []string{"one", hostile}},
				}},
				{Ref: "page:main/seats", Path: "/seats.html", Title: "Seats", From: day(5), Until: closed, Blocks: []world.Block{{Kind: "image", Image: "image:van"}}},
				{Ref: "page:main/closed", Path: "/", Title: "Closed", From: closed, Blocks: []world.Block{{Kind: "p", Text: "Closed."}}},
			},
		}},
	}
}

type result struct {
	dir   string
	out   *dataset.Writer
	pages []record.Page
	sites []record.Site
}

func emit(t *testing.T, w *world.World) result {
	t.Helper()
	r := result{dir: t.TempDir()}
	r.out = dataset.NewWriter(r.dir)
	if err := (web.Surface{}).Emit(t.Context(), w, 0, r.out); err != nil {
		t.Fatal(err)
	}
	r.pages, r.sites = read[record.Page](t, r.dir, "web/pages.jsonl"), read[record.Site](t, r.dir, "web/sites.jsonl")
	return r
}

func read[T any](t *testing.T, dir, file string) []T {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil {
		t.Fatal(err)
	}
	var rows []T
	for sc := bufio.NewScanner(bytes.NewReader(b)); sc.Scan(); {
		var row T
		dec := json.NewDecoder(bytes.NewReader(sc.Bytes()))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&row); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		rows = append(rows, row)
	}
	return rows
}

func (r result) body(t *testing.T, p record.Page) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(r.dir, p.File))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// at is what a path answers with at a time.
func (r result) at(host, path string, t time.Time) []record.Page {
	var list []record.Page
	for _, p := range r.pages {
		if p.Host == host && p.Path == path && !p.VisibleFrom.After(t) && (p.GoneAt.IsZero() || t.Before(p.GoneAt)) {
			list = append(list, p)
		}
	}
	return list
}

// One emission, looked at from all sides.
func TestSurface(t *testing.T) {
	r := emit(t, testWorld())
	for name, check := range map[string]func(*testing.T, result){
		"RowsAndBodiesAgree":               rowsAndBodiesAgree,
		"PagesAreSoundAndTheirLinksAnswer": pagesAreSoundAndTheirLinksAnswer,
		"NothingPointsOutside":             nothingPointsOutside,
		"VersionsFollowTheStory":           versionsFollowTheStory,
		"Bindings":                         bindings,
		"ImageBytes":                       imageBytes,
		"Determinism":                      determinism,
		"ArchivesAreRead":                  archivesAreRead,
	} {
		t.Run(name, func(t *testing.T) { check(t, r) })
	}
}

func rowsAndBodiesAgree(t *testing.T, r result) {
	ids, files := map[string]bool{}, map[string]bool{}
	for _, p := range r.pages {
		b := r.body(t, p)
		sum := sha256.Sum256(b)
		if p.SHA256 != hex.EncodeToString(sum[:]) || p.Bytes != int64(len(b)) {
			t.Errorf("%s: digest or size is not the file's", p.File)
		}
		if ids[p.ID] || files[p.File] {
			t.Errorf("%s %s is there twice", p.ID, p.File)
		}
		ids[p.ID], files[p.File] = true, true
		if n := len(r.at(p.Host, p.Path, p.VisibleFrom)); n != 1 {
			t.Errorf("%s%s at %s: %d answers", p.Host, p.Path, p.VisibleFrom, n)
		}
		if !bytes.Contains(b, []byte(media.Label)) {
			t.Errorf("%s does not carry the label", p.File)
		}
		if p.MIME == "application/xml" {
			if err := xml.Unmarshal(b, new(struct{})); err != nil {
				t.Errorf("%s: %v", p.File, err)
			}
		}
	}
	if len(r.sites) < 40 {
		t.Errorf("%d sites", len(r.sites))
	}
}

var void = []string{"meta", "link", "img", "br", "hr"}

// balance tells the first tag that is closed wrongly; the HTML parser itself
// would mend it in silence.
func balance(t *testing.T, file string, b []byte) {
	t.Helper()
	var open []string
	for z := html.NewTokenizer(bytes.NewReader(b)); ; {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("%s: %v never closed", file, open)
			}
			return
		case html.StartTagToken:
			if name, _ := z.TagName(); !slices.Contains(void, string(name)) {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Errorf("%s: </%s> closes %v", file, name, open)
				return
			}
			open = open[:len(open)-1]
		default: // text and the rest open nothing
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func pagesAreSoundAndTheirLinksAnswer(t *testing.T, r result) {
	checked := 0
	for _, p := range r.pages {
		if !strings.HasPrefix(p.MIME, "text/html") {
			continue
		}
		b := r.body(t, p)
		balance(t, p.File, b)
		root, err := html.Parse(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for n := range root.Descendants() {
			if n.Type == html.DoctypeNode && n.Data != "html" {
				t.Errorf("%s: doctype %q", p.File, n.Data)
			}
			if n.Type != html.ElementNode {
				continue
			}
			count[n.Data]++
			switch n.Data {
			case "html":
				if attr(n, "lang") == "" {
					t.Errorf("%s: no lang", p.File)
				}
			case "img":
				if attr(n, "alt") == "" {
					t.Errorf("%s: a picture without alternative text", p.File)
				}
			case "script", "style", "iframe", "form":
				t.Errorf("%s: has a %s", p.File, n.Data)
			case "meta":
				if attr(n, "name") == "synthetic-data" && attr(n, "content") == media.Label {
					count["label"]++
				}
			}
			for _, a := range n.Attr {
				if a.Key == "href" || a.Key == "src" {
					r.follow(t, p, a.Val)
					checked++
				}
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: has a handler %s", p.File, a.Key)
				}
			}
		}
		for _, one := range []string{"h1", "main", "nav", "title", "label"} {
			if count[one] != 1 {
				t.Errorf("%s: %d of %s", p.File, count[one], one)
			}
		}
	}
	if checked < 500 {
		t.Errorf("%d links checked", checked)
	}
}

// follow resolves a link at the first and the last moment of the page.
func (r result) follow(t *testing.T, p record.Page, link string) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Errorf("%s: %q: %v", p.File, link, err)
		return
	}
	if u.Scheme == "data" || u.Scheme == "mailto" || (u.Host == "" && u.Path == "") {
		return
	}
	if u.Host != "" {
		if fictional := strings.HasSuffix(u.Hostname(), ".test") || strings.HasSuffix(u.Hostname(), ".example"); u.Scheme != "http" || !fictional {
			t.Errorf("%s: link out to %q", p.File, link)
		}
		return
	}
	last := p.VisibleFrom.AddDate(1, 0, 0)
	if !p.GoneAt.IsZero() {
		last = p.GoneAt.Add(-time.Second)
	}
	for _, when := range []time.Time{p.VisibleFrom, last} {
		if len(r.at(p.Host, u.Path, when)) != 1 {
			t.Errorf("%s at %s: %q has %d answers", p.File, when, link, len(r.at(p.Host, u.Path, when)))
		}
	}
}

var anyURL = regexp.MustCompile(`https?://([^/\s"'<>]+)`)

func nothingPointsOutside(t *testing.T, r result) {
	for _, p := range r.pages {
		if p.MIME == "image/jpeg" {
			continue
		}
		for _, m := range anyURL.FindAllStringSubmatch(string(r.body(t, p)), -1) {
			if m[1] == "www.sitemaps.org" && p.Path == "/sitemap.xml" { // the name of an XML namespace
				continue
			}
			if !strings.HasSuffix(m[1], ".test") && !strings.HasSuffix(m[1], ".example") {
				t.Errorf("%s: %s", p.File, m[0])
			}
		}
	}
}

func versionsFollowTheStory(t *testing.T, r result) {
	const host = "blue-lantern.example"
	for _, c := range []struct {
		path string
		t    time.Time
		want string // part of the body; "" for no answer
	}{
		{"/", start.AddDate(0, 0, -60), ""},
		{"/", start, "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp;"},
		{"/", closed.Add(-time.Second), `href="/seats.html">Seats</a></li>`},
		{"/", closed, "<h1>Closed</h1>"},
		{"/", suspended.Add(-time.Second), "<h1>Closed</h1>"},
		{"/", suspended, ""},
		{"/seats.html", start, ""},
		{"/seats.html", start.AddDate(0, 0, 5), `lang="sq"`},
		{"/seats.html", closed, ""},
		{"/robots.txt", suspended.Add(-time.Second), "Sitemap: http://blue-lantern.example/sitemap.xml"},
		{"/robots.txt", suspended, ""},
		{"/sitemap.xml", start, "<loc>http://blue-lantern.example/</loc>"},
		{"/style.css", suspended, ""},
	} {
		got := r.at(host, c.path, c.t)
		switch {
		case c.want == "" && len(got) != 0:
			t.Errorf("%s at %s answers with %s", c.path, c.t, got[0].File)
		case c.want != "" && len(got) != 1:
			t.Errorf("%s at %s: %d answers", c.path, c.t, len(got))
		case c.want != "" && !strings.Contains(string(r.body(t, got[0])), c.want):
			t.Errorf("%s at %s lacks %q:\n%s", c.path, c.t, c.want, r.body(t, got[0]))
		}
	}
	early := r.at(host, "/", start)[0]
	if strings.Contains(string(r.body(t, early)), `href="/seats.html">Seats</a></li>`) {
		t.Error("the menu names a page before it stands")
	}
}

func bindings(t *testing.T, r result) {
	byID := map[string]record.Page{}
	for _, p := range r.pages {
		byID["web/pages.jsonl#"+p.ID] = p
	}
	for ref, want := range map[string]int{"page:main/home": 2, "page:main/closed": 1, "page:main/seats": 1, "site:main": 4, "image:van": 1} {
		b, ok := r.out.Bound(ref)
		if !ok || len(b.Records) != want {
			t.Errorf("%s: %d records, want %d", ref, len(b.Records), want)
		}
		for _, rec := range b.Records {
			if byID[rec].Host != "blue-lantern.example" {
				t.Errorf("%s: %s is no row of the site", ref, rec)
			}
		}
	}
	van, _ := r.out.Bound("image:van")
	if row := byID[van.Records[0]]; van.SHA256 != row.SHA256 || len(van.Selectors) != 1 || van.Selectors[0].Value != row.SHA256 || van.VisibleFrom != row.VisibleFrom.Unix() {
		t.Errorf("image:van is bound to %+v", van)
	}
}

// The picture on a site is the file that media.Render makes, and exiftool
// finds its position.
func imageBytes(t *testing.T, r result) {
	w := testWorld()
	van, _ := r.out.Bound("image:van")
	want, _, _, err := media.Render(w, w.Image("image:van"))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(want)
	if van.SHA256 != hex.EncodeToString(sum[:]) {
		t.Error("the site's picture has other bytes")
	}
	for _, p := range r.pages {
		if p.SHA256 != van.SHA256 {
			continue
		}
		out, err := exec.CommandContext(t.Context(), toolbin.Find(t, "exiftool"), "-n", "-s3", "-GPSLatitude", filepath.Join(r.dir, p.File)).Output()
		if got := strings.TrimSpace(string(out)); err != nil || got != "43.250001" {
			t.Errorf("latitude %q, %v", got, err)
		}
	}
}

func determinism(t *testing.T, a result) {
	b := emit(t, testWorld())
	if !slices.EqualFunc(a.out.Files(), b.out.Files(), func(x, y dataset.FileInfo) bool { return x.Path == y.Path && x.SHA256 == y.SHA256 }) {
		t.Error("two emissions differ")
	}
}

func TestBadPlansAreRefused(t *testing.T) {
	for want, spoil := range map[string]func(*world.Site){
		"https://evil.com":  func(s *world.Site) { s.Pages[0].Blocks[1].Links[0][1] = "https://evil.com/" },
		"/nowhere.html":     func(s *world.Site) { s.Pages[0].Blocks[1].Links[1][1] = "/nowhere.html" },
		"javascript":        func(s *world.Site) { s.Pages[0].Blocks[1].Links[1][1] = "javascript:x" },
		"image:none":        func(s *world.Site) { s.Pages[0].Blocks[2].Image = "image:none" },
		"no block kind":     func(s *world.Site) { s.Pages[0].Blocks[0].Kind = "marquee" },
		"/../etc":           func(s *world.Site) { s.Pages[1].Path = "/../etc" },
		"at one time":       func(s *world.Site) { s.Pages[2].From = closed.Add(-time.Hour) },
		"does not end in":   func(s *world.Site) { s.Host = "lantern.com" },
		"without pages":     func(s *world.Site) { s.Pages = nil },
		"no words":          func(s *world.Site) { s.Lang = "xx" },
		"page path \"/A\"":  func(s *world.Site) { s.Pages[1].Path = "/A" },
		"page of it ever":   func(s *world.Site) { s.Pages = s.Pages[2:]; s.Pages[0].From = suspended },
		"/index.html":       func(s *world.Site) { s.Pages[1].Path = "/index.html" },
		"http://x.org/":     func(s *world.Site) { s.Pages[0].Blocks[1].Links[0][1] = "http://x.org/" },
		"blue-lantern.exam": func(s *world.Site) { s.Pages[0].Blocks[0].Kind = "" },
	} {
		w := testWorld()
		spoil(&w.Sites[0])
		err := (web.Surface{}).Emit(t.Context(), w, 0, dataset.NewWriter(t.TempDir()))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v", want, err)
		}
	}
}

// luminance and contrast are WCAG 2.2's formula.
func luminance(t *testing.T, hexColour string) float64 {
	t.Helper()
	l := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		v, err := strconv.ParseUint(hexColour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}

// Text, links and the ink on the accent can be read in every palette.
func TestPalettesAreReadable(t *testing.T) {
	for look := range 60 {
		css := web.Stylesheet(look, look)
		colour := func(pattern string) string {
			m := regexp.MustCompile(pattern).FindStringSubmatch(css)
			if m == nil {
				t.Fatalf("look %d: no %s", look, pattern)
			}
			return m[1]
		}
		ground, text := colour(`body\{margin:0;background:(#\w+)`), colour(`body\{margin:0;background:#\w+;color:(#\w+)`)
		panel, link := colour(`blockquote\{[^}]*background:(#\w+)`), colour(`\na\{color:(#\w+)`)
		for _, pair := range [][2]string{{text, ground}, {text, panel}, {link, ground}, {link, panel}} {
			a, b := luminance(t, pair[0]), luminance(t, pair[1])
			if ratio := (max(a, b) + .05) / (min(a, b) + .05); ratio < 4.5 {
				t.Errorf("look %d: %s on %s is %.2f : 1", look, pair[0], pair[1], ratio)
			}
		}
	}
}
