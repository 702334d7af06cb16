package search

import (
	"context"
	"sync"

	"github.com/osint-radar/academy/internal/glossary"
)

// Source gives what is to be found. generation names its state: the index is
// built again when it differs.
type Source func() (docs []Doc, terms *glossary.Glossary, generation string)

// Live is an index that follows its source.
type Live struct {
	source Source

	mu  sync.RWMutex
	ix  *Index
	gen string
}

// NewLive builds the first index.
func NewLive(ctx context.Context, source Source) (*Live, error) {
	l := &Live{source: source}
	docs, terms, gen := source()
	ix, err := New(ctx, docs, terms)
	if err != nil {
		return nil, err
	}
	l.ix, l.gen = ix, gen
	return l, nil
}

// Search asks the index of the source's newest state.
func (l *Live) Search(ctx context.Context, query string, v Viewer, limit int) (Result, error) {
	docs, terms, gen := l.source()
	l.mu.RLock()
	if l.gen == gen {
		defer l.mu.RUnlock()
		return l.ix.Search(ctx, query, v, limit)
	}
	l.mu.RUnlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.gen != gen {
		ix, err := New(ctx, docs, terms)
		if err != nil {
			return Result{}, err
		}
		old := l.ix
		l.ix, l.gen = ix, gen
		if err := old.Close(); err != nil {
			return Result{}, err
		}
	}
	return l.ix.Search(ctx, query, v, limit)
}

// Close frees the index.
func (l *Live) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ix.Close()
}
