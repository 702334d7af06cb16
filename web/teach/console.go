package teach

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Console is /teach/runs/{run}: the clock, the injects, the team, the messages.
type Console struct {
	exercise.Row
	Base     string
	State    page.Tag
	Clock    string
	Fresh    bool // made a moment ago
	Past     []Inject
	Next     []Inject
	Letters  []exercise.Letter // messages alone, newest first
	Others   []RunLine         // the site's other open runs
	Idle     string
	Stuck    bool
	Marking  string
	Speeds   []Speed
	Version  string // changes when something on the page does
	Form     page.Form
	Key      string
	Sealed   bool // waits for the start
	Running  bool
	Paused   bool
	Over     bool // ended, not yet being marked
	AtDesk   bool // at the marking desk or later
	Open     bool // running or paused
	HasRange bool

	Portal     Portal
	Forum      Forum
	MayArchive bool
	Turns      map[string]Hold // forms of the clock that cannot be undone, by what they do
}

// Hold is a form whose effect waits five seconds in the browser, or is asked
// once more: it reaches the team.
type Hold struct {
	Action, CSRF, Do string
	Doing            string // what the countdown says: "The exercise starts"
	Verb, About      string // on the button; About is for screen readers
	Main             bool
}

// Hand is the form that fires or skips an inject.
func (d Console) Hand(inject, verb, csrf string) Hold {
	h := Hold{Action: d.Base + "/injects/" + inject + "/" + verb, CSRF: csrf, About: inject, Verb: "Fire now", Doing: inject + " fires"}
	if verb == "skip" {
		h.Verb, h.Doing = "Skip", inject+" is skipped"
	}
	return h
}

func (d Console) turns(csrf string) map[string]Hold {
	at := d.Base + "/clock"
	return map[string]Hold{
		"start":   {Action: at, CSRF: csrf, Do: "start", Doing: "The exercise starts", Verb: "Start the exercise", Main: true},
		"end":     {Action: at, CSRF: csrf, Do: "end", Doing: "The exercise ends", Verb: "End the exercise"},
		"marking": {Action: at, CSRF: csrf, Do: "marking", Doing: "The marking opens", Verb: "Open the marking", Main: true},
		"archive": {Action: at, CSRF: csrf, Do: "archive", Doing: "The run is put away", Verb: "Put the run away"},
	}
}

// Inject is one row of the list.
type Inject struct {
	exercise.Planned
	T    string // "T+75 min"
	Wait string // until it is due at the present speed
}

// Speed is one choice of the clock.
type Speed struct {
	Value, Text string
	Current     bool
}

var speeds = []training.Rate{500, training.RealTime, 2000, 5000, training.MaxRate}

func (a *Area) showConsole(c *fiber.Ctx) error { return a.consolePage(c, typed{}) }

// typed is what was typed into a form of the console that is shown again.
type typed struct{ message, grant, refusal page.Form }

// consolePage shows the page with what was typed into its forms.
func (a *Area) consolePage(c *fiber.Ctx, t typed) error {
	data, err := a.readConsole(c.UserContext(), page.ViewerOf(c).Scope, runID(c))
	if err != nil {
		return err
	}
	if data.Others, err = a.others(c, data.Run.ID); err != nil {
		return err
	}
	data.Form, data.Key, data.Fresh = t.message, draw(), c.Query("new") != ""
	data.Forum.form(t.grant)
	a.refusing(c, &data.Portal, t.refusal)
	data.Turns = data.turns(page.ViewerOf(c).CSRF)
	if key := t.message.Get("key"); key != "" {
		data.Key = key
	}
	return a.console.Render(c, max(t.message.Status(), t.grant.Status(), t.refusal.Status()), data.meta(""), data)
}

// others are the runs beside this one that are open: a trainer with several teams
// sees here which of them needs a look.
func (a *Area) others(c *fiber.Ctx, this training.RunID) ([]RunLine, error) {
	rows, err := a.Exercises.Console(c.UserContext(), page.ViewerOf(c).Scope)
	if err != nil {
		return nil, err
	}
	var out []RunLine
	for _, r := range rows {
		if r.Run.ID != this && r.Run.State.Open() {
			out = append(out, runLine(r))
		}
	}
	return out, nil
}

// readConsole gathers the page; the event stream calls it, too, to see whether
// anything has changed.
func (a *Area) readConsole(ctx context.Context, sc training.Scope, id training.RunID) (Console, error) {
	row, err := a.Exercises.Row(ctx, sc, id)
	if err != nil {
		return Console{}, err
	}
	out := Console{Row: row, Base: console(id), State: page.RunTag(row.Run.State), Clock: clockText(row.View)}
	out.Idle, out.Stuck = idle(row)
	s := row.Run.State
	out.Sealed, out.Running, out.Paused, out.Over = s == training.Sealed, s == training.Running, s == training.Paused, s == training.Ended
	out.Open, out.AtDesk = s.Open(), s == training.Marking || s == training.Released
	out.MayArchive = s == training.Sealed || s == training.Released || (s == training.Ended || s == training.Marking) && row.Submissions == 0
	_, out.HasRange = a.Exercises.Endpoints(row.Run)
	if row.Submissions > 0 {
		out.Marking = fmt.Sprintf("%d of %d", row.Marked, row.ToMark)
	}
	for _, r := range speeds {
		out.Speeds = append(out.Speeds, Speed{r.String(), r.String() + "×", r == row.Rate})
	}
	plan, err := a.Exercises.Plan(ctx, sc, id)
	if err != nil {
		return out, err
	}
	for _, p := range plan {
		in := Inject{Planned: p, T: fmt.Sprintf("T+%d min", int(p.Due.Sub(row.Run.ScenarioStart)/time.Minute))}
		if p.Delivered || p.Skipped {
			out.Past = append(out.Past, in)
			continue
		}
		if row.Rate > 0 {
			left := p.Due.Sub(row.Now) * 1000 / time.Duration(row.Rate)
			in.Wait = ago(max(0, left))
		}
		out.Next = append(out.Next, in)
	}
	letters, err := a.Exercises.Inbox(ctx, sc, id)
	if err != nil {
		return out, err
	}
	for _, l := range letters {
		if l.Kind == training.ReceiptMessage {
			out.Letters = append(out.Letters, l)
		}
	}
	if out.Portal.Is = a.Exercises.HasPortal(id); out.Portal.Is {
		if out.Portal.Rows, err = a.Exercises.Requests(ctx, sc, id); err != nil {
			return out, err
		}
		slices.Reverse(out.Portal.Rows) // the newest first
		for _, q := range out.Portal.Rows {
			if q.Waits {
				out.Portal.Waiting++
			}
		}
	}
	if out.Forum, err = a.readForum(ctx, sc, id); err != nil {
		return out, err
	}
	out.Version = out.version()
	return out, nil
}

// version is a digest of what the page shows; of the clock the minute.
func (d Console) version() string {
	h := sha256.New()
	fmt.Fprintln(h, d.Run.State, d.Rate, d.Now.Truncate(time.Minute), d.Idle, d.Evidence, d.Findings, d.Answered, d.Labelled,
		d.Decisions, d.Submissions, d.Unread, len(d.Conduct), d.Marking, d.Last)
	for _, list := range [][]Inject{d.Past, d.Next} {
		for _, in := range list {
			fmt.Fprintln(h, in.ID, in.Delivered, in.Skipped, in.Late, in.ReadBy, in.Wait)
		}
	}
	for _, l := range d.Letters {
		fmt.Fprintln(h, l.ID, l.ReadBy)
	}
	for _, q := range d.Portal.Rows {
		fmt.Fprintln(h, q.Number, q.Waits, q.Outcome, q.Refusal)
	}
	fmt.Fprintln(h, d.Forum.Grants, d.Forum.Unreadable)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Needs says what wants the trainer's eye now.
func (d Console) Needs() []string {
	var out []string
	if d.Stuck {
		out = append(out, "The team has left no trace for "+d.Idle+".")
	}
	if n := len(d.Conduct); n > 0 {
		out = append(out, fmt.Sprintf("%d conduct alert(s): something was sent, followed or joined on the range.", n))
	}
	if d.Over && d.Submissions == 0 {
		out = append(out, "The exercise has ended and nothing was handed in yet. The team can still hand in until you open the marking.")
	}
	if d.AtDesk && d.Submissions == 0 {
		out = append(out, "Nothing was handed in, so there is nothing to mark. Put the run away.")
	}
	return out
}

func (d Console) meta(title string) page.Meta {
	name := d.Scenario.Number + " " + d.Run.Title + ", " + string(d.Run.Team)
	crumbs := []page.Crumb{{Text: "Teach", Href: "/teach"}, {Text: name, Href: d.Base}}
	if title == "" {
		crumbs[1].Href, title = "", "Console: "+name
	} else {
		crumbs = append(crumbs, page.Crumb{Text: title})
	}
	return page.Meta{Title: title, Nav: "teach", Synthetic: true, Crumbs: crumbs}
}
