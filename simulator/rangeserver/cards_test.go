package rangeserver_test

import (
	"cmp"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// TestCards runs what the cards tell a trainee to type, with the words in
// capitals filled in.
func TestCards(t *testing.T) {
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	ip := s.one(t, "host:first", "ip")
	coin := selectors(s.entity(t, "wallet:deposit"), "wallet")[0]
	var file, txid string
	for _, m := range rows[record.Media](t, s, "microblog/media.jsonl") {
		if !m.VisibleFrom.After(s.opens) && slices.Contains(selectors(s.entity(t, "image:road"), "sha256"), m.SHA256) {
			file = strings.TrimSuffix(filepath.Base(m.File), ".jpg")
		}
	}
	for _, f := range s.facts {
		if f.Kind == truth.Hop && txid == "" {
			txid = f.TxID
		}
	}
	words := []string{
		"REVERSED-ADDRESS", strings.Join(reversed(strings.Split(ip, ".")), "."), "NAME@DOMAIN", s.one(t, "email:registrant", "email"),
		"HANDLE", s.account(t, "account:main").Handle, "DOMAIN", s.one(t, "domain:rebirth", "domain"), "TXID", txid, "FILE", file, "--tag TAG", "--tag travel",
	}
	want := map[string]string{
		"wget": "capture-001.warc", "exiftool": "GPS Position", "toot": s.account(t, "account:main").ID, "mastodonpy": "http://chatterly.test/@", "dig": "testnic",
		"whois": "netname:", "rdap": s.one(t, "domain:main", "domain"), "ct": s.one(t, "domain:rebirth", "domain"), "pdns": s.one(t, "domain:rebirth", "domain"), "electrum": `"confirmed"`, "esplora": `"spent":true`,
	}
	cards := l.rg.Toolbox("team-a")
	if len(cards) != 12 {
		t.Errorf("%d cards", len(cards))
	}
	for _, c := range cards {
		if c.Question == "" || c.Proves == "" || c.Limits == "" || len(c.Query) == 0 {
			t.Errorf("%s: the card is not complete", c.ID)
		}
		if c.ID == "browser" {
			continue // TestChromium
		}
		address := ip
		if c.ID == "electrum" || c.ID == "esplora" {
			address = coin
		}
		t.Run(c.ID, func(t *testing.T) { typed(t, c, append(slices.Clone(words), "ADDRESS", address), want[c.ID]) })
	}
}

// TestTokenCards: the same of those that need TESTCHAIN-A; what the first saves is
// verified as served.
func TestTokenCards(t *testing.T) {
	dir := townDir(t)
	l := start(t, dir)
	l.at(worldtest.Day(95))
	m := accountsAt(t, dir, worldtest.Day(95)).moves[40]
	n := 0
	for _, c := range l.rg.Toolbox("team-a") {
		if want, ok := map[string]string{"ethereum": m.From + "\tpays\t" + m.To, "web3py": "out " + strconv.FormatInt(m.At, 10) + " " + m.From + " " + m.To}[c.ID]; ok {
			n++
			t.Run(c.ID, func(t *testing.T) {
				out := typed(t, c, []string{"TXHASH", m.Tx, "ADDRESS", m.From}, want)
				if saved := regexp.MustCompile(`[0-9a-f]{64}  receipt`).FindString(out); c.ID == "ethereum" && len(l.rg.Served("team-a").BySum(strings.TrimSuffix(saved, "  receipt"))) != 1 {
					t.Errorf("what curl saved is not verified as served:\n%s", out)
				}
			})
		}
	}
	if n != 2 {
		t.Errorf("%d cards", n)
	}
}

// typed runs what a card says with its words filled in, and returns what it prints.
func typed(t *testing.T, c rangeserver.Card, words []string, want string) string {
	t.Helper()
	program := map[string]string{"mastodonpy": "toot", "esplora": "wget", "ct": "jq", "pdns": "jq", "ethereum": "jq", "web3py": "python"}
	toolbin.Find(t, cmp.Or(program[c.ID], c.ID))
	script := strings.NewReplacer(words...).Replace(strings.Join(append(slices.Clone(c.Setup), c.Query...), "\n"))
	if m := regexp.MustCompile(`\b(HANDLE|DOMAIN|ADDRESS|FILE|TXID|TXHASH|TAG)\b`).FindString(script); m != "" {
		t.Errorf("nobody has filled in %s", m)
	}
	if c.ID == "electrum" { // its daemon must not outlive a card that fails
		script = "trap 'electrum --regtest -D \"$D\" stop >/dev/null 2>&1 || true' EXIT\n" + script
	}
	tools := filepath.Join(toolbin.Root(t), "bin", "tools")
	cmd := exec.CommandContext(t.Context(), "sh", "-e", "-c", script)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "HOME="+cmd.Dir, "XDG_CONFIG_HOME="+cmd.Dir, "XDG_CACHE_HOME="+cmd.Dir, "TMPDIR="+cmd.Dir, "LC_ALL=C.UTF-8",
		"PATH="+filepath.Join(tools, "python", "bin")+":"+os.Getenv("PATH")+":"+tools)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), want) {
		t.Errorf("%v, no %q in\n%s\n%s", err, want, script, out)
	}
	return string(out)
}

// TestChromium opens a page through the proxy and looks at what it became.
func TestChromium(t *testing.T) {
	chromium := toolbin.Find(t, "chromium")
	s := simulated(t)
	l := start(t, s.dir)
	l.at(s.opens)
	who := s.account(t, "account:main")
	dom := run(t, "", nil, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--proxy-server="+l.ends.HTTP,
		"--virtual-time-budget=5000", "--dump-dom", "http://chatterly.test/@"+who.Handle)
	has(t, "profile", dom, "@<bdi>"+who.Handle+"</bdi>", "SYNTHETIC TRAINING DATA")
	for _, wanted := range []string{"http://chatterly.test/static/chatterly.css", "http://chatterly.test/@" + who.Handle} {
		if len(l.rg.Served("team-a").ByURL(wanted)) == 0 {
			t.Errorf("the browser never asked for %s", wanted)
		}
	}
}

// TestToolboxFiles: what is written is complete, private, and names no secret of another team.
func TestToolboxFiles(t *testing.T) {
	l := start(t, newFixture(t).write(t))
	dir := t.TempDir()
	if err := l.rg.WriteToolbox(dir); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		"hosts": "127.0.0.1\tblue.example", "resolv.conf": "nameserver 127.0.0.1", "proxy.env": l.ends.HTTP, "wgetrc": l.ends.HTTP, "curlrc": l.ends.HTTP,
		"toot/config.json": l.ends.Mastodon, "first-query.md": "## dig (DNS)", "first-query.txt": "SYNTHETIC TRAINING DATA",
	} {
		path := filepath.Join(dir, "team-a", file)
		b, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%s: %v, no %q in %s", file, err, want, b)
		}
		if st, err := os.Stat(path); err == nil && st.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", file, st.Mode())
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "team-a", "electrum.sh")); err == nil {
		t.Error("a dataset without a ledger has an Electrum command")
	}
}
