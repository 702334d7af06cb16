package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"github.com/osint-radar/academy/internal/training"
)

// Migrate brings the schema forward to a version, 0 meaning the newest. There is
// no way back: a lower version than the present one is [training.ErrInvalid].
func (s *Store) Migrate(ctx context.Context, to int64) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	head, err := Head()
	if err != nil {
		return err
	}
	have, err := s.Version(ctx)
	if err != nil {
		return err
	}
	switch {
	case to == 0:
		to = max(head, have)
	case to < have:
		return training.Invalid("to", fmt.Sprintf("is %d, and the schema is already at %d", to, have), "a later version; migrations only go forward")
	case to > head:
		return training.Invalid("to", fmt.Sprintf("is %d, and this program knows no version after %d", to, head), fmt.Sprintf("at most %d", head))
	}
	for have < to {
		_, err := p.UpTo(ctx, to)
		if err == nil {
			return nil
		}
		// Another instance that started at the same moment may have been faster
		// with this step; the next one is still to be made, by it or by us.
		now, again := s.Version(ctx)
		if again != nil || now <= have {
			return failed(err, fmt.Sprintf("migrate to version %d", to))
		}
		have = now
	}
	return nil
}

// Version returns the version of the schema, 0 for an empty database.
func (s *Store) Version(ctx context.Context) (int64, error) {
	have, err := s.names(ctx)
	if err != nil {
		return 0, err
	}
	for _, t := range have {
		if t == goose.DefaultTablename {
			return one[int64](ctx, s.queries, "schema version", "SELECT COALESCE(MAX(version_id), 0) FROM "+goose.DefaultTablename)
		}
	}
	return 0, nil
}

// Head returns the newest version this program knows. It needs no database: a
// wrong number can be refused before one is made.
func Head() (int64, error) {
	files, err := fs.Glob(migrationFiles, "migrations/*/*.sql")
	if err != nil {
		return 0, fmt.Errorf("migrations: %w", err)
	}
	var head int64
	for _, f := range files {
		n, err := goose.NumericComponent(f)
		if err != nil {
			return 0, fmt.Errorf("migrations: %s: %w", f, err)
		}
		head = max(head, n)
	}
	return head, nil
}

func (s *Store) provider() (*goose.Provider, error) {
	p, err := goose.NewProvider(s.d.goose, s.writer.DB, s.d.files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	return p, nil
}

// names lists the tables of the schema, sorted.
func (q queries) names(ctx context.Context) ([]string, error) {
	return all[string](ctx, q, "list tables", q.d.tables)
}

// MigrateAt brings the schema at an address to a version, 0 meaning the newest,
// and returns the versions before and after.
func MigrateAt(ctx context.Context, address string, to int64) (was, now int64, err error) {
	s, err := connect(ctx, address, Options{Migrate: true})
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if was, err = s.Version(ctx); err != nil {
		return 0, 0, err
	}
	if err := s.Migrate(ctx, to); err != nil {
		return was, was, err
	}
	now, err = s.Version(ctx)
	return was, now, err
}
