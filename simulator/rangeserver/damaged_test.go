package rangeserver_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
)

// TestDamagedDatasets spoils a good dataset in one place and wants a refusal
// that names the file and, where there is one, the line.
func TestDamagedDatasets(t *testing.T) {
	edit := func(path string, change func([]byte) []byte) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			full := filepath.Join(dir, path)
			b, err := os.ReadFile(full)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(full, change(b), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	cut := func(n int) func([]byte) []byte { return func(b []byte) []byte { return b[:len(b)-n] } }
	for _, v := range []struct {
		name  string
		spoil func(*testing.T, string)
		want  []string
	}{
		{"no manifest", func(t *testing.T, dir string) { remove(t, dir+"/manifest.json") }, []string{"manifest.json"}},
		{"cut manifest", edit("manifest.json", cut(50)), []string{"manifest.json"}},
		{"a line cut in two", edit("microblog/statuses.jsonl", cut(10)), []string{"statuses.jsonl:98:", "cut off"}},
		{"whole lines missing", edit("microblog/statuses.jsonl", func(b []byte) []byte {
			return append(bytes.Join(bytes.SplitAfter(b, []byte("\n"))[:60], nil), nil...)
		}), []string{"statuses.jsonl:60:", "cut off"}},
		{"a changed byte", edit("microblog/accounts.jsonl", func(b []byte) []byte { return bytes.Replace(b, []byte("Bob"), []byte("Rob"), 1) }), []string{"accounts.jsonl", "digest"}},
		{"no JSON", edit("infra/dns.jsonl", func(b []byte) []byte { return bytes.Replace(b, []byte(`{"id":"3"`), []byte(`{"id":"3;`), 1) }), []string{"dns.jsonl:3:"}},
		{"broken UTF-8", edit("microblog/follows.jsonl", func(b []byte) []byte { return bytes.Replace(b, []byte("account_id"), []byte("account\xff\xfe"), 1) }), []string{"follows.jsonl:1:", "UTF-8"}},
		{"a file missing", func(t *testing.T, dir string) { remove(t, dir+"/web/ngo.test/index.html") }, []string{"web/ngo.test/index.html"}},
		{"a picture cut", edit("microblog/media/500.jpg", cut(3)), []string{"microblog/media/500.jpg", "bytes"}},
	} {
		t.Run(v.name, func(t *testing.T) {
			dir := newFixture(t).write(t)
			v.spoil(t, dir)
			_, err := rangeserver.Open(dir)
			if err == nil {
				t.Fatal("it is taken")
			}
			for _, w := range v.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%q does not say %q", err, w)
				}
			}
		})
	}
}

// TestRowsThatContradict are whole files whose rows cannot be.
func TestRowsThatContradict(t *testing.T) {
	for name, v := range map[string]struct {
		change func(*fixture)
		want   string
	}{
		"unknown author":   {func(f *fixture) { f.statuses[3].AccountID = "9" }, "statuses.jsonl:4:"},
		"out of order":     {func(f *fixture) { f.statuses[5], f.statuses[6] = f.statuses[6], f.statuses[5] }, "statuses.jsonl:7:"},
		"handle twice":     {func(f *fixture) { f.accounts[1].Handle = "ALICE" }, "accounts.jsonl:2:"},
		"boost of nothing": {func(f *fixture) { f.statuses[97].BoostOf = "5" }, "2002"},
		"bad address":      {func(f *fixture) { f.dns[2].Data = "192.0.2.700" }, "dns.jsonl:3:"},
		"path outside":     {func(f *fixture) { f.pages[0].File = "../../etc/passwd" }, "pages.jsonl:1:"},
		"own host":         {func(f *fixture) { f.sites = append(f.sites, record.Site{Host: "rdap.test"}) }, "rdap.test"},
	} {
		f := newFixture(t)
		v.change(f)
		if _, err := rangeserver.Open(f.write(t)); err == nil || !strings.Contains(err.Error(), v.want) {
			t.Errorf("%s: %v does not say %s", name, err, v.want)
		}
	}
}

// TestTownThatContradicts are rows of the forum and the short videos that cannot
// be, with honest digests.
func TestTownThatContradicts(t *testing.T) {
	good := townDir(t)
	for name, v := range map[string]struct{ file, old, with, want string }{
		"a post of nobody":     {"forum/private/posts.jsonl", `"author_id":"`, `"author_id":"9`, "posts.jsonl:1:"},
		"a post of no thread":  {"forum/private/posts.jsonl", `"thread_id":"`, `"thread_id":"9`, "posts.jsonl:1:"},
		"a thread of nobody":   {"forum/private/threads.jsonl", `"author_id":"`, `"author_id":"9`, "threads.jsonl:1:"},
		"a message to nobody":  {"forum/private/messages.jsonl", `"to_id":"`, `"to_id":"9`, "messages.jsonl:1:"},
		"no front page":        {"forum/front.json", "{", "[", "front.json"},
		"a picture outside":    {"forum/private/media.jsonl", `"file":"`, `"file":"../../`, "media.jsonl:1:"},
		"a clip of nobody":     {"loopi/clips.jsonl", `"account_id":"`, `"account_id":"9`, "clips.jsonl:1:"},
		"a clip of no still":   {"loopi/clips.jsonl", `"poster":"`, `"poster":"x`, "clips.jsonl:1:"},
		"a comment of nobody":  {"loopi/comments.jsonl", `"account_id":"`, `"account_id":"9`, "comments.jsonl:1:"},
		"a like for nothing":   {"loopi/likes.jsonl", `"clip_id":"`, `"clip_id":"9`, "likes.jsonl:1:"},
		"a coin that is not":   {"accountledger/genesis.json", `"chain_id": 1337`, `"chain_id": 1`, "genesis.json: chain 1"},
		"a block of no header": {"accountledger/blocks.jsonl", `"gas_used":0,`, `"gas_used":1,`, "blocks.jsonl:1: block 0: its hash"},
		"a payment more":       {"accountledger/blocks.jsonl", `"nonce":0,"value":"0"`, `"nonce":0,"value":"1"`, "its hash is that of another"},
		"another sender":       {"accountledger/blocks.jsonl", `"from":"0x`, `"from":"0x0000000000000000000000000000000000000000","was":"0x`, "pays more than its sender has"},
		"more tokens":          {"accountledger/blocks.jsonl", `"data":"0x00`, `"data":"0xff`, "is no transfer of tokens"},
		"a log of another":     {"accountledger/blocks.jsonl", `"index":0`, `"index":1`, "is not counted right"},
		"a still from outside": {"loopi/media.jsonl", `"file":"`, `"file":"../../`, "media.jsonl:1:"},
	} {
		dir := filepath.Join(t.TempDir(), "ds")
		if err := os.CopyFS(dir, os.DirFS(good)); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(dir, v.file))
		if err != nil {
			t.Fatal(err)
		}
		bad := bytes.Replace(b, []byte(v.old), []byte(v.with), 1)
		m, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		m = bytes.Replace(m, []byte(sum(b)), []byte(sum(bad)), 1)
		m = bytes.Replace(m, fmt.Appendf(nil, `"bytes": %d`, len(b)), fmt.Appendf(nil, `"bytes": %d`, len(bad)), 1)
		m = bytes.Replace(m, fmt.Appendf(nil, `"bytes":%d,"sha256":"%s"`, len(b), sum(bad)), fmt.Appendf(nil, `"bytes":%d,"sha256":"%s"`, len(bad), sum(bad)), 1)
		for file, body := range map[string][]byte{v.file: bad, "manifest.json": m} {
			if err := os.WriteFile(filepath.Join(dir, file), body, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := rangeserver.Open(dir); err == nil || !strings.Contains(err.Error(), v.want) || strings.Contains(err.Error(), "digest") || strings.Contains(err.Error(), "bytes") {
			t.Errorf("%s: %v does not say %s", name, err, v.want)
		}
	}
}

// TestChangedWhileServing: a body that is no longer what its record says is
// not served, and the operator hears of it.
func TestChangedWhileServing(t *testing.T) {
	dir := newFixture(t).write(t)
	l := start(t, dir)
	l.at(day(11))
	if err := os.WriteFile(dir+"/web/ngo.test/index.html", []byte("<p>help SYNTHETIC TRAINING DATa"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := l.get(l.ends.Sites["ngo.test"] + "/"); r.status != 500 || strings.Contains(r.body, "help") {
		t.Errorf("%d %s", r.status, r.body)
	}
	if !strings.Contains(l.logs.String(), "web/ngo.test/index.html") {
		t.Errorf("log: %s", l.logs)
	}
	l.logs.Reset()
}

// TestTornLog: after a crash in the middle of a line the log goes on whole.
func TestTornLog(t *testing.T) {
	data, err := rangeserver.Open(newFixture(t).write(t))
	if err != nil {
		t.Fatal(err)
	}
	state := t.TempDir()
	cfg := rangeserver.Config{State: state, Now: func() time.Time { return wall }, Teams: []rangeserver.Team{{Name: "a", Data: data[0]}}}
	for want := 1; want <= 2; want++ {
		rg, err := rangeserver.Start(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		ends, _ := rg.Endpoints("a")
		(&lab{t: t}).get(ends.Mastodon + "/about")
		if n := len(rg.Served("a").Rows()); n != want {
			t.Errorf("%d rows, want %d", n, want)
		}
		if err := rg.Close(); err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(state+"/served.jsonl", os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(`{"wall":"2027-01-`); err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
	}
	if err := os.WriteFile(state+"/served.jsonl", []byte("{\"team\":\"a\"}\nnonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := rangeserver.ReadServed(state + "/served.jsonl"); err == nil || !strings.Contains(err.Error(), "served.jsonl:2:") {
		t.Errorf("a damaged log: %v", err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}
