package record

import "time"

// Site is a row of web/sites.jsonl: one fictional host name that answers HTTP.
// Chatterly itself (chatterly.test) is not listed here: its pages are the microblog's.
type Site struct {
	Host  string `json:"host"` // for example blue-lantern.example
	Title string `json:"title"`
}

// Page is a row of web/pages.jsonl: one version of one resource of a site, an
// HTML page, an image, robots.txt, sitemap.xml. At scenario time t the version
// with VisibleFrom <= t (and t < GoneAt where set) answers; none: 404.
type Page struct {
	ID          string    `json:"id"`
	Host        string    `json:"host"`
	Path        string    `json:"path"` // absolute, "/", "/prices.html", "/img/van.jpg"
	File        string    `json:"file"` // dataset path of the body
	MIME        string    `json:"mime"` // for example "text/html; charset=utf-8"
	Bytes       int64     `json:"bytes"`
	SHA256      string    `json:"sha256"`
	VisibleFrom time.Time `json:"visible_from"`
	GoneAt      time.Time `json:"gone_at,omitzero"`
}
