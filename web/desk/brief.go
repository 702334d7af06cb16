package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
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

// File is one file of the case file; a small one with what it holds.
type File struct {
	exercise.CaseItem
	ID, Href string
}

// Shown says whether the page shows what the file holds.
func (f File) Shown() bool { return f.Text != "" || len(f.Rows) > 0 }

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
			data.Files = append(data.Files, File{f, "file-" + strings.ReplaceAll(f.Name, ".", "-"), d.Base + "/brief/" + f.Name})
		}
	}
	return a.brief.Render(c, fiber.StatusOK, d.meta("Brief"), data)
}

// caseFile hands out one file of the case file: the dataset's, with the label and
// the notice behind each row of a table and above a text.
func (a *Area) caseFile(c *fiber.Ctx) error {
	f, err := a.room.OpenCaseFile(c.UserContext(), viewer(c), runID(c), c.Params("table"))
	if err != nil {
		return err
	}
	if strings.HasSuffix(c.Params("table"), ".txt") {
		f.Body = []byte(page.SyntheticLabel + "\n" + page.Notice + "\n\n" + string(f.Body))
		return a.handOut(c, f, "text/plain; charset=utf-8", c.Params("table"))
	}
	if f.Body, err = noticed(f.Body); err != nil {
		return err
	}
	return a.handOut(c, f, "text/csv; charset=utf-8", c.Params("table"))
}

// caseArchive hands out the files as they were delivered, for digests: the single
// tables say in each row that they are synthetic, and have other ones.
func (a *Area) caseArchive(c *fiber.Ctx) error {
	view, err := a.room.View(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	write, files, err := a.room.CaseArchive(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	for i := range files {
		files[i].Path = c.Path() + "#" + files[i].Record
	}
	whole := bundle(view.Run.Created, "case", write)
	sum := sha256.New()
	if err := whole(sum); err != nil {
		return err
	}
	files = append(files, training.Handout{Path: c.Path(), SHA256: hex.EncodeToString(sum.Sum(nil)), Record: "case/"})
	if err := a.room.HandOut(c.UserContext(), viewer(c), runID(c), files...); err != nil {
		return err
	}
	a.stream(c, "case.tar", whole)
	return nil
}

func viewer(c *fiber.Ctx) training.Scope { return page.ViewerOf(c).Scope }
