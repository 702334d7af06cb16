package web_test

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"testing/fstest"
	"time"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/web"
)

func newSite(tb testing.TB) *web.Site {
	tb.Helper()
	fsys := fstest.MapFS{
		"book.yaml":  {Data: []byte("title: Handbook\nlang: en\nlicence: CC BY 4.0\nparts:\n  - id: A\n    title: Orientation\n    summary: Who this is for.\n")},
		"A/A.1-x.md": {Data: []byte("---\nid: A.1\ntitle: How to read\nlang: en\nsource_rev: 1\nkind: explain\nroles: [AN]\nsummary: One sentence.\nupdated: 2026-11-23\nlaw_as_of: 2026-11-23\n---\nText.\n\n## Heading\n\nMore text [V].\n\n:::callout{type=legal}\nLaw.\n:::\n")},
	}
	book, err := handbook.Load(fsys, handbook.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	s, err := web.New(web.Config{
		Now: time.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Library: func() (*courses.Library, int) { return &courses.Library{}, 0 },
		Book:    func() (*handbook.Book, int) { return book, 0 },
		Ready:   func(context.Context) error { return nil },
	})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}
