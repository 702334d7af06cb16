package teach

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/web/page"
)

// Sheet is /teach/runs/{run}/marking: the rubric of one answer with the marks it
// has, and the automatic score beside it.
type Sheet struct {
	answer
	Base     string
	Rows     []SheetRow
	Critical []SheetFail
	Vector   []Figure
	State    page.Tag
	Result   page.Tag
	Ready    bool // every criterion is marked, and it is not published yet
	Released bool
	Closed   string // why there is nothing to mark here
}

// SheetRow is one criterion.
type SheetRow struct {
	exercise.Criterion
	Level string // in words; empty: not marked
}

// SheetFail is one critical fail.
type SheetFail struct {
	scenarios.CriticalFail
	Raised bool
}

// Figure is one component of the automatic score.
type Figure struct{ Name, Text, Means string }

func (a *Area) showSheet(c *fiber.Ctx) error {
	ctx, sc, id := c.UserContext(), page.ViewerOf(c).Scope, runID(c)
	d, err := a.Exercises.Marking(ctx, sc, id)
	if err != nil {
		return err
	}
	data := Sheet{
		answer: answer{d, mask(d.Run.ID, d.Submission.ID)}, Base: console(id), Vector: vector(d),
		State: page.RunTag(d.Run.State), Result: resultTag(d), Released: d.Run.State == training.Released, Closed: closed(d.Run.State),
	}
	data.Ready = d.Run.State == training.Marking && d.Marked == len(d.Criteria)
	for _, x := range d.Criteria {
		row := SheetRow{Criterion: x}
		if x.Mark != nil {
			row.Level = levelWords(x.Mark.Level)
		}
		data.Rows = append(data.Rows, row)
	}
	raised := map[string]bool{}
	for _, code := range d.Critical {
		raised[code] = true
	}
	for _, cf := range d.Scenario.Rubric.CriticalFails {
		data.Critical = append(data.Critical, SheetFail{cf, raised[cf.Code]})
	}
	return a.sheet.Render(c, fiber.StatusOK, data.meta(""), data)
}

// closed says why an answer cannot be marked now.
func closed(s training.RunState) string {
	switch s {
	case training.Marking:
		return ""
	case training.Released, training.Archived:
		return "The result is published. Marks do not change any more."
	default:
		return "The team may still hand in a newer version. Open the marking on the console first."
	}
}

func levelWords(level int) string {
	names := []string{"not shown", "developing", "competent", "proficient"}
	if level < 0 || level >= len(names) {
		return fmt.Sprint(level)
	}
	return fmt.Sprintf("%d %s", level, names[level])
}

// meta is the shell of a page of the desk. It does not name the team.
func (x answer) meta(title string) page.Meta {
	name := x.Scenario.Number + " answer " + x.Code
	crumbs := []page.Crumb{{Text: "Teach", Href: "/teach"}, {Text: "Marking", Href: "/teach/marking"}, {Text: name, Href: console(x.Run.ID) + "/marking"}}
	if title == "" {
		crumbs[2].Href, title = "", name
	} else {
		crumbs = append(crumbs, page.Crumb{Text: title})
	}
	return page.Meta{Title: title, Nav: "teach", Synthetic: true, Crumbs: crumbs}
}

// vector is the automatic score in lines. They are never summed.
func vector(d exercise.Desk) []Figure {
	s := d.Score.Components
	var out []Figure
	add := func(name, means, format string, args ...any) {
		out = append(out, Figure{name, fmt.Sprintf(format, args...), means})
	}
	const prf = "precision %s, recall %s, F1 %s, F0.5 %s"
	if x := s.Entities; x != nil {
		add("Entities", "people, accounts, addresses rightly named", prf, x.P, x.R, x.F1, x.F05)
	}
	if x := s.Links; x != nil {
		add("Links", "between entities that are right", prf, x.P, x.R, x.F1, x.F05)
	}
	if x := s.Timeline; x != nil {
		add("Timeline", "events at their time", prf, x.P, x.R, x.F1, x.F05)
	}
	if x := s.Money; x != nil {
		add("Money", "movements of money", prf, x.P, x.R, x.F1, x.F05)
	}
	if x := s.Labels; x != nil {
		add("Labels", "mean over the labels", "F1 %s, %d of %d labelled", x.F1, x.Labelled, x.N)
	}
	if x := s.Answers; x != nil {
		add("Answers", "to the automatic questions", "%s over %d questions", x.Score, x.N)
	}
	if x := s.Grading; x != nil {
		add("Source grading", "against the grade that fits", "%s over %d records", x.Score, x.N)
	}
	if x := s.Calibration; x != nil {
		add("Calibration", "0 is best, 0.250 says nothing", "Brier %s over %d claims", x.Brier, x.N)
	}
	if x := s.Evidence; x != nil {
		add("Evidence", "of the right findings", "%d of %d shown by a verified item; %d of %d items verified", x.Shown, x.Correct, x.Genuine, x.Items)
	}
	return out
}

// exportScore is the automatic score of the last submission, byte for byte as
// the ledger holds it.
func (a *Area) exportScore(c *fiber.Ctx) error {
	e, err := a.Exercises.AutomaticScore(c.UserContext(), page.ViewerOf(c).Scope, runID(c))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="score.json"`)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Score-SHA256", e.ScoreSHA256)
	return c.Send(e.Score)
}
