package desk

import (
	"encoding/json"
	"fmt"
	"math/big"
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
		if item.Options, err = a.options(d, q); err != nil {
			return err
		}
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

// options are what may be chosen: written in the question, or rows of the case file.
func (a *Area) options(d Desk, q scenarios.Question) ([]page.Option, error) {
	var out []page.Option
	for _, i := range q.Items {
		out = append(out, page.Option{Value: i.ID, Text: i.Text})
	}
	if !d.Clock.Started() || q.Choices == "" {
		return out, nil
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
		out = append(out, page.Option{Value: "", Text: "choose…"})
		for _, p := range file.Posts {
			out = append(out, page.Option{Value: strconv.Itoa(p.Number), Text: postText(p)})
		}
	}
	return out, nil
}

func postText(p exercise.CasePost) string {
	return fmt.Sprintf("%d · %s · %s", p.Number, p.Account, p.CreatedAt)
}

// givenOf lays an answer's value out over the fields of its form.
func givenOf(q scenarios.Question, value json.RawMessage) map[string][]string {
	out := map[string][]string{}
	var list []string
	var text string
	var number json.Number
	switch {
	case json.Unmarshal(value, &list) == nil && q.Kind == scenarios.Ordering:
		for i, id := range list {
			out["rank."+id] = []string{strconv.Itoa(i + 1)}
		}
	case json.Unmarshal(value, &list) == nil:
		out["value"] = list
	case json.Unmarshal(value, &text) == nil:
		out["value"] = []string{text}
	case json.Unmarshal(value, &number) == nil:
		out["value"] = []string{number.String()}
	}
	return out
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

// allValues copies an urlencoded form, every value of every field.
func allValues(c *fiber.Ctx) map[string][]string {
	out := map[string][]string{}
	c.Request().PostArgs().VisitAll(func(k, v []byte) {
		out[string(k)] = append(out[string(k)], string(v))
	})
	return out
}

// valueOf reads a form into the JSON value of the question's kind; nil for none.
func valueOf(q scenarios.Question, typed map[string][]string) (json.RawMessage, error) {
	switch q.Kind {
	case scenarios.Ordering:
		return orderOf(q, typed)
	case scenarios.Multiple:
		var list []string
		for _, v := range typed["value"] {
			v, err := training.CleanLine("value", v, 200)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		if len(list) == 0 {
			return nil, nil
		}
		return json.Marshal(list)
	}
	text, err := training.CleanText("value", first(typed["value"]), 4000)
	if err != nil || text == "" {
		return nil, err
	}
	if q.Kind == scenarios.Numeric {
		text = strings.Replace(text, ",", ".", 1)
		if _, ok := new(big.Rat).SetString(text); !ok || !json.Valid([]byte(text)) {
			return nil, training.Invalid("value", "is not a number", "a number, as in 4 or 2.5")
		}
		return json.RawMessage(text), nil
	}
	return json.Marshal(text)
}

// orderOf reads the places of an ordering; lines without a place are left out.
func orderOf(q scenarios.Question, typed map[string][]string) (json.RawMessage, error) {
	at := map[int]string{}
	for _, i := range q.Items {
		place := first(typed["rank."+i.ID])
		if place == "" {
			continue
		}
		n, err := strconv.Atoi(place)
		if err != nil || n < 1 || n > len(q.Items) {
			return nil, training.Invalid("value", "holds a place that there is not", fmt.Sprintf("1 to %d", len(q.Items)))
		}
		if at[n] != "" {
			return nil, training.Invalid("value", fmt.Sprintf("gives place %d twice", n), "a place of its own for each line")
		}
		at[n] = i.ID
	}
	var list []string
	for n := 1; n <= len(q.Items); n++ {
		if at[n] != "" {
			list = append(list, at[n])
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	return json.Marshal(list)
}
