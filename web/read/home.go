package read

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/web/page"
)

// Home is the front page.
type Home struct {
	Courses  []HomeCourse
	Handbook string
	Parts    []page.Crumb
	Start    page.Crumb // the signed-in person's own first page
}

// HomeCourse is a course on the front page.
type HomeCourse struct{ Title, Href, Summary, Facts string }

func (a *Area) showHome(c *fiber.Ctx) error {
	m := page.Meta{Title: "Front page", Description: "Training against the smuggling of migrants, on synthetic data."}
	if page.ViewerOf(c).SignedIn {
		data := a.homeData()
		data.Start = page.StartOf(page.ViewerOf(c))
		return a.home.Render(c, fiber.StatusOK, m, data)
	}
	return a.cache.Serve(c, a.stamp(), func(look page.Look) ([]byte, error) { return a.home.Bytes(look, "/", m, a.homeData()) })
}

func (a *Area) homeData() Home {
	lib, _ := a.src.Library()
	book, _ := a.src.Book()
	data := Home{Handbook: book.Title}
	for _, co := range lib.Courses {
		data.Courses = append(data.Courses, HomeCourse{
			co.Title, co.URL(), co.Summary,
			fmt.Sprintf("%d hours · %d of %d modules in this release", co.Hours, len(co.Modules), len(co.Modules)+len(co.Reserved)),
		})
	}
	for _, p := range book.Parts {
		if len(p.Pages) > 0 {
			data.Parts = append(data.Parts, page.Crumb{Text: p.ID + " " + p.Title, Href: p.URL()})
		}
	}
	return data
}
