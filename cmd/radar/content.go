package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/handbook"
	"github.com/osint-radar/academy/internal/glossary"
	"github.com/osint-radar/academy/internal/markdown"
	"github.com/osint-radar/academy/internal/search"
)

// content is everything the program teaches and looks up: embedded, or from a
// folder whose changes it follows.
type content struct {
	library *markdown.Live[*courses.Library]
	book    *markdown.Live[*handbook.Book]
	search  *search.Live
}

// contentThere wants what --content names to be there: a mistyped name must not
// bring the embedded content instead.
func contentThere(dir string) error {
	if dir == "" {
		return nil
	}
	there := func(name string) bool {
		st, err := os.Stat(filepath.Join(dir, name))
		return err == nil && st.IsDir()
	}
	if !slices.ContainsFunc([]string{"courses", "handbook", "scenarios"}, there) {
		return fmt.Errorf("--content %s is no folder of content; right would be one that holds courses/, handbook/ or scenarios/", dir)
	}
	return nil
}

// openContent loads the content of a folder, or the embedded content where dir
// is empty or lacks a part. Every fault is one line of the error.
func openContent(ctx context.Context, dir string, now func() time.Time) (*content, error) {
	hfs, _, err := handbook.FS(dir)
	if err != nil {
		return nil, err
	}
	terms, faults := handbook.LoadGlossary(hfs)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	c := &content{}
	if c.library, err = courses.Open(dir, now, courses.Options{Terms: handbook.Terms(terms)}); err != nil {
		return nil, err
	}
	lesson := func(id string) (string, bool) { return c.library.Get().LessonURL(id) }
	if c.book, err = handbook.Open(dir, now, handbook.Options{Lesson: lesson}); err != nil {
		return nil, err
	}
	c.search, err = search.NewLive(ctx, func() ([]search.Doc, *glossary.Glossary, string) {
		lib, a := c.library.Current()
		book, b := c.book.Current()
		docs := append(search.Handbook(book), search.Courses(lib, lessonAudience)...)
		return docs, book.Glossary, fmt.Sprintf("%d.%d", a, b)
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// member is the audience of everybody who is signed in.
const member = "member"

// lessonAudience leaves lessons to everybody, as previews are, and quizzes to
// those who are signed in.
func lessonAudience(l *courses.Lesson) string {
	if l.Kind == "quiz" {
		return member
	}
	return ""
}

func (c *content) Close() error { return c.search.Close() }
