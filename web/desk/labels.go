package desk

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/web/page"
)

// Labels is the labelling sheet.
type Labels struct {
	Desk  Desk
	Rows  []LabelRow
	Codes []page.Option // the label scheme, with its tests
	Done  int
	Form  page.Form
	Fresh bool
}

// LabelRow is one post to label.
type LabelRow struct {
	exercise.CasePost
	Field, Label string
	At           time.Time
	Href         string // on the team's range; empty while nothing is served
}

// labelCodes is RADAR-7: one label for a post, by what the post says.
func labelCodes() []page.Option {
	return []page.Option{
		{Value: "L0", Text: "L0 not relevant", Hint: "nothing to do with movement or help to move"},
		{Value: "L1", Text: "L1 lawful", Hint: "information, advice, licensed trips, journalism, warnings; never stored as a subject"},
		{Value: "L2", Text: "L2 ambiguous", Hint: "one element is missing, or it is satire"},
		{Value: "L3", Text: "L3 suspected offer", Hint: "activity, transit and benefit, in the author’s own voice"},
		{Value: "L4", Text: "L4 suspected support", Hint: "a service for an account that offers"},
		{Value: "L5", Text: "L5 risk to life", Hint: "concrete danger: escalate at once"},
		{Value: "L6", Text: "L6 exploitation or a child at risk", Hint: "signs of it: protect"},
	}
}

// labelSet lists the posts to label; none before the start.
func (a *Area) labelSet(d Desk) []exercise.CasePost {
	if !d.Clock.Started() {
		return nil
	}
	file, err := a.room.Case(d.Run)
	if err != nil {
		return nil // the page that needs the case file says so
	}
	return file.Labels
}

func (a *Area) showLabels(c *fiber.Ctx) error { return a.labelsPage(c, page.Form{}) }

func (a *Area) labelsPage(c *fiber.Ctx, f page.Form) error {
	d, err := a.desk(c, "findings")
	if err != nil {
		return err
	}
	labels, err := a.room.Labels(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	data := Labels{Desk: d, Codes: labelCodes(), Done: len(labels), Form: f, Fresh: c.Query("saved") != ""}
	if d.Clock.Started() {
		if _, err := a.room.Case(d.Run); err != nil {
			return err
		}
	}
	ends, served := a.room.Endpoints(d.Run)
	for _, p := range a.labelSet(d) {
		row := LabelRow{CasePost: p, Field: labelField(p), Label: labels[p.Record]}
		if row.At, err = time.Parse(time.RFC3339Nano, p.CreatedAt); err != nil {
			return fmt.Errorf("the case file of run %s: post %d: %w", d.Run.ID, p.Number, err)
		}
		if u, err := url.Parse(p.URL); err == nil && served {
			row.Href = ends.Mastodon + u.EscapedPath()
		}
		if v, typed := f.Values[row.Field]; typed {
			row.Label = v
		}
		data.Rows = append(data.Rows, row)
	}
	return a.labels.Render(c, f.Status(), d.meta("Labels"), data)
}

func labelField(p exercise.CasePost) string { return "label." + strconv.Itoa(p.Number) }

// saveLabels takes the sheet; what stands already leaves no trace.
func (a *Area) saveLabels(c *fiber.Ctx) error {
	d, err := a.room.View(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	typed := allValues(c)
	f := page.Form{Values: map[string]string{}}
	labels := map[string]string{}
	for _, p := range a.labelSet(Desk{View: d}) {
		if v, given := typed[labelField(p)]; given {
			labels[p.Record] = first(v)
			f.Set(labelField(p), first(v))
		}
	}
	if err := a.room.SaveLabels(c.UserContext(), viewer(c), runID(c), labels); err != nil {
		if wantsJSON(c) || !f.Take(err) {
			return err
		}
		return a.labelsPage(c, f)
	}
	if wantsJSON(c) {
		now, err := a.room.Labels(c.UserContext(), viewer(c), runID(c))
		if err != nil {
			return err
		}
		return c.JSON(fiber.Map{"saved": a.now().UTC(), "labelled": len(now)})
	}
	return c.Redirect(fmt.Sprintf("/exercises/%s/findings/labels?saved=1", c.Params("run")), fiber.StatusSeeOther)
}
