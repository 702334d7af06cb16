package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Requests is the request portal: who can be asked, and what was.
type Requests struct {
	Desk      Desk
	Form      page.Form
	Choices   []page.Option // the providers
	Providers []exercise.Provider
	Rows      []Asked // the newest first
	Sent      int     // number of the request that was just sent
}

// Asked is a request with what came of it.
type Asked struct {
	exercise.Answer
	Reply []ReplyFile
}

// ReplyFile is one table of a reply.
type ReplyFile struct{ Name, Href string }

const askedDay = "2006-01-02"

func (a *Area) showRequests(c *fiber.Ctx) error {
	return a.requestsPage(c, page.Form{Values: map[string]string{"key": draw()}})
}

func (a *Area) requestsPage(c *fiber.Ctx, f page.Form) error {
	d, err := a.desk(c, "requests")
	if err != nil {
		return err
	}
	ctx, sc := c.UserContext(), viewer(c)
	data := Requests{Desk: d, Form: f, Sent: c.QueryInt("sent")}
	if data.Providers, err = a.room.Providers(ctx, sc, d.Run.ID); err != nil {
		return err
	}
	for _, p := range data.Providers {
		data.Choices = append(data.Choices, page.Option{Value: p.ID, Text: p.Name + " (" + p.Legal + ")"})
	}
	list, err := a.room.Requests(ctx, sc, d.Run.ID)
	if err != nil {
		return err
	}
	for _, q := range slices.Backward(list) {
		row := Asked{Answer: q}
		for _, file := range q.Files {
			row.Reply = append(row.Reply, ReplyFile{Name: file, Href: fmt.Sprintf("%s/requests/%d/%s", d.Base, q.Number, file)})
		}
		data.Rows = append(data.Rows, row)
	}
	return a.requests.Render(c, f.Status(), d.meta("Requests"), data)
}

// ask sends a request.
func (a *Area) ask(c *fiber.Ctx) error {
	f := page.ReadForm(c, "key", "provider", "subject", "from", "until", "legal_basis", "reason")
	q := training.Request{Key: f.Get("key"), Provider: f.Get("provider"), Subject: f.Get("subject"), LegalBasis: f.Get("legal_basis"), Reason: f.Get("reason")}
	var err error
	if q.From, err = askedOn("from", f.Get("from")); err == nil {
		q.Until, err = askedOn("until", f.Get("until"))
		q.Until = q.Until.AddDate(0, 0, 1) // the last day is asked about, too
	}
	if err == nil {
		q, err = a.room.Ask(c.UserContext(), viewer(c), runID(c), q)
	}
	if err != nil {
		if wantsJSON(c) || !f.Take(err) {
			return err
		}
		return a.requestsPage(c, f)
	}
	return c.Redirect(fmt.Sprintf("/exercises/%s/requests?sent=%d#r-%d", c.Params("run"), q.Number, q.Number), fiber.StatusSeeOther)
}

// askedOn reads a day.
func askedOn(field, s string) (time.Time, error) {
	t, err := time.Parse(askedDay, strings.TrimSpace(s))
	if err != nil {
		return t, training.Invalid(field, "is no day", "a day as in 2026-03-14")
	}
	return t, nil
}

// openReply hands out a table of a reply, with the label and the notice behind
// each row.
func (a *Area) openReply(c *fiber.Ctx) error {
	n, err := strconv.Atoi(c.Params("n"))
	if err != nil {
		return training.NotFound("the reply")
	}
	f, err := a.room.OpenReply(c.UserContext(), viewer(c), runID(c), n, c.Params("reply"))
	if err != nil {
		return err
	}
	if f.Body, err = noticed(f.Body); err != nil {
		return err
	}
	return a.handOut(c, f, "text/csv; charset=utf-8", fmt.Sprintf("request-%d-%s", n, c.Params("reply")))
}
