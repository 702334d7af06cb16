package desk

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
)

// Overview is the front page of a run: where it stands and what to do next.
type Overview struct {
	Desk    Desk
	Stopped bool // somebody has just pressed a stop
	Next    Step
	Steps   []Step
	Seats   []Seat
}

// Step is one thing that the team hands in, with how far it is.
type Step struct{ Text, State, Kind, Href string }

// Seat is a role inside the team.
type Seat struct{ ID, Title, Task string }

func (a *Area) showOverview(c *fiber.Ctx) error {
	d, err := a.desk(c, "")
	if err != nil {
		return err
	}
	data := Overview{Desk: d, Stopped: c.Query("stopped") != "", Next: next(d)}
	if data.Steps, err = a.steps(c, d); err != nil {
		return err
	}
	for _, s := range d.Scenario.Seats {
		data.Seats = append(data.Seats, Seat{s.ID, s.Title, s.Task})
	}
	return a.overview.Render(c, fiber.StatusOK, d.meta(""), data)
}

// next is the one thing to do now.
func next(d Desk) Step {
	switch s := d.Run.State; {
	case s == training.Sealed:
		return Step{Text: "Read the brief and the mandate while you wait for the start.", Href: d.Base + "/brief"}
	case s == training.Ended && d.Submissions == 0:
		return Step{Text: "Hand in now: the exercise has ended and nothing is handed in yet.", Href: d.Base + "/report"}
	case s == training.Ended || s == training.Marking:
		return Step{Text: "Your work is being marked. There is nothing to do.", Href: d.Base + "/report"}
	case s == training.Released:
		return Step{Text: "Read your result, the reasons and the truth of the case.", Href: d.Base + "/review"}
	case !s.Open():
		return Step{Text: "This exercise is put away.", Href: "/exercises"}
	case d.Unread > 0:
		return Step{Text: fmt.Sprintf("Open your inbox: %s.", count(d.Unread, "unread message", "unread messages")), Href: d.Base + "/inbox"}
	case d.Evidence == 0:
		return Step{Text: "Read the brief, set up a tool, and make your first capture.", Href: d.Base + "/tools"}
	case d.Findings == 0:
		return Step{Text: "Write down your first finding, with the evidence for it.", Href: d.Base + "/findings"}
	case d.Answered == 0:
		return Step{Text: "Answer the questions.", Href: d.Base + "/findings/questions"}
	default:
		return Step{Text: "Go on: evidence, findings, decisions, report. The list below shows what is open.", Href: d.Base + "/findings"}
	}
}

// steps is the checklist of what is handed in.
func (a *Area) steps(c *fiber.Ctx, d Desk) ([]Step, error) {
	sc := viewer(c)
	items, err := a.room.EvidenceList(c.UserContext(), sc, d.Run.ID)
	if err != nil {
		return nil, err
	}
	genuine := 0
	for _, e := range items {
		if e.Verdict == training.VerifiedAsServed {
			genuine++
		}
	}
	draft, err := a.room.Draft(c.UserContext(), sc, d.Run.ID)
	if err != nil {
		return nil, err
	}
	points, err := a.room.Points(c.UserContext(), sc, d.Run.ID)
	if err != nil {
		return nil, err
	}
	questions := len(d.Scenario.Questions)
	_, labelling := d.Scenario.Labelling()
	if labelling {
		questions--
	}
	step := func(text, href string, done bool, state string) Step {
		kind := "warn"
		if done {
			kind = "good"
		}
		return Step{Text: text, State: state, Kind: kind, Href: d.Base + href}
	}
	words := len(fields(draft.Body))
	out := []Step{
		step("Captures that a stranger can check again", "/evidence", genuine >= 2, fmt.Sprintf("%d verified, 2 wanted", genuine)),
		step("Case graph with evidence and likelihood", "/findings", d.Findings > 0, count(d.Findings, "finding", "findings")),
		step("Questions", "/findings/questions", d.Answered >= questions, fmt.Sprintf("%d of %d", d.Answered, questions)),
	}
	if labelling {
		labels := len(a.labelSet(d))
		out = append(out, step("Labels", "/findings/labels", d.Labelled >= labels, fmt.Sprintf("%d of %d", d.Labelled, labels)))
	}
	return append(out,
		step("Decision points, so far", "/decisions", len(points) > 0 && d.Decisions >= len(points), fmt.Sprintf("%d of %d", d.Decisions, len(points))),
		step("Report with restraint list", "/report", words >= 50, count(words, "word", "words")),
	), nil
}

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
