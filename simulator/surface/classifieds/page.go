package classifieds

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/media"
)

const label = media.Label

// currency is the code of ISO 4217 for tests.
const currency = "XTS"

// thing is an object of JSON-LD; encoding/json writes its members by name.
type thing map[string]any

// linked is an advertisement in the vocabulary of schema.org.
func (a *advert) linked() thing {
	seller := thing{"@type": "Person", "name": a.by.rec.Name, "identifier": a.by.rec.ID, "url": "http://" + Host + "/seller/" + a.by.rec.ID}
	if a.by.rec.Phone != "" {
		seller["telephone"] = a.by.rec.Phone
	}
	offer := thing{
		"@type": "Offer", "availability": "http://schema.org/InStock", "seller": seller, "validFrom": a.rec.VisibleFrom.Format(time.RFC3339), "url": a.url(),
	}
	if a.rec.Price > 0 {
		offer["price"], offer["priceCurrency"] = strconv.FormatInt(a.rec.Price, 10), currency
	}
	if a.rec.Place != "" {
		offer["availableAtOrFrom"] = thing{"@type": "Place", "name": a.rec.Place}
	}
	out := thing{
		"@context": "http://schema.org/", "@type": "Service", "name": a.rec.Title, "description": a.rec.Text, "identifier": a.rec.ID, "category": a.rec.Category,
		"url": a.url(), "offers": offer, "disambiguatingDescription": label,
	}
	if a.rec.Category == "household" || a.rec.Category == "vehicles" {
		out["@type"] = "Product"
	}
	var pictures []string
	for _, id := range a.rec.Images {
		pictures = append(pictures, "http://"+Host+"/img/"+id+".jpg")
	}
	if pictures != nil {
		out["image"] = pictures
	}
	return out
}

func (a *advert) url() string { return "http://" + Host + "/ad/" + a.rec.ID }

func (a *advert) price() string {
	if a.rec.Price == 0 {
		return "on request"
	}
	return strconv.FormatInt(a.rec.Price, 10) + " TK"
}

// page writes the page of an advertisement. Everything drawn or planned is
// escaped; in JSON-LD < and > are too, so that no text ends the script.
func (b *bazaar) page(a *advert) ([]byte, error) {
	ld, err := json.Marshal(a.linked())
	if err != nil {
		return nil, fmt.Errorf("classifieds: %w", err)
	}
	esc := html.EscapeString
	var o strings.Builder
	fmt.Fprintf(&o, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s · Bazarino</title>\n", esc(a.rec.Title))
	fmt.Fprintf(&o, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"synthetic-data\" content=%q>\n", label)
	fmt.Fprintf(&o, "<link rel=\"stylesheet\" href=\"/style.css\">\n<link rel=\"icon\" href=\"/static/favicon.svg\" type=\"image/svg+xml\">\n<link rel=\"canonical\" href=%q>\n", a.url())
	fmt.Fprintf(&o, "<script type=\"application/ld+json\">%s</script>\n</head>\n<body>\n", ld)
	fmt.Fprintf(&o, "<header>\n<p class=\"synthetic\">%s</p>\n<p class=\"brand\"><a href=\"/\">Bazarino</a></p>\n", label)
	o.WriteString("<form action=\"/search\" method=\"get\" role=\"search\"><label for=\"q\">Search</label> <input id=\"q\" name=\"q\" type=\"search\"> <button type=\"submit\">Find</button></form>\n</header>\n")
	fmt.Fprintf(&o, "<main>\n<nav aria-label=\"Where you are\"><a href=\"/\">All</a> › <a href=\"/c/%s\">%s</a></nav>\n<article class=\"ad\">\n<h1 dir=\"auto\">%s</h1>\n<p class=\"price\">%s</p>\n", a.rec.Category, a.rec.Category, esc(a.rec.Title), a.price())
	for _, id := range a.rec.Images {
		fmt.Fprintf(&o, "<img src=\"/img/%s.jpg\" width=\"%d\" height=\"%d\" alt=\"%s\">\n", id, media.Width, media.Height, esc(b.shown[id].img.Alt))
	}
	fmt.Fprintf(&o, "<p class=\"text\" dir=\"auto\" lang=\"%s\">%s</p>\n<dl>\n", esc(a.rec.Lang), strings.ReplaceAll(esc(a.rec.Text), "\n", "<br>"))
	fmt.Fprintf(&o, "<div><dt>Seller</dt><dd><a href=\"/seller/%s\"><bdi>%s</bdi></a></dd></div>\n", a.by.rec.ID, esc(a.by.rec.Name))
	if a.by.rec.Phone != "" {
		fmt.Fprintf(&o, "<div><dt>Telephone</dt><dd>%s</dd></div>\n", esc(a.by.rec.Phone))
	}
	if a.rec.Place != "" {
		fmt.Fprintf(&o, "<div><dt>Place</dt><dd>%s</dd></div>\n", esc(a.rec.Place))
	}
	at := a.rec.VisibleFrom
	fmt.Fprintf(&o, "<div><dt>Since</dt><dd><time datetime=\"%s\">%s</time></dd></div>\n<div><dt>Number</dt><dd>%s</dd></div>\n</dl>\n</article>\n</main>\n", at.Format(time.RFC3339), at.Format("2 Jan 2006, 15:04 UTC"), a.rec.ID)
	fmt.Fprintf(&o, "<footer><p>Bazarino is a fictional site inside a training range. Nobody here is real. <strong>%s</strong></p></footer>\n</body>\n</html>\n", label)
	return []byte(o.String()), nil
}

// standing are the advertisements that are there at the end of the clock,
// newest first, at most n; 0 is all.
func (b *bazaar) standing(n int) []*advert {
	var out []*advert
	for i := len(b.adverts) - 1; i >= 0 && (n == 0 || len(out) < n); i-- {
		if b.adverts[i].rec.GoneAt.IsZero() {
			out = append(out, b.adverts[i])
		}
	}
	return out
}

// sitemap follows sitemaps.org 0.9, of which one file may name 50,000 pages.
func (b *bazaar) sitemap() []byte {
	var o strings.Builder
	fmt.Fprintf(&o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- %s -->\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n<url><loc>http://%s/</loc></url>\n", label, Host)
	for _, a := range b.standing(49_000) {
		fmt.Fprintf(&o, "<url><loc>%s</loc><lastmod>%s</lastmod></url>\n", a.url(), a.rec.VisibleFrom.Format(time.RFC3339))
	}
	o.WriteString("</urlset>\n")
	return []byte(o.String())
}

// rss is the feed of the newest fifty, RSS 2.0.
func (b *bazaar) rss() []byte {
	esc := func(s string) string {
		var o bytes.Buffer
		_ = xml.EscapeText(&o, []byte(s)) // a buffer takes everything
		return o.String()
	}
	var o strings.Builder
	fmt.Fprintf(&o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n<channel>\n<title>Bazarino</title>\n<link>http://%s/</link>\n<description>Newest advertisements. %s</description>\n", Host, label)
	for _, a := range b.standing(50) {
		fmt.Fprintf(&o, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"true\">%s</guid><category>%s</category><pubDate>%s</pubDate><description>%s</description></item>\n",
			esc(a.rec.Title), a.url(), a.url(), a.rec.Category, a.rec.VisibleFrom.Format(time.RFC1123Z), esc(a.rec.Text))
	}
	o.WriteString("</channel>\n</rss>\n")
	return []byte(o.String())
}

// style is the look of Bazarino, of the pages that the range makes too.
const style = "/* " + label + ` */
:root{color-scheme:light dark;--ground:#fff6e9;--panel:#ffffff;--text:#2b1a0c;--muted:#6b5645;--line:#e6cfb2;--brand:#a33c00;--on-brand:#ffffff;--tag:#ffe2b8}
@media(prefers-color-scheme:dark){:root{--ground:#1c130c;--panel:#2a1d13;--text:#f6e9da;--muted:#c3ab95;--line:#4a3626;--brand:#ffab70;--on-brand:#2a1500;--tag:#4a3113}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1.0625rem/1.5 "Trebuchet MS","Lucida Grande","DejaVu Sans",sans-serif;overflow-wrap:anywhere}
a{color:var(--brand)}a:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid #2f7dd1;outline-offset:2px}
.synthetic{margin:0;background:#ffd166;color:#2a1500;text-align:center;font:700 .8125rem/1.75 system-ui,sans-serif;letter-spacing:.08em}
header{background:var(--panel);border-bottom:6px double var(--brand)}
.brand{margin:0;padding:.75rem 1rem .25rem;text-align:center;font-size:2rem;font-weight:700;font-style:italic}.brand a{text-decoration:none}
header form{display:flex;flex-wrap:wrap;gap:.375rem;justify-content:center;align-items:center;padding:0 1rem .75rem}
input,button{font:inherit;padding:.375rem .75rem;border:2px solid var(--brand);border-radius:.375rem;background:var(--ground);color:var(--text);min-width:0;max-width:100%}
button{background:var(--brand);color:var(--on-brand);cursor:pointer;font-weight:700}
main{max-width:64rem;margin:0 auto;padding:.75rem 1rem 2rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
nav{margin:.25rem 0}.cats{display:flex;flex-wrap:wrap;gap:.375rem;list-style:none;padding:0;margin:.5rem 0}.cats a{display:block;background:var(--tag);color:var(--text);padding:.25rem .75rem;border-radius:.375rem;text-decoration:none}.cats a[aria-current]{outline:2px solid var(--brand)}
.ads{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15rem,100%),1fr));gap:.75rem;list-style:none;padding:0;margin:.75rem 0}
.ads li{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;display:flex;flex-direction:column;gap:.25rem}.ads p{margin:0}.ads img{order:-1}
img{max-width:100%;height:auto;border-radius:.375rem;display:block}
.price{font-weight:700;font-size:1.125rem;color:var(--brand);margin:.25rem 0}
.muted,dt{color:var(--muted)}.muted{font-size:.9375rem}
.ad{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:1rem;max-width:44rem}
dl{margin:1rem 0 0}dl div{display:flex;gap:.75rem;border-top:1px solid var(--line);padding:.375rem 0}dt{flex:0 0 6rem}dd{margin:0}
.pages{display:flex;gap:1.5rem}
footer{text-align:center;color:var(--muted);font-size:.9375rem;padding:0 1rem 1.5rem}
@media print{header form,.cats,.pages{display:none}}
`
