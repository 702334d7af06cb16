package rangeserver

import (
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"html"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

//go:embed bazarino
var bazarinoFiles embed.FS

// What Bazarino's lists show.
type (
	bazarinoView struct {
		Title, Query, Message, Category string
		Categories                      []string
		Seller                          *record.Seller
		Since                           string
		Phone                           template.HTML
		Ads                             []adView
		Newer, Older                    string
		Lists                           bool
	}
	adView struct {
		ID, Title, Price, Place, Picture, Alt, At, ISO, Lang string
	}
)

// adsPerPage is the length of a list.
const adsPerPage = 24

// bazarinoRequest is one request to Bazarino, as of t.
type bazarinoRequest struct {
	tm  *team
	b   *bazaar
	q   url.Values
	t   int64
	rec []string
}

// bazarinoAnswer serves bazarino.test: pages of advertisements as they lie in
// the dataset, and lists, search, sitemap and feed of those that stand at t.
func (tm *team) bazarinoAnswer(r *http.Request, t time.Time) answer {
	x := &bazarinoRequest{tm: tm, b: tm.data.bazaar, q: r.URL.Query(), t: t.UnixNano()}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return conductAnswer("classifieds", "message", "", x.message(http.StatusForbidden, "Not allowed", "Bazarino is read only here. The attempt has been recorded."))
	}
	part := strings.Split(strings.Trim(path.Clean("/"+r.URL.Path), "/"), "/")
	switch {
	case part[0] == "":
		return x.list("Newest advertisements", "", "/", nil)
	case len(part) == 1:
		switch part[0] {
		case "style.css":
			return x.file(x.b.style.Path, x.b.style.SHA256, "text/css; charset=utf-8", "")
		case "robots.txt":
			return textPage(http.StatusOK, "classifieds", "User-agent: *\nDisallow: /search\nSitemap: http://"+bazarinoHost+"/sitemap.xml\n")
		case "sitemap.xml":
			return x.sitemap()
		case "rss.xml":
			return x.rss()
		case "search":
			return x.search()
		}
	case part[0] == "static" && len(part) == 2:
		return x.tm.rg.bazarino.file(part[1], "classifieds")
	case len(part) > 2:
	case part[0] == "c" && slices.Contains(categories, part[1]):
		return x.list("Category "+part[1], part[1], "/c/"+part[1], func(l *listing) bool { return l.Category == part[1] })
	case part[0] == "ad":
		return x.ad(part[1])
	case part[0] == "seller":
		return x.seller(part[1])
	case part[0] == "img":
		return x.picture(part[1])
	}
	return x.missing()
}

func (x *bazarinoRequest) render(status int, v bazarinoView) answer {
	v.Categories = categories
	var buf bytes.Buffer
	if err := x.tm.rg.bazarino.sets["list"].ExecuteTemplate(&buf, "page", v); err != nil {
		return failure(fmt.Errorf("rangeserver: Bazarino: %w", err))
	}
	return answer{status: status, mime: "text/html; charset=utf-8", body: buf.Bytes(), surface: "classifieds", records: x.rec}
}

func (x *bazarinoRequest) message(status int, title, text string) answer {
	return x.render(status, bazarinoView{Title: title, Message: text})
}

func (x *bazarinoRequest) missing() answer {
	return x.message(http.StatusNotFound, "Nothing here", "Bazarino has no such page.")
}

// list is a page of advertisements; ?page= turns it.
func (x *bazarinoRequest) list(title, category, base string, want func(*listing) bool) answer {
	v := bazarinoView{Title: title, Category: category, Lists: true}
	x.fill(&v, base, want)
	return x.render(http.StatusOK, v)
}

func (x *bazarinoRequest) fill(v *bazarinoView, base string, want func(*listing) bool) {
	n, err := strconv.Atoi(x.q.Get("page"))
	if err != nil || n < 1 || n > 100_000 {
		n = 1
	}
	found, more := x.b.standing(x.t, n, adsPerPage, want)
	for _, l := range found {
		a := adView{ID: l.ID, Title: l.Title, Price: "on request", Place: l.Place, At: l.VisibleFrom.UTC().Format("2 Jan 2006"), ISO: l.VisibleFrom.UTC().Format(time.RFC3339), Lang: l.Lang}
		if l.Price > 0 {
			a.Price = strconv.FormatInt(l.Price, 10) + " TK"
		}
		if len(l.Images) > 0 {
			p := x.b.images[l.Images[0]]
			a.Picture, a.Alt = "/img/"+path.Base(p.File), p.Description
		}
		v.Ads = append(v.Ads, a)
		x.rec = append(x.rec, "classifieds/listings.jsonl#"+l.ID)
	}
	sep := "?"
	if strings.Contains(base, "?") {
		sep = "&"
	}
	if n > 1 {
		v.Newer = base + sep + "page=" + strconv.Itoa(n-1)
	}
	if more {
		v.Older = base + sep + "page=" + strconv.Itoa(n+1)
	}
}

// search finds every word of ?q= in title, text, place, seller or number.
func (x *bazarinoRequest) search() answer {
	v := bazarinoView{Title: "Search", Query: strings.TrimSpace(x.q.Get("q")), Lists: true}
	words := strings.Fields(strings.ToLower(v.Query))
	if len(words) == 0 || len(v.Query) > 200 {
		v.Query, v.Message, v.Lists = "", "Write a word to look for.", false
		return x.render(http.StatusOK, v)
	}
	x.fill(&v, "/search?q="+url.QueryEscape(v.Query), func(l *listing) bool {
		for _, w := range words {
			if !strings.Contains(l.text, w) {
				return false
			}
		}
		return true
	})
	return x.render(http.StatusOK, v)
}

func (x *bazarinoRequest) seller(id string) answer {
	s := x.b.sellers[id]
	if s == nil || x.t < s.Since.UnixNano() {
		return x.missing()
	}
	x.rec = append(x.rec, "classifieds/sellers.jsonl#"+id)
	v := bazarinoView{Title: s.Name, Seller: s, Since: s.Since.UTC().Format("2 January 2006"), Lists: true}
	v.Phone = template.HTML(html.EscapeString(s.Phone)) //nolint:gosec // escaped; the template would write + as a reference
	x.fill(&v, "/seller/"+id, func(l *listing) bool { return l.seller == s })
	return x.render(http.StatusOK, v)
}

func (x *bazarinoRequest) ad(id string) answer {
	l := x.b.byID[id]
	if l == nil || x.t < l.from {
		return x.missing()
	}
	x.rec = []string{"classifieds/listings.jsonl#" + id}
	if !l.holds(x.t) {
		if l.Removed {
			return x.message(http.StatusGone, "Removed", "Bazarino has removed this advertisement.")
		}
		return x.message(http.StatusGone, "Ended", "This advertisement has ended.")
	}
	return x.file(l.File, l.SHA256, "text/html; charset=utf-8", x.rec[0])
}

// file serves a file of the dataset as it lies there.
func (x *bazarinoRequest) file(name, sum, mime, rec string) answer {
	if name == "" {
		return x.missing()
	}
	body, err := x.tm.data.body(name, sum)
	if err != nil {
		return failure(err)
	}
	a := answer{status: http.StatusOK, mime: mime, body: body, surface: "classifieds"}
	if rec != "" {
		a.records = []string{rec}
	}
	return a
}

func (x *bazarinoRequest) picture(name string) answer {
	return x.b.images.answer(x.tm, "classifieds", "classifieds/images.jsonl", name, x.t)
}

func adURL(l *listing) string { return "http://" + bazarinoHost + "/ad/" + l.ID }

func (x *bazarinoRequest) sitemap() answer {
	var o bytes.Buffer
	fmt.Fprintf(&o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- %s -->\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n<url><loc>http://%s/</loc></url>\n", label, bazarinoHost)
	found, _ := x.b.standing(x.t, 1, 49_000, nil)
	for _, l := range found {
		fmt.Fprintf(&o, "<url><loc>%s</loc><lastmod>%s</lastmod></url>\n", adURL(l), l.VisibleFrom.UTC().Format(time.RFC3339))
	}
	o.WriteString("</urlset>\n")
	return answer{status: http.StatusOK, mime: "application/xml", body: o.Bytes(), surface: "classifieds"}
}

func (x *bazarinoRequest) rss() answer {
	var o bytes.Buffer
	text := func(tag, s string) {
		o.WriteString("<" + tag + ">")
		_ = xml.EscapeText(&o, []byte(s)) // a buffer takes everything
		o.WriteString("</" + tag + ">")
	}
	fmt.Fprintf(&o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n<channel>\n<title>Bazarino</title>\n<link>http://%s/</link>\n<description>Newest advertisements. %s</description>\n", bazarinoHost, label)
	found, _ := x.b.standing(x.t, 1, 50, nil)
	for _, l := range found {
		o.WriteString("<item>")
		text("title", l.Title)
		text("link", adURL(l))
		text("guid", adURL(l))
		text("category", l.Category)
		text("pubDate", l.VisibleFrom.UTC().Format(time.RFC1123Z))
		text("description", l.Text)
		o.WriteString("</item>\n")
		x.rec = append(x.rec, "classifieds/listings.jsonl#"+l.ID)
	}
	o.WriteString("</channel>\n</rss>\n")
	return answer{status: http.StatusOK, mime: "application/rss+xml", body: o.Bytes(), surface: "classifieds", records: x.rec}
}
