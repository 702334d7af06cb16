package desk

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
)

// givenOf lays an answer's value out over the fields of its form.
func givenOf(q scenarios.Question, value json.RawMessage) map[string][]string {
	out := map[string][]string{}
	var list []string
	var text string
	var number json.Number
	var pairs map[string]string
	switch {
	case q.Kind == scenarios.Matching && json.Unmarshal(value, &pairs) == nil:
		for left, right := range pairs {
			out["pair."+left] = []string{right}
		}
	case q.Kind == scenarios.Interval && json.Unmarshal(value, &text) == nil:
		from, to, _ := strings.Cut(text, "/")
		out["from"], out["to"] = []string{from}, []string{to}
	case json.Unmarshal(value, &list) == nil && q.Kind == scenarios.Ordering:
		for i, id := range list {
			out["rank."+id] = []string{strconv.Itoa(i + 1)}
		}
	case json.Unmarshal(value, &list) == nil && q.Free():
		out["value"] = []string{strings.Join(list, "\n")}
	case json.Unmarshal(value, &list) == nil:
		out["value"] = list
	case json.Unmarshal(value, &text) == nil:
		out["value"] = []string{text}
	case json.Unmarshal(value, &number) == nil:
		out["value"] = []string{number.String()}
	}
	return out
}

// valueOf reads a form into the JSON value of the question's kind; nil for none.
func valueOf(q scenarios.Question, typed map[string][]string) (json.RawMessage, error) {
	switch q.Kind {
	case scenarios.Ordering:
		return orderOf(q, typed)
	case scenarios.Matching:
		return pairsOf(q, typed)
	case scenarios.Interval:
		return windowOf(typed)
	case scenarios.Multiple:
		values := typed["value"]
		if q.Free() {
			values = strings.FieldsFunc(first(values), func(r rune) bool { return r == '\n' || r == '\r' })
		}
		var list []string
		for _, v := range values {
			v, err := training.CleanLine("value", v, 200)
			if err != nil {
				return nil, err
			}
			if v != "" {
				list = append(list, v)
			}
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
	switch q.Kind {
	case scenarios.Numeric:
		text = strings.Replace(text, ",", ".", 1)
		if _, ok := training.Decimal(text); !ok || !json.Valid([]byte(text)) {
			return nil, training.Invalid("value", "is not a number", "a number, as in 4 or 2.5, of at most 64 characters")
		}
		return json.RawMessage(text), nil
	case scenarios.Place:
		if _, err := training.ParsePoint(text); err != nil {
			return nil, err
		}
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

// pairsOf reads a matching; lines without a choice are left out.
func pairsOf(q scenarios.Question, typed map[string][]string) (json.RawMessage, error) {
	pairs := map[string]string{}
	for _, i := range q.Items {
		given := typed["pair."+i.ID]
		if len(given) > 1 {
			return nil, training.Invalid("value", fmt.Sprintf("matches %q twice", i.Text), "one choice for each line")
		}
		right, err := training.CleanLine("value", first(given), 200)
		if err != nil {
			return nil, err
		}
		if right != "" {
			pairs[i.ID] = right
		}
	}
	if len(pairs) == 0 {
		return nil, nil
	}
	return json.Marshal(pairs) // by left id
}

// windowOf reads the two ends of a window of time; one that has no end is a moment.
func windowOf(typed map[string][]string) (json.RawMessage, error) {
	from, err := training.CleanLine("value", first(typed["from"]), 100)
	if err != nil {
		return nil, err
	}
	to, err := training.CleanLine("value", first(typed["to"]), 100)
	if err != nil || from+to == "" {
		return nil, err
	}
	text := from
	if to != "" {
		text += "/" + to
	}
	if _, err := training.ParseWindow(text); err != nil {
		return nil, err
	}
	return json.Marshal(text)
}
