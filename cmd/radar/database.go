package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/osint-radar/academy/internal/store"
)

// dbFlag adds --db, with one default for every command.
func dbFlag(fs *flag.FlagSet) *string {
	address := "sqlite:radar.db"
	fs.Var((*dbAddress)(&address), "db", "the database: sqlite:`FILE` or postgres://person@host/database")
	return &address
}

// dbAddress is an address of one of the two engines.
type dbAddress string

func (a *dbAddress) String() string { return string(*a) }

func (a *dbAddress) Set(s string) error {
	for _, engine := range []string{"sqlite:", "postgres://", "postgresql://"} {
		if rest, ok := strings.CutPrefix(s, engine); ok && rest != "" {
			*a = dbAddress(s)
			return nil
		}
	}
	return errors.New("right would be sqlite:radar.db or postgres://person@host/database")
}

// dataFolder is where "radar serve" keeps datasets and captures: what --data
// says, else radar-data beside the database. "-" is none.
func dataFolder(db, given string) string {
	switch {
	case given == "-":
		return ""
	case given != "":
		return given
	case store.File(db) != "":
		return filepath.Join(filepath.Dir(store.File(db)), "radar-data")
	default:
		return "radar-data"
	}
}

// databaseThere refuses a file that does not exist, for commands that look for
// something in it: a mistyped name must not make an empty database.
func databaseThere(address string) error {
	file := store.File(address)
	if file == "" {
		return nil // a server tells itself
	}
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no database %s; right would be --db with the one that \"radar serve\" uses", file)
	}
	return nil
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
