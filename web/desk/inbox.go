package desk

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/web/page"
)

// Inbox is what the team was sent, and the form to write to its trainers.
type Inbox struct {
	Desk    Desk
	Letters []Letter
	Form    page.Form
	Key     string
	Sent    bool
}

// Letter is one thing in the inbox. Its text is shown once it was opened, which
// leaves the receipt.
type Letter struct {
	ID, Kind, Item, From, Channel, Text string
	Scenario, Wall                      time.Time
	Late, Mine, Read                    bool
	ReadBy                              int
}

func letterID(l exercise.Letter) string { return l.Kind + "-" + l.ID }

func (a *Area) showInbox(c *fiber.Ctx) error { return a.inboxPage(c, page.Form{}) }

func (a *Area) inboxPage(c *fiber.Ctx, f page.Form) error {
	d, err := a.desk(c, "inbox")
	if err != nil {
		return err
	}
	letters, err := a.room.Inbox(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	data := Inbox{Desk: d, Form: f, Key: draw(), Sent: c.Query("sent") != ""}
	for _, l := range letters {
		shown := Letter{
			ID: letterID(l), Kind: l.Kind, Item: l.ID, From: l.From, Channel: l.Channel, Text: l.Text,
			Scenario: l.Scenario, Wall: l.Wall, Late: l.Late, Mine: l.Mine, Read: l.Read || !page.ViewerOf(c).Is("trainee"), ReadBy: l.ReadBy,
		}
		if !shown.Read {
			shown.Text = ""
		}
		data.Letters = append(data.Letters, shown)
	}
	return a.inbox.Render(c, f.Status(), d.meta("Inbox"), data)
}

// openLetter leaves the receipt and shows the letter.
func (a *Area) openLetter(c *fiber.Ctx) error {
	kind, item := c.FormValue("kind"), c.FormValue("item")
	if err := a.room.Read(c.UserContext(), viewer(c), runID(c), kind, item); err != nil {
		return err
	}
	return c.Redirect("/exercises/"+c.Params("run")+"/inbox#"+kind+"-"+item, fiber.StatusSeeOther)
}

// send writes to the team's trainers.
func (a *Area) send(c *fiber.Ctx) error {
	f := page.ReadForm(c, "message", "key")
	key, err := cleanKey(&f)
	if err == nil {
		err = a.room.Send(c.UserContext(), viewer(c), runID(c), f.Get("message"), key)
	}
	if err != nil {
		if f.Take(err) {
			return a.inboxPage(c, f)
		}
		return err
	}
	return c.Redirect("/exercises/"+c.Params("run")+"/inbox?sent=1", fiber.StatusSeeOther)
}
