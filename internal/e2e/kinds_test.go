package e2e_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/osint-radar/academy/internal/e2e"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
)

// The forms of every kind of question, the sheet of rows and the files of the case
// pass the checks of every page (320 px among them), and can be filled in by the
// keyboard alone, without scripts.
func TestKindsInTheBrowser(t *testing.T) {
	st := storetest.Engines()[0].Open(t)
	stage := exercisetest.Kinds(t, st)
	run := stage.Run(t, stage.Tom, "team-a")
	s := over(t, st, stage.Room, stage.Now)
	welcome, err := s.room.Reset(t.Context(), training.Scope{Site: "ro", Role: training.Administrator}, stage.Ana.Person)
	if err != nil {
		t.Fatal(err)
	}
	b := e2e.Start(t, s.url, os.Getenv("RADAR_SHOTS"))
	b.Visit("/login?code="+codeOf(t, welcome.SigninURL), 200)
	b.Press(`form:has(#f-code) button`, 200)
	base := "/exercises/" + string(run.ID)
	b.Visit(base+"/findings/questions", 200)
	b.Visit(base+"/findings/labels", 200)
	b.Visit(base+"/brief", 200)
	expand(b)
	b.Check()

	b.Do("switching scripts off", func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return chromedp.Void{}, err
	})
	ask := base + "/findings/questions"
	b.Plain(ask)
	b.Type("#v-q2", "2026-03-14T09:40Z\t2026-03-14T10:25Z\r")
	b.Type("#v-q3", "91, 12.5678\r")
	if got := b.Text("#q-q3"); !strings.Contains(got, "is on no globe") {
		t.Errorf("question 3 says %q", got)
	}
	b.Plain(ask)
	b.Type("#v-q3", "44.1234, 12.5678\r")
	b.Type("#q1-traffic", kb.ArrowDown+"\t\t\t\r") // past the next line and the likelihood, to the button
	b.Type(`#q-q6 input[value=""]`, kb.ArrowDown+"\t\t\r")
	got, err := stage.Room.Answers(t.Context(), stage.Ben, run.ID)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"q1": `{"traffic":"judge"}`, "q2": `"2026-03-14T09:40Z/2026-03-14T10:25Z"`, "q3": `"44.1234, 12.5678"`, "q6": `"same"`} {
		if string(got[id].Claim.Value) != want {
			t.Errorf("%s: %s, want %s", id, got[id].Claim.Value, want)
		}
	}
}
