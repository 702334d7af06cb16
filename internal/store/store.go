package store

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/jmoiron/sqlx"

	"github.com/osint-radar/academy/internal/training"
)

// Options for [Open]; the zero value opens a database that is already migrated.
type Options struct {
	Migrate  bool // bring the schema up to date first
	MaxConns int  // connections to a server, readers of a file; 0 means 16
}

// Store is the database. Its methods read; [Store.InTx] writes. It is safe for
// use by many goroutines.
type Store struct {
	queries
	writer, reader *sqlx.DB
	address        string // without secrets
}

// queries holds all reads; they run on the reader pool or inside a transaction.
type queries struct {
	q sqlx.ExtContext
	d *dialect
}

// Open connects to "sqlite:FILE" or "postgres://…" and checks that the schema is
// one this program knows. A wrong address is [training.ErrInvalid]; a database
// that does not answer is [training.ErrUnavailable].
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	s, err := connect(ctx, address, o)
	if err != nil {
		return nil, err
	}
	if err := s.ready(ctx, o); err != nil {
		_ = s.Close() // the first error says more
		return nil, fmt.Errorf("open %s: %w", s.address, err)
	}
	return s, nil
}

// connect is Open without a look at the schema.
func connect(ctx context.Context, address string, o Options) (*Store, error) {
	if o.MaxConns == 0 {
		o.MaxConns = 16
	}
	d, writer, reader, err := open(address, o)
	if err != nil {
		return nil, err
	}
	s := &Store{queries: queries{q: reader, d: d}, writer: writer, reader: reader, address: Redact(address)}
	if err := s.Ping(ctx); err != nil {
		_ = s.Close() // the first error says more
		if File(address) == "" && errors.Is(err, training.ErrUnavailable) {
			return nil, fmt.Errorf("open %s: %w; right would be a server that runs and lets this account in: start it, or name another with --db", s.address, err)
		}
		return nil, fmt.Errorf("open %s: %w", s.address, err)
	}
	return s, nil
}

func (s *Store) ready(ctx context.Context, o Options) error {
	if o.Migrate {
		return s.Migrate(ctx, 0)
	}
	have, err := s.Version(ctx)
	if err != nil {
		return err
	}
	head, err := Head()
	if err != nil {
		return err
	}
	if have < head {
		return fmt.Errorf("the schema is at version %d, this program needs %d; run \"radar migrate\": %w", have, head, training.ErrUnavailable)
	}
	return nil
}

// Ping asks the database whether it is there.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.writer.PingContext(ctx); err != nil {
		return failed(err, "reach the database")
	}
	return nil
}

// Address returns where the database is, without its password.
func (s *Store) Address() string { return s.address }

// Close gives back every connection.
func (s *Store) Close() error {
	var first error
	for _, c := range []io.Closer{s.reader, s.writer} {
		if err := c.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}
