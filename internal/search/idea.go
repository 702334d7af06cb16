package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/osint-radar/academy/internal/glossary"
)

// idea is one thing a query asks for. Any of its forms says it whole; the parts
// are the words of its main form, which say some of it each.
type idea struct {
	forms  [][]string // folded words
	parts  []string
	prefix bool    // a longer word that begins like the form will do
	weight float64 // words of the query it stands for
}

// partly is what the words of a term are worth when they do not stand together.
const partly = .8

// exprs are the FTS5 expressions of an idea. Folded words hold letters and digits
// alone, so nothing in them can be an operator.
func (d idea) exprs() []string {
	var out []string
	for _, f := range d.forms {
		if d.implied(f) {
			continue // counted by its parts, and not twice
		}
		e := `"` + strings.Join(f, " ") + `"`
		out = append(out, e)
		if d.prefix {
			out = append(out, e+"*")
		}
	}
	for _, p := range d.parts {
		out = append(out, `"`+p+`"`)
	}
	return out
}

// implied reports whether a form is made of the idea's parts and small words.
func (d idea) implied(form []string) bool {
	return len(d.parts) > 0 && !slices.ContainsFunc(glossary.Content(form, "en"), func(w string) bool {
		return !slices.ContainsFunc(d.parts, func(p string) bool { return stem(p) == stem(w) })
	})
}

// stems are what a snippet marks.
func (d idea) stems() []string {
	var out []string
	for _, f := range d.forms {
		for _, w := range glossary.Content(f, "en") {
			out = append(out, stem(w))
		}
	}
	return out
}

// ideas turns the words of a query into what is asked of the index.
func (ix *Index) ideas(words []string, v Viewer, res *Result) []idea {
	known := func(w string) bool { return ix.count(w, v) > 0 }
	explained := map[int]bool{}
	content := glossary.Content(words, "en")
	var ideas []idea
	for _, m := range ix.terms.Find(words, known) {
		if m.Lang == "en" && m.Share < 1 {
			continue // half an English term is no term; its words are asked for themselves
		}
		res.Terms = append(res.Terms, m)
		ideas = append(ideas, term(m))
		for _, i := range m.Words {
			explained[i] = true
		}
		if m.Lang != "en" {
			content = glossary.Content(content, m.Lang)
		}
	}
	if len(content) == 0 && len(ideas) == 0 {
		content = words
	}
	for i, w := range words {
		if slices.Contains(content, w) && !explained[i] {
			ideas = append(ideas, ix.word(w, v, res))
		}
	}
	return ideas
}

// term is the idea of a recognised term: any of its English forms, or the words
// of the first.
func term(m glossary.Match) idea {
	d := idea{weight: float64(len(m.Words)) * m.Share}
	for i, form := range m.Term.In("en") {
		ws := glossary.Words(form)
		d.forms = append(d.forms, ws)
		if content := glossary.Content(ws, "en"); i == 0 && len(content) > 1 {
			d.parts = content
		}
	}
	return d
}

func (ix *Index) count(w string, v Viewer) int {
	n := ix.vocab[""][w]
	for _, a := range v.Audiences {
		if a != "" {
			n += ix.vocab[a][w]
		}
	}
	return n
}

// word is the idea of one word: itself, a longer form, or, where nothing has it,
// the word it was probably meant to be.
func (ix *Index) word(w string, v Viewer, res *Result) idea {
	n := utf8.RuneCountInString(w)
	d := idea{weight: 1, forms: [][]string{{w}}}
	if ix.count(w, v) > 0 {
		return d
	}
	if d.prefix = n >= 4; n < 5 {
		return d
	}
	best, distance, often := "", 99, 0
	for _, audience := range append([]string{""}, v.Audiences...) {
		for word, times := range ix.vocab[audience] {
			if strings.HasPrefix(word, w) {
				return d
			}
			m := utf8.RuneCountInString(word)
			if m < 4 || m-n > 2 || n-m > 2 {
				continue
			}
			if k := glossary.Distance(w, word); k <= glossary.Slips(w) && (k < distance || k == distance && (times > often || times == often && word < best)) {
				best, distance, often = word, k, times
			}
		}
	}
	if best == "" {
		return d
	}
	if res.Corrected == nil {
		res.Corrected = map[string]string{}
	}
	res.Corrected[w] = best
	d.forms = append(d.forms, []string{best})
	return d
}

// pairs are neighbouring words of a query, stemmed.
func pairs(words []string) []string {
	var out []string
	for i := range len(words) - 1 {
		out = append(out, phrase(words[i:i+2]))
	}
	return out
}

// phrase is how words look in a stemmed text.
func phrase(words []string) string {
	var out strings.Builder
	for _, w := range words {
		out.WriteByte(' ')
		out.WriteString(stem(w))
	}
	out.WriteByte(' ')
	return out.String()
}

// stemmed is a document as the second ranking sees it.
type stemmed struct{ title, heads, body string }

// worth is the factor on a document's rank: how much of the query it covers, how
// much its title does, and how many neighbours of the query are neighbours here.
func (t stemmed) worth(ideas []idea, pairs []string) float64 {
	total, all, title := 0.0, 0.0, 0.0
	for _, d := range ideas {
		total += d.weight
		inTitle := d.said(t.title)
		title += d.weight * inTitle
		all += d.weight * max(inTitle, d.said(t.heads), d.said(t.body))
	}
	near := 0.0
	for _, p := range pairs {
		switch {
		case strings.Contains(t.title, p):
			near += 2
		case strings.Contains(t.heads, p), strings.Contains(t.body, p):
			near++
		}
	}
	return all / total * (1 + title/total) * (1 + near/float64(len(pairs)+2))
}

// said is how much of an idea a stemmed text says, 0 to 1.
func (d idea) said(text string) float64 {
	for _, f := range d.forms {
		p := phrase(f)
		if strings.Contains(text, p) || d.prefix && strings.Contains(text, p[:len(p)-1]) {
			return 1
		}
	}
	n := 0.0
	for _, w := range d.parts {
		if strings.Contains(text, phrase([]string{w})) {
			n++
		}
	}
	if len(d.parts) == 0 {
		return 0
	}
	return partly * n / float64(len(d.parts))
}
