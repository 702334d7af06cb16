// Package reuse is the partner's side: what exists and under which terms. This
// release makes no packages; the catalogue says so and links the previews.
package reuse

import (
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/web/page"
	"github.com/osint-radar/academy/web/policy"
)

// Area holds the catalogue.
type Area struct {
	library   func() (*courses.Library, int)
	book      func() (*handbook.Book, int)
	catalogue page.View[Catalogue]
}

// Catalogue is /reuse.
type Catalogue struct{ Rows []Row }

// Row is one piece that can be taken over.
type Row struct {
	Title, Href, Kind, Outcomes, Lang, LawAsOf, Licence string
	Minutes                                             int
}

// New binds the area's template.
func New(r *page.Renderer, library func() (*courses.Library, int), book func() (*handbook.Book, int)) *Area {
	return &Area{library, book, page.Bind[Catalogue](r, "reuse/catalogue")}
}

// Routes lists the area's addresses.
func (a *Area) Routes() []policy.Route {
	return []policy.Route{{Method: http.MethodGet, Path: "/reuse", Action: policy.Reuse, Handler: a.show}}
}

func (a *Area) show(c *fiber.Ctx) error {
	lib, _ := a.library()
	book, _ := a.book()
	var data Catalogue
	for _, co := range lib.Courses {
		data.Rows = append(data.Rows, Row{Title: co.Title, Href: co.URL(), Kind: "course", Minutes: co.Hours * 60, Lang: co.Lang, LawAsOf: co.LawAsOf.String(), Licence: co.Licence})
		for _, m := range co.Modules {
			var outcomes []string
			for _, o := range m.Outcomes {
				outcomes = append(outcomes, o.ID)
			}
			data.Rows = append(data.Rows, Row{
				Title: m.Title, Href: m.URL(), Kind: "module", Outcomes: strings.Join(outcomes, ", "), Minutes: int(m.Hours.Sum() * 60),
				Lang: co.Lang, LawAsOf: m.Legal.AsOf.String(), Licence: co.Licence,
			})
			for _, l := range m.Lessons {
				data.Rows = append(data.Rows, Row{
					Title: l.Title, Href: l.URL, Kind: l.Kind, Outcomes: strings.Join(l.Outcomes, ", "), Minutes: l.Minutes,
					Lang: l.Lang, LawAsOf: l.Legal.AsOf.String(), Licence: co.Licence,
				})
			}
		}
	}
	for _, p := range book.Parts {
		for _, leaf := range p.Pages {
			data.Rows = append(data.Rows, Row{Title: leaf.Cite + " " + leaf.Title, Href: leaf.URL, Kind: "handbook", Lang: leaf.Lang, LawAsOf: leaf.Legal.AsOf.String(), Licence: book.Licence})
		}
	}
	return a.catalogue.Render(c, fiber.StatusOK, page.Meta{Title: "Reuse", Nav: "reuse"}, data)
}
