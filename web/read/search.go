package read

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/search"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Members is the audience of everybody who is signed in; what the index holds
// for nobody in particular is found by all.
const Members = "member"

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
	var who search.Viewer
	if page.ViewerOf(c).SignedIn {
		who.Audiences = []string{Members}
	}
	res, err := a.src.Search(ctx, q, who, maxHits)
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
