package teach_test

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/training"
)

func (b *bench) state(id training.RunID) training.RunState {
	b.tb.Helper()
	run, err := b.Room.Run(b.tb.Context(), b.Tom, id)
	if err != nil {
		b.tb.Fatal(err)
	}
	return run.State
}

func TestClock(t *testing.T) {
	b := newBench(t)
	run := b.Seal(t, b.Tom, "team-a")
	at := "/teach/runs/" + string(run.ID)
	b.get("Tom", at).want(200, "ready to start", "Start the exercise", "SYNTHETIC TRAINING DATA", "not started", "!Pause")
	// Without scripts the page asks once more; nothing has happened yet.
	b.post("Tom", at+"/clock", "do", "start").want(200, "Start the exercise?", `name="sure" value="yes"`, `name="do" value="start"`)
	if got := b.state(run.ID); got != training.Sealed {
		t.Fatalf("before it was confirmed the run is %s", got)
	}
	b.post("Tom", at+"/clock", "do", "start", "sure", "yes").to(at)
	b.get("Tom", at).want(200, "day 1, ", "1×", "Pause", "T&#43;5 min", "in 5 min", "!Your other runs")
	b.Run(t, b.Tom, "team-b")
	b.get("Tom", at).want(200, "Your other runs", "Blue Lantern, team-b", "0 findings, 0 items")
	b.post("Tom", at+"/clock", "do", "start", "sure", "yes").want(409, "only a sealed one can start")
	b.post("Tom", at+"/speed", "rate", "2").to(at)
	b.get("Tom", at).want(200, `value="2" aria-pressed="true"`, "in 2 min")
	for _, bad := range []string{"", "0.05", "11", "fast", "-1", "1e99"} {
		if got := b.post("Tom", at+"/speed", "rate", bad).status; got != 422 {
			t.Errorf("speed %q: %d", bad, got)
		}
	}
	b.post("Tom", at+"/clock", "do", "pause").to(at)
	b.get("Tom", at).want(200, "stands still", "Resume", "!aria-pressed=\"true\" name")
	b.post("Tom", at+"/speed", "rate", "1").want(409)
	b.post("Tom", at+"/clock", "do", "resume").to(at)
	b.post("Tom", at+"/stop", "kind", "ethics").to(at)
	if got := b.state(run.ID); got != training.Paused {
		t.Errorf("after the stop the run is %s", got)
	}
	b.post("Tom", at+"/stop", "kind", "lunch").want(422)
	b.post("Tom", at+"/clock", "do", "fly").want(422)
	b.post("Tom", at+"/clock", "do", "end", "sure", "yes").to(at)
	b.get("Tom", at).want(200, "nothing was handed in yet", "Open the marking")
	b.post("Tom", at+"/clock", "do", "marking", "sure", "yes").to(at)
	b.get("Tom", at+"/marking").want(404)
	b.post("Tom", at+"/clock", "do", "archive", "sure", "yes").to("/teach")
	b.get("Tom", "/teach").want(200, "!"+at)
}

func TestInjects(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	at := "/teach/runs/" + string(run.ID)
	plan, err := b.Room.Plan(t.Context(), b.Tom, run.ID)
	if err != nil || len(plan) < 3 {
		t.Fatal(plan, err)
	}
	first, second := plan[0].ID, plan[1].ID
	b.post("Tom", at+"/injects/"+second+"/fire").want(200, "Fire the inject "+second+"?", "The team gets it now")
	inbox := func() int {
		t.Helper()
		got, err := b.Room.Inbox(t.Context(), b.Ana, run.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(got)
	}
	if inbox() != 0 {
		t.Fatal("an inject came before it was confirmed")
	}
	b.post("Tom", at+"/injects/"+second+"/fire", "sure", "yes").to(at)
	b.post("Tom", at+"/injects/"+second+"/fire", "sure", "yes").want(409)
	b.post("Tom", at+"/injects/"+first+"/skip", "sure", "yes").to(at)
	b.post("Tom", at+"/injects/nix/fire", "sure", "yes").want(404)
	if inbox() != 1 {
		t.Fatalf("the inbox holds %d letters, want the one that was fired", inbox())
	}
	b.get("Tom", at).want(200, "not read yet", "skipped")
	if err := b.Room.Read(t.Context(), b.Ana, run.ID, training.ReceiptInject, second); err != nil {
		t.Fatal(err)
	}
	b.get("Tom", at).want(200, "1 read it", "!not read yet")

	b.post("Tom", at+"/message", "message", " ", "key", "k1").want(422, "Write at least one word")
	b.post("Tom", at+"/message", "message", "Look at <b>C2</b>", "key", "k1").want(200, "Send the message?", "Look at &lt;b&gt;C2&lt;/b&gt;")
	for range 2 { // a form that is sent twice
		b.post("Tom", at+"/message", "message", "Look at <b>C2</b>", "key", "k1", "sure", "yes").to(at)
	}
	if inbox() != 2 {
		t.Errorf("the inbox holds %d letters, want inject and message", inbox())
	}
	b.get("Tom", at).want(200, "Look at &lt;b&gt;C2&lt;/b&gt;", "not read yet")
	if err := b.Room.Send(t.Context(), b.Ana, run.ID, "We need help", "k2"); err != nil {
		t.Fatal(err)
	}
	b.get("Tom", at).want(200, "We need help", "to the trainers")
}

func TestCasework(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	at := "/teach/runs/" + string(run.ID)
	b.get("Tom", at+"/findings").want(200, "No finding yet", "No evidence yet")
	b.work1(t, run.ID)
	b.get("Tom", at+"/findings").want(200, "@lantern_trips (chatterly)", "likely", "Ana", "f1 @lantern_trips owns f2 nowhere.test")
	b.get("Tom", at).want(200, "under a minute")
}

// work1 records what a team might: two entities and a link between them.
func (b *bench) work1(t *testing.T, run training.RunID) {
	t.Helper()
	for _, f := range []training.Finding{
		{Kind: training.EntityFinding, Claim: training.Claim{Type: "account", Word: "likely", Selectors: []training.Selector{{Kind: "handle", Platform: "chatterly", Value: "@lantern_trips"}}}},
		{Kind: training.EntityFinding, Claim: training.Claim{Type: "domain", Selectors: []training.Selector{{Kind: "domain", Value: "nowhere.test"}}}},
		{Kind: training.LinkFinding, Claim: training.Claim{Subject: "f1", Predicate: "owns", Object: "f2"}},
	} {
		if _, err := b.Room.SaveFinding(t.Context(), b.Ana, run, f); err != nil {
			t.Fatal(err)
		}
	}
}

// The stream says that something changed, over a real connection, and ends with
// the site.
func TestEvents(t *testing.T) {
	b := newBench(t)
	run := b.Run(t, b.Tom, "team-a")
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- b.app.Listener(ln) }()
	t.Cleanup(func() {
		b.stop()
		if err := b.app.Shutdown(); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+ln.Addr().String()+"/teach/runs/"+string(run.ID)+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Who", "Tom")
	req.Header.Set("Accept", "text/event-stream")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }() // it only reads
	if got := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || got != "text/event-stream" || res.Header.Get("Content-Encoding") != "" {
		t.Fatalf("%d %q %q", res.StatusCode, got, res.Header.Get("Content-Encoding"))
	}
	lines := bufio.NewScanner(res.Body)
	id := func() string {
		t.Helper()
		for lines.Scan() {
			if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
				return id
			}
		}
		t.Fatalf("the stream ended: %v", lines.Err())
		return ""
	}
	before := id()
	b.get("Tom", "/teach/runs/"+string(run.ID)).want(200, `data-version="`+before+`"`)
	b.get("Tom", "/teach/runs/"+string(run.ID)+"/events").want(200, before+"\n")
	b.work1(t, run.ID)
	if after := id(); after == before {
		t.Error("a finding did not change the version")
	}
	b.stop()
	for lines.Scan() { // it ends
	}
	if err := lines.Err(); err != nil {
		t.Errorf("the stream broke: %v", err)
	}
}
