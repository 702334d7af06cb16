package desk

import (
	"fmt"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Decisions are the decision points that the team has come to.
type Decisions struct {
	Desk   Desk
	Points []Point
	Form   page.Form
	Law    string // "eu" or "candidate": in whose law the bases are put
	Other  string // the other one
	Ahead  int    // points that are still to come
}

// Point is one decision point, open or decided.
type Point struct {
	ID, Title, Situation string
	At                   time.Time // scenario time from which it is shown
	Options, Bases       []page.Option
	Law                  string
	Made                 *training.Decision
	Choice               string // in words
	By                   string
	Form                 page.Form // of this point alone
	Fresh                bool
}

// candidates are the sites whose teams work under the law of a candidate State.
var candidates = []training.SiteID{"al", "md"}

func (a *Area) showDecisions(c *fiber.Ctx) error { return a.decisionsPage(c, "", page.Form{}) }

func (a *Area) decisionsPage(c *fiber.Ctx, bad string, f page.Form) error {
	d, err := a.desk(c, "decisions")
	if err != nil {
		return err
	}
	points, err := a.room.Points(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	made, err := a.room.Decisions(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	names, err := a.room.Names(c.UserContext(), viewer(c))
	if err != nil {
		return err
	}
	data := Decisions{Desk: d, Form: f, Law: "eu", Other: "candidate", Ahead: len(d.Scenario.Decisions) - len(points)}
	if law := c.Query("law"); law == "candidate" || law == "" && slices.Contains(candidates, d.Run.Site) {
		data.Law, data.Other = "candidate", "eu"
	}
	for _, p := range points {
		shown := Point{ID: p.ID, Title: p.Title, Situation: p.Situation, At: d.Run.ScenarioStart.Add(p.At), Fresh: c.Query("saved") == p.ID}
		for _, o := range p.Options {
			shown.Options = append(shown.Options, page.Option{Value: o.ID, Text: o.Text})
		}
		if form, ok := p.Form(data.Law); ok {
			shown.Law = form.Title
			for _, b := range form.Bases {
				shown.Bases = append(shown.Bases, page.Option{Value: b, Text: b})
			}
		}
		if i := slices.IndexFunc(made, func(m training.Decision) bool { return m.Point == p.ID }); i >= 0 {
			shown.Made, shown.By, shown.Choice = &made[i], names[made[i].Person], made[i].Choice
			for _, o := range shown.Options {
				if o.Value == made[i].Choice {
					shown.Choice = o.Text
				}
			}
		}
		if p.ID == bad {
			shown.Form = f
		}
		data.Points = append(data.Points, shown)
	}
	slices.Reverse(data.Points)
	return a.decisions.Render(c, f.Status(), d.meta("Decisions"), data)
}

// decide takes a choice, once.
func (a *Area) decide(c *fiber.Ctx) error {
	f := page.ReadForm(c, "point", "choice", "legal_basis", "reason")
	_, err := a.room.Decide(c.UserContext(), viewer(c), runID(c), training.Decision{
		Point: f.Get("point"), Choice: f.Get("choice"), LegalBasis: f.Get("legal_basis"), Reason: f.Get("reason"),
	})
	if err != nil {
		if wantsJSON(c) || !f.Take(err) {
			return err
		}
		return a.decisionsPage(c, f.Get("point"), f)
	}
	return c.Redirect(fmt.Sprintf("/exercises/%s/decisions?saved=%s#point-%s", c.Params("run"), f.Get("point"), f.Get("point")), fiber.StatusSeeOther)
}
