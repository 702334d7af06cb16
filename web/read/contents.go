package read

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Contents is /handbook, and /handbook/{part} with one part.
type Contents struct {
	Title   string
	Summary string
	Parts   []*handbook.Part
	Whole   bool // all parts
}

func (a *Area) showContents(c *fiber.Ctx) error {
	book, _ := a.src.Book()
	data := Contents{
		Title: book.Title, Parts: book.Parts, Whole: true,
		Summary: "Look things up: what to do, what the law says, how the tools work. Every page has a number that never changes.",
	}
	return a.sendContents(c, page.Meta{Title: "Handbook", Nav: "handbook", Description: book.Title}, data)
}

func (a *Area) showPart(c *fiber.Ctx) error {
	book, _ := a.src.Book()
	part, ok := book.Part(c.Params("part"))
	if !ok {
		return training.NotFound("part of the handbook")
	}
	title := part.ID + " " + part.Title
	m := page.Meta{Title: title, Nav: "handbook", Description: part.Summary, Crumbs: []page.Crumb{{Text: "Handbook", Href: "/handbook"}, {Text: title}}}
	return a.sendContents(c, m, Contents{Title: title, Summary: part.Summary, Parts: []*handbook.Part{part}})
}

func (a *Area) sendContents(c *fiber.Ctx, m page.Meta, data Contents) error {
	if page.ViewerOf(c).SignedIn {
		return a.contents.Render(c, fiber.StatusOK, m, data)
	}
	return a.cache.Serve(c, a.stamp(), func(look page.Look) ([]byte, error) { return a.contents.Bytes(look, c.Path(), m, data) })
}
