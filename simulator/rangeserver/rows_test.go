package rangeserver

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/record"
)

// Whatever a row looks like, it is read as the standard library reads it.
func TestRowsAsJSON(t *testing.T) {
	quick := 0
	for _, line := range []string{
		`{"account_id":"108313850322022201","target_id":"108277128177210217","created_at":"2022-06-23T05:46:11.596Z"}`,
		`{"account_id":"1","target_id":"2","created_at":"2022-06-23T05:46:11Z"}`,
		`{"account_id":"1","target_id":"2","created_at":"2022-06-23T05:46:11+02:00"}`,
		`{"account_id":"1","target_id":"2","created_at":"2022-06-23T5:46:11Z"}`,
		`{"account_id":"1","target_id":"2","created_at":"2022-06-23T05:46:11,5Z"}`,
		`{"account_id":"1","target_id":"2","created_at":""}`,
		`{"account_id":"","target_id":"ä","created_at":"2022-06-23T05:46:11Z"}`,
		`{"account_id":"\u0031","target_id":"2","created_at":"2022-06-23T05:46:11Z"}`,
		`{"account_id":"1\"","target_id":"2","created_at":"2022-06-23T05:46:11Z"}`,
		"{\"account_id\":\"1\t\",\"target_id\":\"2\",\"created_at\":\"2022-06-23T05:46:11Z\"}",
		`{"target_id":"2","account_id":"1","created_at":"2022-06-23T05:46:11Z"}`,
		`{"account_id":"1","target_id":"2","created_at":"2022-06-23T05:46:11Z","account_id":"3"}`,
		`{"account_id":"1","target_id":"2","created_at":"2022-06-23T05:46:11Z","note":"x"}`,
		`{"account_id":"1","target_id":"2"}`,
		`{"account_id":1,"target_id":"2","created_at":"2022-06-23T05:46:11Z"}`,
		`{"account_id": "1","target_id":"2","created_at":"2022-06-23T05:46:11Z"}`,
		`{"account_id":"1","target_id":"2","created_at":"2022-06-23T05:46:11Z"} {}`,
		`{"account_id":"1","target_id":"2","created_at":"2022-06-23T05:46:11Z`,
		`{"account_id":"1"`, `{"account_id`, `{`, ``, `null`, `[]`,
	} {
		line := []byte(line + "\n")
		var want record.Follow
		wrong := json.Unmarshal(line, &want)
		got, err := readFollow(line)
		if (err != nil) != (wrong != nil) || err == nil && cmp.Diff(want, got) != "" {
			t.Errorf("%s is read as %+v, %v; want %+v, %v", line, got, err, want, wrong)
		}
		if _, _, _, ok := plain(line, "account_id", "target_id"); ok {
			quick++
		}
	}
	if quick != 6 { // the first five, whose times the standard library takes too, and the empty name
		t.Errorf("%d rows were read the quick way, want 6", quick)
	}
}
