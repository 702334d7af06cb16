package courses

import (
	"math"
	"strings"

	"github.com/osint-radar/academy/internal/glossary"
	"github.com/osint-radar/academy/internal/markdown"
)

// Result is what an answer is worth. It holds feedback on what was chosen and
// nothing about what was not.
type Result struct {
	Fraction float64 // 0 to 1, rounded to five places
	Points   float64 // Fraction × the question's points, rounded likewise
	Correct  bool    // full marks
	Pending  bool    // a trainer still reads the text: reports, and a decision's reason
	Remarks  []Remark
	General  markdown.HTML
	F1       float64 // label: of the positive codes
	Kappa    float64 // label: Cohen's kappa against the key
}

// Remark is the feedback on one thing that was chosen or typed.
type Remark struct {
	Option string // id, or "" for typed answers
	Text   string
	Right  bool
	HTML   markdown.HTML // may be empty
}

// Score scores an answer. One that cannot be scored is an [AnswerError].
func (q *Question) Score(a Answer) (Result, error) {
	if err := q.Check(a); err != nil {
		return Result{}, err
	}
	r := Result{General: q.general}
	switch q.Kind {
	case Single, Multi:
		r.Fraction = r.pick(q.options, a.Choices)
	case Order:
		r.Fraction = q.scoreOrder(&r, a.Choices)
	case Match:
		r.Fraction = q.scorePairs(&r, a.Pairs)
	case Label:
		q.scoreLabels(&r, a.Pairs)
	case Number, Text, Flag, Hotspot:
		q.scoreTyped(&r, a.Text)
	case Decision:
		r.Fraction = (1 - q.basis) * r.pick(q.options, a.Choices)
		if len(q.bases) > 0 {
			r.Fraction += q.basis * r.pick(q.bases, a.Bases)
		}
		r.Pending = true
	case Report, Essay:
		r.Pending = true
	}
	r.Fraction = round5(min(max(r.Fraction, 0), 1))
	r.Points = round5(r.Fraction * q.Points)
	r.Correct = r.Fraction == 1
	return r, nil
}

func round5(x float64) float64 { return math.Round(x*1e5) / 1e5 }

// pick adds up the weights of the chosen options, between 0 and 1.
func (r *Result) pick(options []option, chosen []string) float64 {
	sum := 0.0
	for _, id := range chosen {
		for _, o := range options {
			if o.id == id {
				sum += o.weight
				r.Remarks = append(r.Remarks, Remark{id, o.text, o.right, o.feedback})
			}
		}
	}
	if sum > 0.9999 { // thirds and sevenths of 100 do not sum up exactly
		sum = 1
	}
	return max(sum, 0)
}

// scoreOrder gives (concordant - discordant) / pairs, Kendall's tau, not below 0.
func (q *Question) scoreOrder(r *Result, order []string) float64 {
	place := map[string]int{}
	for i, id := range order {
		place[id] = i
	}
	balance, pairs := 0, 0
	for i, a := range q.options {
		for _, b := range q.options[i+1:] {
			pairs++
			if place[a.id] < place[b.id] {
				balance++
			} else {
				balance--
			}
		}
		r.Remarks = append(r.Remarks, Remark{a.id, a.text, place[a.id] == i, a.feedback})
	}
	if pairs == 0 {
		return 1
	}
	return max(float64(balance)/float64(pairs), 0)
}

func (q *Question) scorePairs(r *Result, pairs map[string]string) float64 {
	hits := 0
	for _, o := range q.options {
		ok := pairs[o.id] == o.key
		if ok {
			hits++
		}
		r.Remarks = append(r.Remarks, Remark{o.id, o.text, ok, o.feedback})
	}
	return float64(hits) / float64(len(q.options))
}

// scoreLabels compares a labelled set with the key: F1 of "carries a positive
// code", which is the score, and Cohen's kappa over all codes. Where neither
// side has a positive, F1 is 1.
func (q *Question) scoreLabels(r *Result, pairs map[string]string) {
	var tp, fp, fn, agree float64
	mine, key := map[string]float64{}, map[string]float64{}
	n := float64(len(q.options))
	for _, o := range q.options {
		got := pairs[o.id]
		mine[got]++
		key[o.key]++
		if got == o.key {
			agree++
		}
		switch a, b := q.labels[got], q.labels[o.key]; {
		case a && b:
			tp++
		case a:
			fp++
		case b:
			fn++
		}
		r.Remarks = append(r.Remarks, Remark{o.id, o.text, got == o.key, o.feedback})
	}
	chance := 0.0
	for code, k := range key {
		chance += k / n * mine[code] / n
	}
	r.F1, r.Kappa = 1, 1
	if tp+fp+fn > 0 {
		r.F1 = round5(2 * tp / (2*tp + fp + fn))
	}
	if chance < 1 {
		r.Kappa = round5((agree/n - chance) / (1 - chance))
	}
	r.Fraction = r.F1
}

// scoreTyped gives the best weight among the accepted answers that fit.
func (q *Question) scoreTyped(r *Result, text string) {
	best := -1
	for i, c := range q.accepts {
		if q.fits(c, text) && (best < 0 || c.weight > q.accepts[best].weight) {
			best = i
		}
	}
	remark := Remark{Text: text}
	if best >= 0 {
		r.Fraction = q.accepts[best].weight
		remark.Right, remark.HTML = r.Fraction > 0.9999, q.accepts[best].feedback
	}
	r.Remarks = append(r.Remarks, remark)
}

func (q *Question) fits(c accept, text string) bool {
	switch q.Kind {
	case Number:
		for _, v := range readings(text) {
			if math.Abs(v-c.value) <= c.tolerance+1e-9*math.Abs(c.value) {
				return true
			}
		}
		return false
	case Hotspot:
		lat, lon, ok := point(text)
		return ok && metres(lat, lon, c.lat, c.lon) <= c.metres
	case Flag:
		return flagForm(text) == flagForm(c.text)
	default:
		return glossary.Loose(text) == glossary.Loose(c.text)
	}
}

// flagForm is a hash or identifier without the accidents of copying: spaces,
// and the case of hexadecimal digits.
func flagForm(s string) string {
	s = strings.Join(strings.Fields(s), "")
	if strings.Trim(strings.ToLower(s), "0123456789abcdef") == "" {
		return strings.ToLower(s)
	}
	return s
}

// Key is a full answer to the question, for trainers' pages and for tests. A
// report has none.
func (q *Question) Key() (Answer, bool) {
	var a Answer
	switch q.Kind {
	case Single, Decision, Multi:
		for _, o := range q.options {
			if o.right {
				a.Choices = append(a.Choices, o.id)
			}
		}
		for _, o := range q.bases {
			if o.right {
				a.Bases = append(a.Bases, o.id)
			}
		}
		if q.Kind == Decision {
			a.Text = strings.Repeat("because ", q.Min/8+1)
		}
	case Order:
		for _, o := range q.options {
			a.Choices = append(a.Choices, o.id)
		}
	case Match, Label:
		a.Pairs = map[string]string{}
		for _, o := range q.options {
			a.Pairs[o.id] = o.key
		}
	case Number, Text, Flag, Hotspot:
		for _, c := range q.accepts {
			if c.weight == 1 {
				a.Text = c.text
				return a, true
			}
		}
		return a, false
	case Report, Essay:
		return a, false
	}
	return a, true
}
