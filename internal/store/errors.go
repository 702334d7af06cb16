package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"syscall"

	"github.com/lib/pq"
	"modernc.org/sqlite"

	"github.com/osint-radar/academy/internal/training"
)

// What goes wrong has one name on both engines. SQLite's numbers are extended
// result codes (sqlite.org/rescode.html), PostgreSQL's are SQLSTATEs (manual,
// appendix A); RA001 is our own, raised by the append-only triggers.
var (
	sqliteKinds = map[int]error{
		1555: training.ErrConflict, 2067: training.ErrConflict, // PRIMARY KEY, UNIQUE
		787:  training.ErrNotFound,                           // FOREIGN KEY: what the row belongs to is not there
		275:  training.ErrInvalid,                            // CHECK
		1299: training.ErrInvalid, 3091: training.ErrInvalid, // NOT NULL, STRICT type
		1811: training.ErrForbidden, // trigger
		18:   training.ErrTooLarge,  // a value over the limit
		8:    training.ErrForbidden, // read-only database
		13:   errFull, 778: errFull, // FULL, IOERR_WRITE
		5: training.ErrUnavailable, 6: training.ErrUnavailable, 261: training.ErrUnavailable, 517: training.ErrUnavailable, // BUSY, LOCKED
		14: training.ErrUnavailable,         // CANTOPEN
		26: errNotADatabase, 11: errDamaged, // NOTADB, CORRUPT
	}
	postgresKinds = map[string]error{
		"23505": training.ErrConflict,
		"23503": training.ErrNotFound,
		"23514": training.ErrInvalid, "23502": training.ErrInvalid, "22P02": training.ErrInvalid, "42804": training.ErrInvalid,
		"22003": training.ErrInvalid, "22021": training.ErrInvalid, "22P05": training.ErrInvalid, "22001": training.ErrInvalid,
		"RA001": training.ErrForbidden, "25006": training.ErrForbidden, "42501": training.ErrForbidden,
		"54000": training.ErrTooLarge,
		"53100": errFull,
		"57P01": training.ErrUnavailable, "57P02": training.ErrUnavailable, "57P03": training.ErrUnavailable, "57014": training.ErrUnavailable,
		"53300": training.ErrUnavailable, "55P03": training.ErrUnavailable, "40001": training.ErrUnavailable, "40P01": training.ErrUnavailable,
		"28000": errRefused, "28P01": errRefused, "3D000": errRefused,
	}
	errFull         = fmt.Errorf("the disk that holds the database is full; nothing was written: %w", training.ErrFull)
	errNotADatabase = fmt.Errorf("the file is not a SQLite database: %w", training.ErrInvalid)
	errDamaged      = fmt.Errorf("the database file is damaged; restore a backup: %w", training.ErrUnavailable)
	errRefused      = fmt.Errorf("the database server refuses this account or database: %w", training.ErrUnavailable)
)

// failed gives an error of a driver its kind and says what was being done.
func failed(err error, doing string) error {
	if err == nil {
		return nil
	}
	if kind := kindOf(err); kind != nil && !errors.Is(err, kind) {
		return fmt.Errorf("%s: %w (%w)", doing, kind, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

func kindOf(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return training.ErrNotFound
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		if kind, ok := sqliteKinds[lite.Code()]; ok {
			return kind
		}
		return sqliteKinds[lite.Code()&0xff] // the primary result code
	}
	var pg *pq.Error
	if errors.As(err, &pg) {
		return postgresKinds[string(pg.Code)]
	}
	var opErr net.Error
	if errors.As(err, &opErr) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, context.DeadlineExceeded) {
		return training.ErrUnavailable
	}
	return nil
}

// passing says whether the same transaction may succeed if it is run again:
// the server is starting (57P03), refused the connection, found a serialisation
// failure (40001) or a deadlock (40P01). In each of them nothing was written.
func passing(err error) bool {
	if errors.Is(err, syscall.ECONNREFUSED) {
		return true
	}
	var pg *pq.Error
	if !errors.As(err, &pg) {
		return false
	}
	switch pg.Code {
	case "57P03", "40001", "40P01":
		return true
	default:
		return false
	}
}
