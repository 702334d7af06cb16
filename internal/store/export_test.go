package store

import (
	"context"
	"fmt"
)

// Pragma sets something on the writing connection, for tests of what the engine
// does at its limits.
func Pragma(ctx context.Context, s *Store, pragma string) error {
	_, err := s.writer.ExecContext(ctx, "PRAGMA "+pragma)
	return err
}

// ReadPragma reads a setting of the writing connection.
func ReadPragma(ctx context.Context, s *Store, pragma string) string {
	var v any
	if err := s.writer.QueryRowxContext(ctx, "PRAGMA "+pragma).Scan(&v); err != nil {
		return err.Error()
	}
	return fmt.Sprint(v)
}
