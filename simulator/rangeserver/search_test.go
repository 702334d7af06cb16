package rangeserver_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

// TestSearchFindsWhatReadingFinds compares the search with a reader who goes
// through every post from the newest to the oldest.
func TestSearchFindsWhatReadingFinds(t *testing.T) {
	dir := crowded(t, 3000)
	l := start(t, dir)
	text, err := os.ReadFile(filepath.Join(dir, "microblog", "statuses.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var posts []record.Status
	for line := range strings.Lines(string(text)) {
		var s record.Status
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatal(err)
		}
		posts = append(posts, s)
	}
	slices.Reverse(posts)
	for _, at := range []time.Time{day(2).Add(1500 * time.Second), day(3)} {
		l.at(at)
		for _, q := range []string{"seat", "seat road", "road seat number8", "side4 side7", "letter bread river", "side3 window", "nothing seat", "number999", "MARKET light"} {
			for _, more := range []string{"", "&account_id=107", "&max_id=2500", "&offset=3"} {
				var want []string
				for _, s := range posts {
					words := strings.FieldsFunc(strings.ToLower(s.Text), func(r rune) bool { return r == ' ' || r == '#' })
					all := !s.CreatedAt.After(at) && (more != "&account_id=107" || s.AccountID == "107") && (more != "&max_id=2500" || s.ID < "2500" && len(s.ID) == 4)
					for _, w := range strings.Fields(strings.ToLower(q)) {
						all = all && slices.Contains(words, w)
					}
					if all {
						want = append(want, s.ID)
					}
				}
				if more == "&offset=3" {
					want = want[min(3, len(want)):]
				}
				var got struct{ Statuses []struct{ ID string } }
				l.json("/api/v2/search?type=statuses&limit=40&q="+strings.ReplaceAll(q, " ", "+")+more, &got)
				ids := []string{}
				for _, s := range got.Statuses {
					ids = append(ids, s.ID)
				}
				equal(t, fmt.Sprintf("%q%s at %v", q, more, at), ids, append([]string{}, want[:min(40, len(want))]...))
			}
		}
	}
}
