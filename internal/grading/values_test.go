package grading_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/truth"
)

// one grades a single answer and returns its credit and why.
func one(t *testing.T, kind, want, got string) (credit, why string) {
	t.Helper()
	facts := []truth.Fact{{ID: "q", Kind: truth.Answer, Subject: "q", Predicate: kind, Object: want, VisibleFrom: day0}}
	s := grade(t, facts, training.Submission{Answers: []training.SubmissionAnswer{{Question: "q", Value: json.RawMessage(got)}}})
	for _, r := range s.Reasons {
		if r.Component == "answers" {
			why = r.Text
		}
	}
	return s.Components.Answers.Score, why
}

// Pairs counted by hand.
func TestMatchingCredit(t *testing.T) {
	const want = `{"order":"judge","subscriber":"prosecutor","traffic":"judge","content":"judge"}`
	for _, c := range []struct{ got, credit, why string }{
		{want, "1.000", "4 of 4 pairs right"},
		{`{"order":"judge","subscriber":"judge","traffic":"judge","content":"judge"}`, "0.750", "3 of 4 pairs right"},
		{`{"order":"judge"}`, "0.250", "1 of 4 pairs right"},
		{`{"order":" JUDGE "}`, "0.250", "1 of 4 pairs right"},
		{`{"order":"judge","orders":"judge","":"judge"}`, "0.250", "1 of 4 pairs right"},
		{`{"Order":"judge"}`, "0.000", "0 of 4 pairs right"},
		{`{"order":null}`, "0.000", "not a table of pairs"},
		{`{"order":["judge"]}`, "0.000", "not a table of pairs"},
		{`["judge","judge","judge","judge"]`, "0.000", "not a table of pairs"},
		{`null`, "0.000", "not a table of pairs"},
		{`{}`, "0.000", "0 of 4 pairs right"},
	} {
		if credit, why := one(t, "matching", want, c.got); credit != c.credit || why != c.why {
			t.Errorf("%s: %s, %q; want %s, %q", c.got, credit, why, c.credit, c.why)
		}
	}
	for _, want := range []string{`{}`, `null`, `"x"`, `{"a":{}}`} {
		if credit, why := one(t, "matching", want, `{"a":"x"}`); credit != "0.000" || why != "the truth holds no pairs" {
			t.Errorf("truth %s: %s, %q", want, credit, why)
		}
	}
}

// Lengths worked by hand. The window is 09:40 to 10:40, an hour.
func TestIntervalCredit(t *testing.T) {
	const want = `{"from":"2026-03-14T09:40:00Z","to":"2026-03-14T10:40:00Z"}`
	for _, c := range []struct{ got, credit, why string }{
		{"2026-03-14T09:40:00Z/2026-03-14T10:40:00Z", "1.000", "3600 of 3600 seconds in common"},
		{"2026-03-14 09:40/2026-03-14 10:40 UTC", "1.000", "3600 of 3600 seconds in common"},
		{"2026-03-14T10:40+01:00/2026-03-14T11:40+01:00", "1.000", "3600 of 3600 seconds in common"},
		{"2026-03-14T09:55Z/2026-03-14T10:25Z", "0.500", "1800 of 3600 seconds in common"},  // half of it, inside
		{"2026-03-14T10:10Z/2026-03-14T11:10Z", "0.333", "1800 of 5400 seconds in common"},  // 30 of 30+60 minutes
		{"2026-03-14T00:00Z/2026-03-15T00:00Z", "0.042", "3600 of 86400 seconds in common"}, // an hour of a day: 1/24
		{"2026-03-14T10:00Z", "0.017", "60 of 3600 seconds in common"},                      // a minute of sixty
		{"2026-03-14T10:00Z/2026-03-14T10:00Z", "0.017", "60 of 3600 seconds in common"},
		{"2026-03-14T10:39:30Z", "0.008", "30 of 3630 seconds in common"}, // half of that minute is inside
		{"2026-03-14T09:40Z", "0.017", "60 of 3600 seconds in common"},
		{"2026-03-14T10:40Z", "0.000", "the two windows have nothing in common"},
		{"2026-03-14T10:40Z/2026-03-14T11:00Z", "0.000", "the two windows have nothing in common"},
		{"2026-03-14T10:40Z/2026-03-14T09:40Z", "0.000", "not a window of time"},
		{"0001-01-01T00:00Z/9999-12-31T23:59Z", "0.000", "3600 of 315537897540 seconds in common"}, // 3,652,059 days less a minute
		{"2026-03-14T09:40Z/P1D", "0.000", "not a window of time"},
		{"2026-03-14T09:40Z/", "0.000", "not a window of time"},
		{"the 14th/the 15th", "0.000", "not a window of time"},
		{"", "0.000", "not a window of time"},
	} {
		got, err := json.Marshal(c.got)
		if err != nil {
			t.Fatal(err)
		}
		if credit, why := one(t, "interval", want, string(got)); credit != c.credit || why != c.why {
			t.Errorf("%s: %s, %q; want %s, %q", c.got, credit, why, c.credit, c.why)
		}
	}
	if credit, _ := one(t, "interval", `{"from":"2026-03-14T09:40:00.5Z","to":"2026-03-14T09:40:02Z"}`, `"2026-03-14T09:40:01Z/2026-03-14T09:40:02Z"`); credit != "0.667" {
		t.Errorf("one of one and a half seconds: %s, want 0.667", credit)
	}
	for _, got := range []string{`1`, `null`, `["2026-03-14T09:40Z"]`, `{"from":"2026-03-14T09:40Z"}`} {
		if credit, why := one(t, "interval", want, got); credit != "0.000" || why != "not a window of time" {
			t.Errorf("%s: %s, %q", got, credit, why)
		}
	}
	for _, want := range []string{`"2026-03-14T09:40Z/2026-03-14T10:40Z"`, `{"from":"2026-03-14T09:40Z"}`, `{}`, `null`} {
		if credit, why := one(t, "interval", want, `"2026-03-14T09:40Z/2026-03-14T10:40Z"`); credit != "0.000" || why != "the truth holds no window" {
			t.Errorf("truth %s: %s, %q", want, credit, why)
		}
	}
}

// Distances by the haversine formula in floating point (Python's math, radius
// 6,371 km), whole metres cut off.
func TestPlaceCredit(t *testing.T) {
	for _, c := range []struct {
		at, got, credit string
		metres          int // -1: none is named
	}{
		{"44.1234,12.5678", "44.1234,12.5678", "1.000", 0},
		{"44.1234,12.5678", " +44.1234 , 012.56780 ", "1.000", 0},
		{"44.1234,12.5678", "44.12474,12.5678", "1.000", 149},  // 149.001
		{"44.1234,12.5678", "44.12475,12.5678", "0.000", 150},  // 150.113
		{"44.1234,12.5678", "44.1234,12.56967", "1.000", 149},  // 149.264
		{"44.1234,12.5678", "44.1234,12.56968", "0.000", 150},  // 150.062
		{"44.1234,12.5678", "44.1234,12.569679", "1.000", 149}, // 149.983
		{"44.1234,12.5678", "44.1243,12.5690", "1.000", 138},   // 138.527
		{"44.1234,12.5678", "44.1245,12.5690", "0.000", 155},   // 155.355
		{"44.1234,12.5678", "12.5678,44.1234", "0.000", -1},    // the wrong way round
		{"0,179.9995", "0,-179.9995", "1.000", 111},            // over the date line
		{"60,10", "60.0005,10.0022", "1.000", 134},             // 134.356
		{"44.1234,12.5678", "91,12.5678", "0.000", -1},
		{"44.1234,12.5678", "44.1234,180.1", "0.000", -1},
		{"44.1234,12.5678", "44,1234,12,5678", "0.000", -1},
		{"44.1234,12.5678", "NaN,NaN", "0.000", -1},
		{"44.1234,12.5678", "1e999999999,0", "0.000", -1},
		{"44.1234,12.5678", strings.Repeat("9", 5000) + ",0", "0.000", -1},
		{"44.1234,12.5678", "44.1234", "0.000", -1},
		{"44.1234,12.5678", "", "0.000", -1},
	} {
		got, err := json.Marshal(c.got)
		if err != nil {
			t.Fatal(err)
		}
		credit, why := one(t, "place", fmt.Sprintf(`{"at":%q,"radius_m":150}`, c.at), string(got))
		if want := fmt.Sprintf("%d m from the place, 150 m would do", c.metres); credit != c.credit || c.metres >= 0 && strings.TrimPrefix(why, "right: ") != want {
			t.Errorf("%.60s from %s: %s, %q; want %s and %d m", c.got, c.at, credit, why, c.credit, c.metres)
		}
	}
	for _, want := range []string{`{"at":"91,0","radius_m":150}`, `{"at":"44,12","radius_m":0}`, `{"at":"44,12"}`, `{"at":"44,12","radius_m":1e9}`, `"44,12"`, `null`} {
		if credit, why := one(t, "place", want, `"44,12"`); credit != "0.000" || why != "the truth holds no place" {
			t.Errorf("truth %s: %s, %q", want, credit, why)
		}
	}
}

// A label scheme of a scenario's own is scored like RADAR-7, but has no lawful
// labels, whatever its codes are called. By hand: press 1 of 1 said and 1 of 2
// there, F1 2/3; core 1 of 2 and 1 of 1, F1 2/3; privilege F1 1; L1 and L3 0; macro
// (7/3)/5.
func TestLabelsOfAnotherScheme(t *testing.T) {
	key := map[string]string{"1": "press", "2": "press", "3": "core", "4": "privilege", "5": "L1"}
	var facts []truth.Fact
	for row, label := range key {
		facts = append(facts, truth.Fact{ID: "l" + row, Kind: truth.Label, Type: "intake", Subject: "case/received.csv#" + row, Object: label, VisibleFrom: day0})
	}
	facts = append(facts, truth.Fact{ID: "q", Kind: truth.Answer, Subject: "q", Predicate: "labels", Object: `{}`, VisibleFrom: day0})
	said := map[string]string{"1": "press", "2": "core", "3": "core", "4": "privilege", "5": "L3"}
	var s training.Submission
	for row, label := range said {
		s.Labels = append(s.Labels, training.SubmissionLabel{Record: "case/received.csv#" + row, Label: label})
	}
	got := grade(t, facts, s).Components
	if got.Labels.F1 != "0.467" || got.Answers.Score != "0.467" || got.Labels.LawfulAsL3 != "" || got.Labels.Labelled != 5 {
		t.Errorf("%+v %+v", got.Labels, got.Answers)
	}
}

// The message about a key that stands twice says where.
func TestRepeatedKey(t *testing.T) {
	_, err := grading.Grade("00", nil, []byte(`{"format":1,"answers":[{"question":"q1","value":1},{"question":"q9","value":{"a":"x","a":"y"}}]}`))
	var bad *training.InvalidError
	if !errors.As(err, &bad) || bad.Field != "answers[1].value" || !strings.Contains(bad.Message, `"a"`) {
		t.Errorf("%v", err)
	}
	if _, err := grading.Grade("00", nil, []byte(`{"format":1,"answers":[{"question":"q1","value":[{"a":1},{"a":1,"b":{"a":2}},"a",null]}]}`)); err != nil {
		t.Errorf("each key once: %v", err)
	}
}
