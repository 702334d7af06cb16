package desk

import (
	"fmt"
	"html/template"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Desk is what stands around each page of a run: title, clock, tabs, rail.
type Desk struct {
	exercise.View
	Base    string // "/exercises/<run>"
	State   page.Tag
	When    string // "day 93, 09:40 · 1×"
	Instant string // the same for the script that lets it run on; empty before the start
	Tabs    []page.Tab
	MayWork bool   // the viewer is of the team and the run takes work
	MayStop bool   // the viewer is of the team and the run is not over
	Closed  string // why there is no work to do here, for people who may look
	Mandate template.HTML
	Letters []Brieflet // the newest ones, for the rail
	Tray    []Chip     // the newest evidence, for the rail
}

// Brieflet is a letter in one line.
type Brieflet struct {
	From, Channel string
	Read          bool
	At            time.Time // scenario time
	Href          string
}

// Chip is a piece of evidence in one line.
type Chip struct {
	Ref, What, Href string
	Verdict         training.Verdict
	Worth           string // the verdict in a word
}

// tabs of the desk, in their order.
var tabs = []struct{ id, text string }{
	{"", "Overview"},
	{"brief", "Brief"},
	{"inbox", "Inbox"},
	{"tools", "Tools"},
	{"evidence", "Evidence"},
	{"findings", "Findings"},
	{"decisions", "Decisions"},
	{"requests", "Requests"},
	{"report", "Report"},
	{"review", "Review"},
}

const inRail = 4 // letters and items that the rail shows

// desk reads what stands around a page of the run in the path.
func (a *Area) desk(c *fiber.Ctx, tab string) (Desk, error) {
	v := page.ViewerOf(c)
	view, err := a.room.View(c.UserContext(), v.Scope, runID(c))
	if err != nil {
		return Desk{}, err
	}
	d := Desk{View: view, Base: "/exercises/" + string(view.Run.ID), State: page.RunTag(view.Run.State), Mandate: view.Scenario.Mandate}
	d.When = clockText(view)
	if view.Clock.Started() {
		d.Instant = view.Now.UTC().Format(time.RFC3339)
	}
	mine := v.Is("trainee")
	d.MayWork = mine && view.Run.State.Open()
	d.MayStop = mine && view.Run.State.Open()
	d.Closed = closed(view.Run.State, mine)
	counts := map[string]int{
		"inbox": view.Unread, "evidence": view.Evidence, "findings": view.Findings, "decisions": view.Decisions, "requests": view.Requests, "report": view.Submissions,
	}
	for _, t := range tabs {
		if t.id == "requests" && !view.Portal {
			continue
		}
		href := d.Base
		if t.id != "" {
			href += "/" + t.id
		}
		d.Tabs = append(d.Tabs, page.Tab{Text: t.text, Href: href, Count: counts[t.id], Current: t.id == tab})
	}
	if tab == "brief" {
		d.Mandate = "" // it stands in the text
	}
	return d, a.rail(c, &d)
}

// rail fills in the last messages and the evidence tray.
func (a *Area) rail(c *fiber.Ctx, d *Desk) error {
	sc := page.ViewerOf(c).Scope
	letters, err := a.room.Inbox(c.UserContext(), sc, d.Run.ID)
	if err != nil {
		return err
	}
	for _, l := range letters[:min(inRail, len(letters))] {
		from := l.From
		if l.Mine {
			from = "You"
		}
		d.Letters = append(d.Letters, Brieflet{From: from, Channel: l.Channel, Read: l.Read, At: l.Scenario, Href: d.Base + "/inbox#" + letterID(l)})
	}
	items, err := a.room.EvidenceList(c.UserContext(), sc, d.Run.ID)
	if err != nil {
		return err
	}
	for i := len(items) - 1; i >= 0 && len(d.Tray) < inRail; i-- {
		d.Tray = append(d.Tray, chip(d.Base, items[i]))
	}
	return nil
}

func chip(base string, e training.Evidence) Chip {
	what := e.FileName
	if what == "" {
		what = e.SourceURL
	}
	return Chip{Ref: e.Ref(), What: what, Href: fmt.Sprintf("%s/evidence/%d", base, e.Seq), Verdict: e.Verdict, Worth: worth(e.Verdict)}
}

// worth says a verdict in a word or two.
func worth(v training.Verdict) string {
	switch v {
	case training.VerifiedAsServed:
		return "verified"
	case training.ServedToOtherTeam:
		return "of another team"
	case training.BeforeRelease:
		return "before release"
	case training.NotOurs:
		return "not ours"
	default:
		return string(v) // altered, derived
	}
}

// clockText says where the scenario clock stands: "day 1, 2026-05-19 09:40 UTC · 1×".
func clockText(v exercise.View) string {
	if !v.Clock.Started() {
		return "the clock has not started"
	}
	speed := "stands still"
	if v.Rate != training.Stopped {
		speed = v.Rate.String() + "×"
	}
	return fmt.Sprintf("day %d, %s UTC · %s", v.Day, v.Now.UTC().Format("2006-01-02 15:04"), speed)
}

// closed says why a page takes nothing.
func closed(s training.RunState, mine bool) string {
	switch {
	case s == training.Draft || s == training.Sealed:
		return "The exercise has not started. A trainer starts it."
	case !s.Open() && s == training.Ended:
		return "The exercise has ended. Nothing can be added; you can still hand in what is there."
	case !s.Open():
		return "The exercise is over. Nothing can be changed."
	case !mine:
		return "You look on. Only the team works here."
	default:
		return ""
	}
}

// meta is the shell of a page of a run.
func (d Desk) meta(title string) page.Meta {
	crumbs := []page.Crumb{{Text: "Exercises", Href: "/exercises"}, {Text: d.Scenario.Number + " " + d.Run.Title, Href: d.Base}}
	if title == "" {
		crumbs[1].Href, title = "", d.Run.Title
	} else {
		crumbs = append(crumbs, page.Crumb{Text: title})
	}
	return page.Meta{Title: title, Nav: "exercises", Synthetic: true, Crumbs: crumbs}
}

// stop is the ethics stop or the exercise stop of anybody in the team.
func (a *Area) stop(c *fiber.Ctx) error {
	sc := page.ViewerOf(c).Scope
	if err := a.room.Stop(c.UserContext(), sc, runID(c), c.FormValue("kind")); err != nil {
		return err
	}
	return c.Redirect("/exercises/"+c.Params("run")+"?stopped=1", fiber.StatusSeeOther)
}

// draw is a fresh idempotency key for a form.
func draw() string { return training.NewID[string]() }

// wantsJSON is true for programs: they ask for JSON and not for HTML.
func wantsJSON(c *fiber.Ctx) bool {
	return c.Accepts(fiber.MIMETextHTML, fiber.MIMEApplicationJSON) == fiber.MIMEApplicationJSON
}

// attachment sets the headers of a download: never shown in the page, never sniffed.
func attachment(c *fiber.Ctx, kind, name string) {
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+safeName(name)+`"`)
	c.Set(fiber.HeaderCacheControl, "no-store")
}

// safeName leaves of a file name what every system takes.
func safeName(s string) string {
	out := []rune{}
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.' && len(out) > 0:
			out = append(out, r)
		case len(out) > 0 && out[len(out)-1] != '_':
			out = append(out, '_')
		}
	}
	if len(out) == 0 {
		return "file"
	}
	return string(out[max(0, len(out)-100):])
}
