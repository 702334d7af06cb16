package main

import (
	"context"
	"flag"

	"github.com/osint-radar/academy/internal/store"
)

// dbFlag adds --db, with one default for every command.
func dbFlag(fs *flag.FlagSet) *string {
	return fs.String("db", "sqlite:radar.db", "the database: sqlite:FILE or postgres://person@host/database")
}

// withStore opens a database, brings its schema up to date, and closes it after
// fn.
func withStore(ctx context.Context, address string, fn func(*store.Store) error) error {
	st, err := store.Open(ctx, address, store.Options{Migrate: true})
	if err != nil {
		return err
	}
	if err := fn(st); err != nil {
		_ = st.Close() // the first error says more
		return err
	}
	return st.Close()
}
