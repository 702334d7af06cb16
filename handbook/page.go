package handbook

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/osint-radar/academy/internal/markdown"
)

type pageFront struct {
	ID         string        `yaml:"id"`
	Title      string        `yaml:"title"`
	Lang       string        `yaml:"lang"`
	SourceRev  int           `yaml:"source_rev"`
	Kind       string        `yaml:"kind"`
	Roles      []string      `yaml:"roles"`
	Summary    string        `yaml:"summary"`
	Updated    markdown.Date `yaml:"updated"`
	LawAsOf    markdown.Date `yaml:"law_as_of"`
	LegalCheck string        `yaml:"legal_check"`
	Sources    []string      `yaml:"sources"`
}

// kinds of pages; maxCard is the longest card that fits one side of A5.
var kinds = []string{"explain", "procedure", "checklist", "form", "reference", "card"}

const maxCard = 260

func (l *loader) front(part *Part, src markdown.Source, f pageFront) *Page {
	bad := func(key, format string, args ...any) { l.fault(src.File, src.FrontLine(key), format, args...) }
	for key, v := range map[string]string{"title": f.Title, "lang": f.Lang, "summary": f.Summary, "updated": f.Updated.String()} {
		if v == "" {
			bad(key, "%s is missing", key)
		}
	}
	if !slices.Contains(kinds, f.Kind) {
		bad("kind", "there is no kind %q; there are %s", f.Kind, strings.Join(kinds, " "))
	}
	if f.SourceRev < 1 {
		bad("source_rev", "source_rev is missing; the first revision is 1")
	}
	if !strings.HasPrefix(f.ID, part.ID+".") {
		bad("id", "%s does not belong to part %s", f.ID, part.ID)
	}
	for _, r := range f.Roles {
		if !slices.Contains([]string{"AN", "IN", "PR", "LO", "TR"}, r) {
			bad("roles", "there is no role %q; there are AN IN PR LO TR", r)
		}
	}
	p := &Page{
		ID: f.ID, Cite: "HB-" + f.ID, URL: part.URL() + "/" + f.ID, Title: f.Title, Lang: f.Lang, Revision: f.SourceRev,
		Kind: f.Kind, Roles: f.Roles, Summary: f.Summary, Updated: f.Updated, Part: part, file: src.File, num: number(f.ID),
	}
	for _, s := range f.Sources {
		p.Sources = append(p.Sources, markdown.Inline(s))
	}
	p.Legal.AsOf = f.LawAsOf
	return p
}

func (l *loader) body(p *Page, src markdown.Source, f pageFront) {
	page := l.render.Render(src, markdown.Resolver{Link: l.link, Image: l.image(p)})
	var html strings.Builder
	for _, s := range page.Segments {
		if s.Block != nil {
			l.fault(src.File, s.Block.Line, "a %s belongs into a lesson, not into the handbook", s.Block.Name)
			continue
		}
		html.WriteString(string(s.HTML))
	}
	for _, s := range page.Solutions {
		l.fault(src.File, s.Line, "a solution belongs into a lesson, not into the handbook")
	}
	html.WriteString(string(markdown.TermsHTML(page.Terms)))
	p.HTML = markdown.HTML(html.String())
	p.Body = markdown.Encode([]byte(p.HTML))
	p.TOC, p.Sections, p.Links = page.TOC, page.Sections, page.Links
	for i, line := range strings.Split(string(src.Front), "\n") {
		p.Legal.Flags = append(p.Legal.Flags, markdown.FlagsIn(line, i+2)...)
	}
	p.Legal.Flags = append(p.Legal.Flags, page.Flags...)
	l.legal(p, src, f.LegalCheck)
	if p.Kind == "card" {
		words := 0
		for _, s := range p.Sections {
			words += len(strings.Fields(s.Heading + " " + s.Text))
		}
		if words > maxCard {
			l.fault(src.File, src.BodyLine, "the card has %d words; %d fit one side of A5", words, maxCard)
		}
	}
	l.book.fault = append(l.book.fault, page.Faults...)
}

// legal holds a page to saying that it carries uncleared statements.
func (l *loader) legal(p *Page, src markdown.Source, check string) {
	open := markdown.Uncleared(p.Legal.Flags)
	line := src.FrontLine("legal_check")
	switch {
	case check != "" && check != "pending":
		l.fault(src.File, line, "legal_check is \"pending\" or absent, not %q", check)
	case len(open) > 0 && check == "":
		l.fault(src.File, open[0].Line, "the flag [%s] is not cleared, but the page does not say legal_check: pending, so nobody would expect its banner", open[0].Code)
	case len(open) == 0 && check != "":
		l.fault(src.File, line, "legal_check is pending, but no flag [M] or [OPEN] is left; remove it")
	}
	if i := slices.IndexFunc(p.Legal.Flags, markdown.Flag.Legal); i >= 0 && p.Legal.AsOf.IsZero() {
		l.fault(src.File, p.Legal.Flags[i].Line, "a page with legal flags needs law_as_of")
	}
}

// link resolves (HB-A.3) within the book and (m1-l2) through the courses.
func (l *loader) link(dest string) (string, error) {
	if url, ok := markdown.CiteURL(dest); ok {
		cite, _, _ := strings.Cut(dest, "#")
		if _, ok := l.book.Page(cite); !ok {
			return "", fmt.Errorf("there is no page %s in this release", cite)
		}
		return url, nil
	}
	id, anchor, found := strings.Cut(dest, "#")
	if l.opt.Lesson != nil {
		if url, ok := l.opt.Lesson(id); ok && found {
			return url + "#" + anchor, nil
		} else if ok {
			return url, nil
		}
	}
	return "", fmt.Errorf("there is no page or lesson %q; link like (HB-A.3), (m1-l2) or https://…", id)
}

// image resolves pictures beside the page.
func (l *loader) image(p *Page) func(string) (string, error) {
	return func(src string) (string, error) {
		name := path.Join(path.Dir(p.file), src)
		if !slices.Contains([]string{".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}, path.Ext(name)) {
			return "", fmt.Errorf("pictures are svg, png, jpg, gif or webp")
		}
		if _, err := fs.Stat(l.fsys, name); err != nil {
			return "", fmt.Errorf("the file does not exist")
		}
		l.book.files[name] = true
		return "/handbook/files/" + name, nil
	}
}

// File returns a picture that a page shows, by the path behind /handbook/files/.
// Nothing else of the folder is served.
func (b *Book) File(fsys fs.FS, name string) ([]byte, error) {
	if !b.files[name] {
		return nil, fs.ErrNotExist
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("picture %s: %w", name, err)
	}
	return data, nil
}

// Check returns everything that "radar check" has to say about a handbook: the
// faults for which [Load] refuses it, stale translations, and words that are not ours.
func Check(fsys fs.FS, opt Options) (*Book, markdown.Faults) {
	book, faults := load(fsys, opt)
	each(book, func(p *Page) {
		if p.Stale() {
			faults.Add(p.file, 0, "the translation was made from revision %d; the source text is at %d", p.Revision, p.source().Revision)
		}
	})
	faults = append(faults, markdown.CheckProse(fsys)...)
	return book, faults.Sorted()
}
