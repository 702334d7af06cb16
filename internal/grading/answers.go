package grading

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// Answers is the component of that name: the mean credit of the automatic items,
// weighed by difficulty. A decision is marked by a person and is no item here.
type Answers struct {
	Score string         `json:"score"`
	N     int            `json:"n"`
	Items []AnswerCredit `json:"items"`
}

// AnswerCredit is what one answer earned.
type AnswerCredit struct {
	Question string `json:"question"`
	Kind     string `json:"kind"`
	Credit   string `json:"credit"`
}

// The kinds of items a machine can mark. Values are JSON:
//
//	multiple  list of strings; (right − wrong) / all that are right, not below 0
//	ordering  list of strings; Kendall's tau over the pairs of the true list, an item
//	          that is missing or foreign making its pairs wrong; not below 0
//	flag      string, equal but for case and white space
//	short     string, or a list of accepted ones: equal but for case, diacritics and
//	          white space; two times are equal if they fall in the same minute UTC
//	single    string, as short
//	numeric   number, or {"value":n,"tolerance":t}; a decimal comma is read too
//	labels    the macro F1 of the label component
//	matching  object of left id to right id; pairs that are right / all pairs of the truth
//	interval  "FROM/TO", truly {"from":t,"to":t}; what both windows cover / what they
//	          cover together (Jaccard); one moment is the minute that begins there
//	place     "lat,lon", truly {"at":"lat,lon","radius_m":r}; right inside the radius
const (
	itemMultiple = "multiple"
	itemOrdering = "ordering"
	itemFlag     = "flag"
	itemShort    = "short"
	itemSingle   = "single"
	itemNumeric  = "numeric"
	itemLabels   = "labels"
	itemMatching = "matching"
	itemInterval = "interval"
	itemPlace    = "place"
)

func (g *grader) answers(labels *labelling) *Answers {
	given := map[string]training.SubmissionAnswer{}
	for _, a := range g.sub.Answers {
		given[a.Question] = a
	}
	out := &Answers{Items: []AnswerCredit{}}
	sum, weights := new(big.Rat), new(big.Rat)
	for i := range g.facts {
		f := &g.facts[i]
		if f.Kind != truth.Answer || !automatic(f.Predicate) {
			continue
		}
		a, ok := given[f.Subject]
		said := ok || f.Predicate == itemLabels && len(g.sub.Labels) > 0
		if !said && !visible(f, g.sub.ScenarioTime) {
			continue
		}
		credit, why := new(big.Rat), "no answer"
		switch {
		case f.Predicate == itemLabels:
			if labels != nil && said {
				credit, why = labels.f1, "macro F1 of the labels"
			}
		case ok:
			credit, why = answerCredit(f.Predicate, f.Object, a.Value)
		}
		w := whole(weightOf(f))
		sum, weights = add(sum, mul(w, credit)), add(weights, w)
		out.N++
		out.Items = append(out.Items, AnswerCredit{Question: f.Subject, Kind: f.Predicate, Credit: three(credit)})
		g.because("answers", f.Subject, f.ID, "%s", why)
		if ok {
			g.verdicts = append(g.verdicts, verdict{finding: f.Subject, word: a.Word, credit: credit, fact: f})
		}
	}
	if out.N == 0 {
		return nil
	}
	slices.SortFunc(out.Items, func(a, b AnswerCredit) int { return compareIDs(a.Question, b.Question) })
	out.Score = three(over(sum, weights))
	return out
}

func automatic(kind string) bool {
	switch kind {
	case itemMultiple, itemOrdering, itemFlag, itemShort, itemSingle, itemNumeric, itemLabels, itemMatching, itemInterval, itemPlace:
		return true
	}
	return false
}

// answerCredit compares a value with the true one, both JSON, and says why.
func answerCredit(kind, want string, got json.RawMessage) (*big.Rat, string) {
	switch kind {
	case itemMultiple, itemOrdering:
		truly, ok1 := stringsOf([]byte(want))
		said, ok2 := stringsOf(got)
		if !ok1 || !ok2 {
			return new(big.Rat), "not a list of strings"
		}
		if kind == itemMultiple {
			return multipleCredit(truly, said)
		}
		return orderingCredit(truly, said)
	case itemNumeric:
		return numericCredit(want, got)
	case itemMatching:
		return matchingCredit(want, got)
	case itemInterval:
		return intervalCredit(want, got)
	case itemPlace:
		return placeCredit(want, got)
	}
	truly, ok := stringsOf([]byte(want))
	if !ok || len(truly) == 0 {
		return new(big.Rat), "the truth holds no answer in words"
	}
	said, ok := scalar(got)
	if !ok {
		return new(big.Rat), "not a single value"
	}
	for _, w := range truly {
		if kind == itemFlag && strings.EqualFold(squeeze(w), squeeze(said)) || kind != itemFlag && sameText(w, said) {
			return frac(1, 1), "right"
		}
	}
	return new(big.Rat), "not right"
}

// stringsOf reads a JSON list of scalars, or one scalar as a list of one.
func stringsOf(b []byte) ([]string, bool) {
	var list []json.RawMessage
	if err := json.Unmarshal(b, &list); err != nil {
		s, ok := scalar(b)
		return []string{s}, ok
	}
	out := []string{}
	for _, e := range list {
		s, ok := scalar(e)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}

// scalar reads a JSON string, number or truth value as text.
func scalar(b []byte) (string, bool) {
	var v any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return "", false
	}
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return fmt.Sprint(v), true
	}
	return "", false
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// answerText is the form in which words are compared: no leading @, no diacritics,
// plain Latin letters, lower case, single spaces. Other marks stay.
func answerText(s string) string {
	s = norm.NFD.String(strings.ToLower(transliterate(norm.NFKC.String(s))))
	s = keep(s, func(r rune) bool { return !unicode.Is(unicode.Mn, r) })
	return strings.TrimPrefix(strings.Join(strings.Fields(s), " "), "@")
}

func sameText(a, b string) bool {
	x, ok1 := training.ParseTime(a)
	y, ok2 := training.ParseTime(b)
	if ok1 && ok2 {
		return x.Truncate(time.Minute).Equal(y.Truncate(time.Minute))
	}
	return answerText(a) == answerText(b)
}

// distinct are the different texts of a list, in their compared form, in order.
func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if t := answerText(s); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func multipleCredit(want, got []string) (*big.Rat, string) {
	truly, said := distinct(want), distinct(got)
	var hit, miss int64
	for _, s := range said {
		if slices.Contains(truly, s) {
			hit++
		} else {
			miss++
		}
	}
	why := fmt.Sprintf("%d of %d right, %d wrong", hit, len(truly), miss)
	if len(truly) == 0 {
		if miss == 0 {
			return frac(1, 1), "right: none"
		}
		return new(big.Rat), why
	}
	return frac(max(0, hit-miss), int64(len(truly))), why
}

func orderingCredit(want, got []string) (*big.Rat, string) {
	truly, said := distinct(want), distinct(got)
	foreign := 0
	for _, s := range said {
		if !slices.Contains(truly, s) {
			foreign++
		}
	}
	n := len(truly) + foreign
	if n < 2 {
		if slices.Equal(truly, said) {
			return frac(1, 1), "right"
		}
		return new(big.Rat), "not right"
	}
	var agree int64
	for i := range truly {
		for j := i + 1; j < len(truly); j++ {
			x, y := slices.Index(said, truly[i]), slices.Index(said, truly[j])
			if x >= 0 && y > x {
				agree++
			}
		}
	}
	pairs := int64(n) * int64(n-1) / 2
	return frac(max(0, 2*agree-pairs), pairs), fmt.Sprintf("%d of %d pairs in the right order", agree, pairs)
}

func numericCredit(want string, got json.RawMessage) (*big.Rat, string) {
	var ranged struct {
		Value     json.Number `json:"value"`
		Tolerance json.Number `json:"tolerance"`
	}
	if json.Unmarshal([]byte(want), &ranged) != nil || ranged.Value == "" {
		s, _ := scalar([]byte(want))
		ranged.Value = json.Number(s)
	}
	truly, ok1 := training.Decimal(ranged.Value.String())
	tolerance := new(big.Rat)
	if ranged.Tolerance != "" {
		if t, ok := training.Decimal(ranged.Tolerance.String()); ok {
			tolerance = t
		}
	}
	text, _ := scalar(got)
	said, ok2 := training.Decimal(text)
	if !ok1 || !ok2 {
		return new(big.Rat), "not a number"
	}
	if d := sub(truly, said); d.Abs(d).Cmp(tolerance) <= 0 {
		return frac(1, 1), "right"
	}
	return new(big.Rat), "not right"
}
