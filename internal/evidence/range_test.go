package evidence_test

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/internal/evidence"
	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/accountledger"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// simulated writes a small Blue Lantern for a team.
func simulated(t *testing.T, variant string) *rangeserver.Dataset {
	t.Helper()
	fsys, _, err := scenarios.FS("")
	if err != nil {
		t.Fatal(err)
	}
	lib, err := scenarios.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	s, ok := lib.Scenario("blue-lantern")
	if !ok {
		t.Fatal("there is no blue-lantern")
	}
	spec, err := s.Spec(variant)
	if err != nil {
		t.Fatal(err)
	}
	spec.Scale = 100
	w, err := simulator.Plan(spec, stream.NewKey([16]byte{3}))
	if err != nil {
		t.Fatal(err)
	}
	return written(t, w, variant)
}

// written writes a world's surfaces, all that it has if none is named.
func written(t *testing.T, w *world.World, variant string, surfaces ...simulator.Surface) *rangeserver.Dataset {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), variant)
	opt := simulator.Options{Recipients: []string{id.Recipient().String()}, Workers: 2, Surfaces: surfaces}
	if _, err := simulator.Write(context.Background(), w, dir, opt); err != nil {
		t.Fatal(err)
	}
	data, err := rangeserver.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return data[0]
}

// adapt turns the range's view of its log into the matcher's.
func adapt(v rangeserver.View) evidence.Log {
	rows := func(list []rangeserver.Served) []evidence.Served {
		var out []evidence.Served
		for _, s := range list {
			out = append(out, evidence.Served{Team: s.Team, Surface: s.Surface, URL: s.URL, Record: s.Record, Records: s.Records, Scenario: s.Scenario})
		}
		return out
	}
	return evidence.Log{
		BySum: func(sum string) []evidence.Served { return rows(v.BySum(sum)) },
		ByURL: func(address string) []evidence.Served { return rows(v.ByURL(address)) },
	}
}

// What wget and dig bring home from a running range is verified for the team that
// asked, and is another team's for the next.
func TestCapturesOfTheRange(t *testing.T) {
	wget, dig := toolbin.Find(t, "wget"), toolbin.Find(t, "dig")
	a, b := simulated(t, "team-a"), simulated(t, "team-b")
	rg, err := rangeserver.Start(t.Context(), rangeserver.Config{
		State: t.TempDir(), Now: func() time.Time { return noon }, Teams: []rangeserver.Team{{Name: "team-a", Data: a}, {Name: "team-b", Data: b}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := rg.Close(); err != nil {
			t.Error(err)
		}
	}()
	now := a.End.Add(-time.Hour)
	if err := rg.SetClock("team-a", []rangeserver.Segment{{Wall: noon, Scenario: now}}); err != nil {
		t.Fatal(err)
	}
	ends, _ := rg.Endpoints("team-a")
	host := a.Hosts()[1] // the first is the platform itself
	page := "http://" + host + "/"

	dir := t.TempDir()
	run := func(name string, args ...string) []byte {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.Env = dir, []string{"HOME=" + dir, "LC_ALL=C", "http_proxy=" + ends.HTTP}
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s %v: %v", name, args, err)
		}
		return out
	}
	run(wget, "-q", "--no-config", "-O", "page.html", "--warc-file=capture", page)
	read := func(name string) []byte {
		t.Helper()
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	warc, body := read("capture.warc.gz"), read("page.html")
	dnsHost, dnsPort, err := net.SplitHostPort(ends.DNS)
	if err != nil {
		t.Fatal(err)
	}
	answer := run(dig, "@"+dnsHost, "-p", dnsPort, "+short", host, "A")

	claim := func(team, name string) evidence.Claim {
		return evidence.Claim{
			Name: name, SourceURL: page, CapturedAt: now, Own: adapt(rg.Served(team)), Others: adapt(rg.ServedToOthers(team)), VisibleFrom: a.VisibleFrom,
		}
	}
	judged := func(file []byte, c evidence.Claim) evidence.Item {
		t.Helper()
		item, err := evidence.Judge(bytes.NewReader(file), int64(len(file)), c)
		if err != nil {
			t.Fatal(err)
		}
		return item
	}
	for what, c := range map[string]struct {
		file []byte
		name string
	}{"WARC": {warc, "capture.warc.gz"}, "page": {body, "page.html"}, "dig": {answer, "answer.txt"}} {
		got := judged(c.file, claim("team-a", c.name))
		if got.Verdict != training.VerifiedAsServed || !strings.Contains(got.Record, "#") {
			t.Errorf("%s: %+v", what, got)
		}
		if got := judged(c.file, claim("team-b", c.name)); got.Verdict != training.ServedToOtherTeam {
			t.Errorf("%s for the other team: %+v", what, got)
		}
	}
	early := claim("team-a", "page.html")
	early.CapturedAt = a.Start.AddDate(-10, 0, 0)
	if got := judged(body, early); got.Verdict != training.BeforeRelease {
		t.Errorf("ten years early: %+v", got)
	}
	if got := judged(append(bytes.Clone(body), ' '), claim("team-a", "page.html")); got.Verdict != training.Altered {
		t.Errorf("a space more: %+v", got)
	}
}

// What curl saves of TESTCHAIN-A, whose answers all come from one address, is
// verified by its bytes, and a changed one is known by that address.
func TestAnswersOfTheNode(t *testing.T) {
	curl := toolbin.Find(t, "curl")
	w := worldtest.New(50)
	w.Facts = nil
	data := written(t, w, "team-a", accountledger.Surface{})
	rg, err := rangeserver.Start(t.Context(), rangeserver.Config{
		State: t.TempDir(), Now: func() time.Time { return noon }, Teams: []rangeserver.Team{{Name: "team-a", Data: data}, {Name: "team-b", Data: data}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := rg.Close(); err != nil {
			t.Error(err)
		}
	}()
	ends, _ := rg.Endpoints("team-a")
	ask := `{"jsonrpc":"2.0","id":1,"method":"eth_getTransactionByBlockNumberAndIndex","params":["0x1","0x0"]}`
	answer, err := exec.Command(curl, "-s", "--data", ask, ends.Ethereum).Output()
	if err != nil {
		t.Fatal(err)
	}
	made := data.Start.Add(12 * time.Second) // block 1
	for what, c := range map[string]struct {
		team string
		file []byte
		at   time.Time
		want training.Verdict
	}{
		"as it came":      {"team-a", answer, data.End, training.VerifiedAsServed},
		"another team's":  {"team-b", answer, data.End, training.ServedToOtherTeam},
		"before block 1":  {"team-a", answer, made.Add(-time.Second), training.BeforeRelease},
		"another digit":   {"team-a", bytes.Replace(answer, []byte(`"nonce":"0x0"`), []byte(`"nonce":"0x1"`), 1), data.End, training.Altered},
		"of nobody known": {"team-b", append(bytes.Clone(answer), ' '), data.End, training.NotOurs},
	} {
		item, err := evidence.Judge(bytes.NewReader(c.file), int64(len(c.file)), evidence.Claim{
			Name: "answer.json", SourceURL: ends.Ethereum, CapturedAt: c.at, Own: adapt(rg.Served(c.team)), Others: adapt(rg.ServedToOthers(c.team)), VisibleFrom: data.VisibleFrom,
		})
		if err != nil {
			t.Fatal(err)
		}
		if item.Verdict != c.want || c.want == training.VerifiedAsServed && !strings.HasPrefix(item.Record, "accountledger/blocks.jsonl#0x") {
			t.Errorf("%s: %+v", what, item)
		}
	}
}
