package verify_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator/verify"
)

// listing returns every file of a dataset, relative and slash-separated.
func listing(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func edit(t *testing.T, dir, path string, change func([]byte) []byte) (undo func()) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(path))
	old, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, change(bytes.Clone(old)), 0o600); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.WriteFile(full, old, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func flip(at func(n int) int) func([]byte) []byte {
	return func(b []byte) []byte {
		b[at(len(b))] ^= 1
		return b
	}
}

func names(r verify.Report, k verify.Kind, path string) bool {
	return slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return f.Kind == k && f.Path == path })
}

// One bit flipped in every file, all at once: each is named, and nothing else is said.
func flippedBytes(t *testing.T, dir string, key []byte) {
	files := listing(t, dir)
	for _, at := range []func(int) int{func(int) int { return 0 }, func(n int) int { return n / 2 }, func(n int) int { return n - 1 }} {
		var undo []func()
		for _, path := range files {
			if path != "manifest.json" {
				undo = append(undo, edit(t, dir, path, flip(at)))
			}
		}
		r := check(t, dir, key)
		for _, path := range files {
			if path != "manifest.json" && !names(r, verify.Bad, path) {
				t.Errorf("%s is not named", path)
			}
		}
		if len(r.Faults) != len(files)-1 {
			t.Errorf("%d faults for %d files: %v", len(r.Faults), len(files)-1, r.Faults[:min(3, len(r.Faults))])
		}
		for _, f := range undo {
			f()
		}
	}
	// The manifest holds every other file's digest, so a flip in one of its rows
	// names that file and the manifest together.
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{`"truth_root": "`, `"seed_commitment": "`, `"scenario": "`, `"variant": "`, `"format": `, `"sha256": "`, `"path": "`, `"surface": "`, `"records": `, `"simulator": "`, "\"tools\": [\n    \"", `"age1`} {
		if !bytes.Contains(manifest, []byte(word)) {
			t.Fatalf("no %s in the manifest", word)
		}
		at := bytes.Index(manifest, []byte(word)) + len(word)
		undo := edit(t, dir, "manifest.json", flip(func(int) int { return at }))
		r := check(t, dir, key)
		if !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return strings.Contains(f.String(), "manifest.json") }) {
			t.Errorf("a flip after %s: %v", word, r.Faults)
		}
		undo()
	}
	if r := check(t, dir, key); !r.Whole() {
		t.Errorf("put back, yet: %v", r.Faults)
	}
}

func missingAndExtra(t *testing.T, dir string, key []byte) {
	gone := "microblog/statuses.jsonl"
	if err := os.Remove(filepath.Join(dir, gone)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "web", "note.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	cut := "ledger/blk00000.dat"
	edit(t, dir, cut, func(b []byte) []byte { return b[:len(b)/2] })
	r := check(t, dir, key)
	if len(r.Faults) != 3 || !names(r, verify.Missing, gone) || !names(r, verify.Extra, "web/note.txt") || !names(r, verify.Bad, cut) {
		t.Errorf("%v", r.Faults)
	}
	if err := os.Remove(filepath.Join(dir, "manifest.json")); err != nil {
		t.Fatal(err)
	}
	if r := check(t, dir, nil); len(r.Faults) != 1 || !names(r, verify.Missing, "manifest.json") {
		t.Errorf("without a manifest: %v", r.Faults)
	}
	if _, err := verify.Dataset(t.Context(), filepath.Join(dir, "nowhere"), verify.Options{}); err == nil {
		t.Error("a folder that is not there is read")
	}
	if _, err := verify.Dataset(t.Context(), dir, verify.Options{Key: []byte("hello")}); err == nil || !strings.Contains(err.Error(), "AGE-SECRET-KEY-1") {
		t.Errorf("nonsense as a key: %v", err)
	}
}

// resign gives a changed file its new digest in the manifest, as a forger would.
func resign(t *testing.T, dir, path string) {
	t.Helper()
	full := filepath.Join(dir, "manifest.json")
	b, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range m["files"].([]any) {
		row := f.(map[string]any)
		if row["path"] == path {
			sum := sha256.Sum256(body)
			row["sha256"], row["bytes"] = hex.EncodeToString(sum[:]), len(body)
		}
	}
	b, err = json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// change rewrites one line of a JSON Lines file: the first that want accepts.
func change(want func(row map[string]any) bool, set func(row map[string]any)) func([]byte) []byte {
	return func(b []byte) []byte {
		lines := bytes.SplitAfter(b, []byte("\n"))
		for i, line := range lines {
			var row map[string]any
			if len(line) == 0 || json.Unmarshal(line, &row) != nil || !want(row) {
				continue
			}
			set(row)
			out, err := json.Marshal(row)
			if err != nil {
				panic(err)
			}
			lines[i] = append(out, '\n')
			break
		}
		return bytes.Join(lines, nil)
	}
}

func has(key string) func(map[string]any) bool {
	return func(row map[string]any) bool { _, ok := row[key]; return ok }
}

// twoVersions lets the first of two versions of a page stay for ever.
func twoVersions(b []byte) []byte {
	seen := map[any]bool{}
	for _, line := range bytes.Split(b, []byte("\n")) {
		var row map[string]any
		if json.Unmarshal(line, &row) != nil {
			continue
		}
		key := [2]any{row["host"], row["path"]}
		if seen[key] {
			return change(func(r map[string]any) bool { return r["host"] == key[0] && r["path"] == key[1] }, func(r map[string]any) { delete(r, "gone_at") })(b)
		}
		seen[key] = true
	}
	return b
}

// What is whole byte by byte and cannot be: each lie is found, in the file that tells it.
func brokenRules(t *testing.T, dir string, _ []byte) {
	clean, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	first := func(map[string]any) bool { return true }
	put := func(key string, v any) func(map[string]any) { return func(row map[string]any) { row[key] = v } }
	for _, c := range []struct {
		name, path string
		edit       func([]byte) []byte
		says       string
	}{
		{"a status of nobody", "microblog/statuses.jsonl", change(first, put("account_id", "9")), "account 9 is not there"},
		{"a status before its account", "microblog/accounts.jsonl", change(first, put("created_at", "2026-05-01T00:00:00Z")), "before its account was made"},
		{"a reply before its cause", "microblog/statuses.jsonl", change(has("in_reply_to"), func(r map[string]any) { r["in_reply_to"] = r["id"] }), "before that was written"},
		{"deleted before written", "microblog/statuses.jsonl", change(has("deleted_at"), put("deleted_at", "2026-01-01T00:00:00Z")), "was deleted at"},
		{"after the clock", "microblog/favourites.jsonl", change(first, put("created_at", "2027-01-01T00:00:00Z")), "after the end of the clock"},
		{"another shape", "microblog/follows.jsonl", change(first, put("note", "x")), "unknown field"},
		{"a local time", "microblog/follows.jsonl", change(first, put("created_at", "2026-03-01T00:00:00+01:00")), "not in UTC"},
		{"media without its file", "microblog/media.jsonl", change(first, put("file", "microblog/media/none.jpg")), "is not in the dataset"},
		{"a lost line end", "microblog/follows.jsonl", func(b []byte) []byte { return b[:len(b)-1] }, "line feed"},
		{"a row too few", "microblog/follows.jsonl", func(b []byte) []byte { return b[bytes.IndexByte(b, '\n')+1:] }, "records, manifest.json says"},
		{"a real host", "microblog/statuses.jsonl", change(has("text"), put("text", "see www.police.eu")), `host name "www.police.eu"`},
		{"a page of no site", "web/pages.jsonl", change(first, put("host", "nobody.example")), "is not in web/sites.jsonl"},
		{"two versions at once", "web/pages.jsonl", twoVersions, "at the same time"},
		{"an address of somebody", "infra/dns.jsonl", change(func(r map[string]any) bool { return r["type"] == "A" }, put("data", "8.8.8.8")), "lies in no network"},
		{"a network of somebody", "infra/networks.jsonl", change(first, put("asn", 3320)), "not reserved"},
		{"expired before registered", "infra/registrations.jsonl", change(first, put("expires", "2001-01-01T00:00:00Z")), "not in that order"},
		{"a chain summary that lies", "ledger/chain.json", change(first, put("height", 7)), "does not describe"},
		{"a coin more", "ledger/blk00000.dat", flip(func(n int) int { return n / 2 }), "block "},
		{"a block twice", "ledger/blk00000.dat", func(b []byte) []byte { return append(b, b[:8+int(b[4])+int(b[5])<<8]...) }, "does not follow"},
		{"a chain cut", "ledger/blk00000.dat", func(b []byte) []byte { return b[:len(b)-3] }, "is cut"},
		{"a case post of another account", "case/posts.csv", func(b []byte) []byte { return bytes.Replace(b, []byte("@"), []byte("@x"), 1) }, "is not that of the status"},
		{"a verdict that flatters", "realism/realism.json", func(b []byte) []byte { return bytes.Replace(b, []byte(`"not_applicable"`), []byte(`"pass"`), 1) }, `want "not_applicable"`},
		{"a report without its label", "realism/index.html", func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("SYNTHETIC"), []byte("GENUINE")) }, "does not bear the label"},
	} {
		undo := edit(t, dir, c.path, c.edit)
		resign(t, dir, c.path)
		r := check(t, dir, nil)
		if !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool {
			return f.Kind == verify.Rule && strings.Contains(f.Reason, c.says)
		}) {
			t.Errorf("%s: %v, want it to say %q", c.name, r.Faults[:min(4, len(r.Faults))], c.says)
		}
		undo()
		if err := os.WriteFile(filepath.Join(dir, "manifest.json"), clean, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// open decrypts a truth; seal encrypts it again.
func openTruth(t *testing.T, dir string, key []byte) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "truth.age"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	ids, err := age.ParseIdentities(bytes.NewReader(key))
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(f, ids...)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sealTruth(t *testing.T, dir string, key, plain []byte) {
	t.Helper()
	ids, err := age.ParseIdentities(bytes.NewReader(key))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, ids[0].(*age.X25519Identity).Recipient())
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write(plain)
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "truth.age"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A fact changed under an honest seal breaks its proof; every fact proves itself.
func brokenSeal(t *testing.T, dir string, key []byte) {
	r := check(t, dir, key)
	plain := openTruth(t, dir, key)
	if n := bytes.Count(plain, []byte("\n")) - 1; len(r.Facts) != n || n < 50 || !r.Whole() {
		t.Fatalf("%d of %d facts proved: %v", len(r.Facts), n, r.Faults)
	}
	// The released plaintext proves itself without a key.
	if r := check(t, dir, plain); !r.Whole() || len(r.Facts) == 0 {
		t.Errorf("released truth: %v", r.Faults)
	}
	forged := bytes.Replace(plain, []byte(`"predicate":"administers"`), []byte(`"predicate":"operates"`), 1)
	if bytes.Equal(forged, plain) {
		t.Fatal("no fact says administers")
	}
	if r := check(t, dir, forged); !names(r, verify.Bad, "truth.age") || len(r.Facts) == len(check(t, dir, plain).Facts) {
		t.Errorf("a forged release: %v", r.Faults)
	}
	sealTruth(t, dir, key, forged)
	if r := check(t, dir, key); !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool {
		return f.Path == "truth.age" && strings.Contains(f.Reason, "link:person:main/administers/account:main is not proved")
	}) {
		t.Errorf("a forged seal: %v", r.Faults)
	}
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if r := check(t, dir, []byte(other.String())); len(r.Faults) != 1 || !strings.Contains(r.Faults[0].Reason, "sealed to another one") {
		t.Errorf("a wrong key: %v", r.Faults)
	}
}

func cancelled(t *testing.T, dir string, _ []byte) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := verify.Dataset(ctx, dir, verify.Options{}); err == nil {
		t.Error("a cancelled reading ends without an error")
	}
}
