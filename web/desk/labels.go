package desk

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/web/page"
)

// Labels is the labelling sheet.
type Labels struct {
	Desk   Desk
	Own    bool // the label scheme is the exercise's own
	Sheets []LabelSheet
	Codes  []page.Option // the label scheme, with its tests
	Done   int
	Of     int
	Form   page.Form
	Fresh  bool
}

// LabelSheet is what is labelled of one kind: posts, or rows of one table.
type LabelSheet struct {
	Table   string // "" for posts
	Columns []string
	Rows    []LabelRow
}

// LabelRow is one post or row to label.
type LabelRow struct {
	exercise.CaseRecord
	What         string // "post 12", "row 3 of received"
	Field, Label string
	Codes        []page.Option
	At           time.Time // of a post
	Href         string    // of a post on the team's range; empty while nothing is served
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

// codes are the labels of a run's scheme.
func codes(d Desk) (list []page.Option, own bool) {
	q, _ := d.Scenario.Labelling()
	if len(q.Codes) == 0 {
		return labelCodes(), false
	}
	for _, c := range q.Codes {
		list = append(list, page.Option{Value: c.ID, Text: c.ID, Hint: c.Text})
	}
	return list, true
}

// labelSet lists the records to label; none before the start.
func (a *Area) labelSet(d Desk) []exercise.CaseRecord {
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
	data := Labels{Desk: d, Done: len(labels), Form: f, Fresh: c.Query("saved") != ""}
	data.Codes, data.Own = codes(d)
	if d.Clock.Started() {
		if data.Sheets, err = a.sheets(d, labels, f); err != nil {
			return err
		}
	}
	for _, s := range data.Sheets {
		data.Of += len(s.Rows)
	}
	return a.labels.Render(c, f.Status(), d.meta("Labels"), data)
}

// sheets lays the labelling set out, with the labels as they stand or as they were
// just typed.
func (a *Area) sheets(d Desk, labels map[string]string, f page.Form) ([]LabelSheet, error) {
	file, err := a.room.Case(d.Run)
	if err != nil {
		return nil, err
	}
	ends, served := a.room.Endpoints(d.Run)
	var out []LabelSheet
	scheme, _ := codes(d)
	for _, r := range file.Labels {
		row := LabelRow{CaseRecord: r, What: fmt.Sprintf("row %d of %s", r.Number, r.Table), Field: labelField(r), Label: labels[r.Record], Codes: scheme}
		if p := r.Post; p != nil {
			row.What = fmt.Sprintf("post %d", p.Number)
			if row.At, err = time.Parse(time.RFC3339Nano, p.CreatedAt); err != nil {
				return nil, fmt.Errorf("the case file of run %s: post %d: %w", d.Run.ID, p.Number, err)
			}
			if u, err := url.Parse(p.URL); err == nil && served {
				row.Href = ends.Mastodon + u.EscapedPath()
			}
		}
		if v, typed := f.Values[row.Field]; typed {
			row.Label = v
		}
		at := slices.IndexFunc(out, func(s LabelSheet) bool { return s.Table == r.Table })
		if at < 0 {
			t, _ := file.Table(r.Table)
			at, out = len(out), append(out, LabelSheet{Table: r.Table, Columns: t.Columns})
		}
		out[at].Rows = append(out[at].Rows, row)
	}
	return out, nil
}

// labelField is the field of a record: label.12 of a post, label.received.12 of a row.
func labelField(r exercise.CaseRecord) string {
	number := strconv.Itoa(r.Number)
	if r.Table != "" {
		number = r.Table + "." + number
	}
	return "label." + number
}

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
