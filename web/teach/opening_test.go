package teach_test

import (
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/training"
)

func TestOpenARun(t *testing.T) {
	b := newBench(t)
	b.get("Tom", "/teach/runs/new").want(200, "S1 Blue Lantern", "Team team-a", "Team team-b")
	b.post("Tom", "/teach/runs/new").want(422, "Choose an exercise", "Choose a team of your site", "without its number")
	b.post("Tom", "/teach/runs/new", "scenario", "blue-lantern", "team", "team-z", "variant", "team-q", "pilot", "p", "ticket", "x").
		want(422, "Choose a team of your site", "no such variant", "Choose a pilot of your site", `value="blue-lantern" selected`)
	good := []string{"scenario", "blue-lantern", "team", "team-b", "variant", "", "pilot", "", "ticket", "ticket1"}
	for range 2 { // sent twice, one run
		b.post("Tom", "/teach/runs/new", good...).to("/teach/opening/ticket1")
	}
	b.get("Uma", "/teach/opening/ticket1").to("/teach")
	b.get("Tom", "/teach/opening/other").to("/teach")
	if got := b.get("Tom", "/teach/opening/ticket1"); got.status == 200 && (got.header.Get("Refresh") == "" || !strings.Contains(got.body, "Making the exercise")) {
		t.Errorf("the page that waits: %v\n%s", got.header, got.body)
	}
	b.work.Wait()
	runs, err := b.Room.Runs(t.Context(), b.Tom)
	if err != nil || len(runs) != 1 || runs[0].Run.State != training.Sealed || runs[0].Run.Variant != "team-b" {
		t.Fatalf("%+v %v", runs, err)
	}
	b.get("Tom", "/teach/opening/ticket1").to("/teach/runs/" + string(runs[0].Run.ID) + "?new=1")
}

// A run that cannot be made says so, and leaves nothing.
func TestOpenAfterTheStop(t *testing.T) {
	b := newBench(t)
	b.stop()
	b.post("Tom", "/teach/runs/new", "scenario", "blue-lantern", "team", "team-a", "ticket", "t").to("/teach/opening/t")
	b.work.Wait()
	b.get("Tom", "/teach/opening/t").want(500, "could not be made", "Nothing of it is left behind")
	if runs, err := b.Room.Runs(t.Context(), b.Tom); err != nil || len(runs) != 0 {
		t.Errorf("%d runs, %v", len(runs), err)
	}
}
