package page

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/web/static"
)

// Renderer holds every template of the site, parsed once.
type Renderer struct {
	views  map[string]*template.Template
	bound  map[string]bool
	faults []error
	assets Assets
	demo   bool
}

// Assets are the addresses the layout links.
type Assets struct{ CSS, SiteJS, AppJS, Icon string }

// New parses layout, parts and pages from fsys. demo shows the note that this
// installation holds invented people.
func New(fsys fs.FS, built *static.Assets, demo bool) (*Renderer, error) {
	r := &Renderer{views: map[string]*template.Template{}, bound: map[string]bool{}, demo: demo}
	for name, to := range map[string]*string{
		"site.css": &r.assets.CSS, "site.js": &r.assets.SiteJS, "app.js": &r.assets.AppJS, "icon.svg": &r.assets.Icon,
	} {
		p, err := built.Path(name)
		if err != nil {
			return nil, err
		}
		*to = p
	}
	base, err := template.New("layout.tmpl").Funcs(funcs()).ParseFS(fsys, "layout.tmpl", "parts/*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	pages, err := fs.Glob(fsys, "*/*.tmpl")
	if err != nil {
		return nil, err
	}
	for _, file := range pages {
		if strings.HasPrefix(file, "parts/") {
			continue
		}
		t, err := template.Must(base.Clone()).ParseFS(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		if t.Lookup("main") == nil {
			return nil, fmt.Errorf("templates: %s has no {{define \"main\"}}", file)
		}
		r.views[strings.TrimSuffix(file, path.Ext(file))] = t
	}
	return r, nil
}

// View is one page template, tied to the type of what it shows.
type View[T any] struct {
	r *Renderer
	t *template.Template
}

// Bind ties a template ("learn/week") to its page struct. A name without a
// template is told by [Renderer.Check], which keeps the site from starting.
func Bind[T any](r *Renderer, name string) View[T] {
	t, ok := r.views[name]
	if !ok {
		r.faults = append(r.faults, fmt.Errorf("there is no template %q", name+".tmpl"))
	}
	if r.bound[name] {
		r.faults = append(r.faults, fmt.Errorf("the template %q is bound twice", name))
	}
	r.bound[name] = true
	return View[T]{r, t}
}

// Check tells of views without a template and of templates without a view.
func (r *Renderer) Check() error {
	faults := slices.Clone(r.faults)
	for _, name := range slices.Sorted(maps.Keys(r.views)) {
		if !r.bound[name] {
			faults = append(faults, fmt.Errorf("the template %q belongs to no page", name+".tmpl"))
		}
	}
	return errors.Join(faults...)
}

// Meta says what the shell shows around a page.
type Meta struct {
	Title       string
	Description string // for lists and previews; may be empty
	Nav         string // the current main item: courses handbook exercises teach manage reuse learn
	Crumbs      []Crumb
	Synthetic   bool   // the band SYNTHETIC TRAINING DATA; on every exercise page
	Lang        string // of the text; en when empty
	Print       string // extra class for printing: "card-a5"
}

// Crumb is one step of the path to a page; the last has no address.
type Crumb struct{ Text, Href string }

// frame is what a template sees as its dot.
type frame struct {
	Meta
	Viewer
	Assets  Assets
	Theme   string // "light", "dark" or "" for what the system says
	KeysOff bool
	Path    string
	Demo    bool
	Page    any
}

// Render sends the page with a status. Everything is rendered before the first
// byte leaves, so that a page is whole or an error.
func (v View[T]) Render(c *fiber.Ctx, status int, m Meta, data T) error {
	var b bytes.Buffer
	if err := v.write(&b, ViewerOf(c), LookOf(c), c.Path(), m, data); err != nil {
		return err
	}
	c.Status(status)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(visible(b.Bytes()))
}

// Bytes renders the page as somebody without an account sees it.
func (v View[T]) Bytes(look Look, path string, m Meta, data T) ([]byte, error) {
	var b bytes.Buffer
	err := v.write(&b, Viewer{}, look, path, m, data)
	return visible(b.Bytes()), err
}

func (v View[T]) write(b *bytes.Buffer, who Viewer, look Look, path string, m Meta, data T) error {
	if v.t == nil {
		return fmt.Errorf("page %q: its template is missing", m.Title)
	}
	if m.Lang == "" {
		m.Lang = "en"
	}
	f := frame{Meta: m, Viewer: who, Assets: v.r.assets, Theme: look.Theme, KeysOff: look.KeysOff, Path: path, Demo: v.r.demo, Page: data}
	if err := v.t.ExecuteTemplate(b, "layout.tmpl", f); err != nil {
		return fmt.Errorf("page %q: %w", m.Title, err)
	}
	return nil
}
