// Package pgtest gives tests a real PostgreSQL: the server that TEST_POSTGRES_DSN
// names, or else a throw-away cluster made from the machine's own binaries, one
// for each test process. Every call of [DSN] is a fresh, empty schema in it.
//
//	st, err := store.Open(ctx, pgtest.DSN(t), store.Options{Migrate: true})
//
// A machine without PostgreSQL fails the test and says what to install; only
// "make test-core" leaves such tests out, and counts them.
package pgtest

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/lib/pq" // the driver that creates the schemas

	"github.com/osint-radar/academy/internal/toolbin"
)

// DSN returns a postgres:// address whose search path is a schema of its own,
// dropped when the test ends.
func DSN(tb testing.TB) string {
	tb.Helper()
	base := os.Getenv("TEST_POSTGRES_DSN")
	if base == "" {
		toolbin.Core(tb, "PostgreSQL")
		bin, err := filepath.EvalSymlinks(toolbin.Find(tb, "initdb"))
		if err != nil {
			tb.Fatal(err)
		}
		if base, err = running.start(filepath.Dir(bin)); err != nil {
			tb.Fatalf("start a throw-away PostgreSQL: %v", err)
		}
	}
	db, err := sql.Open("postgres", base)
	if err != nil {
		tb.Fatal(err)
	}
	schema := "t_" + strings.ToLower(rand.Text()[:16])
	if _, err := db.Exec("CREATE SCHEMA " + schema); err != nil {
		tb.Fatalf("TEST_POSTGRES_DSN or the throw-away cluster: %v", err)
	}
	tb.Cleanup(func() {
		if _, err := db.Exec("DROP SCHEMA " + schema + " CASCADE"); err != nil {
			tb.Errorf("drop schema: %v", err)
		}
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	u, err := url.Parse(base)
	if err != nil {
		tb.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

// running is this process's cluster: starting one costs seconds, so the tests
// of a package share it.
var running cluster

type cluster struct {
	once sync.Once
	dsn  string
	err  error
	hold *os.File // the cluster's keeper lives as long as this pipe is open
}

func (c *cluster) start(bin string) (string, error) {
	c.once.Do(func() { c.dsn, c.err = c.run(bin) })
	return c.dsn, c.err
}

// keeper runs the server until its standard input ends, which happens when the
// test process ends, however it ends; then it leaves nothing behind.
const keeper = `"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c max_connections=200 >"$2/log" 2>&1 &
pid=$!
read -r _
kill -INT $pid
wait $pid
rm -rf "$2"`

func (c *cluster) run(bin string) (string, error) {
	dir, err := os.MkdirTemp("", "radarpg")
	if err != nil {
		return "", err
	}
	var as syscall.SysProcAttr
	if os.Getuid() == 0 {
		// initdb refuses root; Debian's package brings an account for it.
		u, err := user.Lookup("postgres")
		if err != nil {
			return "", fmt.Errorf("initdb refuses to run as root and there is no account postgres to run it: %w", err)
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return "", err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return "", err
		}
		as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, int(uid), int(gid)); err != nil {
			return "", err
		}
	}
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = dir, &as
	if out, err := initdb.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w\n%s", err, out)
	}
	r, w, err := os.Pipe()
	if err != nil {
		return "", err
	}
	sh := exec.Command("/bin/sh", "-c", keeper, "keeper", bin, dir)
	sh.Dir, sh.SysProcAttr, sh.Stdin = dir, &as, r
	if err := sh.Start(); err != nil {
		return "", err
	}
	c.hold = w
	if err := r.Close(); err != nil {
		return "", err
	}
	dsn := (&url.URL{Scheme: "postgres", Path: "/postgres", RawQuery: url.Values{"host": {dir}, "user": {"postgres"}, "sslmode": {"disable"}}.Encode()}).String()
	return dsn, wait(dsn, filepath.Join(dir, "log"))
}

// wait tries the server until it answers; after half a minute it gives up with
// the server's own log.
func wait(dsn, log string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // nothing was written through it
	every := time.NewTicker(20 * time.Millisecond)
	defer every.Stop()
	limit := time.After(30 * time.Second)
	for {
		err := db.Ping()
		if err == nil {
			return nil
		}
		select {
		case <-every.C:
		case <-limit:
			said, _ := os.ReadFile(log) // best effort: the ping's error is what counts
			return fmt.Errorf("no answer after 30 s: %w\n%s", err, bytes.TrimSpace(said))
		}
	}
}
