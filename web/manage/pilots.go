package manage

import (
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Pilots is /manage/pilots.
type Pilots struct {
	Tabs   []page.Tab
	Pilots []Pilot
}

// Pilot is one pilot with its plan.
type Pilot struct {
	ID    training.PilotID
	Name  string
	Start time.Time
	Where string
	Teams string
	Weeks []training.PilotWeek
}

// Audit is a stretch of the audit log.
type Audit struct {
	Tabs    []page.Tab
	Entries []Entry
	Next    int64 // where the next stretch begins; 0 at the end
}

// Entry is one line of the audit log.
type Entry struct {
	training.AuditEntry
	Who string
}

const auditLines = 200

func (a *Area) showPilots(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	list, err := a.room.Pilots(c.UserContext(), v.Scope)
	if err != nil {
		return err
	}
	data := Pilots{Tabs: tabs("/manage/pilots")}
	for _, p := range list {
		now, err := a.room.Pilot(c.UserContext(), v.Scope, p.ID)
		if err != nil {
			return err
		}
		var teams []string
		for _, t := range now.Teams {
			teams = append(teams, string(t))
		}
		where := "week " + strconv.Itoa(now.Week) + " of 12"
		switch {
		case now.Week == 0:
			where = "not begun"
		case now.Week > training.PilotWeeks:
			where = "ended"
		}
		data.Pilots = append(data.Pilots, Pilot{p.ID, p.Name, p.Start, where, strings.Join(teams, ", "), now.Weeks})
	}
	return a.pilots.Render(c, fiber.StatusOK, page.Meta{Title: "Pilots", Nav: "manage"}, data)
}

func (a *Area) showAudit(c *fiber.Ctx) error {
	v := page.ViewerOf(c)
	after, err := strconv.ParseInt(c.Query("after", "0"), 10, 64)
	if err != nil || after < 0 {
		return training.Invalid("after", "is not a number of the log", "0 or more")
	}
	lines, err := a.room.Audit(c.UserContext(), v.Scope, after, auditLines)
	if err != nil {
		return err
	}
	people, err := a.room.People(c.UserContext(), v.Scope)
	if err != nil {
		return err
	}
	name := map[training.PersonID]string{"": "command line"}
	for _, p := range people {
		name[p.Person.ID] = p.Person.Name
	}
	data := Audit{Tabs: tabs("/manage/audit")}
	for _, e := range lines {
		data.Entries = append(data.Entries, Entry{e, name[e.Person]})
	}
	if len(lines) == auditLines {
		data.Next = lines[len(lines)-1].Seq
	}
	return a.audit.Render(c, fiber.StatusOK, page.Meta{Title: "Audit log", Nav: "manage"}, data)
}
