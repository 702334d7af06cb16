package handbook

import (
	"embed"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/glossary"
	"github.com/osint-radar/academy/internal/markdown"
)

//go:embed all:content
var embedded embed.FS

// FS returns the handbook of a content folder, DIR/handbook, or the embedded one
// when dir is empty or holds no such folder. live says that the folder may change.
func FS(dir string) (fsys fs.FS, live bool, err error) {
	return markdown.Content(embedded, dir, "handbook")
}

// Options are what a load needs besides the files.
type Options struct {
	// Lesson gives the address of a lesson, for links like (m1-l2). Nil stands
	// for a book without courses beside it: such links are dead then.
	Lesson func(id string) (url string, ok bool)
}

// Open loads the handbook of a content folder, or the embedded one, and keeps it
// up to date while the folder is edited.
func Open(dir string, now func() time.Time, opt Options) (*markdown.Live[*Book], error) {
	fsys, live, err := FS(dir)
	if err != nil {
		return nil, err
	}
	if !live {
		now = nil
	}
	return markdown.NewLive(fsys, now, func(fsys fs.FS) (*Book, error) { return Load(fsys, opt) })
}

// Load reads a handbook. The error is a [markdown.ContentError] that names every fault
// with file and line; the book is nil then.
func Load(fsys fs.FS, opt Options) (*Book, error) {
	book, faults := load(fsys, opt)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return book, nil
}

// LoadGlossary reads glossary.yaml of a handbook's folder alone; courses mark
// the same words. A folder without the file has an empty glossary.
func LoadGlossary(fsys fs.FS) (*glossary.Glossary, markdown.Faults) {
	const file = "glossary.yaml"
	if _, err := fs.Stat(fsys, file); err != nil {
		return &glossary.Glossary{}, nil
	}
	text, faults := markdown.ReadFile(fsys, file)
	var terms []glossary.Term
	if len(faults) == 0 {
		faults = markdown.DecodeYAML(file, text, 0, &terms)
	}
	if len(faults) > 0 {
		return &glossary.Glossary{}, faults
	}
	for _, t := range terms {
		if open := markdown.Uncleared(markdown.FlagsIn(t.Definition, 0)); len(open) > 0 {
			faults.Add(file, lineOf(text, "id: "+t.ID), "the definition of %s carries [%s]; pages show it without a banner, so it has to be cleared first", t.Term, open[0].Code)
		}
	}
	if len(faults) > 0 {
		return &glossary.Glossary{}, faults
	}
	g, err := glossary.New(terms)
	if err != nil {
		faults.Add(file, 0, "%v", err)
		return &glossary.Glossary{}, faults
	}
	return g, nil
}

// Terms are the glossary's words as texts mark them.
func Terms(g *glossary.Glossary) []markdown.Term {
	var out []markdown.Term
	for _, t := range g.Terms {
		if t.Definition != "" {
			out = append(out, markdown.Term{ID: t.ID, Forms: append([]string{t.Term}, t.Also...), Definition: t.Definition})
		}
	}
	return out
}

type loader struct {
	fsys   fs.FS
	book   *Book
	opt    Options
	render *markdown.Renderer
}

func (l *loader) fault(file string, line int, format string, args ...any) {
	l.book.fault.Add(file, line, format, args...)
}

type bookYAML struct {
	Title   string `yaml:"title"`
	Lang    string `yaml:"lang"`
	Licence string `yaml:"licence"`
	Parts   []struct {
		ID       string     `yaml:"id"`
		Title    string     `yaml:"title"`
		Summary  string     `yaml:"summary"`
		Reserved []Reserved `yaml:"reserved"`
	} `yaml:"parts"`
}

func load(fsys fs.FS, opt Options) (*Book, markdown.Faults) {
	l := &loader{fsys: fsys, opt: opt, book: &Book{page: map[string]*Page{}, files: map[string]bool{}}}
	g, faults := LoadGlossary(fsys)
	l.book.Glossary, l.book.fault = g, faults
	l.render = markdown.New(Terms(g))
	var y bookYAML
	text, faults := markdown.ReadFile(fsys, "book.yaml")
	if len(faults) == 0 {
		faults = markdown.DecodeYAML("book.yaml", text, 0, &y)
	}
	if l.book.fault = append(l.book.fault, faults...); len(faults) > 0 {
		return l.book, l.book.fault
	}
	l.book.Title, l.book.Lang, l.book.Licence = y.Title, y.Lang, y.Licence
	var renders []func()
	for _, p := range y.Parts {
		part := &Part{ID: p.ID, Title: p.Title, Summary: p.Summary, Reserved: p.Reserved}
		l.book.Parts = append(l.book.Parts, part)
		renders = append(renders, l.part(part)...)
		sort.SliceStable(part.Pages, func(i, j int) bool { return slices.Compare(part.Pages[i].num, part.Pages[j].num) < 0 })
		for _, r := range part.Reserved {
			if _, taken := l.book.page[r.ID]; taken {
				l.fault("book.yaml", lineOf(text, r.ID), "%s is reserved, but there is a page with that number", r.ID)
			}
		}
	}
	l.unlisted()
	for _, render := range renders { // after all numbers are known
		render()
	}
	l.chain()
	l.anchors()
	return l.book, l.book.fault
}

func lineOf(text []byte, needle string) int {
	for i, s := range strings.Split(string(text), "\n") {
		if strings.Contains(s, needle) {
			return i + 1
		}
	}
	return 1
}

// unlisted faults folders of pages that book.yaml does not name.
func (l *loader) unlisted() {
	dirs, err := fs.ReadDir(l.fsys, ".")
	if err != nil {
		l.fault(".", 0, "cannot be read: %v", err)
	}
	for _, d := range dirs {
		if _, ok := l.book.Part(d.Name()); d.IsDir() && !ok {
			l.fault(d.Name(), 0, "book.yaml names no part %s", d.Name())
		}
	}
}

// chain links the pages in the order of the book.
func (l *loader) chain() {
	var last *Page
	for _, part := range l.book.Parts {
		for _, p := range part.Pages {
			if last != nil {
				p.Prev, last.Next = last, p
			}
			last = p
		}
	}
}

// anchors checks that links into pages of this book meet a heading.
func (l *loader) anchors() {
	ids := func(p *Page) map[string]bool {
		out := map[string]bool{}
		for _, s := range p.Sections {
			out[s.ID] = true
		}
		return out
	}
	byURL := map[string]*Page{}
	for _, p := range l.book.page {
		byURL[p.URL] = p
	}
	each(l.book, func(p *Page) {
		for _, link := range p.Links {
			url, anchor, found := strings.Cut(link.URL, "#")
			target := byURL[url]
			if url == "" {
				target = p
			}
			if found && target != nil && !ids(target)[anchor] && !strings.HasPrefix(anchor, "term-") {
				l.fault(p.file, link.Line, "dead link %q: the page has no heading with that anchor", link.Dest)
			}
		}
	})
}

func each(b *Book, f func(*Page)) {
	for _, part := range b.Parts {
		for _, p := range part.Pages {
			f(p)
			for _, t := range p.Translations {
				f(t)
			}
		}
	}
}

var (
	pageFile = regexp.MustCompile(`^([A-M](?:\.\d+)+)-([a-z0-9-]+?)(?:\.([a-z]{2}))?\.md$`)
	pageID   = regexp.MustCompile(`^[A-M](?:\.[1-9]\d*)+$`)
)

func number(id string) []int {
	var out []int
	for _, s := range strings.Split(id, ".")[1:] {
		n, _ := strconv.Atoi(s) // digits, by pageID
		out = append(out, n)
	}
	return out
}

// part reads the front matter of a part's pages and returns what renders them.
func (l *loader) part(part *Part) []func() {
	files, err := fs.ReadDir(l.fsys, part.ID)
	if err != nil {
		return nil // a part without pages in this release has no folder
	}
	var renders []func()
	for _, f := range files { // A.1-x.md stands before A.1-x.ro.md
		file := path.Join(part.ID, f.Name())
		if f.IsDir() || path.Ext(file) != ".md" {
			continue
		}
		name := pageFile.FindStringSubmatch(f.Name())
		if name == nil {
			l.fault(file, 0, "a page's file is named like %s.1-first-steps.md", part.ID)
			continue
		}
		text, faults := markdown.ReadFile(l.fsys, file)
		src, more := markdown.Split(file, text)
		faults = append(faults, more...)
		var front pageFront
		if len(faults) == 0 {
			faults = src.DecodeFront(&front)
		}
		if l.book.fault = append(l.book.fault, faults...); len(faults) > 0 {
			continue
		}
		if front.ID != name[1] || !pageID.MatchString(front.ID) {
			l.fault(file, src.FrontLine("id"), "the id is %q, but the file's name says %s", front.ID, name[1])
			continue
		}
		p := l.front(part, src, front)
		if l.place(part, p, src, name[3]) {
			renders = append(renders, func() { l.body(p, src, front) })
		}
	}
	return renders
}

// place puts a page into its part, or a translation beside its source.
func (l *loader) place(part *Part, p *Page, src markdown.Source, lang string) bool {
	source, taken := l.book.page[p.ID]
	switch {
	case lang == "" && taken:
		l.fault(src.File, src.FrontLine("id"), "the number %s stands already in %s", p.ID, source.file)
		return false
	case lang == "":
		if p.Lang != l.book.Lang {
			l.fault(src.File, src.FrontLine("lang"), "lang is %q, but the book's source language is %q", p.Lang, l.book.Lang)
		}
		l.book.page[p.ID] = p
		part.Pages = append(part.Pages, p)
		return true
	case !taken:
		l.fault(src.File, 0, "this is a translation, but the source text beside it is missing")
		return false
	case p.Lang != lang:
		l.fault(src.File, src.FrontLine("lang"), "lang is %q, but the file's name says %q", p.Lang, lang)
	}
	if source.Translations == nil {
		source.Translations = map[string]*Page{}
	}
	source.Translations[lang] = p
	return true
}
