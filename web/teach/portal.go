package teach

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Portal is the part of the console about what the team asks of exchanges.
type Portal struct {
	Is       bool // the exercise's world has a request portal
	Rows     []exercise.Answer
	Waiting  int              // how many can still be refused
	Refusing *exercise.Answer // the one whose refusal is being written
	Form     page.Form
}

// refusing opens the form for a refusal: of the request that the address names,
// or of the one whose form was sent back.
func (a *Area) refusing(c *fiber.Ctx, p *Portal, typed page.Form) {
	number := c.QueryInt("refuse")
	if n, err := strconv.Atoi(c.Params("n")); err == nil {
		number = n
	}
	p.Form = typed
	if i := slices.IndexFunc(p.Rows, func(q exercise.Answer) bool { return q.Number == number }); i >= 0 && (p.Rows[i].Waits || len(typed.Errors) > 0) {
		p.Refusing = &p.Rows[i]
	}
}

// refuse turns a request of the team down.
func (a *Area) refuse(c *fiber.Ctx) error {
	f := page.ReadForm(c, "reason")
	n, err := requestNumber(c)
	if err == nil {
		err = a.Exercises.Refuse(c.UserContext(), page.ViewerOf(c).Scope, runID(c), n, f.Get("reason"))
	}
	if f.Take(err) {
		return a.consolePage(c, typed{refusal: f})
	}
	if err != nil {
		return err
	}
	return c.Redirect(fmt.Sprintf("%s#request-%d", console(runID(c)), n), fiber.StatusSeeOther)
}

// pass takes a refusal back.
func (a *Area) pass(c *fiber.Ctx) error {
	n, err := requestNumber(c)
	if err == nil {
		err = a.Exercises.Pass(c.UserContext(), page.ViewerOf(c).Scope, runID(c), n)
	}
	if err != nil {
		return err
	}
	return c.Redirect(fmt.Sprintf("%s#request-%d", console(runID(c)), n), fiber.StatusSeeOther)
}

func requestNumber(c *fiber.Ctx) (int, error) {
	n, err := strconv.Atoi(c.Params("n"))
	if err != nil {
		return 0, training.NotFound("the request")
	}
	return n, nil
}
