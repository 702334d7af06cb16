package store

import "context"

// Pragma sets something on the writing connection, for tests of what the engine
// does at its limits.
func Pragma(ctx context.Context, s *Store, pragma string) error {
	_, err := s.writer.ExecContext(ctx, "PRAGMA "+pragma)
	return err
}
