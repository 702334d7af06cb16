package glossary

import (
	"fmt"
	"slices"
	"strings"
)

// Term is a head-word. Definition is in English and may carry confidence flags;
// Equivalents holds the forms in other languages by language code. A form may
// have several words.
type Term struct {
	ID          string              `yaml:"id"`
	Term        string              `yaml:"term"`
	Also        []string            `yaml:"also"` // other English forms
	Definition  string              `yaml:"definition"`
	Equivalents map[string][]string `yaml:"equivalents"`
}

// Languages are the partners' languages, the source language first.
var languages = []string{"en", "it", "el", "ro", "sq", "sl", "sk", "de"}

// Languages returns the codes of the languages a glossary may have.
func Languages() []string { return slices.Clone(languages) }

// Glossary is the list of terms. It is read-only; the zero value is empty.
type Glossary struct {
	Terms []Term

	byID  map[string]int
	forms []form
}

// form is one way to write a term, taken apart.
type form struct {
	term  int
	lang  string
	words []string // folded, without the small words of the language
}

// New checks the terms and prepares them for matching.
func New(terms []Term) (*Glossary, error) {
	g := &Glossary{Terms: terms, byID: map[string]int{}}
	for i, t := range terms {
		if t.ID == "" || t.Term == "" {
			return nil, fmt.Errorf("the term %d (%q) needs an id and a term", i+1, t.Term)
		}
		if _, dup := g.byID[t.ID]; dup {
			return nil, fmt.Errorf("the term %s stands twice", t.ID)
		}
		g.byID[t.ID] = i
		for _, s := range append([]string{t.Term}, t.Also...) {
			g.add(i, "en", s)
		}
		for lang, forms := range t.Equivalents {
			if !slices.Contains(languages, lang) || lang == "en" {
				return nil, fmt.Errorf("the term %s has an equivalent in %q; the languages are %s", t.ID, lang, strings.Join(languages[1:], " "))
			}
			for _, s := range forms {
				g.add(i, lang, s)
			}
		}
	}
	// Longest first: "European Investigation Order" before "order". The rest of
	// the order only makes results the same on every run.
	slices.SortFunc(g.forms, func(a, b form) int {
		if d := len(b.words) - len(a.words); d != 0 {
			return d
		}
		return strings.Compare(fmt.Sprint(a.words, a.lang, a.term), fmt.Sprint(b.words, b.lang, b.term))
	})
	return g, nil
}

func (g *Glossary) add(term int, lang, s string) {
	words := Content(Words(s), lang)
	if len(words) == 0 {
		words = Words(s)
	}
	if len(words) > 0 {
		g.forms = append(g.forms, form{term, lang, words})
	}
}

// Get finds a term by its id.
func (g *Glossary) Get(id string) (Term, bool) {
	i, ok := g.byID[id]
	if !ok {
		return Term{}, false
	}
	return g.Terms[i], true
}

// In returns the forms of a term in a language; none where a partner has yet to
// supply them.
func (t Term) In(lang string) []string {
	if lang == "en" {
		return append([]string{t.Term}, t.Also...)
	}
	return t.Equivalents[lang]
}

// small words that carry no meaning of their own, by language, folded.
var small = map[string]string{
	"en": "a an and are as at be between by can do does for from how i in into is it my of on or s the to what when where which who why with x you your",
	"it": "di del della dei delle e il la le lo un una per sulle alle in",
	"el": "ο η το των του της και για",
	"ro": "de din la si un o cu pentru",
	"sq": "e i te se per nje dhe",
	"sl": "z s za v in na o",
	"sk": "z s so na a o v pre",
	"de": "der die das von und für fur zu ein eine mit",
}

// Content drops the small words of a language from folded words.
func Content(words []string, lang string) []string {
	stop := strings.Fields(small[lang])
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(stop, w) })
}
