// Package web writes the fictional websites of a world: web/sites.jsonl,
// web/pages.jsonl and the bodies under web/<host>/. Offenders, a legal-aid
// group, a journalist, a coach line and some dozens of ordinary neighbours
// (package neighbour) go through the same code, each with colours and a layout
// of its own (Site.Look).
//
// A site is HTML 5 that works without JavaScript, one stylesheet, pictures
// with their metadata, robots.txt and sitemap.xml. Nothing in it points out of
// the fictional internet. Every page carries the synthetic label in a band at
// its top and in a meta element.
//
// A row of pages.jsonl is one version of one resource. A page has a new
// version where its site's menu changes, because another page came or went, so
// that at any time every inner link answers. A suspended domain takes its site
// with it (gone_at).
//
// web/archive holds each site as it stood, as a WARC and as a WACZ: one record
// for each row of pages.jsonl, with the same bytes.
//
// The surface binds "site:x" (its versions of all pages), "page:x/y" (its
// versions) and the images shown (record and SHA-256).
package web

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/neighbour"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface is the websites of the fictional internet.
type Surface struct{}

// Name is "web".
func (Surface) Name() string { return "web" }

// Parts is 1: it is small.
func (Surface) Parts(*world.World) int { return 1 }

const (
	sitesFile = "web/sites.jsonl"
	pagesFile = "web/pages.jsonl"
)

// version is one body that stood at one path for a time.
type version struct {
	path  string
	title string      // of a page
	refs  []world.Ref // what it shows: a page, an image
	mime  string
	body  []byte
	from  time.Time
	until time.Time // zero: to the end
}

// Emit writes every site. It fails on a page that links out of the fictional
// internet, to a page that its site never has, or to an image that is not there.
func (s Surface) Emit(ctx context.Context, w *world.World, _ int, out *dataset.Writer) error {
	net := neighbour.Draw(w)
	sites := append(slices.Clone(w.Sites), net.Sites...)
	slices.SortFunc(sites, func(a, b world.Site) int { return strings.Compare(a.Host, b.Host) })
	e := emitter{w: w, net: net, out: out, ids: w.Key.Domain("web/id"), pictures: map[world.Ref]picture{}, bound: map[world.Ref]*dataset.Bound{}}
	for i := range sites { // before anything is drawn or written
		if err := e.sound(&sites[i]); err != nil {
			return fmt.Errorf("web: %s: %w", sites[i].Host, err)
		}
	}
	rows, err := out.Create(sitesFile, "web")
	if err != nil {
		return err
	}
	for i := range sites {
		if err = ctx.Err(); err == nil {
			err = e.site(&sites[i])
		}
		if err == nil {
			err = rows.JSON(record.Site{Host: sites[i].Host, Title: sites[i].Title})
		}
		if err != nil {
			_, closing := rows.Close()
			return errors.Join(fmt.Errorf("web: %s: %w", sites[i].Host, err), closing)
		}
	}
	if _, err := rows.Close(); err != nil {
		return err
	}
	return e.index()
}

// emitter writes sites one after the other.
type emitter struct {
	w        *world.World
	net      *neighbour.Internet
	out      *dataset.Writer
	ids      stream.Domain
	rows     []record.Page
	pictures map[world.Ref]picture
	refs     []world.Ref // bound things in the order of their first mention
	bound    map[world.Ref]*dataset.Bound
}

// picture is a rendered image and the name of its file on a site.
type picture struct {
	img  *world.Image
	body []byte
	name string
	w, h int
}

func (e *emitter) picture(r world.Ref) (picture, error) {
	if p, ok := e.pictures[r]; ok {
		return p, nil
	}
	img := e.w.Image(r)
	for i := range e.net.Images {
		if e.net.Images[i].Ref == r {
			img = &e.net.Images[i]
		}
	}
	if img == nil {
		return picture{}, fmt.Errorf("no image %q", r)
	}
	p := picture{img: img, name: fmt.Sprintf("%010x.jpg", e.w.Key.Domain("web/image").Named(string(r)).Uint64()>>24)}
	var err error
	if p.body, p.w, p.h, err = media.Render(e.w, img); err != nil {
		return picture{}, err
	}
	e.pictures[r] = p
	return p, nil
}

// end is when a site's domain was suspended, zero for never.
func (e *emitter) end(host string) time.Time {
	for _, d := range e.net.Domains {
		if d.Name == neighbour.Registered(host) {
			return d.Until
		}
	}
	return time.Time{}
}

// sound checks what can be checked of a site without drawing it.
func (e *emitter) sound(s *world.Site) error {
	if !strings.HasSuffix(s.Host, ".example") && !strings.HasSuffix(s.Host, ".test") {
		return errors.New("the host name does not end in .example or .test")
	}
	if len(s.Pages) == 0 {
		return errors.New("a site without pages")
	}
	_, err := e.standing(s)
	return err
}

// site writes the versions of all resources of a site.
func (e *emitter) site(s *world.Site) error {
	versions, err := e.versions(s)
	if err != nil {
		return err
	}
	slices.SortStableFunc(versions, func(a, b version) int {
		if c := strings.Compare(a.path, b.path); c != 0 {
			return c
		}
		return a.from.Compare(b.from)
	})
	nth := map[string]int{}
	var list []archived
	for _, v := range versions {
		nth[v.path]++
		row, err := e.put(s, v, nth[v.path])
		if err != nil {
			return err
		}
		list = append(list, archived{v, row})
	}
	return e.archive(s, list)
}

// put writes one version and binds what it shows.
func (e *emitter) put(s *world.Site, v version, n int) (record.Page, error) {
	file := "web/" + s.Host + v.path
	if strings.HasSuffix(v.path, "/") {
		file += "index.html"
	}
	if n > 1 {
		ext := path.Ext(file)
		file = fmt.Sprintf("%s.%d%s", strings.TrimSuffix(file, ext), n, ext)
	}
	tools := []string{"wget"}
	if v.mime == jpegType {
		tools = append(tools, "exiftool")
	}
	info, err := e.out.Put(file, "web", v.body, tools...)
	if err != nil {
		return record.Page{}, err
	}
	row := record.Page{
		ID:   fmt.Sprintf("%012x", e.ids.Named(s.Host+v.path+v.from.UTC().Format(time.RFC3339)).Uint64()>>16),
		Host: s.Host, Path: v.path, File: file, MIME: v.mime, Bytes: info.Bytes, SHA256: info.SHA256, VisibleFrom: v.from.UTC(),
	}
	if !v.until.IsZero() {
		row.GoneAt = v.until.UTC()
	}
	e.rows = append(e.rows, row)
	for _, ref := range v.refs {
		e.bind(ref, row)
	}
	return row, nil
}

// bind notes a record that shows a thing. A later version shows it again, so
// the thing is visible from the first on.
func (e *emitter) bind(ref world.Ref, row record.Page) {
	if ref == "" || strings.HasPrefix(string(ref), "image:benign/") {
		return
	}
	b := e.bound[ref]
	if b == nil {
		b = &dataset.Bound{VisibleFrom: row.VisibleFrom.Unix()}
		if row.MIME == jpegType {
			b.SHA256 = row.SHA256
			b.Selectors = []truth.Selector{{Kind: "sha256", Value: row.SHA256}}
		}
		e.bound[ref], e.refs = b, append(e.refs, ref)
	}
	b.VisibleFrom = min(b.VisibleFrom, row.VisibleFrom.Unix())
	b.Records = append(b.Records, pagesFile+"#"+row.ID)
}

// index writes pages.jsonl, sorted by host, path and time, and binds what was shown.
func (e *emitter) index() error {
	f, err := e.out.Create(pagesFile, "web")
	if err != nil {
		return err
	}
	for _, r := range e.rows {
		if err = f.JSON(r); err != nil {
			break
		}
	}
	_, closing := f.Close()
	for _, ref := range e.refs {
		e.out.Bind(string(ref), *e.bound[ref])
	}
	return errors.Join(err, closing)
}

const (
	htmlType = "text/html; charset=utf-8"
	textType = "text/plain; charset=utf-8"
	cssType  = "text/css; charset=utf-8"
	xmlType  = "application/xml"
	jpegType = "image/jpeg"
)
