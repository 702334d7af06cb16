package store_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
)

// A wrong address says what is wrong with it, and keeps passwords to itself.
func TestOpenRefused(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.db")
	put(t, text, strings.Repeat("this is no database\n", 100))
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := nobody.Addr().(*net.TCPAddr).Port
	if err := nobody.Close(); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]struct {
		kind error
		says string
	}{
		"radar.db":                       {training.ErrInvalid, "sqlite:FILE"},
		"mysql://root:hunter2@localhost": {training.ErrInvalid, `"mysql:"`},
		"sqlite:":                        {training.ErrInvalid, "not a file"},
		"sqlite::memory:":                {training.ErrInvalid, "not a file"},
		"sqlite:" + dir:                  {training.ErrInvalid, "not a file"},
		"sqlite:" + dir + "/no/radar.db": {training.ErrInvalid, dir + "/no"},
		"sqlite:" + text:                 {training.ErrInvalid, "not a SQLite database"},
		fmt.Sprintf("postgres://radar:hunter2@127.0.0.1:%d/radar", port): {training.ErrUnavailable, fmt.Sprint(port)},
		"postgres://radar:hunter2@database.invalid/radar":                {training.ErrUnavailable, "database.invalid"},
		"postgres://radar:hunter2@[::1/radar":                            {training.ErrInvalid, "not a valid address"},
	} {
		st, err := store.Open(t.Context(), address, store.Options{Migrate: true})
		if err == nil {
			_ = st.Close()
		}
		if !errors.Is(err, want.kind) || !strings.Contains(fmt.Sprint(err), want.says) || strings.Contains(fmt.Sprint(err), "hunter2") {
			t.Errorf("%s: %v", store.Redact(address), err)
		}
	}
	// A file that is there and not a database is left as it was.
	if b, err := os.ReadFile(text); err != nil || !strings.HasPrefix(string(b), "this is no database\nthis") {
		t.Errorf("%.40q %v", b, err)
	}
	if r := store.Redact("postgres://a:hunter2@h/d?password=hunter2"); strings.Contains(r, "hunter2") {
		t.Error(r)
	}
}

// A file may be called anything that a folder of the person's own may be called.
func TestOddFileNames(t *testing.T) {
	for _, name := range []string{"a b.db", "100%20.db", "it's é.db", "a&_txlock=deferred.db", "a+b;c.db"} {
		dir := filepath.Join(t.TempDir(), "my folder "+name)
		must(t, os.Mkdir(dir, 0o700))
		storetest.Fill(t, storetest.Open(t, "sqlite:"+filepath.Join(dir, name)))
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
		settings(t, storetest.Open(t, "sqlite:"+filepath.Join(dir, name)), sqliteSettings)
	}
}

// The file holds the hashes of passphrases: nobody else on the machine reads it,
// or what waits beside it to be moved into it. A file that is there keeps the
// rights that somebody gave it.
func TestFileIsPrivate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "radar.db")
	st, err := store.Open(t.Context(), "sqlite:"+file, store.Options{Migrate: true})
	must(t, err)
	for _, name := range []string{file, file + "-wal"} {
		if info, err := os.Stat(name); err != nil || info.Mode() != 0o600 {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
	must(t, st.Close())
	must(t, os.Chmod(file, 0o640))
	storetest.Open(t, "sqlite:"+file)
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o640 {
		t.Errorf("an older file: %v %v", info.Mode(), err)
	}
}

func TestMigrate(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) {
			ctx, address := t.Context(), e.Address(t)
			if file := store.File(address); file != "" {
				// Looking makes no file; an empty one is like an empty database.
				if _, err := store.Open(ctx, address, store.Options{}); !errors.Is(err, training.ErrNotFound) {
					t.Errorf("a database that is not there opens: %v", err)
				}
				if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
					t.Errorf("looking made a file: %v", err)
				}
				put(t, file, "")
			}
			if _, err := store.Open(ctx, address, store.Options{}); !errors.Is(err, training.ErrUnavailable) || !strings.Contains(err.Error(), "radar migrate") {
				t.Errorf("an empty database opens: %v", err)
			}
			// Several instances that start at the same moment.
			var wg sync.WaitGroup
			errs := make(chan error, 4)
			for range 4 {
				wg.Go(func() {
					st, err := store.Open(ctx, address, store.Options{Migrate: true})
					if err == nil {
						err = st.Close()
					}
					errs <- err
				})
			}
			wg.Wait()
			for range 4 {
				if err := <-errs; err != nil {
					t.Error(err)
				}
			}
			st := storetest.Open(t, address)
			head, err := store.Head()
			if err != nil {
				t.Fatal(err)
			}
			if err := st.Migrate(ctx, head); err != nil {
				t.Error(err)
			}
			if err := st.Migrate(ctx, head+1); !errors.Is(err, training.ErrInvalid) {
				t.Errorf("beyond the newest: %v", err)
			}
			if head > 0 {
				if err := st.Migrate(ctx, head-1); head > 1 && !errors.Is(err, training.ErrInvalid) {
					t.Errorf("backwards: %v", err)
				}
			}
			// An older program on a newer schema still opens.
			if _, err := storetest.Raw(t, address).Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)"); err != nil {
				t.Fatal(err)
			}
			if old, err := store.Open(ctx, address, store.Options{Migrate: true}); err != nil {
				t.Errorf("a newer schema: %v", err)
			} else if err := old.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// A full disk is told as such, nothing is half-written, and all is well again
// when there is room. The engine itself meets its limit of pages.
func TestDiskFull(t *testing.T) {
	file := filepath.Join(t.TempDir(), "radar.db")
	st := storetest.Open(t, "sqlite:"+file)
	f := storetest.Fill(t, st)
	big := strings.Repeat("x", 30_000)
	var pages int
	raw := storetest.Raw(t, "sqlite:"+file)
	if err := raw.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		t.Helper()
		must(t, store.Pragma(t.Context(), st, fmt.Sprintf("max_page_count = %d", n)))
	}
	limit(pages + 20)
	kept := 0
	var err error
	for err == nil && kept < 50 {
		if err = st.InTx(t.Context(), func(tx *store.Tx) error {
			_, err := tx.AddSubmission(t.Context(), f.Ana, training.StoredSubmission{Run: "run-a", Wire: []byte(big), Person: "ana", At: storetest.Now})
			return err
		}); err == nil {
			kept++
		}
	}
	if !errors.Is(err, training.ErrFull) || !errors.Is(err, training.ErrUnavailable) || kept == 0 {
		t.Errorf("after %d: %v", kept, err)
	}
	subs, err := st.Submissions(t.Context(), f.Trainer, "run-a")
	if err != nil || len(subs) != kept {
		t.Errorf("%d kept, %d there: %v", kept, len(subs), err)
	}
	limit(1 << 30)
	must(t, st.InTx(t.Context(), func(tx *store.Tx) error {
		return tx.Audit(t.Context(), training.AuditEntry{At: storetest.Now, Action: "x"})
	}))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Two transactions that wait for each other: PostgreSQL ends one of them (40P01),
// InTx runs it again, both are done in the end. SQLite has one writer and no
// deadlocks; the same test holds.
func TestDeadlockIsRetried(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) {
			st := e.Open(t)
			f := storetest.Fill(t, st)
			var runs atomic.Int32
			var wg sync.WaitGroup
			errs := make(chan error, 2)
			var meet sync.WaitGroup
			meet.Add(2)
			lock := func(first, second training.RunID) {
				defer wg.Done()
				once := true
				errs <- st.InTx(t.Context(), func(tx *store.Tx) error {
					runs.Add(1)
					if _, err := tx.LockRun(t.Context(), f.Trainer, first); err != nil {
						return err
					}
					if once && e.Name != "sqlite" { // both hold their first row before either asks for its second
						once = false
						meet.Done()
						meet.Wait()
					}
					_, err := tx.LockRun(t.Context(), f.Trainer, second)
					return err
				})
			}
			wg.Add(2)
			go lock("run-a", "run-b")
			go lock("run-b", "run-a")
			wg.Wait()
			must(t, errors.Join(<-errs, <-errs))
			if n := runs.Load(); e.Name != "sqlite" && n != 3 {
				t.Errorf("%d runs, want 3: one was ended and run again", n)
			}
		})
	}
}

// A relay in front of the server: while it refuses, requests fail as
// unavailable; a refusal that passes is not noticed; when connections die, the
// next request works.
func TestServerAwayAndBack(t *testing.T) {
	address := storetest.Engines()[1].Address(t)
	r := storetest.NewRelay(t, address)
	st, err := store.Open(t.Context(), r.Address, store.Options{Migrate: true})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	f := storetest.Fill(t, st)
	write := func() error {
		return st.InTx(t.Context(), func(tx *store.Tx) error {
			return tx.Audit(t.Context(), training.AuditEntry{At: storetest.Now, Site: "ro", Action: "x"})
		})
	}
	must(t, write())
	r.Down()
	for range 2 {
		if err := write(); !errors.Is(err, training.ErrUnavailable) {
			t.Errorf("while the server is away: %v", err)
		}
		if _, err := st.Runs(t.Context(), f.Trainer); !errors.Is(err, training.ErrUnavailable) {
			t.Errorf("reading while the server is away: %v", err)
		}
		if err := st.Ping(t.Context()); !errors.Is(err, training.ErrUnavailable) {
			t.Errorf("ping: %v", err)
		}
	}
	r.Up(t)
	must(t, write())

	// Away at the first try, back before the last, which comes 375 ms later at the
	// earliest.
	r.Down()
	back := time.AfterFunc(100*time.Millisecond, func() { r.Up(t) })
	defer back.Stop()
	must(t, write())
	n, _, err := st.VerifyAudit(t.Context())
	if err != nil || n != 3 {
		t.Errorf("%d entries, want 3: %v", n, err)
	}
}
