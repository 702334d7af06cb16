package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/web/page"
)

// Questions is the page of the scenario's questions.
type Questions struct {
	Desk  Desk
	Items []*Question
	Form  page.Form // only for the summary of faults
}

// Question is one question with the team's answer as it stands.
type Question struct {
	ID, Kind, Text string
	Number, Points int
	Options        []page.Option
	Rights         []page.Option // of a matching: what a line of Options is matched with
	Rows           bool          // the options are rows of the case file
	Free           bool          // several things are asked for, and none is named
	Words          []page.Option
	Evidence       []EvidencePick
	Word           string
	Post           string
	Saved          string // when and by whom; empty: no answer yet
	Fresh          bool
	Fault          string
	Labels         string // address of the labelling sheet

	given map[string][]string
}

// Had says whether a field holds this value.
func (q *Question) Had(field, value string) bool { return slices.Contains(q.given[field], value) }

// Value is the first value of a field.
func (q *Question) Value(field string) string {
	if v := q.given[field]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Long says whether the choices of a matching want to be read before they are
// picked: a closed list shows half a line of each.
func (q *Question) Long() bool {
	return slices.ContainsFunc(q.Rights, func(o page.Option) bool { return len([]rune(o.Text)) > 40 })
}

// Places are the places that an ordering has.
func (q *Question) Places() []string {
	out := make([]string, len(q.Options))
	for i := range out {
		out[i] = strconv.Itoa(i + 1)
	}
	return out
}

func (a *Area) showQuestions(c *fiber.Ctx) error { return a.questionsPage(c, "", nil, nil) }

// questionsPage shows all questions; one of them with what was refused in it.
func (a *Area) questionsPage(c *fiber.Ctx, bad string, typed map[string][]string, fault error) error {
	d, err := a.desk(c, "findings")
	if err != nil {
		return err
	}
	answers, err := a.room.Answers(c.UserContext(), viewer(c), d.Run.ID)
	if err != nil {
		return err
	}
	book, err := a.ledger(c, d)
	if err != nil {
		return err
	}
	data := Questions{Desk: d}
	for i, q := range d.Scenario.Questions {
		item := &Question{
			ID: q.ID, Kind: q.Kind, Text: q.Text, Number: i + 1, Points: q.Points, Words: words(), Post: d.Base + "/findings/questions",
			Fresh: c.Query("saved") == q.ID, given: map[string][]string{},
		}
		if item.Options, item.Rights, err = a.options(d, q); err != nil {
			return err
		}
		item.Rows, item.Free = q.Choices != "", q.Free()
		was, answered := answers[q.ID]
		if answered {
			item.given, item.Word = givenOf(q, was.Claim.Value), was.Claim.Word
			item.Saved = fmt.Sprintf("saved %s UTC by %s", was.Wall.UTC().Format("15:04"), book.names[was.Person])
		}
		if q.Kind == scenarios.Labels {
			item.Labels = d.Base + "/findings/labels"
			item.Saved = fmt.Sprintf("%d of %d labelled", d.Labelled, len(a.labelSet(d)))
		}
		picked := was.Claim.Evidence
		if q.ID == bad {
			item.given, item.Word, picked = typed, first(typed["word"]), typed["evidence"]
			if !data.Form.Take(fault) {
				return fault
			}
			item.Fault = data.Form.Errors[len(data.Form.Errors)-1].Text
			data.Form.Errors[len(data.Form.Errors)-1] = page.FieldError{Field: q.ID, Text: fmt.Sprintf("Question %d: %s", item.Number, item.Fault)}
		}
		for _, e := range d.all(book) {
			item.Evidence = append(item.Evidence, EvidencePick{chip(d.Base, e), slices.Contains(picked, e.Ref())})
		}
		data.Items = append(data.Items, item)
	}
	return a.questions.Render(c, data.Form.Status(), d.meta("Questions"), data)
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// options are what may be chosen: written in the question, or rows of the case
// file. A matching has its left side in the first and its right side in the second.
func (a *Area) options(d Desk, q scenarios.Question) (out, rights []page.Option, err error) {
	rows, err := a.rowOptions(d, q)
	if err != nil {
		return nil, nil, err
	}
	out = optionsOf(q.Items)
	if q.Kind == scenarios.Matching {
		return out, append(optionsOf(q.Options), rows...), nil
	}
	return append(out, rows...), nil, nil
}

func optionsOf(list []scenarios.Item) []page.Option {
	out := make([]page.Option, len(list))
	for i, x := range list {
		out[i] = page.Option{Value: x.ID, Text: x.Text}
	}
	return out
}

func (a *Area) rowOptions(d Desk, q scenarios.Question) (out []page.Option, err error) {
	if !d.Clock.Started() || q.Choices == "" {
		return nil, nil
	}
	file, err := a.room.Case(d.Run)
	if err != nil {
		return nil, err
	}
	switch q.Choices {
	case "case-accounts":
		for _, h := range file.Accounts {
			out = append(out, page.Option{Value: h, Text: h})
		}
	case "case-posts":
		for _, p := range file.Posts {
			out = append(out, page.Option{Value: strconv.Itoa(p.Number), Text: postText(p)})
		}
	}
	if name := q.Table(); name != "" {
		t, ok := file.Table(name)
		if !ok {
			return nil, fmt.Errorf("question %s of %s chooses from case/%s.csv, which the dataset of run %s does not have", q.ID, d.Scenario.ID, name, d.Run.ID)
		}
		for _, r := range t.Rows {
			out = append(out, page.Option{Value: r[0], Text: rowText(r)})
		}
	}
	return out, nil
}

// rowText is a row in one line, cut where a list would become unreadable.
func rowText(cells []string) string {
	r := []rune(strings.Join(cells, " · "))
	if len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return string(r)
}

func postText(p exercise.CasePost) string {
	return fmt.Sprintf("%d · %s · %s", p.Number, p.Account, p.CreatedAt)
}

// saveAnswer takes the answer to one question. Saving the same twice is harmless.
func (a *Area) saveAnswer(c *fiber.Ctx) error {
	typed := allValues(c)
	d, err := a.room.View(c.UserContext(), viewer(c), runID(c))
	if err != nil {
		return err
	}
	id := first(typed["question"])
	q, ok := d.Scenario.Question(id)
	if !ok || q.Kind == scenarios.Labels {
		return training.Invalid("question", "is not one that is answered here", "the form of the page itself")
	}
	value, err := valueOf(q, typed)
	if err == nil {
		err = a.foreign(d, q, typed)
	}
	if err == nil {
		err = a.room.SaveAnswer(c.UserContext(), viewer(c), runID(c), id, value, first(typed["word"]), typed["evidence"])
	}
	if err != nil {
		if wantsJSON(c) {
			return err
		}
		return a.questionsPage(c, id, typed, err)
	}
	if wantsJSON(c) {
		return c.JSON(fiber.Map{"saved": a.now().UTC()})
	}
	return c.Redirect(fmt.Sprintf("/exercises/%s/findings/questions?saved=%s#q-%s", c.Params("run"), id, id), fiber.StatusSeeOther)
}

// foreign refuses what is none of the options: a page that was open before the
// options changed, or a form that somebody wrote by hand.
func (a *Area) foreign(d exercise.View, q scenarios.Question, typed map[string][]string) error {
	lines, rights, err := a.options(Desk{View: d}, q)
	if err != nil {
		return err
	}
	chosen, from := typed["value"], lines
	switch q.Kind {
	case scenarios.Single, scenarios.Multiple:
		if len(lines) == 0 {
			return nil
		}
	case scenarios.Matching:
		chosen, from = nil, rights
		for _, i := range q.Items {
			chosen = append(chosen, typed["pair."+i.ID]...)
		}
	default:
		return nil
	}
	for _, v := range chosen {
		if v != "" && !slices.ContainsFunc(from, func(o page.Option) bool { return o.Value == v }) {
			return training.Invalid("value", fmt.Sprintf("holds %.40q, which is none of the options", v), "one of those on the page")
		}
	}
	return nil
}

// allValues copies an urlencoded form, every value of every field.
func allValues(c *fiber.Ctx) map[string][]string {
	out := map[string][]string{}
	c.Request().PostArgs().VisitAll(func(k, v []byte) {
		out[string(k)] = append(out[string(k)], string(v))
	})
	return out
}
