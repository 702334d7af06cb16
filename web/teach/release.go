package teach

import (
	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Release is /teach/runs/{run}/release: what is about to be published, and to
// whom. Here the team has its name again.
type Release struct {
	answer
	Base   string
	Result page.Tag
	Rows   []SheetRow
	Raised []string
	Vector []Figure
	Form   page.Form
	Key    string
	Left   int
	Closed string
	Review string // where the team reads it
}

func (a *Area) showRelease(c *fiber.Ctx) error { return a.releasePage(c, page.Form{}) }

func (a *Area) releasePage(c *fiber.Ctx, f page.Form) error {
	id := runID(c)
	d, err := a.Exercises.Marking(c.UserContext(), page.ViewerOf(c).Scope, id)
	if err != nil {
		return err
	}
	data := Release{
		answer: answer{d, mask(d.Run.ID, d.Submission.ID)}, Base: console(id), Result: resultTag(d), Vector: vector(d), Form: f, Key: draw(),
		Left: len(d.Criteria) - d.Marked, Raised: d.Critical, Review: "/exercises/" + string(id) + "/review",
	}
	if d.Run.State != training.Marking {
		data.Closed = closed(d.Run.State)
	}
	for _, x := range d.Criteria {
		row := SheetRow{Criterion: x}
		if x.Mark != nil {
			row.Level = levelWords(x.Mark.Level)
		}
		data.Rows = append(data.Rows, row)
	}
	return a.release.Render(c, f.Status(), data.meta("Publish"), data)
}

// publish puts the result into the ledger and opens the truth to the team.
func (a *Area) publish(c *fiber.Ctx) error {
	f := page.ReadForm(c, "key", "agreed")
	if f.Get("agreed") != "yes" {
		f.Wrong("agreed", "Tick the box: a published result cannot be taken back.")
		return a.releasePage(c, f)
	}
	err := a.Exercises.Release(c.UserContext(), page.ViewerOf(c).Scope, runID(c), f.Get("key"))
	if f.Take(err) {
		return a.releasePage(c, f)
	}
	if err != nil {
		return err
	}
	return c.Redirect(console(runID(c))+"/marking", fiber.StatusSeeOther)
}
