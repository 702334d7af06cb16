package e2e_test

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
)

// TestFullDisk lets the disk under the whole server run full while a team works:
// what cannot be kept is refused in words, nothing acknowledged is lost, and with
// room again everything goes on without a restart. A disk of its own can only be
// had where mounting is allowed; a limit on the size of files, which fails the
// same writes, can be had everywhere.
func TestFullDisk(t *testing.T) {
	t.Run("a limit on files", func(t *testing.T) {
		m := serving(t, sqlite)
		limit := func(size string) {
			t.Helper()
			cmd := exec.CommandContext(t.Context(), toolbin.Find(t, "prlimit"), "--pid", strconv.Itoa(m.server()), "--fsize="+size+":unlimited")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("prlimit: %v\n%s", err, out)
			}
		}
		full(t, m, func() { limit("4096") }, func() { limit("unlimited") })
	})
	t.Run("a disk of its own", func(t *testing.T) {
		m := settled(t, sqlite)
		disk := t.TempDir()
		if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=200m"); err != nil {
			t.Logf("this machine allows no mounting (%v): the limit on files stands for it", err)
			return
		}
		t.Cleanup(func() {
			if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
				t.Error(err)
			}
		})
		if err := os.CopyFS(disk, os.DirFS(m.dir)); err != nil {
			t.Fatal(err)
		}
		m.dir = disk
		m.start()
		ballast := m.path("ballast")
		full(t, m, func() { fill(t, ballast) }, func() {
			if err := os.Remove(ballast); err != nil {
				t.Fatal(err)
			}
		})
	})
}

// fill writes a file until the disk has no more room.
func fill(t *testing.T, file string) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	for size := 1 << 20; size >= 1; {
		if _, err = f.Write(make([]byte, size)); err != nil {
			size /= 16 // the last bytes, too
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("filling the disk ended with %v", err)
	}
	if err := f.Close(); err != nil && !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
}

func full(t *testing.T, m *machine, fill, free func()) {
	t.Helper()
	ana := m.signIn("ro/trainee/team-a", 0)
	run := ana.runOf()
	work(ana, run)
	kept := ana.must(run + "/report/1")
	token := ana.token()
	hand := func(key string) answer {
		return ana.send(run+"/report/submit", url.Values{"csrf": {token}, "key": {key}, "confirm": {"yes"}})
	}
	large := capture{name: "large.html", body: bytes.Repeat([]byte("<p>an offer</p>"), 1<<16)}

	fill()
	for name, a := range map[string]answer{"a submission": hand("full-1"), "an upload": ana.uploadWith(run, token, large)} {
		if a.status != http.StatusServiceUnavailable || !strings.Contains(plain(a.body), "disk is full") {
			t.Errorf("%s on a full disk: %v, want 503 that says so", name, a)
		}
	}
	if a := m.visitor().get("/healthz"); a.status != http.StatusOK {
		t.Errorf("/healthz on a full disk: %v", a)
	}
	if a := m.visitor().get("/handbook"); a.status != http.StatusOK {
		t.Errorf("the handbook on a full disk: %d", a.status)
	}
	if left := folder(t, m, "incoming"); len(left) > 0 {
		t.Errorf("the incoming folder holds %q", left)
	}
	free()

	until(t, "a submission is taken again", 20*time.Second, func() bool { return hand("full-1").status == http.StatusSeeOther })
	if a := ana.upload(run, large); a.status != http.StatusOK {
		t.Errorf("an upload with room again: %v", a)
	}
	if got := ana.must(run + "/report/1"); got != kept {
		t.Error("the submission of before is another one now")
	}
	if a := ana.get(run + "/report/3"); a.status != http.StatusNotFound {
		t.Errorf("there is a third submission: %v", a.status)
	}
	m.stop()
	if out := radar(t, m.dir, "verify", "audit", "--db", m.db); !strings.HasPrefix(out, "verified ") {
		t.Errorf("verify audit says %q", out)
	}
	if log := m.log(); strings.Contains(log, "panic") {
		t.Errorf("the program complained:\n%.4000s", log)
	}
}
