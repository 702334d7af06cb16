package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/osint-radar/academy/internal/glossary"
)

// Bounds of a query: what is longer is cut.
const (
	maxQuery = 200 // characters
	maxWords = 12
	maxHits  = 200 // documents that take part in the second ranking
)

// Viewer is who searches: the audiences whose documents it may see besides the
// public ones.
type Viewer struct{ Audiences []string }

// Result is the answer to a query.
type Result struct {
	Hits      []Hit
	Total     int               // documents that fit, of which Hits are the best; 200 at most
	Terms     []glossary.Match  // terms of the glossary that were recognised
	Corrected map[string]string // words of the query, folded, that were read as others
}

// Hit is a document with the place that fits best.
type Hit struct {
	Doc
	Anchor  string // of the section the snippet is from
	Heading string
	Snippet []Piece
	Score   float64
}

// Link is the address of the hit, with its anchor.
func (h Hit) Link() string {
	if h.Anchor == "" {
		return h.URL
	}
	return h.URL + "#" + h.Anchor
}

// Search returns the best limit documents. Titles count more than headings and
// summaries, those more than text. An empty or meaningless query finds nothing.
//
// The index ranks all documents that hold any word of the query (BM25 with
// weights for the columns). The best of them are ranked again by how much of the
// query they cover, in the title above all, and by words that stand together.
func (ix *Index) Search(ctx context.Context, query string, v Viewer, limit int) (Result, error) {
	var res Result
	if utf8.RuneCountInString(query) > maxQuery {
		query = string([]rune(query)[:maxQuery])
	}
	words := glossary.Words(query)
	if len(words) > maxWords {
		words = words[:maxWords]
	}
	if len(words) == 0 {
		return res, nil
	}
	ideas := ix.ideas(words, v, &res)
	scores, err := ix.match(ctx, ideas, v)
	if err != nil {
		return Result{}, err
	}
	pairs := pairs(words)
	order := make([]int, 0, len(scores))
	var stems []string
	for _, d := range ideas {
		stems = append(stems, d.stems()...)
	}
	for doc := range scores {
		scores[doc] *= ix.texts[doc].worth(ideas, pairs)
		if scores[doc] > 0 {
			order = append(order, doc)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), strings.Compare(ix.docs[a].ID, ix.docs[b].ID))
	})
	res.Total = len(order)
	for _, doc := range order[:min(limit, len(order))] {
		hit := Hit{Doc: ix.docs[doc], Score: scores[doc]}
		hit.pick(stems)
		res.Hits = append(res.Hits, hit)
	}
	return res, nil
}

// match gives the documents that hold anything of the ideas, with their rank.
func (ix *Index) match(ctx context.Context, ideas []idea, v Viewer) (map[int]float64, error) {
	var exprs []string
	for _, d := range ideas {
		exprs = append(exprs, d.exprs()...)
	}
	slices.Sort(exprs)
	exprs = slices.Compact(exprs)
	if len(exprs) == 0 {
		return nil, nil
	}
	args := []any{strings.Join(exprs, " OR ")}
	var mine []string
	for _, audience := range append([]string{""}, v.Audiences...) {
		if span, ok := ix.rows[audience]; ok {
			mine = append(mine, "rowid BETWEEN ? AND ?")
			args = append(args, span[0], span[1])
		}
	}
	if len(mine) == 0 {
		return nil, nil
	}
	args = append(args, maxHits)
	rows, err := ix.db.QueryContext(ctx, `SELECT rowid, -bm25(page, 10.0, 4.0, 1.0) AS score FROM page
		WHERE page MATCH ? AND (`+strings.Join(mine, " OR ")+`) ORDER BY score DESC LIMIT ?`, args...)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	defer func() { _ = rows.Close() }()
	out := map[int]float64{}
	for rows.Next() {
		var id int
		var score float64
		if err := rows.Scan(&id, &score); err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		out[id-1] = score
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return out, nil
}
