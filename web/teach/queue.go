package teach

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Queue is /teach/marking: what lies at the marking desk, and what comes next.
type Queue struct {
	Lines        []QueueLine
	Marked, Of   int // criteria, over all that is being marked
	Oldest       string
	Next         string // the first criterion without a mark
	Coming       []RunLine
	Done         []RunLine
	NothingAtAll bool
}

// QueueLine is one submission under its mask.
type QueueLine struct {
	Code, Exercise string
	HandedIn       time.Time
	Waits          string
	Marked, Of     int
	Result         page.Tag
	Href           string
}

// answer is a submission at the marking desk, under its mask.
type answer struct {
	exercise.Desk
	Code string
}

// mask is what an answer is called while it is marked: a letter and three
// digits that follow from nothing a trainer knows of the team.
func mask(run training.RunID, sub training.SubmissionID) string {
	const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	sum := sha256.Sum256([]byte("mask\x00" + string(run) + "\x00" + string(sub)))
	return fmt.Sprintf("%c%d%d%d", letters[int(sum[0])%len(letters)], sum[1]%9+1, sum[2]%10, sum[3]%10)
}

// answers lists what is being marked at the site: by scenario, then by mask.
func (a *Area) answers(ctx context.Context, sc training.Scope) ([]answer, error) {
	runs, err := a.Exercises.Runs(ctx, sc)
	if err != nil {
		return nil, err
	}
	var out []answer
	for _, r := range runs {
		if r.Run.State != training.Marking {
			continue
		}
		handed, err := a.Exercises.Submissions(ctx, sc, r.Run.ID)
		if err != nil {
			return nil, err
		}
		if len(handed) == 0 {
			continue
		}
		d, err := a.Exercises.Marking(ctx, sc, r.Run.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, answer{d, mask(d.Run.ID, d.Submission.ID)})
	}
	slices.SortFunc(out, func(x, y answer) int {
		return cmp.Or(cmp.Compare(x.Run.Scenario, y.Run.Scenario), cmp.Compare(x.Code, y.Code), cmp.Compare(x.Run.ID, y.Run.ID))
	})
	return out, nil
}

// place is one criterion of one answer.
type place struct {
	run       training.RunID
	criterion string
	marked    bool
}

func (p place) href() string { return console(p.run) + "/marking/" + p.criterion }

// order is how the desk is worked through: a criterion over all answers to an
// exercise, then the next criterion.
func order(all []answer) []place {
	var out []place
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Run.Scenario == all[0].Run.Scenario {
			n++
		}
		for i := range all[0].Criteria {
			for _, x := range all[:n] {
				c := x.Criteria[i]
				out = append(out, place{x.Run.ID, c.Code, c.Mark != nil})
			}
		}
		all = all[n:]
	}
	return out
}

// nextUnmarked is the address of the next criterion without a mark behind a
// place, round the end; "" when everything is marked.
func nextUnmarked(all []place, run training.RunID, criterion string) string {
	at := slices.IndexFunc(all, func(p place) bool { return p.run == run && p.criterion == criterion })
	for i := range all {
		if p := all[(at+1+i)%len(all)]; !p.marked && (p.run != run || p.criterion != criterion) {
			return p.href()
		}
	}
	return ""
}

func (a *Area) showQueue(c *fiber.Ctx) error {
	ctx, sc := c.UserContext(), page.ViewerOf(c).Scope
	all, err := a.answers(ctx, sc)
	if err != nil {
		return err
	}
	data := Queue{Next: nextUnmarked(order(all), "", "")}
	var oldest time.Duration
	for _, x := range all {
		wait := a.Now().Sub(x.Submission.At)
		line := QueueLine{
			Code: x.Code, Exercise: x.Scenario.Number + " " + x.Scenario.Title, HandedIn: x.Submission.At, Waits: ago(wait),
			Marked: x.Marked, Of: len(x.Criteria), Result: resultTag(x.Desk), Href: console(x.Run.ID) + "/marking",
		}
		data.Marked += line.Marked
		data.Of += line.Of
		if line.Marked < line.Of {
			oldest = max(oldest, wait)
		}
		data.Lines = append(data.Lines, line)
	}
	if data.Marked < data.Of {
		data.Oldest = ago(oldest)
	}
	rows, err := a.Exercises.Console(ctx, sc)
	if err != nil {
		return err
	}
	for _, r := range rows {
		line := RunLine{Run: r.Run, State: page.RunTag(r.Run.State), Href: console(r.Run.ID), HandedIn: r.HandedIn}
		switch {
		case r.Run.State == training.Released:
			data.Done = append(data.Done, line)
		case r.Run.State != training.Marking && r.Submissions > 0:
			data.Coming = append(data.Coming, line)
		}
	}
	data.NothingAtAll = len(data.Lines)+len(data.Coming)+len(data.Done) == 0
	m := page.Meta{Title: "Marking", Nav: "teach", Synthetic: true, Crumbs: []page.Crumb{{Text: "Teach", Href: "/teach"}, {Text: "Marking"}}}
	return a.queue.Render(c, fiber.StatusOK, m, data)
}

// resultTag says how a rubric stands in a word.
func resultTag(d exercise.Desk) page.Tag {
	switch {
	case d.Marked < len(d.Criteria):
		return page.Tag{Kind: "", Text: "not complete"}
	case d.Result.Passed:
		return page.Tag{Kind: "good", Text: "passed"}
	default:
		return page.Tag{Kind: "bad", Text: "not passed"}
	}
}
