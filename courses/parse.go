package courses

import (
	"html"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/internal/glossary"
	"github.com/osint-radar/academy/internal/markdown"
)

// moodle are the fractions of 100 that Moodle's question bank takes.
var moodle = []float64{
	100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0,
}

var (
	bulletLine = regexp.MustCompile(`^[-*] \[( |x|X)\] +(.*)$`)
	labelLine  = regexp.MustCompile(`^[-*] \[(\S+)\] +(.*)$`)
	numberLine = regexp.MustCompile(`^\d+[.)] +(?:\[( |x|X)\] +)?(.*)$`)
	pairLine   = regexp.MustCompile(`^(?:[-*] +)?(.*?) *(?:->|→) +(.+)$`)
	acceptLine = regexp.MustCompile(`^= +(.*)$`)
	sideLine   = regexp.MustCompile(`^([?!]) +(.*)$`)
	quoteLine  = regexp.MustCompile(`^\s+> ?(.*)$`)
	moreLine   = regexp.MustCompile(`^(?: {2,}|\t)(.*)$`)
	fenceLine  = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})")
)

// entry is one line of an answer, hint or general feedback with what belongs to it.
type entry struct {
	sort     string // bullet, number, pair, accept, ? or !
	mark     string // what stands in the brackets; the left side of a pair
	text     string
	feedback string
	line     int
	fbLine   int
	attrs    markdown.Attrs
}

// parsing is one question on its way from lines to a Question.
type parsing struct {
	page   *markdown.Page
	file   string
	q      *Question
	block  *markdown.Block
	faults *markdown.Faults
}

func (p *parsing) fault(line int, format string, args ...any) {
	p.faults.Add(p.file, line, format, args...)
}

// parseQuestion reads a ":::question" block.
func parseQuestion(page *markdown.Page, file string, b *markdown.Block, faults *markdown.Faults) *Question {
	q := &Question{
		ID: b.Attrs["#"], Kind: Kind(b.Attrs["type"]), Points: 1, LO: b.Attrs.List("lo"), Labels: b.Attrs.List("labels"),
		Rubric: b.Attrs["rubric"], shuffle: b.Attrs.Has("shuffle"), line: b.Line,
	}
	p := &parsing{page, file, q, b, faults}
	if q.ID == "" {
		p.fault(b.Line, "the question has no id; write :::question{#m1-q01 …}")
	}
	if len(q.LO) == 0 {
		p.fault(b.Line, "the question %s does not say which outcome it assesses; add lo=LO1.1", q.ID)
	}
	q.Points = p.number("points", 1, 0.01, 1000)
	q.Max = int(p.number("max", 0, 0, 100000))
	q.Min = int(p.number("min", map[bool]float64{true: 20}[q.Kind == Decision], 0, 100000))
	q.basis = p.number("basis", 40, 0, 100) / 100
	stem, entries := p.lines()
	q.stem = stem
	if strings.TrimSpace(stem) == "" {
		p.fault(b.Line, "the question %s has no text before its answers", q.ID)
	}
	q.Stem = page.Fragment([]byte(stem), b.Line+1)
	var answers []entry
	for _, e := range entries {
		switch e.sort {
		case "?":
			q.Hints = append(q.Hints, page.Fragment([]byte(e.text), e.line))
		case "!":
			q.general += page.Fragment([]byte(e.text), e.line)
		default:
			answers = append(answers, e)
		}
	}
	p.answers(answers)
	return q
}

func (p *parsing) number(key string, preset, least, most float64) float64 {
	s, ok := p.block.Attrs[key]
	if !ok {
		return preset
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v < least || v > most {
		p.fault(p.block.Line, "%s=%s is not a number from %v to %v", key, s, least, most)
		return preset
	}
	return v
}

// lines takes the block apart into its stem and its entries.
func (p *parsing) lines() (stem string, entries []entry) {
	var text []string
	fence := ""
	for i, line := range strings.Split(strings.TrimRight(string(p.block.Raw), "\n"), "\n") {
		at := p.block.Line + 1 + i
		if m := fenceLine.FindStringSubmatch(line); m != nil && (fence == "" || strings.HasPrefix(m[1], fence)) {
			if fence == "" {
				fence = m[1]
			} else {
				fence = ""
			}
		} else if fence == "" {
			if e, ok := p.entry(line, at); ok {
				entries = append(entries, e)
				continue
			}
		}
		if len(entries) == 0 {
			text = append(text, line)
			continue
		}
		last := &entries[len(entries)-1]
		switch m := quoteLine.FindStringSubmatch(line); {
		case m != nil && last.sort != "?" && last.sort != "!":
			if last.fbLine == 0 {
				last.fbLine = at
			}
			last.feedback += m[1] + "\n"
		case strings.TrimSpace(line) == "":
			last.text += "\n"
		case moreLine.MatchString(line):
			last.text += "\n" + moreLine.FindStringSubmatch(line)[1]
		default:
			p.fault(at, "this line belongs to no answer; indent it by two spaces, or move it above the answers")
		}
	}
	return strings.Join(text, "\n"), entries
}

// entry reads a line as an answer of the question's kind.
func (p *parsing) entry(line string, at int) (entry, bool) {
	e := entry{line: at}
	kind := p.q.Kind
	if m := sideLine.FindStringSubmatch(line); m != nil {
		e.sort, e.text = m[1], m[2]
		return e, true
	}
	chosen := kind == Single || kind == Multi || kind == Decision
	var m []string
	switch {
	case kind == Label && labelLine.MatchString(line):
		m = labelLine.FindStringSubmatch(line)
		e.sort, e.mark, e.text = "bullet", m[1], m[2]
	case chosen && bulletLine.MatchString(line):
		m = bulletLine.FindStringSubmatch(line)
		e.sort, e.mark, e.text = "bullet", strings.ToLower(m[1]), m[2]
	case kind == Order && numberLine.MatchString(line), chosen && numberLine.MatchString(line) && numberLine.FindStringSubmatch(line)[1] != "":
		m = numberLine.FindStringSubmatch(line)
		e.sort, e.mark, e.text = "number", strings.ToLower(m[1]), m[2]
	case kind == Match && pairLine.MatchString(line):
		m = pairLine.FindStringSubmatch(line)
		e.sort, e.mark, e.text = "pair", strings.TrimPrefix(m[1], "- "), m[2]
		if e.mark == "-" || e.mark == "*" {
			e.mark = ""
		}
	case (kind == Number || kind == Text || kind == Flag || kind == Hotspot) && acceptLine.MatchString(line):
		e.sort, e.text = "accept", acceptLine.FindStringSubmatch(line)[1]
	default:
		return e, false
	}
	text, attrs, err := markdown.CutAttrs(e.text)
	if err != nil {
		p.fault(at, "%v", err)
	}
	for _, key := range attrs.Unknown("w", "id") {
		p.fault(at, "an answer has no attribute %q; it may have w and id", key)
	}
	e.text, e.attrs = text, attrs
	return e, true
}

// answers turns the entries into the key.
func (p *parsing) answers(entries []entry) {
	q := p.q
	switch q.Kind {
	case Single, Multi:
		q.options = p.options(entries, q.Kind == Multi)
		p.atLeast(len(q.options), 2, "answers: 1. [x] right, 1. [ ] wrong")
	case Decision:
		var what, why []entry
		for _, e := range entries {
			if e.sort == "number" {
				what = append(what, e)
			} else {
				why = append(why, e)
			}
		}
		q.options = p.options(what, false)
		p.atLeast(len(q.options), 2, "decisions: 1. [x] what to do")
		if len(why) > 0 {
			q.bases = p.options(why, true)
		} else {
			q.basis = 0
		}
	case Order:
		for _, e := range entries {
			q.options = append(q.options, p.option(e))
		}
		p.atLeast(len(q.options), 2, "lines: 1. first")
	case Match:
		p.pairs(entries)
		p.atLeast(len(q.options), 2, "pairs: left -> right")
	case Label:
		p.labelled(entries)
		p.atLeast(len(q.options), 2, "items: - [L3] text")
	case Number, Text, Flag, Hotspot:
		p.typed(entries)
		p.atLeast(len(q.accepts), 1, "accepted answers: = 42")
	case Report, Essay:
	default:
		p.fault(p.block.Line, "there is no question type %q; there are single, multi, order, match, number, text, flag, hotspot, label, decision, report, essay", q.Kind)
	}
	seen := map[string]int{}
	for _, o := range append(slices.Clone(q.options), q.bases...) {
		if seen[o.id]++; seen[o.id] == 2 {
			p.fault(p.block.Line, "the question %s has the answer %q twice", q.ID, o.text)
		}
	}
}

func (p *parsing) atLeast(have, want int, what string) {
	if have < want {
		p.fault(p.block.Line, "the question %s has %d of at least %d %s", p.q.ID, have, want, what)
	}
}

func (p *parsing) option(e entry) option {
	o := option{id: e.attrs["id"], right: e.mark == "x"}
	if o.id == "" {
		o.id = optionID(p.q.ID, e.text)
	}
	o.html = p.page.Fragment([]byte(e.text), e.line)
	o.text = plainText(o.html)
	if strings.TrimSpace(o.text) == "" {
		p.fault(e.line, "the answer is empty")
	}
	if e.feedback != "" {
		o.feedback = p.page.Fragment([]byte(e.feedback), e.fbLine)
	}
	return o
}

// options reads choices and their weights. several says that more than one may
// be right.
func (p *parsing) options(entries []entry, several bool) []option {
	right, weighted := 0, false
	for _, e := range entries {
		if e.mark == "x" {
			right++
		}
		weighted = weighted || e.attrs.Has("w")
	}
	if right == 0 || right > 1 && !several {
		p.fault(p.block.Line, "the question %s has %d right answers; mark %s with [x]", p.q.ID, right, map[bool]string{true: "at least one", false: "one"}[several])
	}
	share := 1.0
	if several {
		share = 1 / float64(max(right, 1))
	}
	sum, out := 0.0, []option(nil)
	for _, e := range entries {
		o := p.option(e)
		switch {
		case e.attrs.Has("w"):
			o.weight = p.weight(e)
		case o.right:
			o.weight = share
			if weighted && several {
				p.fault(e.line, "other answers of the question %s have a weight; give this right one a w too", p.q.ID)
			}
		case several:
			o.weight = -share
		}
		if o.right {
			sum += o.weight
		}
		out = append(out, o)
	}
	if weighted && right > 0 && math.Abs(sum-1) > 0.001 {
		p.fault(p.block.Line, "the weights of the right answers of %s sum to %.5g, not 100", p.q.ID, sum*100)
	}
	return out
}

// weight reads w=50 as a share of 1 and holds it to Moodle's list.
func (p *parsing) weight(e entry) float64 {
	w, err := strconv.ParseFloat(e.attrs["w"], 64)
	if err != nil || !slices.ContainsFunc(moodle, func(m float64) bool { return math.Abs(m-math.Abs(w)) < 1e-5 }) {
		p.fault(e.line, "w=%s is not a weight that Moodle accepts; the nearest is %v", e.attrs["w"], nearest(w))
	}
	return w / 100
}

func nearest(w float64) float64 {
	best := moodle[0]
	for _, m := range moodle {
		if math.Abs(m-math.Abs(w)) < math.Abs(best-math.Abs(w)) {
			best = m
		}
	}
	return math.Copysign(best, w)
}

func (p *parsing) pairs(entries []entry) {
	q := p.q
	for _, e := range entries {
		id := optionID(q.ID+"\x00right", e.text)
		if !slices.ContainsFunc(q.right, func(o option) bool { return o.id == id }) {
			html := p.page.Fragment([]byte(e.text), e.line)
			q.right = append(q.right, option{id: id, html: html, text: plainText(html)})
		}
		if e.mark == "" {
			continue // a right-hand side that fits none
		}
		left := e
		left.text, left.mark = e.mark, ""
		o := p.option(left)
		o.key = id
		q.options = append(q.options, o)
	}
}

func (p *parsing) labelled(entries []entry) {
	q := p.q
	q.labels = map[string]bool{}
	positive := p.block.Attrs.List("positive")
	if len(q.Labels) < 2 || len(positive) == 0 {
		p.fault(p.block.Line, "a label question names its codes: labels=L0,L1,L3 positive=L3")
	}
	for _, code := range positive {
		if !slices.Contains(q.Labels, code) {
			p.fault(p.block.Line, "positive=%s is not among labels=%s", code, strings.Join(q.Labels, ","))
		}
	}
	for _, code := range q.Labels {
		q.labels[code] = slices.Contains(positive, code)
	}
	for _, e := range entries {
		o := p.option(e)
		o.key = e.mark
		if !slices.Contains(q.Labels, o.key) {
			p.fault(e.line, "the label %s is not among labels=%s", o.key, strings.Join(q.Labels, ","))
		}
		q.options = append(q.options, o)
	}
}

func (p *parsing) typed(entries []entry) {
	for _, e := range entries {
		c := accept{text: e.text, weight: 1}
		if e.attrs.Has("w") {
			c.weight = p.weight(e)
		}
		if e.feedback != "" {
			c.feedback = p.page.Fragment([]byte(e.feedback), e.fbLine)
		}
		var ok bool
		switch p.q.Kind {
		case Number:
			ok = c.readNumber(e.text)
		case Hotspot:
			ok = c.readPoint(e.text)
		case Text:
			ok = glossary.Loose(e.text) != ""
		default:
			ok = flagForm(e.text) != ""
		}
		if !ok {
			p.fault(e.line, "%q cannot be read; write = 42 ±1, = accepted words, = 9f86d081…, = 45.65, 13.77 r=25km", e.text)
		}
		p.q.accepts = append(p.q.accepts, c)
	}
	if len(entries) > 0 && !slices.ContainsFunc(p.q.accepts, func(c accept) bool { return c.weight == 1 }) {
		p.fault(p.block.Line, "no answer of %s gives full marks", p.q.ID)
	}
}

func (c *accept) readNumber(s string) bool {
	value, tolerance, found := strings.Cut(strings.Replace(s, "+-", "±", 1), "±")
	var err error
	if c.value, err = strconv.ParseFloat(strings.TrimSpace(value), 64); err != nil {
		return false
	}
	c.text = strings.TrimSpace(value)
	if !found {
		return true
	}
	tolerance, percent := strings.CutSuffix(strings.TrimSpace(tolerance), "%")
	if c.tolerance, err = strconv.ParseFloat(strings.TrimSpace(tolerance), 64); err != nil || c.tolerance < 0 {
		return false
	}
	if percent {
		c.tolerance *= math.Abs(c.value) / 100
	}
	return true
}

func (c *accept) readPoint(s string) bool {
	where, radius, found := strings.Cut(s, " r=")
	var ok bool
	if c.lat, c.lon, ok = point(where); !ok || !found {
		return false
	}
	c.text = where
	unit := 1.0
	radius = strings.TrimSpace(radius)
	if km, isKm := strings.CutSuffix(radius, "km"); isKm {
		radius, unit = km, 1000
	} else {
		radius = strings.TrimSuffix(radius, "m")
	}
	r, err := strconv.ParseFloat(radius, 64)
	c.metres = r * unit
	return err == nil && r > 0
}

var tag = regexp.MustCompile(`<[^>]*>`)

// plainText is rendered HTML without its markup.
func plainText(h markdown.HTML) string {
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(string(h), ""))), " ")
}
