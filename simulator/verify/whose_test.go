package verify_test

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/verify"
)

// TestWhose leaks pieces of one team's dataset: as they are, typed off a
// screen, from a tool's output. Each is traced to the team and to no other.
func TestWhose(t *testing.T) {
	a, _ := simulated(t, "team-a")
	b, _ := simulated(t, "team-b")
	leak := func(text string) string {
		file := filepath.Join(t.TempDir(), "leak.txt")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	line := func(path string, n int) string {
		f, err := os.Open(filepath.Join(b, path))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }() // read only
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for range n {
			if !lines.Scan() {
				t.Fatalf("%s has fewer than %d lines", path, n)
			}
		}
		return lines.Text()
	}
	field := func(row, name string) string {
		_, rest, ok := strings.Cut(row, `"`+name+`":"`)
		if !ok {
			t.Fatalf("no %s in %s", name, row)
		}
		v, _, _ := strings.Cut(rest, `"`)
		return v
	}
	pictures, err := filepath.Glob(filepath.Join(b, "microblog/media/*.jpg"))
	if err != nil || len(pictures) == 0 {
		t.Fatalf("no pictures: %v", err)
	}
	var handles []string
	for n := range 4 {
		handles = append(handles, "@"+field(line("microblog/accounts.jsonl", n+1), "handle"))
	}
	var texts []string
	posts, err := os.ReadFile(filepath.Join(b, "microblog/statuses.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for row := range strings.Lines(string(posts)) {
		if text := field(row, "text"); len(text) > 150 && len(texts) < 4 {
			texts = append(texts, text)
		}
	}
	for name, c := range map[string]struct {
		file string
		sure bool
	}{
		"a row":                      {leak(line("microblog/statuses.jsonl", 40)), true},
		"a picture":                  {pictures[3], true},
		"a whole file":               {filepath.Join(b, "infra/dns.jsonl"), true},
		"handles, typed off":         {leak("look at " + strings.Join(handles, ", ") + " and tell nobody"), true},
		"one handle":                 {leak("they all follow " + handles[0]), false},
		"a transaction":              {leak("look at " + oneTransaction(t, b)), true},
		"what they write, typed off": {leak(strings.Join(texts, "\n")), true},
	} {
		found, err := verify.Whose(t.Context(), []string{a, b}, c.file)
		if err != nil || len(found) != 1 || found[0].Variant != "team-b" || found[0].Sure != c.sure {
			t.Errorf("%s: %+v, %v; want team-b alone, sure: %v", name, found, err, c.sure)
		}
	}
	for name, text := range map[string]string{
		"an ordinary text":                      "Dear all, the course begins on 2026-03-02 at chatterly.test. Bring +44 and a pen.",
		"what both have":                        "www.chatterly.test ns1.nic-registry.test",
		"an address that somebody made himself": "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq",
	} {
		if found, err := verify.Whose(t.Context(), []string{a, b}, leak(text)); err != nil || len(found) != 0 {
			t.Errorf("%s: %+v, %v; want nobody", name, found, err)
		}
	}
	// Handles and words may be another team's, too, as long as no other was looked at.
	alone := leak("look at " + strings.Join(handles, ", "))
	if found, err := verify.Whose(t.Context(), []string{b}, alone); err != nil || len(found) != 1 || found[0].Sure {
		t.Errorf("beside nobody: %+v, %v; want team-b, not sure", found, err)
	}
	if _, err := verify.Whose(t.Context(), []string{t.TempDir()}, leak("x")); err == nil {
		t.Error("a folder that is no dataset was searched")
	}
}

// oneTransaction reads a transaction id out of a chain as a tool would print it.
func oneTransaction(t *testing.T, dir string) string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "ledger/blk00000.dat"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // read only
	var b wire.MsgBlock
	for range 30 {
		if _, err := io.CopyN(io.Discard, f, 8); err != nil {
			t.Fatal(err)
		}
		if err := b.Deserialize(f); err != nil {
			t.Fatal(err)
		}
	}
	return b.Transactions[0].TxHash().String()
}

// The services of the fictional internet stand in every dataset that has them:
// asked of one dataset alone, they are no watermarks of it.
func TestWhosePlatforms(t *testing.T) {
	dir, leak := t.TempDir(), filepath.Join(t.TempDir(), "leak.txt")
	for file, text := range map[string]string{
		filepath.Join(dir, "manifest.json"): `{"format":1,"scenario":"market","variant":"team-a"}`,
		filepath.Join(dir, "dns.jsonl"):     `{"name":"kurjer.test"}` + "\n" + `{"name":"www.bazarino.test"}` + "\n" + `{"name":"ct.test"}` + "\n",
		leak:                                "Look at kurjer.test, www.bazarino.test and ct.test.",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if found, err := verify.Whose(t.Context(), []string{dir}, leak); err != nil || len(found) != 0 {
		t.Errorf("%+v, %v; want nobody", found, err)
	}
}
