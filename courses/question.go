package courses

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/osint-radar/academy/internal/markdown"
)

// Kind is how a question is answered and scored.
type Kind string

// The kinds of questions, as they stand behind "type=". Their codes in the
// module blueprints are SC MC ORD MAT NUM STX FLAG HOT LAB DEC REP.
const (
	Single   Kind = "single"
	Multi    Kind = "multi"
	Order    Kind = "order"
	Match    Kind = "match"
	Number   Kind = "number"
	Text     Kind = "text"
	Flag     Kind = "flag"
	Hotspot  Kind = "hotspot"
	Label    Kind = "label"
	Decision Kind = "decision"
	Report   Kind = "report"
	Essay    Kind = "essay"
)

// Question is one item. What its exported fields say may be shown to anybody;
// the key is reached through Score and Key alone.
type Question struct {
	ID     string
	Kind   Kind
	Points float64
	LO     []string
	Stem   markdown.HTML
	Hints  []markdown.HTML
	Labels []string // label: the codes to choose from
	Min    int      // report, essay: words; decision: characters of the reason
	Max    int      // report, essay: words; 0 for no limit
	Rubric string   // report, essay
	Lesson *Lesson

	line    int // in the lesson's file
	stem    string
	shuffle bool
	options []option // single, multi, order, match (left side), label, decision
	bases   []option // decision
	right   []option // match: the right side, each text once
	accepts []accept // number, text, flag, hotspot
	basis   float64  // decision: the legal basis's share, 0 to 1
	labels  map[string]bool
	general markdown.HTML
}

// option is a line of an answer with what it is worth.
type option struct {
	id, text string
	html     markdown.HTML
	feedback markdown.HTML
	weight   float64 // share of the points, -1 to 1
	right    bool
	key      string // match: id of the right side; label: the code
}

// accept is an answer that a typed question knows.
type accept struct {
	text      string
	value     float64
	tolerance float64
	lat, lon  float64
	metres    float64
	weight    float64
	feedback  markdown.HTML
}

// Choice is an option as it is shown.
type Choice struct {
	ID   string
	HTML markdown.HTML
	Text string // the same without markup, for <option> and labels
}

// Form is everything that is needed to draw a question's form; it says nothing
// about the key. Field names are those that [Question.Read] reads.
type Form struct {
	ID      string
	Kind    Kind
	Points  float64
	Stem    markdown.HTML
	Hints   []markdown.HTML // show one at a time
	Choices []Choice        // single, decision: one of them; multi: several; order: give each a rank; match, label: give each a partner
	Bases   []Choice        // decision: tick those that apply
	Targets []Choice        // match: the right-hand sides; label: the codes
	Reason  bool            // decision: a reason in words is wanted
	Min     int
	Max     int
}

// Form lays the question out. Options are shuffled by seed where the question
// says so, and always for order and match; take the attempt's id as seed, so
// that one person sees one order.
func (q *Question) Form(seed string) Form {
	f := Form{ID: q.ID, Kind: q.Kind, Points: q.Points, Stem: q.Stem, Hints: q.Hints, Reason: q.Kind == Decision, Min: q.Min, Max: q.Max}
	f.Choices = choices(q.options)
	f.Bases = choices(q.bases)
	f.Targets = choices(q.right)
	for _, code := range q.Labels {
		f.Targets = append(f.Targets, Choice{ID: code, HTML: markdown.Inline(code), Text: code})
	}
	if q.shuffle || q.Kind == Order {
		deal(f.Choices, seed, q.ID, "choices")
	}
	if q.Kind == Match {
		deal(f.Targets, seed, q.ID, "targets")
	}
	if q.shuffle {
		deal(f.Bases, seed, q.ID, "bases")
	}
	if q.Kind == Order && slices.EqualFunc(f.Choices, q.options, func(c Choice, o option) bool { return c.ID == o.id }) {
		slices.Reverse(f.Choices) // never hand out the key
	}
	return f
}

func choices(options []option) []Choice {
	var out []Choice
	for _, o := range options {
		out = append(out, Choice{o.id, o.html, o.text})
	}
	return out
}

// deal puts choices into the order of a hash over seed, question and option.
func deal(cs []Choice, seed, question, what string) {
	rank := func(c Choice) uint64 {
		sum := sha256.Sum256([]byte(strings.Join([]string{seed, question, what, c.ID}, "\x00")))
		return binary.BigEndian.Uint64(sum[:8])
	}
	slices.SortFunc(cs, func(a, b Choice) int {
		ra, rb := rank(a), rank(b)
		switch {
		case ra < rb:
			return -1
		case ra > rb:
			return 1
		}
		return strings.Compare(a.ID, b.ID)
	})
}

// optionID names an option by its text, so that neither its place nor its
// worth can be read from it.
func optionID(question, text string) string {
	sum := sha256.Sum256([]byte(question + "\x00" + text))
	return hex.EncodeToString(sum[:4])
}
