package exercisetest

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// KindsQuestions are asked on the stage of [Kinds]: one of each kind that S1 has
// not, and rows to label with codes of their own. A query must be one that the
// world of S1 knows; what it answers is replaced by KindsKey.
const KindsQuestions = `
- id: q1
  kind: matching
  query: subjects
  points: 3
  text: Which authority may ask for which data?
  items:
    - {id: subscriber, text: Who holds the account}
    - {id: traffic, text: Who wrote to whom}
    - {id: content, text: What was written}
  options:
    - {id: judge, text: "A judge or a court, which hears the other side later"}
    - {id: prosecutor, text: A prosecutor}
- id: q2
  kind: interval
  query: subjects
  points: 2
  text: In which window was still 4 taken?
- id: q3
  kind: place
  query: subjects
  points: 2
  text: Where was still 4 taken?
- id: q4
  kind: single
  query: subjects
  choices: case-table:passes
  points: 1
  text: Which van is it?
- id: q5
  kind: labels
  query: subjects
  choices: case-labelset
  points: 5
  text: Which rows must be set apart, and why?
  codes:
    - {id: core, text: Of the case}
    - {id: press, text: Journalism and its sources}
    - {id: privilege, text: Lawyer and client}
- id: q6
  kind: single
  query: subjects
  points: 1
  text: Is it the same hull?
  items:
    - {id: same, text: The same hull}
    - {id: other, text: Another hull}
- id: q7
  kind: matching
  query: subjects
  choices: case-table:passes
  points: 1
  text: Which van passed which gate?
  items:
    - {id: north, text: The gate in the north}
    - {id: south, text: The gate in the south}
- id: q8
  kind: numeric
  query: subjects
  points: 1
  text: How likely is a hit a true one, in per cent?
- id: q9
  kind: multiple
  query: subjects
  points: 2
  text: Which identifiers must be preserved?
`

// KindsKey is what is right there, as the truth holds it. The labels of q5 stand
// in the truth by record.
var KindsKey = map[string]string{
	"q1": `{"subscriber":"prosecutor","traffic":"judge","content":"judge"}`,
	"q2": `{"from":"2026-03-14T09:40:00Z","to":"2026-03-14T10:40:00Z"}`,
	"q3": `{"at":"44.1234,12.5678","radius_m":150}`,
	"q4": `"VV-204-K"`,
	"q5": `{"case/received.csv#1":"core","case/received.csv#2":"press","case/received.csv#3":"privilege","case/received.csv#4":"core"}`,
	"q6": `"same"`,
	"q7": `{"north":"VV-204-K","south":"VV-913-A"}`,
	"q8": `{"value":14,"tolerance":1}`,
	"q9": `["Notar-7","notar@post.example","VV-204-K"]`,
}

// Kinds sets a stage on an empty, migrated store whose exercise is S1 with
// [KindsQuestions], three tables and a text handed over beside the posts.
func Kinds(tb testing.TB, st *store.Store) *Stage {
	tb.Helper()
	content, _, err := scenarios.FS("")
	if err != nil {
		tb.Fatal(err)
	}
	changed := fstest.MapFS{}
	err = fs.WalkDir(content, "blue-lantern", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(content, p)
		changed[p] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	changed["blue-lantern/questions.yaml"] = &fstest.MapFile{Data: []byte(KindsQuestions)}
	return set(tb, st, changed, planKinds)
}

// planKinds plans a world of S1, with what is handed over and its key.
func planKinds(spec simulator.Spec, key stream.Key) (*world.World, error) {
	w, err := simulator.Plan(spec, key)
	if err != nil {
		return nil, err
	}
	received := world.Table{Ref: "table:received", Name: "received", Columns: []string{"row", "sent_at", "text"}, Rows: [][]string{
		{"m-1", "2026-03-14T09:41:00Z", "Two seats, the usual place"},
		{"m-2", "2026-03-14T09:52:00Z", "For the article: <b>no</b> names, please"},
		{"m-3", "2026-03-14T10:03:00Z", "As your lawyer, I advise you, to wait"},
		{"m-4", "2026-03-14T10:30:00Z", "The van is there"},
	}}
	many := world.Table{Ref: "table:ais-log", Name: "ais-log", Columns: []string{"minute", "lat", "lon"}}
	for i := range 60 {
		many.Rows = append(many.Rows, []string{fmt.Sprint(i), "44.1234", "12.5678"})
	}
	w.Case.Tables = []world.Table{received, many, {Ref: "table:passes", Name: "passes", Columns: []string{"plate", "colour"}, Rows: [][]string{
		{"VV-204-K", "white"}, {"VV-913-A", "white, with a rack"},
	}}}
	w.Case.Papers = []world.Paper{{Ref: "paper:weather", Name: "weather", Text: "Weather sheet of 14 March\n\nWind 3 from the south-east; haze."}}
	w.Case.Labels = nil
	w.Facts = slices.DeleteFunc(w.Facts, func(f world.Fact) bool { return f.Kind == truth.Label })
	var labels map[string]string
	if err := json.Unmarshal([]byte(KindsKey["q5"]), &labels); err != nil {
		return nil, err
	}
	for i := range received.Rows {
		row := received.Row(i)
		w.Case.Labels = append(w.Case.Labels, row)
		w.Facts = append(w.Facts, world.Fact{
			Kind: truth.Label, Type: "intake", Ref: "label:" + row, Subject: row, Value: labels[fmt.Sprintf("case/received.csv#%d", i+1)], Difficulty: 2, Proof: []world.Ref{row},
			Cause: world.Cause{Saga: "case"},
		})
	}
	for i := range w.Facts {
		if f := &w.Facts[i]; f.Kind == truth.Answer {
			f.Value, f.Digest, f.Proof = KindsKey[string(f.Ref)], "", []world.Ref{"table:passes"}
		}
	}
	return w, world.Validate(w)
}
