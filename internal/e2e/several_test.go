package e2e_test

import (
	"bytes"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/internal/training"
)

// TestSeveral puts two programs behind one address: one database, one data
// folder, the range in the first. Whichever answers, people are the same, work is
// the same, the clock is the same, and nothing is delivered or judged twice or
// otherwise.
func TestSeveral(t *testing.T) {
	first := serving(t, postgres)
	second := &machine{t: t, dir: t.TempDir(), db: first.db, by: []string{
		program(t), "serve", "--db", first.db, "--data", first.path("radar-data"), "--truth-key", first.path("truth.key"),
	}}
	second.start()
	if out, err := again(first); err == nil || !strings.Contains(out, "another program serves the range of") {
		t.Errorf("a second range in the same folder: %v\n%s", err, out)
	}
	// A session is good everywhere, until it ends anywhere.
	ana, trainer := first.signIn("ro/trainee/team-a", 0), first.signIn("ro/trainer", 0)
	ana.prove() // the second is no demo: it wants a passphrase of everybody
	trainer.prove()
	run := ana.runOf()
	board := "/teach/runs/" + strings.TrimPrefix(run, "/exercises/")
	there, away := ana.at(second), trainer.at(second)
	if got := there.runOf(); got != run {
		t.Errorf("the second program knows the team's exercise as %s, the first as %s", got, run)
	}
	// A page that the first one's range served is evidence to the second one.
	domain := first.unseal(run).value(t, "domain:main")
	page := served(t, first, "team-a", "http://"+domain+"/")
	for who, v := range map[string]*visitor{"first": ana, "second": there} {
		if a := v.upload(run, capture{name: "page.html", body: page, say: map[string]string{"source_url": "http://" + domain + "/"}}); !strings.Contains(a.body, `"verdict":"verified_as_served"`) {
			t.Errorf("the %s program judges the page of the range: %v", who, a)
		}
	}
	// So is a file that the second one's desk handed out to the first one.
	posts := there.must(run + "/brief/posts.csv")
	if a := ana.upload(run, capture{name: "posts.csv", body: []byte(posts)}); !strings.Contains(a.body, `"verdict":"verified_as_served"`) {
		t.Errorf("the first program judges the file of the second one's desk: %v", a)
	}
	if tools := there.must(run + "/tools"); !strings.Contains(tools, first.line("team-a/http")) {
		t.Error("the second program does not know where the range is")
	}
	// A clock that is set here is set there, and the range goes by it.
	away.fill(board, board+"/clock", url.Values{"do": {"pause"}})
	if got := plain(ana.must(run)); !strings.Contains(got, "paused") {
		t.Errorf("paused at the second, the first says %s", got)
	}
	trainer.fill(board, board+"/clock", url.Values{"do": {"resume"}})
	if got := plain(there.must(run)); strings.Contains(got, "paused") {
		t.Errorf("resumed at the first, the second says %s", got)
	}
	// What becomes due is delivered once, though both look.
	first.jump(run, 200*time.Minute)
	for range 20 {
		ana.must(run + "/inbox")
		there.must(run + "/inbox")
	}
	st := first.store()
	defer func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}()
	delivered, err := st.Deliveries(t.Context(), training.Scope{Site: "ro", Role: training.Trainer}, training.RunID(strings.TrimPrefix(run, "/exercises/")))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range delivered {
		ids = append(ids, string(d.Inject))
	}
	slices.Sort(ids)
	if len(ids) < 3 || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("delivered: %q", ids)
	}
	// The trainer's console at one hears of what was handed in at the other.
	before := trainer.must(board + "/events")
	there.fill(run+"/report", run+"/report", url.Values{"report": {"There is an offer."}})
	there.fill(run+"/report", run+"/report/submit", url.Values{"confirm": {"yes"}})
	if after := trainer.must(board + "/events"); after == before {
		t.Error("the first program's console has not heard of a submission to the second")
	}
	if mine, theirs := ana.must(run+"/report/1"), there.must(run+"/report/1"); mine != theirs || !strings.Contains(mine, `"verdict":"verified_as_served"`) {
		t.Error("the submission differs by the program that is asked for it")
	}
	token := there.token()
	if a := there.send("/logout", url.Values{"csrf": {token}}); a.status != http.StatusSeeOther {
		t.Errorf("signing out at the second: %v", a)
	}
	if a := ana.get("/learn"); a.status != http.StatusSeeOther {
		t.Errorf("signed out at the second, still in at the first: %v", a)
	}
	second.stop()
	for _, m := range []*machine{first, second} {
		if log := m.log(); strings.Contains(log, "level=ERROR") {
			t.Errorf("a program complained:\n%.4000s", log)
		}
	}
}

// again starts a second range on the state of the first, which must not work.
func again(m *machine) (string, error) {
	cmd := exec.CommandContext(m.t.Context(), program(m.t), "serve", "--range", "--addr", "127.0.0.1:0", "--db", m.db, "--data", m.path("radar-data"), "--truth-key", m.path("truth.key"))
	cmd.Dir, cmd.Env = m.dir, environment()
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// at is the same person, with the same cookies, in front of another program.
func (v *visitor) at(m *machine) *visitor {
	there := *v
	there.m = m
	return &there
}

// served fetches a page from a team's range as wget does.
func served(t *testing.T, m *machine, team, page string) []byte {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), toolbin.Find(t, "wget"), "-q", "--no-config", "-O", "page.html", page)
	cmd.Dir, cmd.Env = dir, append(environment(), "no_proxy=", "http_proxy="+m.line(team+"/http"))
	var diag bytes.Buffer
	if cmd.Stderr = &diag; cmd.Run() != nil {
		t.Fatalf("wget %s: %s", page, diag.String())
	}
	b, err := os.ReadFile(filepath.Join(dir, "page.html"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
