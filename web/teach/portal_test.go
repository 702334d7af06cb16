package teach_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
)

// The console lists what the team asks of exchanges; the trainer refuses a request
// with a reason that the team reads, and takes that back.
func TestPortal(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) { portal(t, benchOn(t, exercisetest.Portal(t, e.Open(t)))) })
	}
}

func portal(t *testing.T, b *bench) {
	run := b.Seal(t, b.Tom, "team-a")
	at, desk := "/teach/runs/"+string(run.ID), "/exercises/"+string(run.ID)+"/requests"
	b.get("Tom", at).want(200, "Requests to exchanges", "The team has asked nothing yet", "0, 0 on the way")
	if err := b.Room.Start(t.Context(), b.Tom, run.ID); err != nil {
		t.Fatal(err)
	}
	day := func(n int) string { return run.ScenarioStart.AddDate(0, 0, n).Format(time.DateOnly) }
	before := b.get("Tom", at+"/events").body
	for _, key := range []string{"k1", "k2"} {
		b.post("Ana", desk, "key", key, "provider", "koingate", "subject", exercisetest.Desk.Number, "from", day(-90), "until", day(0), "legal_basis", "order <7>", "reason", "it is in the advertisement").
			want(303)
	}
	if b.get("Tom", at+"/events").body == before {
		t.Error("the console does not hear of a request")
	}
	b.get("Tom", at).want(200, "2, 2 on the way", "Request 1 to KoinGate", exercisetest.Desk.Number, "order &lt;7&gt;", "Answer due", "Ana", "on its way", `?refuse=1#h-refuse"`, "!Refuse the request", "!Account "+exercisetest.Desk.Number)
	b.get("Tom", at+"?refuse=1").want(200, "Refuse request 1 to KoinGate", `name="reason"`, at+"/requests/1/refuse")
	b.get("Tom", at+"?refuse=9").want(200, "!Refuse the request")

	refuse := at + "/requests/1/refuse"
	b.post("Tom", refuse, "reason", " ").want(422, "This is empty", `href="#f-reason"`, "Refuse request 1 to KoinGate")
	b.post("Tom", refuse, "reason", "no", "csrf", "none").want(403)
	b.post("Ana", refuse, "reason", "no").want(403)
	b.post("Uma", refuse, "reason", "no").want(404)
	b.post("Tom", at+"/requests/9/refuse", "reason", "no").want(404)
	b.post("Tom", at+"/requests/x/refuse", "reason", "no").want(404)
	b.get("Ana", desk).want(200, "Not before", "!Refused")
	before = b.get("Tom", at+"/events").body
	for range 2 { // a click too many
		b.post("Tom", refuse, "reason", "The order <b>names</b> another account.").to(at + "#request-1")
	}
	if b.get("Tom", at+"/events").body == before {
		t.Error("the console does not hear of a refusal")
	}
	b.get("Tom", at).want(200, "Refused: The order &lt;b&gt;names&lt;/b&gt; another account.", "Take the refusal back", `?refuse=2#h-refuse"`, "!?refuse=1#h-refuse")
	b.get("Ana", desk).want(200, "Refused: The order &lt;b&gt;names&lt;/b&gt; another account.")
	b.post("Uma", at+"/requests/1/pass").want(404)
	for range 2 {
		b.post("Tom", at+"/requests/1/pass").to(at + "#request-1")
	}
	b.get("Ana", desk).want(200, "!Refused")
	b.post("Tom", at+"/requests/2/refuse", "reason", "no need").to(at + "#request-2")

	b.Wait(45 * time.Minute)
	b.get("Tom", at).want(200, "2, 0 on the way", "Account "+exercisetest.Desk.Number, "Refused: no need", "!Take the refusal back", "!#h-refuse")
	b.get("Tom", at+"?refuse=1").want(200, "!Refuse the request")
	b.post("Tom", refuse, "reason", "too late").want(422, "The answer to request 1 was due already", "too late")
	b.post("Tom", at+"/requests/2/pass").want(409, "was due already")
	if got := strings.Count(b.get("Ana", desk).body, "account.csv"); got != 2 { // one link, with its name
		t.Errorf("account.csv stands %d times on the team's page", got)
	}
	plain := newBench(t)
	none := plain.Run(t, plain.Tom, "team-a")
	plain.get("Tom", "/teach/runs/"+string(none.ID)).want(200, "!Requests to exchanges", "!on the way")
	plain.post("Tom", "/teach/runs/"+string(none.ID)+"/requests/1/refuse", "reason", "no").want(404)
}
