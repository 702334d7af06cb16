package search

import (
	"strings"
	"unicode"

	"github.com/osint-radar/academy/internal/glossary"
)

// Piece is a run of a snippet; draw those with Mark in <mark>.
type Piece struct {
	Text string
	Mark bool
}

// width is the length of a snippet in characters, more or less.
const width = 180

// span is a word of a text.
type span struct {
	from, to int
	stem     string
}

// pick chooses the section that says most about the stems, and cuts the snippet.
func (h *Hit) pick(stems []string) {
	best, most := -1, 0
	for i, s := range h.Sections {
		n := 3*len(distinct(spans(s.Heading), stems)) + 2*len(distinct(spans(s.Text), stems))
		if s.Heading == "" && n > 0 {
			n++ // of two equal ones the beginning of the page
		}
		if n > most {
			best, most = i, n
		}
	}
	text := h.Summary
	if best >= 0 {
		s := h.Sections[best]
		h.Anchor, h.Heading = s.Anchor, s.Heading
		if len(distinct(spans(s.Text), stems)) > 0 || text == "" {
			text = s.Text
		}
	}
	h.Snippet = cut(text, stems)
}

func distinct(words []span, stems []string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		for _, s := range stems {
			if w.stem == s {
				out[s] = true
			}
		}
	}
	return out
}

// cut takes the window with most different marked words out of a text.
func cut(text string, stems []string) []Piece {
	words := spans(text)
	start, most := 0, -1
	for i := range words {
		end := i
		for end < len(words) && words[end].to-words[i].from <= width {
			end++
		}
		n := len(distinct(words[i:end], stems))
		// A window that begins with a marked word keeps it, whatever is put before.
		if n > most && (n == 0 || len(distinct(words[i:i+1], stems)) > 0) {
			start, most = i, n
		}
	}
	if len(words) == 0 {
		return nil
	}
	start = max(start-4, 0) // a little of what stands before
	if start < 8 {
		start = 0
	}
	var out []Piece
	add := func(s string, mark bool) {
		if s != "" {
			out = append(out, Piece{s, mark})
		}
	}
	at := words[start].from
	if start > 0 {
		add("… ", false)
	} else {
		at = 0
	}
	from := at
	for i, w := range words[start:] {
		if w.to-from > width && i > 0 {
			add(text[at:words[start+i-1].to], false)
			add(" …", false)
			return out
		}
		for _, s := range stems {
			if w.stem == s {
				add(text[at:w.from], false)
				add(text[w.from:w.to], true)
				at = w.to
				break
			}
		}
		if i+start == len(words)-1 {
			add(text[at:], false)
		}
	}
	return out
}

// spans finds the words of a text with their places.
func spans(text string) []span {
	var out []span
	from := -1
	flush := func(to int) {
		if from >= 0 {
			out = append(out, span{from, to, stem(strings.Join(glossary.Words(text[from:to]), ""))})
		}
		from = -1
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if from < 0 {
				from = i
			}
			continue
		}
		flush(i)
	}
	flush(len(text))
	return out
}

// stem takes common English endings off a folded word, so that a snippet marks
// what the index (Porter's stemmer) has found. It need not be as clever.
func stem(w string) string {
	for _, end := range []string{"ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e"} {
		if base, ok := strings.CutSuffix(w, end); ok && len(base) >= 4 {
			if end == "ies" || end == "ied" {
				return base
			}
			return strings.TrimSuffix(base, "e")
		}
	}
	return w
}
