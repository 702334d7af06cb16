package store_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"testing"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/storetest"
)

// setting is a statement and what it answers on both handles of a store.
type setting struct{ query, reads, writes string }

var (
	sqliteSettings = []setting{
		{"PRAGMA journal_mode", "wal", "wal"},
		{"PRAGMA synchronous", "2", "2"}, // FULL
		{"PRAGMA busy_timeout", "5000", "5000"},
		{"PRAGMA foreign_keys", "1", "1"},
		{"PRAGMA trusted_schema", "0", "0"},
		{"PRAGMA journal_size_limit", "67108864", "67108864"},
		{"PRAGMA query_only", "1", "0"},
	}
	postgresSettings = []setting{
		{"SHOW statement_timeout", "15s", "15s"},
		{"SHOW lock_timeout", "5s", "5s"},
		{"SHOW idle_in_transaction_session_timeout", "15s", "15s"},
		{"SHOW timezone", "UTC", "UTC"},
		{"SHOW application_name", "radar", "radar"},
	}
)

func settings(t *testing.T, st *store.Store, want []setting) {
	t.Helper()
	for _, s := range want {
		if got, err := store.Reading(t.Context(), st, s.query); got != s.reads || err != nil {
			t.Errorf("reading, %s: %s, want %s (%v)", s.query, got, s.reads, err)
		}
		if got, err := store.Writing(t.Context(), st, s.query); got != s.writes || err != nil {
			t.Errorf("writing, %s: %s, want %s (%v)", s.query, got, s.writes, err)
		}
	}
}

func TestSettings(t *testing.T) {
	for i, want := range [][]setting{sqliteSettings, postgresSettings} {
		e := storetest.Engines()[i]
		t.Run(e.Name, func(t *testing.T) { settings(t, e.Open(t), want) })
	}
	// A server on this machine is trusted to be itself, no other.
	for host, want := range map[string]string{
		"": "disable", "localhost": "disable", "127.0.0.1": "disable", "::1": "disable", "/run/postgresql": "disable",
		"db.site.example": "verify-full", "10.0.0.5": "verify-full", "localhost.site.example": "verify-full",
	} {
		if got := store.Sslmode(host); got != want {
			t.Errorf("%q: %s, want %s", host, got, want)
		}
	}
}

// Only what surely wrote nothing is run again. A connection that died may have
// committed.
func TestPassing(t *testing.T) {
	for code, want := range map[pqerror.Code]bool{
		"57P03": true, "40001": true, "40P01": true,
		"57P01": false, "57P02": false, "08006": false, "08003": false, "57014": false, "53300": false, "55P03": false, "23505": false, "53100": false,
	} {
		if got := store.Passing(fmt.Errorf("commit: %w", &pq.Error{Code: code})); got != want {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
	refused := &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	reset := &net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	if !store.Passing(refused) || store.Passing(reset) || store.Passing(errors.New("x")) {
		t.Error("refused is passing, reset and unknown errors are not")
	}
}
