package read

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/search"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Found is /search.
type Found struct {
	Query string
	Found string // how much, in words
	Hits  []Hit
}

// Hit is one page that was found.
type Hit struct {
	Title, URL, Where string
	Snippet           []search.Piece
}

const (
	maxHits  = 30
	maxQuery = 200 // characters; the form says the same
	patience = 5 * time.Second
)

func (a *Area) showSearch(c *fiber.Ctx) error {
	q, err := training.CleanLine("search", c.Query("q"), maxQuery)
	if err != nil {
		return err
	}
	m := page.Meta{Title: "Search", Nav: "search"}
	if q == "" {
		return a.found.Render(c, fiber.StatusOK, m, Found{})
	}
	m.Title = "Search: " + q
	ctx, cancel := context.WithTimeout(c.UserContext(), patience)
	defer cancel()
	ix, err := a.index.current(ctx, a)
	if err != nil {
		return err
	}
	res, err := ix.Search(ctx, q, search.Viewer{}, maxHits)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	data := Found{Query: q, Found: sum(res)}
	for _, h := range res.Hits {
		hit := Hit{Title: h.Title, URL: h.Link(), Where: h.ID, Snippet: h.Snippet}
		kind := map[string]string{"handbook": "Handbook", "lesson": "Lesson", "quiz": "Quiz"}[h.Kind]
		hit.Where = strings.Join(slices.DeleteFunc([]string{kind, h.ID, h.Heading}, func(s string) bool { return s == "" }), " · ")
		data.Hits = append(data.Hits, hit)
	}
	return a.found.Render(c, fiber.StatusOK, m, data)
}

func sum(res search.Result) string {
	text := fmt.Sprintf("%d pages found", res.Total)
	switch {
	case res.Total == 0:
		text = "Nothing found"
	case res.Total == 1:
		text = "One page found"
	case res.Total > len(res.Hits):
		text += fmt.Sprintf(", the best %d are shown", len(res.Hits))
	}
	for _, was := range slices.Sorted(maps.Keys(res.Corrected)) {
		text += fmt.Sprintf(". “%s” was read as “%s”", was, res.Corrected[was])
	}
	return text + "."
}

// indexer keeps one index of what is loaded now.
type indexer struct {
	mu    sync.Mutex
	stamp page.Stamp
	ix    *search.Index
	old   *search.Index // the one before: searches may still run on it
}

// current returns the index of the present content; a change of content builds
// a new one, and closes the one before the last.
func (i *indexer) current(ctx context.Context, a *Area) (*search.Index, error) {
	stamp := a.stamp()
	stamp.Day = 0
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.ix != nil && stamp == i.stamp {
		return i.ix, nil
	}
	lib, _ := a.src.Library()
	book, _ := a.src.Book()
	docs := append(search.Handbook(book), search.Courses(lib, func(*courses.Lesson) string { return "" })...)
	ix, err := search.New(context.WithoutCancel(ctx), docs, book.Glossary)
	if err != nil {
		return nil, err
	}
	if i.old != nil {
		if err := i.old.Close(); err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
	}
	i.old, i.ix, i.stamp = i.ix, ix, stamp
	return ix, nil
}
