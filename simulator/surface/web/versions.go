package web

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// entry is a line of a site's menu.
type entry struct{ path, title string }

// span is a time in which a site's menu stays the same; until is zero for the last.
type span struct {
	from, until time.Time
	menu        []entry
}

var goodPath = regexp.MustCompile(`^/([a-z0-9][a-z0-9._-]*/)*([a-z0-9][a-z0-9._-]*)?$`)

// versions is everything a site ever answered with.
func (e *emitter) versions(s *world.Site) ([]version, error) {
	pages, err := e.standing(s)
	if err != nil {
		return nil, err
	}
	spans := menus(pages)
	var list []version
	shown := map[world.Ref]*version{}
	var order []world.Ref
	for _, p := range pages {
		for _, b := range p.Blocks {
			if b.Image == "" {
				continue
			}
			if shown[b.Image] == nil {
				pic, err := e.picture(b.Image)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", p.Path, err)
				}
				shown[b.Image] = &version{path: "/img/" + pic.name, refs: []world.Ref{b.Image}, mime: jpegType, body: pic.body, from: p.From, until: p.Until}
				order = append(order, b.Image)
			}
			v := shown[b.Image]
			if p.From.Before(v.from) {
				v.from = p.From
			}
			if p.Until.IsZero() || (!v.until.IsZero() && v.until.Before(p.Until)) {
				v.until = p.Until
			}
		}
		for _, part := range spans {
			from, until := later(part.from, p.From), earlier(part.until, p.Until)
			if !until.IsZero() && !until.After(from) {
				continue
			}
			body, err := e.html(s, &p, part.menu)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p.Path, err)
			}
			list = append(list, version{path: p.Path, title: p.Title, refs: []world.Ref{p.Ref, s.Ref}, mime: htmlType, body: body, from: from, until: until})
		}
	}
	for _, r := range order {
		list = append(list, *shown[r])
	}
	for _, part := range spans {
		if len(part.menu) > 0 {
			list = append(list, version{path: "/sitemap.xml", mime: xmlType, body: sitemap(s.Host, part.menu), from: part.from, until: part.until})
		}
	}
	first, end := spans[0].from, whole(e.end(s.Host))
	form := e.w.Key.Domain("web/form").Named(s.Host).IntN(len(layouts) * len(fonts))
	robots := fmt.Sprintf("# %s\nUser-agent: *\nAllow: /\nSitemap: http://%s/sitemap.xml\n", label, s.Host)
	return append(list,
		version{path: "/robots.txt", mime: textType, body: []byte(robots), from: first, until: end},
		version{path: "/style.css", mime: cssType, body: []byte(Stylesheet(s.Look, form)), from: first, until: end},
	), nil
}

// standing is the site's pages with their times as the domain allows them, and
// checked: no two at one path at a time, no link into nothing.
func (e *emitter) standing(s *world.Site) ([]world.Page, error) {
	end := e.end(s.Host)
	var pages []world.Page
	for _, p := range s.Pages {
		if !goodPath.MatchString(p.Path) || p.Path == "/index.html" {
			return nil, fmt.Errorf("page path %q: want small letters, digits, dots and dashes", p.Path)
		}
		if p.From.IsZero() {
			p.From = e.w.Start
		}
		p.From, p.Until = whole(p.From), whole(earlier(p.Until, end))
		if p.Until.IsZero() || p.Until.After(p.From) {
			pages = append(pages, p)
		}
	}
	if len(pages) == 0 {
		return nil, errors.New("no page of it ever stood")
	}
	for i, a := range pages {
		for _, b := range pages[:i] {
			if a.Path == b.Path && (a.Until.IsZero() || b.From.Before(a.Until)) && (b.Until.IsZero() || a.From.Before(b.Until)) {
				return nil, fmt.Errorf("%s: two pages stand there at one time", a.Path)
			}
		}
		for _, block := range a.Blocks {
			for _, l := range block.Links {
				if err := checkLink(l[1], pages); err != nil {
					return nil, fmt.Errorf("%s: %w", a.Path, err)
				}
			}
		}
	}
	return pages, nil
}

var outLink = regexp.MustCompile(`^http://([a-z0-9-]+\.)+(example|test)(:[0-9]+)?(/[^\s]*)?$`)

func checkLink(url string, pages []world.Page) error {
	if outLink.MatchString(url) || slices.ContainsFunc(pages, func(p world.Page) bool { return p.Path == url }) {
		return nil
	}
	return fmt.Errorf("link to %q: want a path of the site or http:// at a .example or .test name", url)
}

// menus cuts the site's life where a page comes or goes.
func menus(pages []world.Page) []span {
	var cuts []time.Time
	for _, p := range pages {
		cuts = append(cuts, p.From)
		if !p.Until.IsZero() {
			cuts = append(cuts, p.Until)
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	cuts = slices.CompactFunc(cuts, time.Time.Equal)
	var spans []span
	for i, from := range cuts {
		part := span{from: from}
		if i+1 < len(cuts) {
			part.until = cuts[i+1]
		}
		for _, p := range pages {
			if !p.From.After(from) && (p.Until.IsZero() || from.Before(p.Until)) {
				part.menu = append(part.menu, entry{p.Path, p.Title})
			}
		}
		slices.SortStableFunc(part.menu, func(a, b entry) int { return cmp.Compare(depth(a.path), depth(b.path)) })
		if n := len(spans); n > 0 && slices.Equal(spans[n-1].menu, part.menu) {
			spans[n-1].until = part.until
			continue
		}
		spans = append(spans, part)
	}
	return spans
}

// depth puts the front page first and leaves the others in the plan's order.
func depth(path string) int {
	if path == "/" {
		return 0
	}
	return 1
}

func sitemap(host string, menu []entry) []byte {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- " + label + " -->\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	for _, m := range menu {
		fmt.Fprintf(&b, "<url><loc>http://%s%s</loc></url>\n", host, m.path)
	}
	b.WriteString("</urlset>\n")
	return []byte(b.String())
}

// whole is a time in UTC to the second: no row stands out by its precision.
func whole(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// earlier of two ends, where zero is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
