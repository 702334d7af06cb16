package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq" // driver "postgres"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // driver "sqlite"

	"github.com/osint-radar/academy/internal/training"
)

//go:embed migrations
var migrationFiles embed.FS

// dialect is all in which the two engines differ; nothing outside this file
// asks which one it is.
type dialect struct {
	goose    goose.Dialect
	files    fs.FS          // migrations
	lock     string         // suffix that locks the rows of a SELECT
	snapshot *sql.TxOptions // one unchanging view of everything, for a backup
	tables   string         // query: names of the tables in this schema
	columns  string         // query (table): name, type, nullable
	clear    string         // statement that empties tables against their triggers; none where the database is one file
	patience string         // statement that lets a backup take its time
}

var wantAddress = "sqlite:FILE, as in sqlite:radar.db, or postgres://person@host/database"

// open makes the handles for an address; it does not connect yet.
func open(address string, o Options) (*dialect, *sqlx.DB, *sqlx.DB, error) {
	sqlx.BindDriver("sqlite", sqlx.QUESTION)
	scheme, rest, ok := strings.Cut(address, ":")
	switch {
	case ok && scheme == "sqlite":
		return openSQLite(rest, o)
	case ok && (scheme == "postgres" || scheme == "postgresql"):
		return openPostgres(address, o)
	case ok && len(scheme) > 1:
		return nil, nil, nil, training.Invalid("db", fmt.Sprintf("begins with %q", scheme+":"), wantAddress)
	default:
		return nil, nil, nil, training.Invalid("db", fmt.Sprintf("%q does not name an engine", Redact(address)), wantAddress)
	}
}

// openSQLite makes one handle that writes and a pool that reads. With a single
// writer whose transactions begin at once, none ever waits for a lock it cannot
// get; deferred ones did, in spite of busy_timeout.
func openSQLite(path string, o Options) (*dialect, *sqlx.DB, *sqlx.DB, error) {
	path = strings.TrimPrefix(path, "//")
	if path == "" || strings.HasPrefix(path, ":memory:") || strings.ContainsAny(path, "?#\x00") {
		return nil, nil, nil, training.Invalid("db", fmt.Sprintf("%q is not a file", path), wantAddress)
	}
	switch st, err := os.Stat(path); {
	case err == nil && !st.Mode().IsRegular():
		return nil, nil, nil, training.Invalid("db", path+" is not a file", wantAddress)
	case errors.Is(err, os.ErrNotExist) && !o.Migrate:
		return nil, nil, nil, training.NotFound("database " + path)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return nil, nil, nil, training.Invalid("db", fmt.Sprintf("lies in a folder that is not there: %s", filepath.Dir(path)), "a file in a folder that exists")
	}
	if o.Migrate {
		if err := private(path); err != nil {
			return nil, nil, nil, fmt.Errorf("make the database: %w", err)
		}
	}
	common := url.Values{
		"_pragma": {
			"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "trusted_schema(0)",
			"journal_size_limit(67108864)",
		},
		"_time_format": {"sqlite"}, "_timezone": {"UTC"},
	}
	file := "file:" + (&url.URL{Path: path}).EscapedPath() + "?"
	writing := file + common.Encode() + "&_txlock=immediate"
	reading := file + common.Encode() + "&_pragma=query_only(1)"
	writer, err := sqlx.Open("sqlite", writing)
	if err != nil {
		return nil, nil, nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err := sqlx.Open("sqlite", reading)
	if err != nil {
		return nil, nil, nil, err
	}
	reader.SetMaxOpenConns(o.MaxConns)
	reader.SetMaxIdleConns(o.MaxConns)
	files, err := fs.Sub(migrationFiles, "migrations/sqlite")
	if err != nil {
		return nil, nil, nil, err
	}
	return &dialect{
		goose: goose.DialectSQLite3, files: files,
		tables:  `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`,
		columns: `SELECT name, lower(type) AS type, CASE WHEN "notnull" = 1 THEN 0 ELSE 1 END AS nullable FROM pragma_table_info(?) ORDER BY cid`,
	}, writer, reader, nil
}

// private makes the file of a new database for this account alone: it will hold
// the hashes of passphrases. What the engine puts beside it gets the same rights.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// openPostgres makes one pool for both. Where the address says nothing else, a
// server on another machine must prove who it is, no statement runs longer than
// 15 seconds and no lock is waited for longer than 5.
func openPostgres(address string, o Options) (*dialect, *sqlx.DB, *sqlx.DB, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, nil, nil, training.Invalid("db", "is not a valid address", wantAddress)
	}
	q := u.Query()
	host := u.Hostname()
	if h := q.Get("host"); h != "" {
		host = h
	}
	for key, value := range map[string]string{
		"statement_timeout": "15000", "lock_timeout": "5000", "idle_in_transaction_session_timeout": "15000",
		"connect_timeout": "5", "timezone": "UTC", "application_name": "radar", "sslmode": sslmode(host),
	} {
		if !q.Has(key) {
			q.Set(key, value)
		}
	}
	u.RawQuery = q.Encode()
	db, err := sqlx.Open("postgres", u.String())
	if err != nil {
		return nil, nil, nil, training.Invalid("db", "is not a valid address", wantAddress)
	}
	db.SetMaxOpenConns(o.MaxConns)
	db.SetMaxIdleConns(o.MaxConns)
	files, err := fs.Sub(migrationFiles, "migrations/postgres")
	if err != nil {
		return nil, nil, nil, err
	}
	return &dialect{
		goose: goose.DialectPostgres, files: files, lock: " FOR UPDATE",
		snapshot: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
		tables:   `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE "C"`,
		columns: `SELECT column_name AS name, data_type AS type, CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END AS nullable
			FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position`,
		clear:    "TRUNCATE %s",
		patience: "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0",
	}, db, db, nil
}

func sslmode(host string) string {
	if ip := net.ParseIP(host); host == "" || host == "localhost" || strings.HasPrefix(host, "/") || (ip != nil && ip.IsLoopback()) {
		return "disable"
	}
	return "verify-full"
}

// File returns the path of a database that is one file, else "".
func File(address string) string {
	rest, ok := strings.CutPrefix(address, "sqlite:")
	if !ok {
		return ""
	}
	return strings.TrimPrefix(rest, "//")
}

func fileAddress(path string) string { return "sqlite:" + path }

// release makes sure that nobody has a database file open, and moves what still
// lies in its write-ahead log into it.
func release(ctx context.Context, path string) (err error) {
	db, err := sqlx.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=busy_timeout(1000)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, "PRAGMA journal_mode = DELETE"); err != nil {
		if errors.Is(kindOf(err), training.ErrUnavailable) {
			return training.Conflict(path + " is in use; stop the program that has it open first")
		}
		return failed(err, "look at "+path)
	}
	return nil
}

// Redact returns an address without its password.
func Redact(address string) string {
	if !strings.Contains(address, "://") {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		scheme, _, _ := strings.Cut(address, ":")
		return scheme + "://" + strconv.Quote("unreadable address")
	}
	q := u.Query()
	if q.Has("password") {
		q.Set("password", "xxxxx")
	}
	u.RawQuery = q.Encode()
	return u.Redacted()
}
