package courses

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Answer is what a person answered; it is kept as JSON.
type Answer struct {
	Choices []string          `json:"choices,omitempty"` // ids; order: in the person's order
	Bases   []string          `json:"bases,omitempty"`   // decision
	Pairs   map[string]string `json:"pairs,omitempty"`   // match: left to right; label: item to code
	Text    string            `json:"text,omitempty"`    // what was typed; hotspot "lat, lon"; decision: the reason
}

// maxText bounds what can be typed into one answer, in bytes.
const maxText = 32 << 10

// AnswerError says what is missing or impossible in an answer, in words for the
// person who gave it. Field is the form field it is about.
type AnswerError struct{ Field, Msg string }

func (e AnswerError) Error() string { return e.Msg }

// Read takes an answer out of form values (for instance url.Values). Field
// names begin with the question's id and a dot:
//
//	m1-q03.choice   single, decision: one option id; multi: several values
//	m1-q03.rank.ID  order: the place of the option, from 1
//	m1-q03.pair.ID  match, label: id of the partner
//	m1-q03.basis    decision: several values
//	m1-q03.text     everything typed, and the decision's reason
//
// An answer that cannot be scored is an [AnswerError]: nothing chosen, a reason
// too short, an id that is not the question's. It is not a wrong answer.
func (q *Question) Read(values map[string][]string) (Answer, error) {
	var a Answer
	get := func(field string) string {
		if v := values[q.ID+"."+field]; len(v) > 0 {
			return strings.TrimSpace(v[0])
		}
		return ""
	}
	a.Text = get("text")
	switch q.Kind {
	case Single, Multi, Decision:
		a.Choices = full(values[q.ID+".choice"])
		if q.Kind == Decision {
			a.Bases = full(values[q.ID+".basis"])
		}
	case Order:
		ranks := make(map[string]int, len(q.options))
		for _, o := range q.options {
			n, err := strconv.Atoi(get("rank." + o.id))
			if err != nil || n < 1 || n > len(q.options) {
				return a, AnswerError{q.ID + ".rank." + o.id, fmt.Sprintf("Give every line a place from 1 to %d.", len(q.options))}
			}
			ranks[o.id] = n
			a.Choices = append(a.Choices, o.id)
		}
		sort.SliceStable(a.Choices, func(i, j int) bool { return ranks[a.Choices[i]] < ranks[a.Choices[j]] })
		for i := 1; i < len(a.Choices); i++ {
			if ranks[a.Choices[i]] == ranks[a.Choices[i-1]] {
				return a, AnswerError{q.ID + ".rank." + a.Choices[i], fmt.Sprintf("Two lines have the place %d. Give each place once.", ranks[a.Choices[i]])}
			}
		}
	case Match, Label:
		a.Pairs = map[string]string{}
		for _, o := range q.options {
			if v := get("pair." + o.id); v != "" {
				a.Pairs[o.id] = v
			}
		}
	case Number, Text, Flag, Hotspot, Report, Essay:
	}
	return a, q.Check(a)
}

func full(vs []string) []string {
	var out []string
	for _, v := range vs {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// Check reports as an [AnswerError] why an answer cannot be scored, or nil.
func (q *Question) Check(a Answer) error {
	fail := func(field, format string, args ...any) error {
		return AnswerError{q.ID + "." + field, fmt.Sprintf(format, args...)}
	}
	if len(a.Text) > maxText {
		return fail("text", "The text is too long: %d bytes, %d are possible.", len(a.Text), maxText)
	}
	if !utf8.ValidString(a.Text) || strings.ContainsRune(a.Text, 0) {
		return fail("text", "The text holds characters that are not text.")
	}
	if err := known(a.Choices, q.options); err != "" {
		return fail("choice", "%s", err)
	}
	if err := known(a.Bases, q.bases); err != "" {
		return fail("basis", "%s", err)
	}
	switch q.Kind {
	case Single, Decision:
		if len(a.Choices) != 1 {
			return fail("choice", "Choose one answer.")
		}
		if q.Kind == Single {
			return nil
		}
		if len(q.bases) > 0 && len(a.Bases) == 0 {
			return fail("basis", "Choose the legal basis of your decision.")
		}
		if n := utf8.RuneCountInString(strings.TrimSpace(a.Text)); n < q.Min {
			return fail("text", "Give your reason in at least %d characters.", q.Min)
		}
	case Multi:
		if len(a.Choices) == 0 {
			return fail("choice", "Choose at least one answer.")
		}
	case Order:
		if len(a.Choices) != len(q.options) {
			return fail("rank", "Give every line a place from 1 to %d.", len(q.options))
		}
	case Match, Label:
		for id, to := range a.Pairs {
			if known([]string{id}, q.options) != "" || !q.target(to) {
				return fail("pair."+id, "That choice is not part of this question.")
			}
		}
		for _, o := range q.options {
			if a.Pairs[o.id] == "" {
				return fail("pair."+o.id, "Choose a partner for every line.")
			}
		}
	case Number:
		if len(readings(a.Text)) == 0 {
			return fail("text", "Write a number, such as 42 or 3.5.")
		}
	case Hotspot:
		if _, _, ok := point(a.Text); !ok {
			return fail("text", "Choose a point on the map, or write it as latitude, longitude: 45.65, 13.77.")
		}
	case Text, Flag:
		if a.Text == "" {
			return fail("text", "Write an answer.")
		}
	case Report, Essay:
		switch n := len(strings.Fields(a.Text)); {
		case n < max(q.Min, 1):
			return fail("text", "Write at least %d words; you have %d.", max(q.Min, 1), n)
		case q.Max > 0 && n > q.Max:
			return fail("text", "Write at most %d words; you have %d.", q.Max, n)
		}
	}
	return nil
}

func known(ids []string, options []option) string {
	seen := map[string]bool{}
next:
	for _, id := range ids {
		if seen[id] {
			return "The same choice was sent twice."
		}
		seen[id] = true
		for _, o := range options {
			if o.id == id {
				continue next
			}
		}
		return "That choice is not part of this question."
	}
	return ""
}

func (q *Question) target(id string) bool {
	for _, o := range q.right {
		if o.id == id {
			return true
		}
	}
	for _, code := range q.Labels {
		if code == id {
			return true
		}
	}
	return false
}
