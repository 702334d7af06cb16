package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
)

// From each engine to each: what comes back is the same, table by table and file
// by file, and the audit chain holds.
func TestBackupRoundTrip(t *testing.T) {
	for _, from := range storetest.Engines() {
		for _, to := range storetest.Engines() {
			t.Run(from.Name+" to "+to.Name, func(t *testing.T) {
				ctx, dir := t.Context(), t.TempDir()
				st := from.Open(t)
				storetest.Everything(t, st)
				data := filepath.Join(dir, "data")
				put(t, filepath.Join(data, "evidence", "ab", "abcd"), "a capture\x00\xff")
				put(t, filepath.Join(data, "incoming", "half"), "not yet")
				file := filepath.Join(dir, "backup.zip")
				want, err := st.Backup(ctx, file, data, storetest.Now)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range want.Tables {
					if p.Rows == 0 {
						t.Errorf("%s is empty: nothing is tried", p.Name)
					}
				}
				if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("%v %v", info.Mode(), err)
				}
				if _, err := st.Backup(ctx, file, "", storetest.Now); !errors.Is(err, training.ErrConflict) {
					t.Errorf("over another backup: %v", err)
				}

				address, fresh := to.Address(t), filepath.Join(dir, "fresh")
				if _, err := store.Restore(ctx, address, file, fresh, false); err != nil {
					t.Fatal(err)
				}
				again := storetest.Open(t, address)
				if _, head, err := again.VerifyAudit(ctx); err != nil || head != want.Audit.Head {
					t.Errorf("audit chain: %s %v", head, err)
				}
				got, err := again.Backup(ctx, filepath.Join(dir, "again.zip"), fresh, storetest.Now)
				if d := cmp.Diff(want, got); d != "" || err != nil {
					t.Errorf("%v\n%s", err, d)
				}
				if err := again.VerifyEvidence(ctx, training.Scope{Site: "ro", Role: training.Trainer}, "run-a"); err != nil {
					t.Error(err)
				}
				if b, err := os.ReadFile(filepath.Join(fresh, "evidence", "ab", "abcd")); string(b) != "a capture\x00\xff" || err != nil {
					t.Errorf("%q %v", b, err)
				}
				if _, err := os.Stat(filepath.Join(fresh, "incoming")); !errors.Is(err, os.ErrNotExist) {
					t.Errorf("what was on its way in came along: %v", err)
				}

				// Not over something, unless it is asked for; not without its files' place.
				if _, err := store.Restore(ctx, address, file, fresh, false); !errors.Is(err, training.ErrConflict) {
					t.Errorf("over a full database: %v", err)
				}
				if _, err := store.Restore(ctx, address, file, "", true); !errors.Is(err, training.ErrInvalid) {
					t.Errorf("without a data folder: %v", err)
				}
				if store.File(address) != "" {
					if _, err := store.Restore(ctx, address, file, fresh, true); !errors.Is(err, training.ErrConflict) {
						t.Errorf("under a program that has it open: %v", err)
					}
					if err := again.Close(); err != nil {
						t.Fatal(err)
					}
				}
				if _, err := store.Restore(ctx, address, file, fresh, true); err != nil {
					t.Errorf("with force: %v", err)
				}
				leftovers(t, dir)
			})
		}
	}
}

// A damaged archive is refused before anything is touched.
func TestRestoreDamaged(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	st := storetest.Engines()[0].Open(t)
	storetest.Everything(t, st)
	file := filepath.Join(dir, "backup.zip")
	if _, err := st.Backup(ctx, file, "", storetest.Now); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	damaged := map[string][]byte{"cut off": whole[:len(whole)*2/3], "empty": nil, "not an archive": []byte("hello")}
	for i := range 25 {
		b := bytes.Clone(whole)
		b[i*len(b)/40] ^= 0x20 // anywhere in the tables
		damaged["byte "+string(rune('a'+i))] = b
	}
	for name, b := range damaged {
		bad := filepath.Join(dir, "bad.zip")
		put(t, bad, string(b))
		target := filepath.Join(t.TempDir(), "radar.db")
		_, err := store.Restore(ctx, "sqlite:"+target, bad, "", false)
		if err == nil {
			// A flipped byte may lie where nobody reads, such as a time stamp: then
			// everything must be there all the same.
			restored := storetest.Open(t, "sqlite:"+target)
			if _, err := restored.Person(ctx, training.Scope{Site: "ro"}, "ana"); err != nil || name[:4] != "byte" {
				t.Errorf("%s: taken, and %v", name, err)
			}
			continue
		}
		if !errors.Is(err, training.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
		if left, _ := os.ReadDir(filepath.Dir(target)); len(left) > 0 {
			t.Errorf("%s: left behind %v", name, left)
		}
	}
	if _, err := store.Restore(ctx, "sqlite:"+filepath.Join(dir, "x.db"), filepath.Join(dir, "none.zip"), "", false); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no such archive: %v", err)
	}
	if _, err := st.Backup(ctx, filepath.Join(dir, "no", "such", "folder.zip"), "", storetest.Now); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no such folder: %v", err)
	}
	leftovers(t, dir)
}

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// leftovers finds files that only a half-done job leaves.
func leftovers(t *testing.T, dir string) {
	t.Helper()
	for _, pattern := range []string{".*", "*/.*", "*.part*", "*/*.part*"} {
		if left, _ := filepath.Glob(filepath.Join(dir, pattern)); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}
