package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// Pragma sets something on the writing connection, for tests of what the engine
// does at its limits.
func Pragma(ctx context.Context, s *Store, pragma string) error {
	_, err := s.writer.ExecContext(ctx, "PRAGMA "+pragma)
	return err
}

// Passing is what InTx asks before it tries again.
func Passing(err error) bool { return passing(err) }

// Reading and Writing give what a statement answers on the handle that reads and
// on the one that writes.
func Reading(ctx context.Context, s *Store, query string) (string, error) {
	return answer(ctx, s.reader, query)
}

func Writing(ctx context.Context, s *Store, query string) (string, error) {
	return answer(ctx, s.writer, query)
}

func answer(ctx context.Context, db *sqlx.DB, query string) (string, error) {
	var v any
	err := db.QueryRowxContext(ctx, query).Scan(&v)
	if b, ok := v.([]byte); ok {
		v = string(b)
	}
	return fmt.Sprint(v), err
}

// Sslmode is what a server at host must prove where the address does not say.
func Sslmode(host string) string { return sslmode(host) }
