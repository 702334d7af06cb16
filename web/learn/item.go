package learn

import (
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/training"
)

// Item is one question on a page: its form, or what was answered and why that
// was right or wrong.
type Item struct {
	Number int
	Form   courses.Form
	CSRF   string
	Key    string // idempotency key of the form
	Post   string // where the form goes
	Fault  string // why the last try could not be scored
	Closed string // why there is no form, for people without an account

	Answered bool
	Fresh    bool // just answered: focus goes here
	Mood     string
	Result   string
	Remarks  []courses.Remark
	General  template.HTML
	Again    string // where a new try begins; empty when there is none
	Attempt  int
	At       time.Time

	given courses.Answer
	typed map[string][]string // what a refused form held
}

// kinds in words, as they stand above a question.
var kinds = map[courses.Kind]string{
	courses.Single: "one answer", courses.Multi: "several answers", courses.Order: "put in order", courses.Match: "match",
	courses.Number: "a number", courses.Text: "a short text", courses.Flag: "a value from the evidence", courses.Hotspot: "a place",
	courses.Label: "label", courses.Decision: "a decision", courses.Report: "a report", courses.Essay: "an essay",
}

// Words says what kind of answer is wanted.
func (i Item) Words() string { return kinds[i.Form.Kind] }

// Had reports whether a refused form held this value, so that nothing typed is lost.
func (i Item) Had(field, value string) bool {
	return slices.Contains(i.typed[i.Form.ID+"."+field], value)
}

// HadRank is Had for the place of a line.
func (i Item) HadRank(choice string, place int) bool {
	return i.Had("rank."+choice, strconv.Itoa(place))
}

// Typed is the text of a refused form.
func (i Item) Typed() string {
	if v := i.typed[i.Form.ID+".text"]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// show fills in what became of an answer. One that the question, changed since,
// no longer understands leaves the form open.
func (i *Item) show(q *courses.Question, a training.ItemAnswer) (courses.Result, bool) {
	var given courses.Answer
	if err := json.Unmarshal(a.Answer, &given); err != nil {
		return courses.Result{}, false
	}
	r, err := q.Score(given)
	if err != nil {
		return courses.Result{}, false
	}
	i.Answered, i.given, i.Attempt, i.At = true, given, a.Attempt, a.At
	i.Remarks, i.General = r.Remarks, r.General
	switch {
	case r.Pending && q.Kind != courses.Decision:
		i.Mood, i.Result = "", "Handed in and kept."
	case r.Correct:
		i.Mood, i.Result = "right", "Right."
	case r.Fraction > 0:
		i.Mood, i.Result = "partly", fmt.Sprintf("Partly right: %s of %s points.", points(r.Points), points(q.Points))
	default:
		i.Mood, i.Result = "wrong", "Not right."
	}
	if r.Pending && q.Kind == courses.Decision {
		i.Result += " Your reason is kept with it; the points come from your choices."
	}
	return r, true
}

func points(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// newest picks the last attempt at each question.
func newest(answers []training.ItemAnswer) map[string]training.ItemAnswer {
	out := map[string]training.ItemAnswer{}
	for _, a := range answers {
		if have, ok := out[a.Item]; !ok || a.Attempt > have.Attempt {
			out[a.Item] = a
		}
	}
	return out
}

// results scores the newest answers of a lesson.
func results(l *courses.Lesson, last map[string]training.ItemAnswer) map[string]courses.Result {
	out := map[string]courses.Result{}
	for _, q := range l.Questions {
		if a, ok := last[q.ID]; ok {
			var i Item
			if r, ok := i.show(q, a); ok {
				out[q.ID] = r
			}
		}
	}
	return out
}
