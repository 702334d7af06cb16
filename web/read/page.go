package read

import (
	"fmt"
	"html/template"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Leaf is one page of the handbook.
type Leaf struct {
	*handbook.Page
	Body      template.HTML
	Words     template.HTML // the glossary words of the page
	PartTitle string
	Drawer    []DrawerLine
	Banner    *Banner
	For       string
	CiteAs    string
	LawAsOf   string
	Pager     page.Pager
}

// DrawerLine is a page in the contents at the left.
type DrawerLine struct {
	Cite, Title, Href string
	Current           bool
}

// Banner is the legal banner above a text.
type Banner struct {
	Title   string
	Reasons []string
}

// Whole is the book on one page, for print.
type Whole struct {
	Title string
	Pages []WholePage
}

// WholePage is a page within the whole book.
type WholePage struct {
	Cite, Title string
	Banner      *Banner
	Body        template.HTML
}

func (a *Area) showPage(c *fiber.Ctx) error {
	// The path itself is the key: a finished page needs no look into the book.
	if !page.ViewerOf(c).SignedIn {
		return a.cache.Serve(c, a.stamp(), func(look page.Look) ([]byte, error) {
			p, err := a.find(c.Params("part"), c.Params("page"))
			if err != nil {
				return nil, err
			}
			return a.leaf.Bytes(look, p.URL, leafMeta(p), a.leafData(p))
		})
	}
	p, err := a.find(c.Params("part"), c.Params("page"))
	if err != nil {
		return err
	}
	return a.leaf.Render(c, fiber.StatusOK, leafMeta(p), a.leafData(p))
}

func (a *Area) find(part, id string) (*handbook.Page, error) {
	book, _ := a.src.Book()
	p, ok := book.Page(id)
	if !ok || p.Part.ID != part || p.ID != id {
		return nil, training.NotFound("page of the handbook")
	}
	return p, nil
}

func leafMeta(p *handbook.Page) page.Meta {
	m := page.Meta{
		Title: p.Cite + " " + p.Title, Nav: "handbook", Description: p.Summary, Lang: p.Lang,
		Crumbs: []page.Crumb{{Text: "Handbook", Href: "/handbook"}, {Text: p.Part.ID + " " + p.Part.Title, Href: p.Part.URL()}, {Text: p.Cite}},
	}
	if p.Kind == "card" {
		m.Print = "card-a5"
	}
	return m
}

// roles are the letters of the handbook's front matter in words.
var roles = map[string]string{"AN": "analysts", "IN": "investigators", "PR": "prosecutors", "LO": "liaison officers", "TR": "trainers", "AD": "administrators", "DV": "developers"}

func (a *Area) leafData(p *handbook.Page) Leaf {
	data := Leaf{Page: p, PartTitle: "Part " + p.Part.ID, Banner: a.banner(p), LawAsOf: p.Legal.AsOf.String()}
	data.Body, data.Words = split(p.HTML)
	for _, other := range p.Part.Pages {
		data.Drawer = append(data.Drawer, DrawerLine{other.Cite, other.Title, other.URL, other == p})
	}
	var who []string
	for _, r := range p.Roles {
		if w := roles[r]; w != "" {
			r = w
		}
		who = append(who, r)
	}
	data.For = strings.Join(who, ", ")
	book, _ := a.src.Book()
	data.CiteAs = fmt.Sprintf("%s, “%s”, %s, %s", p.Cite, p.Title, book.Title, p.Updated)
	if p.Prev != nil {
		data.Pager.Previous = page.Crumb{Text: p.Prev.Cite + " " + p.Prev.Title, Href: p.Prev.URL}
	}
	if p.Next != nil {
		data.Pager.Next = page.Crumb{Text: p.Next.Cite + " " + p.Next.Title, Href: p.Next.URL}
	}
	return data
}

// split takes the list of glossary words off the end of a text, so that it can
// stand under a heading of its own.
func split(html template.HTML) (body, words template.HTML) {
	if i := strings.LastIndex(string(html), `<dl class="terms">`); i >= 0 {
		return html[:i], html[i:]
	}
	return html, ""
}

func (a *Area) banner(p *handbook.Page) *Banner {
	if b := p.Banner(a.src.Now()); b != nil {
		return &Banner{b.Title, b.Reasons}
	}
	return nil
}

func (a *Area) showWhole(c *fiber.Ctx) error {
	m := page.Meta{Title: "The whole handbook", Nav: "handbook", Crumbs: []page.Crumb{{Text: "Handbook", Href: "/handbook"}, {Text: "The whole book"}}}
	if page.ViewerOf(c).SignedIn {
		return a.whole.Render(c, fiber.StatusOK, m, a.wholeData())
	}
	return a.cache.Serve(c, a.stamp(), func(look page.Look) ([]byte, error) { return a.whole.Bytes(look, c.Path(), m, a.wholeData()) })
}

// wholeData puts every page on one. Anchors get their page's number in front,
// as several pages may have the same heading.
func (a *Area) wholeData() Whole {
	book, _ := a.src.Book()
	data := Whole{Title: book.Title}
	for _, part := range book.Parts {
		for _, p := range part.Pages {
			body, _ := split(p.HTML)
			text := strings.NewReplacer(`id="`, `id="`+p.Cite+`-`, `href="#`, `href="#`+p.Cite+`-`, "<h4", "<h5", "</h4>", "</h5>", "<h3", "<h4", "</h3>", "</h4>", "<h2", "<h3", "</h2>", "</h3>").Replace(string(body))
			data.Pages = append(data.Pages, WholePage{p.Cite, p.Title, a.banner(p), template.HTML(text)}) //nolint:gosec // the text was cleaned when the book was loaded
		}
	}
	return data
}

func (a *Area) showFile(c *fiber.Ctx) error {
	book, _ := a.src.Book()
	name := c.Params("*")
	b, err := book.File(a.src.BookFS, name)
	if err != nil {
		return training.NotFound("picture")
	}
	c.Set(fiber.HeaderContentType, page.PictureType(path.Ext(name)))
	c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	return c.Send(b)
}
