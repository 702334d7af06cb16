package scenarios

import (
	"regexp"
	"slices"
	"strings"
)

// questionYAML is a question of questions.yaml as it is written.
type questionYAML struct {
	ID      string `yaml:"id"`
	Kind    string `yaml:"kind"`
	Query   string `yaml:"query"`
	Choices string `yaml:"choices"`
	Points  int    `yaml:"points"`
	Text    string `yaml:"text"`
	Items   []Item `yaml:"items"`
	Options []Item `yaml:"options"`
	Codes   []Item `yaml:"codes"`
}

var (
	kinds      = []string{Multiple, Ordering, Flag, Short, Labels, Single, Numeric, Matching, Interval, Place, Decide}
	ownChoices = []string{"", "case-accounts", "case-posts", "case-labelset"}
	tableName  = regexp.MustCompile(`^[a-z][a-z0-9-]{0,40}$`)
	optionID   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$`) // a label has twenty characters at the most
)

func (l *loader) questions() {
	const file = "questions.yaml"
	var y []questionYAML
	if !l.yaml(file, &y) {
		return
	}
	sets := 0
	for _, q := range y {
		line := l.line(file, "id: "+q.ID)
		if _, twice := l.s.Question(q.ID); twice || q.ID == "" {
			l.fault(file, line, "question %q: wants an id of its own", q.ID)
		}
		if !slices.Contains(kinds, q.Kind) {
			l.fault(file, line, "question %s: kind %q, want one of %v", q.ID, q.Kind, kinds)
		}
		if (q.Query == "") != (q.Kind == Decide) {
			l.fault(file, line, "question %s: a decision has no query, every other kind has one", q.ID)
		}
		if q.Text == "" || q.Points < 1 {
			l.fault(file, line, "question %s: wants a text and points", q.ID)
		}
		if q.Kind == Labels {
			if sets++; sets > 1 {
				l.fault(file, line, "question %s: a second labelling set; the case file has one", q.ID)
			}
		}
		l.choices(q, line)
		l.s.Questions = append(l.s.Questions, Question{q.ID, q.Kind, q.Points, q.Text, q.Choices, q.Items, q.Options, q.Codes, q.Query})
	}
}

// choices looks at what may be chosen in a question.
func (l *loader) choices(q questionYAML, line int) {
	const file = "questions.yaml"
	table, ofTable := strings.CutPrefix(q.Choices, caseTable)
	if !ofTable && !slices.Contains(ownChoices, q.Choices) || ofTable && !tableName.MatchString(table) {
		l.fault(file, line, "question %s: choices %q, want case-accounts, case-posts, case-labelset or case-table:NAME for case/NAME.csv", q.ID, q.Choices)
	}
	for _, list := range []struct {
		key   string
		items []Item
	}{{"items", q.Items}, {"options", q.Options}, {"codes", q.Codes}} {
		seen := map[string]bool{}
		for _, i := range list.items {
			if !optionID.MatchString(i.ID) || seen[i.ID] || i.Text == "" {
				l.fault(file, line, "question %s: %s: %q wants a text and an id of its own, of at most 20 letters, digits, - and _", q.ID, list.key, i.ID)
			}
			seen[i.ID] = true
		}
	}
	if q.Kind == Ordering && len(q.Items) < 3 {
		l.fault(file, line, "question %s: wants at least three items to order", q.ID)
	}
	switch {
	case q.Kind != Matching && len(q.Options) > 0:
		l.fault(file, line, "question %s: only a matching has options; those of another kind are items", q.ID)
	case q.Kind == Matching && (len(q.Items) < 2 || len(q.Options) < 2 && q.Choices == ""):
		l.fault(file, line, "question %s: a matching wants two items or more, and two options or more (or choices) to match them with", q.ID)
	case q.Kind == Matching && len(q.Options) > 0 && q.Choices != "":
		l.fault(file, line, "question %s: a matching has options or choices, not both", q.ID)
	}
	if (q.Kind == Interval || q.Kind == Place) && (len(q.Items) > 0 || q.Choices != "") {
		l.fault(file, line, "question %s: there is nothing to choose from in a question of kind %s", q.ID, q.Kind)
	}
	switch {
	case q.Kind != Labels && len(q.Codes) > 0:
		l.fault(file, line, "question %s: only labels have codes", q.ID)
	case q.Kind == Labels && len(q.Codes) == 1:
		l.fault(file, line, "question %s: a label scheme wants two codes or more", q.ID)
	}
	for _, c := range q.Codes {
		if slices.Contains(radar7, c.ID) {
			l.fault(file, line, "question %s: the code %s is one of RADAR-7; a scheme of its own has others", q.ID, c.ID)
		}
	}
}
