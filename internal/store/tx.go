package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/osint-radar/academy/internal/training"
)

// Tx is a transaction: all reads of the store, and all writes.
type Tx struct{ queries }

// tries is how often InTx runs its function at most; the waits between them
// double from 25 ms, so that a request gives up within a second.
const tries = 5

// InTx runs fn in a transaction that commits when fn returns nil. It may run fn
// again; see the package documentation.
func (s *Store) InTx(ctx context.Context, fn func(tx *Tx) error) error {
	wait := 25 * time.Millisecond
	for try := 1; ; try++ {
		err := s.once(ctx, fn)
		if err == nil || try == tries || !passing(err) {
			return err
		}
		jitter := time.Duration(rand.Int64N(int64(wait)))
		select {
		case <-time.After(wait + jitter):
			wait *= 2
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		}
	}
}

func (s *Store) once(ctx context.Context, fn func(tx *Tx) error) error {
	tx, err := s.writer.BeginTxx(ctx, nil)
	if err != nil {
		return failed(err, "begin a transaction")
	}
	// After a commit this does nothing; after an error or a panic in fn it
	// gives the connection back. What it fails with, the error said before.
	defer func() { _ = tx.Rollback() }()
	if err := fn(&Tx{queries{q: tx, d: s.d}}); err != nil {
		return err
	}
	return failed(tx.Commit(), "commit")
}

// exec runs a statement and returns how many rows it changed.
func (t *Tx) exec(ctx context.Context, doing, query string, args ...any) (int64, error) {
	if err := clean(args); err != nil {
		return 0, fmt.Errorf("%s: %w", doing, err)
	}
	res, err := t.q.ExecContext(ctx, sqlx.Rebind(sqlx.BindType(t.q.DriverName()), query), args...)
	if err != nil {
		return 0, failed(err, doing)
	}
	n, err := res.RowsAffected()
	return n, failed(err, doing)
}

// change is exec for a statement that must change exactly one row.
func (t *Tx) change(ctx context.Context, what, query string, args ...any) error {
	n, err := t.exec(ctx, "change "+what, query, args...)
	if err == nil && n != 1 {
		err = training.NotFound(what)
	}
	return err
}
