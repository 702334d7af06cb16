package evidence_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/evidence"
)

// The range served one page to the team; the team hands in a copy that it has edited.
func ExampleJudge() {
	const served, edited = "<!doctype html><p>two seats</p>", "<!doctype html><p>ten seats</p>"
	row := evidence.Served{
		Team: "team-a", Surface: "web", URL: "http://blue-lantern.example/", Record: "web/pages.jsonl#7",
		Scenario: time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC),
	}
	digest := sha256.Sum256([]byte(served))
	own := evidence.Log{
		BySum: func(sum string) []evidence.Served {
			if sum == hex.EncodeToString(digest[:]) {
				return []evidence.Served{row}
			}
			return nil
		},
		ByURL: func(address string) []evidence.Served {
			if address == row.URL {
				return []evidence.Served{row}
			}
			return nil
		},
	}
	nothing := func(string) []evidence.Served { return nil }
	for _, body := range []string{served, edited} {
		item, err := evidence.Judge(strings.NewReader(body), int64(len(body)), evidence.Claim{
			Name: "page.html", SourceURL: row.URL, Own: own, Others: evidence.Log{BySum: nothing, ByURL: nothing},
		})
		fmt.Println(item.MediaType, item.Verdict, item.Record, err)
	}
	// Output:
	// text/html verified_as_served web/pages.jsonl#7 <nil>
	// text/html altered web/pages.jsonl#7 <nil>
}
