package search_test

import (
	"context"
	"fmt"

	"github.com/osint-radar/academy/internal/glossary"
	"github.com/osint-radar/academy/internal/search"
)

func Example() {
	terms, err := glossary.New([]glossary.Term{
		{ID: "custody", Term: "chain of custody", Equivalents: map[string][]string{"el": {"αλυσίδα φύλαξης"}}},
	})
	if err != nil {
		panic(err)
	}
	ix, err := search.New(context.Background(), []search.Doc{
		{ID: "HB-K.3", URL: "/handbook/K/K.3", Title: "Preserve evidence", Sections: []search.Section{{Text: "The chain of custody never breaks."}}},
		{ID: "HB-K.5", URL: "/handbook/K/K.5", Title: "Trace a payment"},
	}, terms)
	if err != nil {
		panic(err)
	}
	defer func() { _ = ix.Close() }()
	res, err := ix.Search(context.Background(), "αλυσιδα φυλαξησ", search.Viewer{}, 10)
	if err != nil {
		panic(err)
	}
	for _, hit := range res.Hits {
		fmt.Print(hit.ID, ": ")
		for _, p := range hit.Snippet {
			if p.Mark {
				fmt.Print("<mark>", p.Text, "</mark>")
			} else {
				fmt.Print(p.Text)
			}
		}
		fmt.Println()
	}
	// Output:
	// HB-K.3: The <mark>chain</mark> of <mark>custody</mark> never breaks.
}
