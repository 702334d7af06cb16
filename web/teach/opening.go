package teach

import (
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/web/page"
)

// OpeningForm is /teach/runs/new: which exercise, for which team.
type OpeningForm struct {
	Form      page.Form
	Scenarios []page.Option
	Variants  []page.Option
	Teams     []page.Option
	Pilots    []page.Option
	About     []Scenery
	Ticket    string
}

// Scenery is a scenario in two lines.
type Scenery struct {
	Number, Title, Summary string
	Minutes, Stars         int
}

// Wait is the page of a run that is being made. It asks again by itself.
type Wait struct {
	Title, Team string
	Surface     string
	Percent     int
	Console     string // set when it is done
	Problem     *page.Problem
}

// opening is a run that is being made: by whom, how far, what came of it.
type opening struct {
	who         training.Scope
	title, team string
	begun       time.Time
	surface     string
	percent     int
	run         training.RunID
	err         error
}

// keptOpenings is how many are remembered, done or not.
const keptOpenings = 64

func (a *Area) showForm(c *fiber.Ctx) error {
	f := page.Form{}
	f.Set("team", c.Query("team"))
	f.Set("scenario", c.Query("scenario"))
	return a.formPage(c, f)
}

func (a *Area) formPage(c *fiber.Ctx, f page.Form) error {
	data, err := a.choices(c)
	if err != nil {
		return err
	}
	if f.Get("pilot") == "" && len(data.Pilots) > 1 {
		f.Set("pilot", data.Pilots[1].Value)
	}
	data.Form, data.Ticket = f, draw()
	m := page.Meta{Title: "Open an exercise", Nav: "teach", Crumbs: []page.Crumb{{Text: "Teach", Href: "/teach"}, {Text: "Open an exercise"}}}
	return a.form.Render(c, f.Status(), m, data)
}

func (a *Area) choices(c *fiber.Ctx) (OpeningForm, error) {
	var out OpeningForm
	sc := page.ViewerOf(c).Scope
	seen := map[string]bool{}
	out.Variants = []page.Option{{Value: "", Text: "the one made for the team"}}
	for _, s := range a.Exercises.Scenarios().All() {
		out.Scenarios = append(out.Scenarios, page.Option{Value: s.ID, Text: s.Number + " " + s.Title})
		out.About = append(out.About, Scenery{s.Number, s.Title, s.Summary, s.Minutes, s.Stars})
		for _, v := range s.Variants {
			if !seen[v.ID] {
				seen[v.ID] = true
				out.Variants = append(out.Variants, page.Option{Value: v.ID, Text: v.ID + ": " + v.Title})
			}
		}
	}
	teams, err := a.Room.Teams(c.UserContext(), sc)
	if err != nil {
		return out, err
	}
	for _, t := range teams {
		out.Teams = append(out.Teams, page.Option{Value: string(t.ID), Text: t.Name})
	}
	pilots, err := a.Room.Pilots(c.UserContext(), sc)
	if err != nil {
		return out, err
	}
	out.Pilots = []page.Option{{Value: "", Text: "outside any pilot"}}
	for _, p := range pilots {
		out.Pilots = append(out.Pilots, page.Option{Value: string(p.ID), Text: p.Name})
	}
	return out, nil
}

// openRun checks the form and has the run made behind the request: a simulation
// takes some seconds. The ticket keeps a form that is sent twice from making two.
func (a *Area) openRun(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	f := page.ReadForm(c, "scenario", "variant", "team", "pilot", "ticket")
	data, err := a.choices(c)
	if err != nil {
		return err
	}
	scenario, ok := a.Exercises.Scenarios().Scenario(f.Get("scenario"))
	if !ok {
		f.Wrong("scenario", "Choose an exercise.")
	}
	if ok && f.Get("variant") != "" && !slices.ContainsFunc(scenario.Variants, func(x scenarios.Variant) bool { return x.ID == f.Get("variant") }) {
		f.Wrong("variant", "This exercise has no such variant. It has "+scenario.VariantList()+".")
	}
	if !has(data.Teams, f.Get("team")) {
		f.Wrong("team", "Choose a team of your site.")
	}
	if !has(data.Pilots, f.Get("pilot")) {
		f.Wrong("pilot", "Choose a pilot of your site, or none.")
	}
	if f.Get("ticket") == "" || len(f.Get("ticket")) > 64 {
		f.Wrong("", "The form came without its number. Send it again.")
	}
	if len(f.Errors) > 0 {
		return a.formPage(c, f)
	}
	a.begin(v.Scope, f.Get("ticket"), scenario.Title, exercise.Opening{
		Scenario: scenario.ID, Variant: f.Get("variant"), Team: training.TeamID(f.Get("team")), Pilot: training.PilotID(f.Get("pilot")),
	})
	return c.Redirect("/teach/opening/"+url.PathEscape(f.Get("ticket")), fiber.StatusSeeOther)
}

func has(options []page.Option, value string) bool {
	return slices.ContainsFunc(options, func(o page.Option) bool { return o.Value == value })
}

func (a *Area) begin(sc training.Scope, ticket, title string, o exercise.Opening) {
	a.openings.Lock()
	defer a.openings.Unlock()
	if a.openings.by[ticket] != nil {
		return
	}
	if len(a.openings.by) >= keptOpenings {
		a.forget()
	}
	job := &opening{who: sc, title: title, team: string(o.Team), begun: a.Now()}
	a.openings.by[ticket] = job
	o.Progress = func(surface string, done, of int) {
		a.openings.Lock()
		defer a.openings.Unlock()
		job.surface = surface
		if of > 0 {
			job.percent = 100 * done / of
		}
	}
	a.Go(func() {
		run, err := a.Exercises.Open(a.Until, sc, o)
		a.openings.Lock()
		defer a.openings.Unlock()
		job.run, job.err = run.ID, err
		if err != nil {
			job.run = ""
			a.Exercises.Log.Error("open an exercise", "scenario", o.Scenario, "team", o.Team, "err", err)
		}
	})
}

// forget drops the oldest opening that is over.
func (a *Area) forget() {
	oldest := ""
	for ticket, job := range a.openings.by {
		if (job.run != "" || job.err != nil) && (oldest == "" || job.begun.Before(a.openings.by[oldest].begun)) {
			oldest = ticket
		}
	}
	delete(a.openings.by, oldest)
}

// showWait says how far a run is, and goes on to its console. Another instance
// of the program does not know the ticket: there the overview shows the run when
// it is made.
func (a *Area) showWait(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	a.openings.Lock()
	known := a.openings.by[c.Params("ticket")]
	var job opening
	if known != nil {
		job = *known
	}
	a.openings.Unlock()
	if known == nil || job.who != v.Scope {
		return c.Redirect("/teach", fiber.StatusSeeOther)
	}
	data := Wait{Title: job.title, Team: job.team, Surface: job.surface, Percent: job.percent}
	m := page.Meta{Title: "Making the exercise", Nav: "teach", Crumbs: []page.Crumb{{Text: "Teach", Href: "/teach"}, {Text: "Open an exercise", Href: "/teach/runs/new"}, {Text: "Making it"}}}
	status := fiber.StatusOK
	switch {
	case job.err != nil:
		p := page.ProblemOf(job.err)
		data.Problem, m.Title, status = &p, "The exercise could not be made", p.Status
	case job.run != "":
		return c.Redirect(console(job.run)+"?new=1", fiber.StatusSeeOther)
	default:
		c.Set("Refresh", fmt.Sprintf("2; url=%s", c.Path()))
	}
	return a.wait.Render(c, status, m, data)
}
