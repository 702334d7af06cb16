package teach

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Sure asks once more before something reaches a team, for browsers without
// scripts; with them the form waits five seconds instead.
type Sure struct {
	Question string // "Fire the inject i3?"
	Detail   string
	Text     string // what the team will read
	Verb     string // on the button
	Action   string // where the form goes
	Back     string
	Fields   [][2]string
}

// settled says whether the form was confirmed; if not, it has answered with the
// page that asks.
func (a *Area) settled(c *fiber.Ctx, s Sure) (bool, error) {
	if c.FormValue("sure") == "yes" {
		return true, nil
	}
	s.Action, s.Back = c.Path(), console(runID(c))
	return false, a.sure.Render(c, fiber.StatusOK, page.Meta{Title: s.Question, Nav: "teach", Synthetic: true}, s)
}

// back returns to the console.
func back(c *fiber.Ctx) error { return c.Redirect(console(runID(c)), fiber.StatusSeeOther) }

// step is something the clock's form can do.
type step struct {
	do             func(*fiber.Ctx, training.Scope, training.RunID) error
	question, what string // empty: at once, as the opposite undoes it
	verb           string
}

func (a *Area) step(name string) (step, bool) {
	x := a.Exercises
	s, ok := map[string]step{
		"start": {
			func(c *fiber.Ctx, sc training.Scope, id training.RunID) error {
				return x.Start(c.UserContext(), sc, id)
			},
			"Start the exercise?", "The scenario clock begins, the range opens for the team, and the first inject comes a few minutes later.", "Start",
		},
		"pause": {do: func(c *fiber.Ctx, sc training.Scope, id training.RunID) error {
			return x.Pause(c.UserContext(), sc, id)
		}},
		"resume": {do: func(c *fiber.Ctx, sc training.Scope, id training.RunID) error {
			return x.Resume(c.UserContext(), sc, id)
		}},
		"end": {
			func(c *fiber.Ctx, sc training.Scope, id training.RunID) error {
				return x.End(c.UserContext(), sc, id)
			},
			"End the exercise?", "The team can add nothing more. It can still hand in what is there. An exercise that has ended does not start again.", "End",
		},
		"marking": {
			func(c *fiber.Ctx, sc training.Scope, id training.RunID) error {
				return x.OpenMarking(c.UserContext(), sc, id)
			},
			"Open the marking?", "The range closes and nothing more can be handed in.", "Open the marking",
		},
		"archive": {
			func(c *fiber.Ctx, sc training.Scope, id training.RunID) error {
				return x.Archive(c.UserContext(), sc, id)
			},
			"Put the run away?", "It leaves the lists and the range. Nothing of it is deleted, but it does not come back.", "Put it away",
		},
	}[name]
	return s, ok
}

// turn is the form of the clock: field do says which way.
func (a *Area) turn(c *fiber.Ctx) error {
	name := c.FormValue("do")
	s, ok := a.step(name)
	if !ok {
		return training.Invalid("do", "is not something the clock can do", "start, pause, resume, end, marking or archive")
	}
	if s.question != "" {
		ok, err := a.settled(c, Sure{Question: s.question, Detail: s.what, Verb: s.verb, Fields: [][2]string{{"do", name}}})
		if !ok || err != nil {
			return err
		}
	}
	if err := s.do(c, page.ViewerOf(c).Scope, runID(c)); err != nil {
		return err
	}
	if name == "archive" {
		return c.Redirect("/teach", fiber.StatusSeeOther)
	}
	return back(c)
}

func (a *Area) setSpeed(c *fiber.Ctx) error {
	var rate training.Rate
	if err := rate.UnmarshalJSON([]byte(strings.TrimSpace(c.FormValue("rate")))); err != nil {
		return training.Invalid("rate", "is not a speed", "0.1 to 10")
	}
	if err := a.Exercises.SetSpeed(c.UserContext(), page.ViewerOf(c).Scope, runID(c), rate); err != nil {
		return err
	}
	return back(c)
}

// stop is the ethics stop or exercise stop from the trainer's side: at once.
func (a *Area) stop(c *fiber.Ctx) error {
	if err := a.Exercises.Stop(c.UserContext(), page.ViewerOf(c).Scope, runID(c), c.FormValue("kind")); err != nil {
		return err
	}
	return back(c)
}

func (a *Area) fire(c *fiber.Ctx) error {
	return a.hand(c, "Fire the inject", "Fire it", "The team gets it now, before it is due.", func(sc training.Scope, inject string) error {
		return a.Exercises.Fire(c.UserContext(), sc, runID(c), inject)
	})
}

func (a *Area) skip(c *fiber.Ctx) error {
	return a.hand(c, "Skip the inject", "Skip it", "The team never gets it. That it was skipped is recorded.", func(sc training.Scope, inject string) error {
		return a.Exercises.Skip(c.UserContext(), sc, runID(c), inject)
	})
}

func (a *Area) hand(c *fiber.Ctx, question, verb, detail string, do func(training.Scope, string) error) error {
	sc := page.ViewerOf(c).Scope
	plan, err := a.Exercises.Plan(c.UserContext(), sc, runID(c))
	if err != nil {
		return err
	}
	for _, p := range plan {
		if p.ID != c.Params("inject") {
			continue
		}
		ok, err := a.settled(c, Sure{Question: question + " " + p.ID + "?", Detail: detail, Text: p.Text, Verb: verb})
		if !ok || err != nil {
			return err
		}
		if err := do(sc, p.ID); err != nil {
			return err
		}
		return back(c)
	}
	return training.NotFound("the inject")
}

// send puts a message into the team's inbox.
func (a *Area) send(c *fiber.Ctx) error {
	f := page.ReadForm(c, "message", "key")
	if strings.TrimSpace(f.Get("message")) == "" {
		f.Wrong("message", "Write at least one word.")
		return a.consolePage(c, typed{message: f})
	}
	ok, err := a.settled(c, Sure{
		Question: "Send the message?", Detail: "Everybody of the team gets it in the inbox.", Text: f.Get("message"), Verb: "Send",
		Fields: [][2]string{{"message", f.Get("message")}, {"key", f.Get("key")}},
	})
	if !ok || err != nil {
		return err
	}
	err = a.Exercises.Send(c.UserContext(), page.ViewerOf(c).Scope, runID(c), f.Get("message"), f.Get("key"))
	if f.Take(err) {
		return a.consolePage(c, typed{message: f})
	}
	if err != nil {
		return err
	}
	return back(c)
}
