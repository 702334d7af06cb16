package verify

import (
	"html"
	"net/url"
	"regexp"
	"strings"
)

const (
	sitesFile = "web/sites.jsonl"
	pagesFile = "web/pages.jsonl"
)

type siteRow struct {
	Host  string `json:"host"`
	Title string `json:"title"`
}

type pageRow struct {
	ID          string  `json:"id"`
	Host        string  `json:"host"`
	Path        string  `json:"path"`
	File        string  `json:"file"`
	MIME        string  `json:"mime"`
	Bytes       int64   `json:"bytes"`
	SHA256      string  `json:"sha256"`
	VisibleFrom instant `json:"visible_from"`
	GoneAt      instant `json:"gone_at"`
}

// websites is what later checks need of the sites.
type websites struct {
	hosts map[string]bool
	pages map[string][]*pageRow // by host and path
	from  map[string]int64      // by host, the first page's time
}

var linkIn = regexp.MustCompile(`(?i)\b(?:src|href)="([^"]*)"`)

func (c *checker) readWeb() {
	if !c.whole("web") {
		return
	}
	w := &websites{hosts: map[string]bool{}, pages: map[string][]*pageRow{}, from: map[string]int64{}}
	rows(c, sitesFile, func(_ int, s *siteRow) {
		if w.hosts[s.Host] {
			c.fault(Rule, sitesFile, "%s is there twice", s.Host)
		}
		w.hosts[s.Host] = true
	})
	files := map[string]bool{}
	var all []*pageRow
	rows(c, pagesFile, func(_ int, p *pageRow) {
		c.record(pagesFile, p.ID, p.VisibleFrom.ms)
		c.states[pagesFile+"#"+p.ID] = p.Host + p.Path
		all = append(all, p)
		files[p.File] = true
		c.checkPage(w, p)
		w.pages[p.Host+p.Path] = append(w.pages[p.Host+p.Path], p)
		if at, ok := w.from[p.Host]; !ok || p.VisibleFrom.ms < at {
			w.from[p.Host] = p.VisibleFrom.ms
		}
	})
	for host := range w.hosts {
		if at, ok := w.from[host]; ok {
			c.record(sitesFile, host, at)
		} else {
			c.fault(Rule, sitesFile, "%s has no page", host)
		}
	}
	for _, f := range c.bodies("web", sitesFile, pagesFile) {
		if !files[f.Path] && !strings.HasPrefix(f.Path, archiveFolder) {
			c.fault(Rule, f.Path, "no row of %s speaks of it", pagesFile)
		}
	}
	c.web = w
	for _, p := range all {
		c.checkLinks(p)
	}
}

func (c *checker) checkPage(w *websites, p *pageRow) {
	bad := func(format string, args ...any) {
		c.fault(Rule, pagesFile, p.ID+": "+format, args...)
	}
	if !w.hosts[p.Host] {
		bad("host %s is not in %s", p.Host, sitesFile)
	}
	if !strings.HasPrefix(p.Path, "/") {
		bad("path %q does not begin with a slash", p.Path)
	}
	c.within(pagesFile, p.ID, "visible_from", p.VisibleFrom, true)
	if p.GoneAt.set && !p.VisibleFrom.before(p.GoneAt) {
		bad("is gone at %s, before it is visible", p.GoneAt)
	}
	for _, o := range w.pages[p.Host+p.Path] {
		if p.VisibleFrom.ms < o.GoneAt.end() && o.VisibleFrom.ms < p.GoneAt.end() {
			bad("stands at the same time as %s at %s%s", o.ID, p.Host, p.Path)
		}
	}
	f := c.listed[p.File]
	if f == nil {
		bad("file %s is not in the dataset", p.File)
		return
	}
	if f.Bytes != p.Bytes || f.SHA256 != p.SHA256 {
		bad("bytes or sha256 are not those of %s", p.File)
	}
}

// checkLinks reads a page's body: it bears the label and points only at what is there.
func (c *checker) checkLinks(p *pageRow) {
	if c.listed[p.File] == nil {
		return
	}
	b, ok := c.open(p.File)
	if !ok {
		return
	}
	if p.MIME == "image/jpeg" {
		w, h, _, _ := jpegParts(b)
		c.checkJPEG(p.File, p.MIME, w, h)
	}
	if !strings.HasPrefix(p.MIME, "text/html") {
		return
	}
	text := string(b)
	if !strings.Contains(text, syntheticLabel) {
		c.fault(Rule, p.File, "does not bear the label %q", syntheticLabel)
	}
	for _, m := range linkIn.FindAllStringSubmatch(text, -1) {
		u, err := url.Parse(html.UnescapeString(m[1]))
		if err != nil {
			c.fault(Rule, p.File, "points at %q, which is no address", m[1])
			continue
		}
		host := u.Hostname()
		if host == "" {
			host = p.Host
		}
		switch {
		case u.Scheme == "mailto" || u.Scheme == "tel" || u.Scheme == "data" || u.Path == "" && u.Host == "":
		case host == "chatterly.test", host == "kurjer.test", host == "bazarino.test", host == "loopi.test", host == "agora-9.test":
		case !c.web.hosts[host]:
			c.fault(Rule, p.File, "points at the host %s, which is no site of the dataset", host)
		case len(c.web.pages[host+orSlash(u.Path)]) == 0:
			c.fault(Rule, p.File, "points at %s%s, which is no page", host, u.Path)
		}
	}
}

func orSlash(path string) string {
	if path == "" {
		return "/"
	}
	return path
}
