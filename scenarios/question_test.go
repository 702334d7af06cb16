package scenarios_test

import (
	"encoding/json"
	"testing"

	"github.com/osint-radar/academy/scenarios"
)

func TestInWords(t *testing.T) {
	items := []scenarios.Item{{ID: "advert", Text: "Seats are offered"}, {ID: "deposit", Text: "Money is asked for"}}
	bodies := []scenarios.Item{{ID: "advert", Text: "A judge"}, {ID: "pros", Text: "A prosecutor"}}
	for _, c := range []struct{ kind, raw, want string }{
		{scenarios.Short, `"2026-03-02T01:51Z"`, "2026-03-02T01:51Z"},
		{scenarios.Single, `"advert"`, "Seats are offered"},
		{scenarios.Numeric, `4`, "4"},
		{scenarios.Numeric, `{"value":14,"tolerance":1}`, "14, give or take 1"},
		{scenarios.Numeric, `{"value":14}`, "14"},
		{scenarios.Numeric, `{"value":14,"tolerance":0}`, "14"},
		{scenarios.Multiple, `["advert","@bero",2]`, "Seats are offered, @bero, 2"},
		{scenarios.Ordering, `["deposit","advert"]`, "Money is asked for → Seats are offered"},
		{scenarios.Ordering, `[]`, ""},
		{scenarios.Matching, `{"z":"pros","deposit":"pros","advert":"advert"}`, "Seats are offered: A judge; Money is asked for: A prosecutor; z: A prosecutor"},
		{scenarios.Matching, `{"deposit":"rows-12"}`, "Money is asked for: rows-12"},
		{scenarios.Matching, `["advert"]`, "Seats are offered"},
		{scenarios.Interval, `{"from":"2026-03-14T09:40Z","to":"2026-03-14T10:25Z"}`, "2026-03-14T09:40Z to 2026-03-14T10:25Z"},
		{scenarios.Interval, `"2026-03-14T09:40Z/2026-03-14T10:25Z"`, "2026-03-14T09:40Z to 2026-03-14T10:25Z"},
		{scenarios.Interval, `"2026-03-14T09:40Z"`, "2026-03-14T09:40Z"},
		{scenarios.Place, `{"at":"44.1234,12.5678","radius_m":150}`, "44.1234,12.5678, within 150 m"},
		{scenarios.Place, `"44.1, 12.5"`, "44.1, 12.5"},
		{scenarios.Place, `{"a":1}`, `{"a":1}`},
		{scenarios.Interval, `7`, "7"},
		{scenarios.Short, `true`, "true"},
		{scenarios.Short, `not JSON`, "not JSON"},
	} {
		q := scenarios.Question{Kind: c.kind, Items: items, Options: bodies}
		if got := q.InWords(json.RawMessage(c.raw)); got != c.want {
			t.Errorf("%s %s reads %q, want %q", c.kind, c.raw, got, c.want)
		}
	}
}

func TestCodes(t *testing.T) {
	var own scenarios.Question
	own.Codes = []scenarios.Item{{ID: "press", Text: "Press"}, {ID: "core", Text: "Core"}}
	for label, want := range map[string][2]bool{"L0": {true, false}, "L6": {true, false}, "L7": {}, "core": {false, true}, "": {}, "Core": {}} {
		if got := [2]bool{(scenarios.Question{}).HasCode(label), own.HasCode(label)}; got != want {
			t.Errorf("%q: %v, want %v", label, got, want)
		}
	}
	if got := own.CodeList(); got != "press, core" {
		t.Errorf("codes %q", got)
	}
	if got := (scenarios.Question{Choices: "case-table:ais"}).Table(); got != "ais" {
		t.Errorf("table %q", got)
	}
	if got := (scenarios.Question{Choices: "case-posts"}).Table(); got != "" {
		t.Errorf("table %q of the posts", got)
	}
}
