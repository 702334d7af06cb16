package scenarios

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// The kinds of questions: the predicates of answer facts.
const (
	Multiple = "multiple" // handles, ids of Items, or free texts; value: list of strings
	Ordering = "ordering" // ids of Items; value: list of strings
	Flag     = "flag"     // a digest; value: string
	Short    = "short"    // value: string
	Labels   = "labels"   // answered by the submission's labels
	Single   = "single"   // value: string
	Numeric  = "numeric"  // value: number
	Matching = "matching" // ids of Items to ids of Options; value: object
	Interval = "interval" // a window of time; value: "FROM/TO"
	Place    = "place"    // a point on the map; value: "LAT,LON"
	Decide   = "decision" // free text, marked by the rubric
)

// caseTable begins the Choices of a question whose options are the rows of a
// table of the case file.
const caseTable = "case-table:"

// Question asks one thing. Its answer is a fact of the sealed truth.
type Question struct {
	ID      string
	Kind    string
	Points  int
	Text    string
	Choices string // case-accounts, case-posts, case-labelset, case-table:NAME: the file whose rows are the options
	Items   []Item // options written in the question; of a matching its left side
	Options []Item // the right side of a matching; each may be used more than once
	Codes   []Item // the label scheme; none: RADAR-7
	query   string
}

// Item is one option of a question.
type Item struct {
	ID   string `yaml:"id"`
	Text string `yaml:"text"`
}

// Table is the table of the case file whose rows are the options, "" for none.
func (q Question) Table() string {
	name, ok := strings.CutPrefix(q.Choices, caseTable)
	if !ok {
		return ""
	}
	return name
}

// Free says whether several things are asked for of which no list is given: they
// are written one to a line.
func (q Question) Free() bool {
	return q.Kind == Multiple && len(q.Items) == 0 && q.Choices == ""
}

// Labelling is the question that is answered by labels.
func (s *Scenario) Labelling() (Question, bool) {
	i := slices.IndexFunc(s.Questions, func(q Question) bool { return q.Kind == Labels })
	if i < 0 {
		return Question{}, false
	}
	return s.Questions[i], true
}

// radar7 are the codes of the course's label scheme.
var radar7 = []string{"L0", "L1", "L2", "L3", "L4", "L5", "L6"}

// HasCode says whether a label belongs to the question's scheme.
func (q Question) HasCode(label string) bool {
	if len(q.Codes) == 0 {
		return slices.Contains(radar7, label)
	}
	return slices.ContainsFunc(q.Codes, func(c Item) bool { return c.ID == label })
}

// CodeList names the codes of the question's scheme, for messages.
func (q Question) CodeList() string {
	if len(q.Codes) == 0 {
		return "L0 to L6"
	}
	ids := make([]string, len(q.Codes))
	for i, c := range q.Codes {
		ids[i] = c.ID
	}
	return strings.Join(ids, ", ")
}

// InWords says the value of an answer, as a submission and the truth hold it, with
// the texts of the options in place of their ids. What is of another form than the
// kind asks for stays as it is.
func (q Question) InWords(raw json.RawMessage) string {
	switch q.Kind {
	case Matching:
		if pairs := map[string]json.RawMessage{}; json.Unmarshal(raw, &pairs) == nil {
			return q.pairs(pairs)
		}
	case Interval:
		var key struct{ From, To string }
		var text string
		if json.Unmarshal(raw, &key) == nil && key.From != "" {
			return key.From + " to " + key.To
		}
		if json.Unmarshal(raw, &text) == nil {
			return strings.Replace(text, "/", " to ", 1)
		}
	case Place:
		var key struct {
			At     string      `json:"at"`
			Radius json.Number `json:"radius_m"`
		}
		if json.Unmarshal(raw, &key) == nil && key.At != "" {
			return key.At + ", within " + key.Radius.String() + " m"
		}
	case Numeric:
		var key struct{ Value, Tolerance json.Number }
		if json.Unmarshal(raw, &key) == nil && key.Value != "" {
			if off := cmp.Or(key.Tolerance.String(), "0"); off != "0" {
				return key.Value.String() + ", give or take " + off
			}
			return key.Value.String()
		}
	}
	between := ", "
	if q.Kind == Ordering {
		between = " → "
	}
	return inWords(raw, texts(q.Items), between)
}

// pairs says a matching in the order of its left side.
func (q Question) pairs(pairs map[string]json.RawMessage) string {
	left, right := texts(q.Items), texts(q.Options)
	place := func(id string) int {
		at := slices.IndexFunc(q.Items, func(i Item) bool { return i.ID == id })
		if at < 0 {
			return len(q.Items)
		}
		return at
	}
	ids := slices.SortedFunc(maps.Keys(pairs), func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b)) })
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = cmp.Or(left[id], id) + ": " + inWords(pairs[id], right, ", ")
	}
	return strings.Join(parts, "; ")
}

func texts(list []Item) map[string]string {
	names := map[string]string{}
	for _, x := range list {
		names[x.ID] = x.Text
	}
	return names
}

// inWords says a text without its marks, and a list with between behind each part.
func inWords(raw json.RawMessage, names map[string]string, between string) string {
	var text string
	var list []json.RawMessage
	switch {
	case json.Unmarshal(raw, &text) == nil:
		return cmp.Or(names[text], text)
	case json.Unmarshal(raw, &list) == nil:
		parts := make([]string, len(list))
		for i, x := range list {
			parts[i] = inWords(x, names, between)
		}
		return strings.Join(parts, between)
	default:
		return string(raw)
	}
}
