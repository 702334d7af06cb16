package desk

import (
	"html/template"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Brief is the brief, the mandate and the case file.
type Brief struct {
	Desk     Desk
	Text     template.HTML
	Seats    []Seat
	Goals    []string
	Products []string
	Files    []File
}

// File is one table of the case file.
type File struct{ Name, What, Href string }

func (a *Area) showBrief(c *fiber.Ctx) error {
	d, err := a.desk(c, "brief")
	if err != nil {
		return err
	}
	s := d.Scenario
	data := Brief{Desk: d, Text: s.Brief, Goals: s.Goals, Products: s.Products}
	for _, seat := range s.Seats {
		data.Seats = append(data.Seats, Seat{seat.ID, seat.Title, seat.Task})
	}
	if d.Run.State != training.Draft && d.Run.State != training.Sealed {
		files, err := a.room.CaseFiles(c.UserContext(), viewer(c), d.Run.ID)
		if err != nil {
			return err
		}
		for _, f := range files {
			data.Files = append(data.Files, File{Name: f.Name, What: f.What, Href: d.Base + "/brief/" + f.Name})
		}
	}
	return a.brief.Render(c, fiber.StatusOK, d.meta("Brief"), data)
}

// caseFile hands out one table of the case file: the dataset's, with the label and
// the notice behind it.
func (a *Area) caseFile(c *fiber.Ctx) error {
	b, err := a.room.OpenCaseFile(c.UserContext(), viewer(c), runID(c), c.Params("table"))
	if err != nil {
		return err
	}
	if b, err = noticed(b); err != nil {
		return err
	}
	attachment(c, "text/csv; charset=utf-8", c.Params("table"))
	return c.Send(b)
}

func viewer(c *fiber.Ctx) training.Scope { return page.ViewerOf(c).Scope }
