package desk

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Report is the draft, the checklist and what was handed in.
type Report struct {
	Desk        Desk
	Form        page.Form
	Draft       training.ReportDraft
	SavedBy     string
	Theirs      string // what somebody else saved meanwhile
	Words       int
	Steps       []Step
	MaySubmit   bool
	Key         string
	Submissions []SubmissionRow
	Fresh       bool // a draft was just saved
	Sent        bool // a submission was just handed in
	Products    []string
}

// SubmissionRow is one submission.
type SubmissionRow struct {
	training.StoredSubmission
	By, Href string
}

func (a *Area) showReport(c *fiber.Ctx) error {
	draft, err := a.room.Draft(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	var f page.Form
	f.Set("report", draft.Body)
	f.Set("version", strconv.Itoa(draft.Version))
	return a.reportPage(c, f, f.Status())
}

func (a *Area) reportPage(c *fiber.Ctx, f page.Form, status int) error {
	d, err := a.desk(c, "report")
	if err != nil {
		return err
	}
	draft, err := a.room.Draft(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	names, err := a.room.Names(c.UserContext(), viewer(c))
	if err != nil {
		return err
	}
	data := Report{
		Desk: d, Form: f, Draft: draft, SavedBy: names[draft.Person], Words: len(fields(draft.Body)), Key: draw(),
		MaySubmit: page.ViewerOf(c).Is("trainee") && (d.Run.State.Open() || d.Run.State == training.Ended),
		Fresh:     c.Query("saved") != "", Sent: c.Query("sent") != "", Products: d.Scenario.Products,
	}
	if status == fiber.StatusConflict {
		data.Theirs = draft.Body
		data.Form.Set("version", strconv.Itoa(draft.Version))
	}
	if data.Steps, err = a.steps(c, d); err != nil {
		return err
	}
	list, err := a.room.Submissions(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	for i := len(list) - 1; i >= 0; i-- {
		s := list[i]
		data.Submissions = append(data.Submissions, SubmissionRow{s, names[s.Person], fmt.Sprintf("%s/report/%d", d.Base, s.N)})
	}
	return a.report.Render(c, status, d.meta("Report"), data)
}

// saveReport keeps the draft. Somebody else's save in between is a conflict:
// both texts are shown, and none is lost.
func (a *Area) saveReport(c *fiber.Ctx) error {
	f := page.ReadForm(c, "report", "version")
	version, err := strconv.Atoi(f.Get("version"))
	if err != nil {
		return training.Invalid("version", "is not a number", "the version from the page's own form")
	}
	saved, err := a.room.SaveDraft(c.UserContext(), viewer(c), runID(c), f.Get("report"), version)
	switch {
	case err == nil && wantsJSON(c):
		return c.JSON(fiber.Map{"saved": saved.Saved, "set": fiber.Map{"version": strconv.Itoa(saved.Version)}})
	case err == nil:
		return c.Redirect("/exercises/"+c.Params("run")+"/report?saved=1", fiber.StatusSeeOther)
	case wantsJSON(c) || !f.Take(err):
		return err
	case errors.Is(err, training.ErrConflict):
		return a.reportPage(c, f, fiber.StatusConflict)
	default:
		return a.reportPage(c, f, f.Status())
	}
}

// submit hands in what the team has now, for good.
func (a *Area) submit(c *fiber.Ctx) error {
	f := page.ReadForm(c, "key", "confirm")
	key, err := cleanKey(&f)
	if err == nil && f.Get("confirm") == "" {
		err = training.Invalid("confirm", "is not ticked", "a tick: a submission cannot be changed afterwards")
	}
	var sub training.StoredSubmission
	if err == nil {
		sub, err = a.room.Submit(c.UserContext(), viewer(c), runID(c), key)
	}
	switch {
	case err == nil && wantsJSON(c):
		return c.JSON(fiber.Map{"submission": sub.ID, "n": sub.N, "sha256": sub.SHA256, "report_sha256": sub.ReportSHA256, "at": sub.At})
	case err == nil:
		return c.Redirect("/exercises/"+c.Params("run")+"/report?sent=1#submissions", fiber.StatusSeeOther)
	case wantsJSON(c) || !f.Take(err):
		return err
	}
	draft, derr := a.room.Draft(c.UserContext(), viewer(c), runID(c))
	if derr != nil {
		return derr
	}
	f.Set("report", draft.Body)
	f.Set("version", strconv.Itoa(draft.Version))
	return a.reportPage(c, f, f.Status())
}

// exportSubmission hands out the exact bytes of a submission: what "radar score" reads.
func (a *Area) exportSubmission(c *fiber.Ctx) error {
	list, err := a.room.Submissions(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	for _, s := range list {
		if strconv.Itoa(s.N) == c.Params("n") {
			attachment(c, fiber.MIMEApplicationJSON, "submission.json")
			return c.Send(s.Wire)
		}
	}
	return training.NotFound("submission")
}
