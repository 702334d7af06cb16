package microblog_test

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/surface/microblog"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// A post of the story is a row among those of the crowd. Its label stays in the truth.
func Example() {
	w := worldtest.New(20)
	w.Accounts = []world.Account{{
		Ref: "account:coach", ID: "115990000000000001", Owner: "person:coach", Handle: "ulmdal_coaches", DisplayName: "Ulmdal Coaches", Lang: "en", CreatedAt: worldtest.Day(-200),
	}}
	w.Posts = []world.Post{{
		Ref: "post:coach/1", ID: "116010000000000001", Account: "account:coach", At: worldtest.Day(3).Add(9 * time.Hour), Text: "Coach to #Ostavo on Friday, 350 TK.", Lang: "en", Tags: []string{"Ostavo"}, Label: "L0",
	}}
	fmt.Print(worldtest.Lines(microblog.Surface{Workers: 1}, w, "microblog/statuses.jsonl", "116010000000000001"))
	// Output:
	// {"id":"116010000000000001","account_id":"115990000000000001","created_at":"2026-02-05T09:00:00.000Z","text":"Coach to #Ostavo on Friday, 350 TK.","lang":"en","tags":["Ostavo"]}
}
