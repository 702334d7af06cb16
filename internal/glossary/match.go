package glossary

import (
	"slices"
	"unicode/utf8"
)

// Match is a term that was recognised in a query.
type Match struct {
	Term  Term
	Lang  string  // of the form that was met
	Words []int   // places in the query that it explains
	Share float64 // of the form's words that were met, 0 to 1
}

// Find recognises terms in the folded words of a query, in any language, with a
// letter or an ending wrong. known tells words that the searched texts hold
// themselves: those are never taken for a misspelt foreign word; nil knows none.
// Matches come in the order of their worth. Of two forms that explain the same
// words the longer and the exact one wins.
func (g *Glossary) Find(query []string, known func(string) bool) []Match {
	type candidate struct {
		Match
		score float64
	}
	var found []candidate
	for _, f := range g.forms {
		c := candidate{Match: Match{Term: g.Terms[f.term], Lang: f.lang}}
		for _, w := range f.words {
			best, at := 0.0, -1
			for i, q := range query {
				if s := likeness(q, w, known); s > best && !slices.Contains(c.Words, i) {
					best, at = s, i
				}
			}
			if at >= 0 {
				c.Words = append(c.Words, at)
				c.score += best
			}
		}
		if len(c.Words) == 0 {
			continue
		}
		c.Share = float64(len(c.Words)) / float64(len(f.words))
		// A single word of a longer form says little, unless it is the only hint.
		if c.Share < 0.5 && f.lang == "en" || c.Share < 0.3 {
			continue
		}
		c.score = c.score * c.Share * c.Share
		slices.Sort(c.Words)
		found = append(found, c)
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	var out []Match
	taken := map[int]bool{}
	seen := map[string]bool{}
	for _, c := range found {
		fresh := slices.ContainsFunc(c.Words, func(i int) bool { return !taken[i] })
		if seen[c.Term.ID] || !fresh {
			continue
		}
		seen[c.Term.ID] = true
		for _, i := range c.Words {
			taken[i] = true
		}
		out = append(out, c.Match)
	}
	return out
}

// likeness is 1 for the same word, less for one with a slip or another ending,
// and 0 for another word.
func likeness(query, word string, known func(string) bool) float64 {
	if query == word {
		return 1
	}
	nq, nw := utf8.RuneCountInString(query), utf8.RuneCountInString(word)
	if nq < 5 || nw < 5 || known != nil && known(query) {
		return 0
	}
	if Distance(query, word) <= slips(min(nq, nw)) {
		return .8
	}
	// Inflection: a long common beginning and short endings.
	if n := commonPrefix(query, word); n >= 6 && nq-n <= 4 && nw-n <= 4 && 3*n >= 2*max(nq, nw) {
		return .7
	}
	return 0
}

// slips is how many slips a word of n letters may have.
func slips(n int) int {
	switch {
	case n < 5:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// Slips is how many slips of the pen a word may have and still be taken for
// another: none below five letters, one below eight, then two.
func Slips(word string) int { return slips(utf8.RuneCountInString(word)) }

func commonPrefix(a, b string) int {
	n := 0
	ra, rb := []rune(a), []rune(b)
	for n < len(ra) && n < len(rb) && ra[n] == rb[n] {
		n++
	}
	return n
}

// Distance counts the slips between two words: a letter too many, too few,
// another one, or two neighbours swapped (optimal string alignment).
func Distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	before, last := make([]int, len(rb)+1), make([]int, len(rb)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		row := make([]int, len(rb)+1)
		row[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(rb)]
}
