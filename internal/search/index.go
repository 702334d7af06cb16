package search

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	_ "modernc.org/sqlite" // the engine of the index

	"github.com/osint-radar/academy/internal/glossary"
)

// Doc is one thing that can be found. Audience "" is everybody.
type Doc struct {
	ID       string // HB-A.3, m1-l2
	URL      string
	Title    string
	Kind     string // handbook, lesson, …: shown beside the hit
	Summary  string
	Context  string // part or module it belongs to
	Audience string
	Sections []Section
}

// Section is the text under one heading; Anchor is its id on the page.
type Section struct {
	Anchor, Heading, Text string
}

// Index is a built index. It is read-only and may be used by many goroutines at
// once; Close frees it.
type Index struct {
	db    *sql.DB
	docs  []Doc
	texts []stemmed // of docs
	terms *glossary.Glossary
	vocab map[string]map[string]int // audience -> folded word -> how often
	rows  map[string][2]int         // audience -> first and last row of its documents
}

// readers is how many searches run at the same time.
const readers = 4

// New builds an index over docs. The glossary may be empty, not nil.
func New(ctx context.Context, docs []Doc, terms *glossary.Glossary) (*Index, error) {
	// memdb keeps one database for all connections of this process that know
	// its name, for as long as one is open.
	db, err := sql.Open("sqlite", "file:/search-"+rand.Text()+"?vfs=memdb")
	if err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers)
	// Documents of one audience lie side by side, so that a search tells them
	// apart by row number alone.
	docs = slices.Clone(docs)
	slices.SortStableFunc(docs, func(a, b Doc) int { return strings.Compare(a.Audience, b.Audience) })
	ix := &Index{
		db: db, docs: docs, texts: make([]stemmed, len(docs)), terms: terms,
		vocab: map[string]map[string]int{}, rows: map[string][2]int{},
	}
	if err := ix.build(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("search index: %w", err)
	}
	return ix, nil
}

// Close frees the index. A search that runs ends with an error.
func (ix *Index) Close() error { return ix.db.Close() }

// Len is the number of documents.
func (ix *Index) Len() int { return len(ix.docs) }

func (ix *Index) build(ctx context.Context) error {
	tx, err := ix.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	const table = `CREATE VIRTUAL TABLE page USING fts5(title, headings, body, tokenize = 'porter unicode61 remove_diacritics 0')`
	if _, err := tx.ExecContext(ctx, table); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO page (rowid, title, headings, body) VALUES (?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	for i, d := range ix.docs {
		var heads, body strings.Builder
		for _, s := range d.Sections {
			heads.WriteString(s.Heading + "\n")
			body.WriteString(s.Text + "\n")
		}
		cols := []string{d.Title + "\n" + d.ID, heads.String() + d.Summary, body.String() + d.Context}
		args := []any{i + 1}
		texts := []*string{&ix.texts[i].title, &ix.texts[i].heads, &ix.texts[i].body}
		for k, c := range cols {
			words := compounds(c)
			for _, w := range words {
				if ix.vocab[d.Audience] == nil {
					ix.vocab[d.Audience] = map[string]int{}
				}
				ix.vocab[d.Audience][w]++
			}
			*texts[k] = phrase(words)
			args = append(args, strings.Join(words, " "))
		}
		if span, ok := ix.rows[d.Audience]; ok {
			ix.rows[d.Audience] = [2]int{span[0], i + 1}
		} else {
			ix.rows[d.Audience] = [2]int{i + 1, i + 1}
		}
		if _, err := insert.ExecContext(ctx, args...); err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
	}
	return tx.Commit()
}

// compounds are the folded words of a text; a hyphenated word stands besides as
// one, so that "handover" finds "hand-over" and the other way round.
func compounds(s string) []string {
	words := glossary.Words(s)
	for _, field := range strings.Fields(s) {
		if i := strings.IndexByte(field, '-'); i > 0 && i < len(field)-1 {
			if joined := strings.Join(glossary.Words(field), ""); joined != "" {
				words = append(words, joined)
			}
		}
	}
	return words
}
