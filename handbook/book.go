package handbook

import (
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/glossary"
	"github.com/osint-radar/academy/internal/markdown"
)

// Book is the whole handbook. It is read-only once loaded.
type Book struct {
	Title    string
	Lang     string
	Licence  string
	Parts    []*Part
	Glossary *glossary.Glossary

	page  map[string]*Page
	files map[string]bool
	fault markdown.Faults
}

// Part is a lettered part of the book.
type Part struct {
	ID       string // A … M
	Title    string
	Summary  string
	Pages    []*Page
	Reserved []Reserved // numbers without a page in this release
}

// Reserved is a number that is kept for a page to come.
type Reserved struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
}

// Page is one numbered page.
type Page struct {
	ID       string // C.3.2
	Cite     string // HB-C.3.2
	URL      string
	Title    string
	Lang     string
	Revision int
	Kind     string // explain, procedure, checklist, form, reference or card
	Roles    []string
	Summary  string
	Updated  markdown.Date
	Legal    markdown.Legal
	Sources  []markdown.HTML
	TOC      []markdown.Heading
	Sections []markdown.Section
	Links    []markdown.Link
	HTML     markdown.HTML    // text with the list of its glossary words
	Body     markdown.Encoded // the same, compressed

	Part         *Part
	Prev, Next   *Page
	Translations map[string]*Page

	file string
	num  []int
}

// Page finds a page by its number (A.3) or citation id (HB-A.3).
func (b *Book) Page(id string) (*Page, bool) {
	p, ok := b.page[strings.TrimPrefix(id, "HB-")]
	return p, ok
}

// Part finds a part by its letter.
func (b *Book) Part(id string) (*Part, bool) {
	for _, p := range b.Parts {
		if p.ID == id {
			return p, true
		}
	}
	return nil, false
}

// URL is the address of the part's contents.
func (p *Part) URL() string { return "/handbook/" + p.ID }

// Banner is the legal banner at the time now, or nil.
func (p *Page) Banner(now time.Time) *markdown.Banner { return p.Legal.Banner(now) }

// Stale reports whether a translation was made from an older revision of its source.
func (p *Page) Stale() bool { s := p.source(); return s != p && p.Revision < s.Revision }

func (p *Page) source() *Page {
	for _, s := range p.Part.Pages {
		if s.ID == p.ID {
			return s
		}
	}
	return p
}

// In returns the page in a language. ok is false where there is no translation
// and the source text comes back instead.
func (p *Page) In(lang string) (text *Page, ok bool) {
	src := p.source()
	if lang == src.Lang {
		return src, true
	}
	if t := src.Translations[lang]; t != nil {
		return t, true
	}
	return src, false
}
