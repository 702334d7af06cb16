package rangeserver

import (
	"fmt"
	"net/http"
	"path/filepath"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/record"
)

// site is one fictional website: per path the versions of the page, oldest first.
type site struct {
	record.Site
	pages map[string][]record.Page
}

func loadSites(dir string, m *dataset.Manifest) (map[string]*site, error) {
	sites := map[string]*site{}
	err := readLines(dir, m, "web/sites.jsonl", func(r record.Site) error {
		if r.Host == "" || sites[r.Host] != nil {
			return fmt.Errorf("host %q is empty or stands twice", r.Host)
		}
		sites[r.Host] = &site{r, map[string][]record.Page{}}
		return nil
	})
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, f := range m.Files {
		known[f.Path] = true
	}
	return sites, readLines(dir, m, "web/pages.jsonl", func(r record.Page) error {
		s := sites[r.Host]
		if s == nil {
			return fmt.Errorf("page %s is of host %q, which sites.jsonl does not hold", r.ID, r.Host)
		}
		if !filepath.IsLocal(filepath.FromSlash(r.File)) || !known[r.File] {
			return fmt.Errorf("page %s is in the file %q, which the manifest does not name", r.ID, r.File)
		}
		s.pages[r.Path] = append(s.pages[r.Path], r)
		return nil
	})
}

// page returns the version that stands at t: of several the newest.
func (s *site) page(path string, t time.Time) (record.Page, bool) {
	var found record.Page
	ok := false
	for _, p := range s.pages[path] {
		if !p.VisibleFrom.After(t) && (p.GoneAt.IsZero() || t.Before(p.GoneAt)) && (!ok || !p.VisibleFrom.Before(found.VisibleFrom)) {
			found, ok = p, true
		}
	}
	return found, ok
}

// siteAnswer answers for a website: the page that stood there at t, as it was
// written, or 404.
func (d *Dataset) siteAnswer(s *site) handler {
	return func(r *http.Request, t time.Time) answer {
		if !reads(r) {
			return conductAnswer("web", "message", "", textPage(http.StatusForbidden, "web",
				"This is a training range: forms are not sent anywhere.\nThe attempt to contact "+s.Host+" has been recorded.\n"))
		}
		path := r.URL.Path
		if path == "" {
			path = "/"
		}
		p, ok := s.page(path, t)
		if !ok {
			return textPage(http.StatusNotFound, "web", "404 Not Found\n"+s.Host+" has no such page.\n\n"+label+"\n")
		}
		body, err := d.body(p.File, p.SHA256)
		if err != nil {
			return failure(err)
		}
		return answer{status: http.StatusOK, mime: p.MIME, body: body, surface: "web", records: []string{"web/pages.jsonl#" + p.ID}, csp: siteCSP}
	}
}
