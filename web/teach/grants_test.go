package teach_test

import (
	"os"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
)

// The trainer opens the closed forum to a team and closes it again; the team
// reads under Tools what was opened.
func TestGrants(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) { grants(t, benchOn(t, exercisetest.On(t, e.Open(t)))) })
	}
}

func grants(t *testing.T, b *bench) {
	run, err := b.Room.Open(t.Context(), b.Tom, exercise.Opening{Scenario: "silver-thread", Team: "team-a", Scale: exercisetest.Small})
	if err != nil {
		t.Fatal(err)
	}
	at, tools := "/teach/runs/"+string(run.ID), "/exercises/"+string(run.ID)+"/tools"
	good := []string{"nickname", "quiet<b>", "hours", "72", "messages", "no", "authority", "order 12"}
	b.get("Tom", at).want(200, "It is closed to the team. You can open it once the exercise has started.", "!Open the forum<", "!Withdraw")
	b.post("Tom", at+"/grants", good...).want(422, "The exercise is sealed; the forum is opened while it is running or paused", "!Open the forum<")
	if err := b.Room.Start(t.Context(), b.Tom, run.ID); err != nil {
		t.Fatal(err)
	}
	b.get("Tom", at).want(200, "Open the closed forum for this team", "It is closed to the team", `value="72"`, "!Withdraw")
	b.get("Ana", tools).want(200, "!Agora-9 is open")
	for field, c := range map[string][2]string{
		"nickname": {" ", "This is empty"}, "hours": {"721", "from 1 to 720"}, "messages": {"maybe", "Say whether"}, "authority": {"", "This is empty"},
	} {
		b.post("Tom", at+"/grants", append(append([]string{}, good...), field, c[0])...).want(422, c[1], `href="#f-`+field+`"`, "It is closed to the team")
	}
	b.post("Tom", at+"/grants", append(append([]string{}, good...), "csrf", "none")...).want(403)
	b.post("Ana", at+"/grants", good...).want(403)
	b.post("Uma", at+"/grants", good...).want(404)
	b.get("Ana", tools).want(200, "!Agora-9 is open")

	before := b.get("Tom", at+"/events").body
	for range 2 { // a click too many
		b.post("Tom", at+"/grants", good...).to(at + "#h-forum")
	}
	if b.get("Tom", at+"/events").body == before {
		t.Error("the console does not hear of a grant")
	}
	b.get("Tom", at).want(200, "quiet&lt;b&gt;", "Withdraw", "without private messages", "order 12", "!It is closed to the team")
	b.get("Ana", tools).want(200, "Agora-9 is open to your team", "quiet&lt;b&gt;", "order 12", "read only", "do not open them", "scenario time")
	b.post("Uma", at+"/grants/withdraw", "nickname", "quiet<b>").want(404)
	b.post("Tom", at+"/grants/withdraw", "nickname", "nobody").to(at + "#h-forum")
	b.get("Tom", at).want(200, "quiet&lt;b&gt;", "Withdraw")
	for range 2 {
		b.post("Tom", at+"/grants/withdraw", "nickname", "quiet<b>").to(at + "#h-forum")
	}
	b.get("Tom", at).want(200, "It is closed to the team", "!Withdraw")
	b.get("Ana", tools).want(200, "!Agora-9 is open")

	b.post("Tom", at+"/grants", "nickname", "reader", "hours", "1", "messages", "yes", "authority", "order 13").to(at + "#h-forum")
	b.get("Ana", tools).want(200, "members are covered", "!do not open them")
	b.Wait(2 * time.Hour)
	b.get("Tom", at).want(200, "ended", "with private messages")
	b.get("Ana", tools).want(200, "!Agora-9 is open")

	if err := b.Room.End(t.Context(), b.Tom, run.ID); err != nil {
		t.Fatal(err)
	}
	b.post("Tom", at+"/grants", good...).want(422, "The exercise is ended; the forum is opened", "!Open the forum<")
	if err := os.WriteFile(b.Room.Range.GrantsPath(), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.get("Tom", at).want(200, "file of grants cannot be read", "Scenario clock")
	b.get("Ana", tools).want(200, "cannot be said at the moment")

	plain := b.Run(t, b.Tom, "team-b")
	b.get("Tom", "/teach/runs/"+string(plain.ID)).want(200, "!closed forum")
	b.post("Tom", "/teach/runs/"+string(plain.ID)+"/grants", good...).want(404)
}
