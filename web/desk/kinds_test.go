package desk_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/exercise/exercisetest"
	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/web/page"
)

// kinds runs a test on the stage of every kind of question, on both engines.
func kinds(t *testing.T, test func(t *testing.T, b *bench)) {
	for _, e := range storetest.Engines() {
		t.Run(e.Name, func(t *testing.T) { test(t, benchOf(t, exercisetest.Kinds(t, e.Open(t)))) })
	}
}

// Each kind: what is wrong gets a message with what would be right, and stays in
// its field; what is right is kept and comes back in its field.
func TestKindsOfQuestions(t *testing.T) {
	kinds(t, func(t *testing.T, b *bench) {
		run := b.Run(t, b.Tom, "team-a")
		base := "/exercises/" + string(run.ID) + "/findings/questions"
		b.get("Ana", base).want(t, 200, "Who wrote to whom", "<li>A judge or a court, which hears the other side later</li>", `name="pair.traffic"`, "may be used more than once",
			`name="from"`, "divided by the time that the two cover together", "counts as the minute", "Latitude, longitude", "inside a radius",
			`<option value="VV-913-A">VV-913-A · white, with a rack</option>`, `type="radio" name="value" value="other"`, "0 of 4 labelled")
		for _, c := range []struct {
			form  url.Values
			texts []string
		}{
			{url.Values{"question": {"q1"}, "pair.traffic": {"judge", "prosecutor"}}, []string{"matches &#34;Who wrote to whom&#34; twice", "one choice for each line", `<option value="judge" selected>`}},
			{url.Values{"question": {"q1"}, "pair.traffic": {"judge"}, "pair.content": {"the postman"}}, []string{"the postman&#34;, which is none of the options", `<option value="judge" selected>`}},
			{url.Values{"question": {"q1"}, "pair.traffic": {"judge\x00"}}, []string{"NUL character"}},
			{url.Values{"question": {"q2"}, "from": {"2026-03-14T10:40Z"}, "to": {"2026-03-14T09:40Z"}}, []string{"ends before it begins", "the earlier time first", `value="2026-03-14T10:40Z"`, `value="2026-03-14T09:40Z"`}},
			{url.Values{"question": {"q2"}, "from": {""}, "to": {"2026-03-14T09:40Z"}}, []string{"has no time at which it begins", `value="2026-03-14T09:40Z"`}},
			{url.Values{"question": {"q2"}, "from": {"2026-03-14T09:40Z"}, "to": {"noon"}}, []string{"ends at &#34;noon&#34;, which is no time", `value="noon"`}},
			{url.Values{"question": {"q2"}, "from": {"99999999999999999999-01-01T00:00Z"}}, []string{"which is no time", `value="99999999999999999999-01-01T00:00Z"`}},
			{url.Values{"question": {"q3"}, "value": {"91, 12"}}, []string{"has the latitude 91, which is on no globe", "from -90 to 90", `value="91, 12"`}},
			{url.Values{"question": {"q3"}, "value": {"NaN,NaN"}}, []string{"which is no number of degrees", `value="NaN,NaN"`}},
			{url.Values{"question": {"q3"}, "value": {"44,1234,12,5678"}}, []string{"with decimal points", `value="44,1234,12,5678"`}},
			{url.Values{"question": {"q4"}, "value": {"VV-000-X"}}, []string{"VV-000-X&#34;, which is none of the options"}},
			{url.Values{"question": {"q6"}, "value": {"perhaps"}}, []string{"none of the options"}},
			{url.Values{"question": {"q9"}, "value": {"Notar-7\r\n" + strings.Repeat("x", 201)}}, []string{"has 201 characters", "Notar-7\r\nxxx"}},
			{url.Values{"question": {"q8"}, "value": {"NaN"}}, []string{"is not a number", `value="NaN"`}},
			{url.Values{"question": {"q8"}, "value": {"1e999999999"}}, []string{"is not a number", `value="1e999999999"`}},
			{url.Values{"question": {"q8"}, "value": {strings.Repeat("9", 65)}}, []string{"at most 64 characters", strings.Repeat("9", 65)}},
		} {
			c.form.Set("word", "likely")
			b.post("Ana", base, c.form).want(t, 422, append(c.texts, `<option value="likely" selected>`)...)
		}
		if got, err := b.Room.Answers(t.Context(), b.Ana, run.ID); err != nil || len(got) != 0 {
			t.Fatalf("what was refused is kept: %v %v", got, err)
		}
		for _, form := range []url.Values{
			{"question": {"q1"}, "pair.traffic": {"judge"}, "pair.subscriber": {"judge"}, "pair.content": {""}, "pair.weather": {"judge"}},
			{"question": {"q2"}, "from": {" 2026-03-14T09:40Z"}, "to": {"2026-03-14 10:25"}},
			{"question": {"q3"}, "value": {"44.1240, 12.5680"}},
			{"question": {"q4"}, "value": {"VV-204-K"}},
			{"question": {"q6"}, "value": {"other"}},
			{"question": {"q7"}, "pair.south": {"VV-913-A"}},
			{"question": {"q8"}, "value": {"13,5"}},
			{"question": {"q9"}, "value": {"Notar-7\r\n\r\n notar@post.example \r\n"}},
		} {
			b.post("Ana", base, form).want(t, 303)
		}
		got, err := b.Room.Answers(t.Context(), b.Ben, run.ID)
		if err != nil {
			t.Fatal(err)
		}
		for id, want := range map[string]string{
			"q1": `{"subscriber":"judge","traffic":"judge"}`, "q2": `"2026-03-14T09:40Z/2026-03-14 10:25"`, "q3": `"44.1240, 12.5680"`,
			"q4": `"VV-204-K"`, "q6": `"other"`, "q7": `{"south":"VV-913-A"}`, "q8": `13.5`,
			"q9": `["Notar-7","notar@post.example"]`,
		} {
			if string(got[id].Claim.Value) != want {
				t.Errorf("%s: %s, want %s", id, got[id].Claim.Value, want)
			}
		}
		b.get("Ben", base).want(t, 200, `name="from" value="2026-03-14T09:40Z"`, `name="to" value="2026-03-14 10:25"`, `value="44.1240, 12.5680"`,
			"Notar-7\nnotar@post.example</textarea>", `<option value="VV-204-K" selected>`, `value="other" checked`, `value="13.5"`, `<option value="judge" selected>A judge`, `<option value="VV-913-A" selected>`)
		b.post("Ana", base, url.Values{"question": {"q2"}, "from": {"2026-03-14T10:00Z"}, "to": {""}}).want(t, 303)
		b.get("Ben", base).want(t, 200, `name="from" value="2026-03-14T10:00Z"`, `name="to" value=""`)
		b.post("Ana", base, url.Values{"question": {"q6"}, "value": {""}}).want(t, 303)
		b.get("Ben", base).want(t, 200, `value="" checked`)
	})
}

// Rows of a table are labelled with the exercise's own codes.
func TestLabelsOfRows(t *testing.T) {
	kinds(t, func(t *testing.T, b *bench) {
		run := b.Run(t, b.Tom, "team-a")
		base := "/exercises/" + string(run.ID) + "/findings/labels"
		b.get("Ana", base).want(t, 200, "0 of 4 are labelled", "The labels of this exercise", "Journalism and its sources", "Rows of received.csv", "For the article: &lt;b&gt;no&lt;/b&gt; names",
			`name="label.received.3"`, `aria-label="Label of row 3 of received"`, `<option value="privilege">`).lacks(t, "RADAR-7: the labels", "L6 exploitation", "Posts to label")
		b.post("Ana", base, url.Values{"label.received.1": {"core"}, "label.received.2": {"L3"}}).want(t, 422, "L3 is not a label", "core, press, privilege", `<option value="core" selected>`)
		b.post("Ana", base, url.Values{"label.received.1": {strings.Repeat("core", 1000)}}).want(t, 422, strings.Repeat("core", 10)+" is not a label")
		b.post("Ana", base, url.Values{"label.received.1": {"core"}, "label.received.3": {"press"}, "label.received.99": {"core"}, "label.1": {"core"}}).want(t, 303)
		b.get("Ben", base).want(t, 200, "2 of 4 are labelled", `<option value="press" selected>`)
		got, err := b.Room.Labels(t.Context(), b.Ben, run.ID)
		if err != nil || len(got) != 2 || got["case/received.csv#1"] != "core" || got["case/received.csv#3"] != "press" {
			t.Errorf("%v, %v", got, err)
		}
		b.get("Ana", "/exercises/"+string(run.ID)).want(t, 200, "2 of 4")
	})
}

// The archive of the case file holds every file of the folder byte for byte,
// behind the notice.
func TestCaseArchive(t *testing.T) {
	kinds(t, func(t *testing.T, b *bench) {
		run := b.Run(t, b.Tom, "team-a")
		path := "/exercises/" + string(run.ID) + "/brief/case.tar"
		b.get("Ana", strings.TrimSuffix(path, "/case.tar")).want(t, 200, path)
		dir := t.TempDir()
		unpack(t, dir, b.get("Ana", path).want(t, 200).body)
		if notice, err := os.ReadFile(filepath.Join(dir, "NOTICE.txt")); err != nil || !strings.Contains(string(notice), "SYNTHETIC") {
			t.Errorf("the notice: %s %v", notice, err)
		}
		set, err := dataset.Open(b.Room.DatasetDir(run.ID))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, f := range set.Manifest.Files {
			if f.Surface != "case" {
				continue
			}
			n++
			got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path)))
			if err != nil || training.Digest(got) != f.SHA256 {
				t.Errorf("%s has the digest %s, want %s (%v)", f.Path, training.Digest(got), f.SHA256, err)
			}
		}
		if files, err := os.ReadDir(filepath.Join(dir, "case")); err != nil || len(files) != n || n == 0 {
			t.Errorf("%d files, want %d (%v)", len(files), n, err)
		}
	})
}

// Whatever the world hands over stands on the brief; small files can be read there,
// and every file is handed out with label and notice.
func TestFilesOfTheCase(t *testing.T) {
	b := benchOf(t, exercisetest.Kinds(t, storetest.Engines()[0].Open(t)))
	run := b.Run(t, b.Tom, "team-a")
	base := "/exercises/" + string(run.ID) + "/brief"
	brief := b.get("Ana", base).want(t, 200, "posts.csv", "the numbered posts", "the records that you label", "received.csv</a></th><td>Received, 4 rows", "Ais log, 60 rows",
		"weather.txt</a></th><td>Weather sheet of 14 March", "haze.", "white, with a rack", "As your lawyer, I advise you, to wait").lacks(t, `id="file-ais-log-csv"`, `id="file-posts-csv"`)
	if strings.Index(brief.body, "codebook.csv") > strings.Index(brief.body, "ais-log.csv") {
		t.Error("the files of every exercise do not come first")
	}
	rows, err := csv.NewReader(strings.NewReader(b.get("Ana", base+"/received.csv").want(t, 200).body)).ReadAll()
	if err != nil || len(rows) != 5 || strings.Join(rows[3], "|") != "m-3|2026-03-14T10:03:00Z|As your lawyer, I advise you, to wait|"+page.SyntheticLabel+"|"+page.Notice {
		t.Errorf("%v %q", err, rows)
	}
	text := b.get("Ana", base+"/weather.txt").want(t, 200, page.SyntheticLabel+"\n"+page.Notice+"\n\nWeather sheet of 14 March\n\nWind 3")
	if got := text.header.Get("Content-Type"); got != "text/plain; charset=utf-8" {
		t.Errorf("a text is handed out as %s", got)
	}
	for _, none := range []string{"/weather.csv", "/received.txt", "/truth.age", "/..%2ftruth.age", "/manifest.json"} {
		b.get("Ana", base+none).want(t, 404)
	}
	b.get("Cem", base+"/received.csv").want(t, 404)
}

// What was answered is scored, and read in words beside its key; the scorer without
// the site comes to the same bytes. Credits by hand: q1 1 of 3 pairs; q2 30 of 60
// minutes; q3 a hundredth of a degree, 1,112 m, away; q4 right; q5 all labels right;
// q6 wrong; q7 1 of 2 pairs; q8 within the tolerance; q9 two right less one wrong of 3.
func TestKindsInTheReview(t *testing.T) {
	kinds(t, func(t *testing.T, b *bench) {
		run := b.Run(t, b.Tom, "team-a")
		base := "/exercises/" + string(run.ID)
		for _, form := range []url.Values{
			{"question": {"q1"}, "pair.traffic": {"judge"}, "pair.subscriber": {"judge"}},
			{"question": {"q2"}, "from": {"2026-03-14T09:40Z"}, "to": {"2026-03-14T10:10Z"}},
			{"question": {"q3"}, "value": {"44.1334, 12.5678"}},
			{"question": {"q4"}, "value": {"VV-204-K"}},
			{"question": {"q6"}, "value": {"other"}},
			{"question": {"q7"}, "pair.south": {"VV-913-A"}, "pair.north": {"VV-913-A"}},
			{"question": {"q8"}, "value": {"13,5"}},
			{"question": {"q9"}, "value": {"NOTAR-7\nnotar@post.example\n@somebody"}},
		} {
			b.post("Ana", base+"/findings/questions", form).want(t, 303)
		}
		labels := url.Values{"label.received.1": {"core"}, "label.received.2": {"press"}, "label.received.3": {"privilege"}, "label.received.4": {"core"}}
		b.post("Ana", base+"/findings/labels", labels).want(t, 303)
		sub, err := b.Room.Submit(t.Context(), b.Ana, run.ID, "s1")
		if err != nil {
			t.Fatal(err)
		}
		exercisetest.Release(t, b.Room, b.Tom, run)
		review := b.get("Ana", base+"/review").want(t, 200,
			"Who holds the account: A prosecutor; Who wrote to whom: A judge or a court, which hears the other side later; What was written: A judge or a court, which hears the other side later",
			"Who holds the account: A judge or a court, which hears the other side later; Who wrote to whom: A judge or a court, which hears the other side later", "1 of 3 pairs right",
			"2026-03-14T09:40:00Z to 2026-03-14T10:40:00Z", "2026-03-14T09:40Z to 2026-03-14T10:10Z", "1800 of 3600 seconds in common",
			"44.1234,12.5678, within 150 m", "1111 m from the place, 150 m would do", "14, give or take 1", "The same hull", "Another hull",
			"The gate in the north: VV-204-K; The gate in the south: VV-913-A", "4 of 4 labelled").lacks(t, "lawful ones", "radius_m")
		var score grading.Score
		if err := json.Unmarshal([]byte(b.get("Ana", base+"/review/score.json").want(t, 200).body), &score); err != nil {
			t.Fatal(err)
		}
		credits := map[string]string{}
		for _, i := range score.Components.Answers.Items {
			credits[i.Question] = i.Credit
		}
		for q, want := range map[string]string{"q1": "0.333", "q2": "0.500", "q3": "0.000", "q4": "1.000", "q5": "1.000", "q6": "0.000", "q7": "0.500", "q8": "1.000", "q9": "0.333"} {
			if credits[q] != want {
				t.Errorf("%s earned %s, want %s", q, credits[q], want)
			}
		}
		offline(t, b, run, sub, review)
	})
}

// offline proves the dataset with the released truth, and scores without the site.
func offline(t *testing.T, b *bench, run training.Run, sub training.StoredSubmission, review answer) {
	t.Helper()
	base := "/exercises/" + string(run.ID) + "/review/"
	plain, dir := b.get("Ana", base+"truth.jsonl").want(t, 200).body, t.TempDir()
	unpack(t, dir, b.get("Ana", base+"dataset.tar").want(t, 200).body)
	dir = filepath.Join(dir, exercise.DatasetName(run))
	report, err := verify.Dataset(t.Context(), dir, verify.Options{Key: []byte(plain)})
	if err != nil || !report.Whole() {
		t.Errorf("the dataset is not whole: %v %v", report.Faults, err)
	}
	d, err := dataset.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, facts, err := d.Truth(b.Room.Truth)
	if err != nil {
		t.Fatal(err)
	}
	score, err := grading.Grade(d.Manifest.TruthRoot, facts, sub.Wire)
	if err != nil {
		t.Fatal(err)
	}
	wire, err := score.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if site := b.get("Ana", base+"score.json").want(t, 200).body; string(wire) != site {
		t.Errorf("scored offline:\n%s\npublished:\n%s", wire, site)
	}
	if !strings.Contains(review.body, training.Digest(wire)) {
		t.Error("the review does not name the score's digest")
	}
	if _, err := os.Stat(filepath.Join(dir, "case", "received.csv")); err != nil {
		t.Error(err)
	}
	perfect := grading.Perfect(facts)
	best, err := perfect.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if s, err := grading.Grade(d.Manifest.TruthRoot, facts, best); err != nil || s.Components.Answers.Score != "1.000" {
		t.Errorf("the truth itself earns %+v, %v", s.Components.Answers, err)
	}
}

// The desk shows every scenario that there is: its questions with something to
// choose where they choose, its labelling set, and all that is handed over.
func TestEveryScenario(t *testing.T) {
	b := newBench(t)
	for _, s := range b.Room.Scenarios().All() {
		run, err := b.Room.Open(t.Context(), b.Tom, exercise.Opening{Scenario: s.ID, Team: "team-a", Scale: 200}) // the least that holds every story
		if err != nil {
			t.Errorf("%s: %v", s.ID, err)
			continue
		}
		if err := b.Room.Start(t.Context(), b.Tom, run.ID); err != nil {
			t.Fatal(err)
		}
		base := "/exercises/" + string(run.ID)
		for _, p := range pages {
			b.get("Ana", base+p).want(t, 200)
		}
		asked := b.get("Ana", base+"/findings/questions").body
		for i, q := range s.Questions {
			_, form, _ := strings.Cut(asked, `id="q-`+q.ID+`"`)
			form, _, _ = strings.Cut(form, `class="likely"`) // before the words of likelihood
			chosen := strings.Count(form, "<option value=") + strings.Count(form, `type="checkbox" name="value"`) + strings.Count(form, `type="radio"`)
			if q.Choices != "" && q.Kind != scenarios.Labels && chosen < 3 {
				t.Errorf("%s: question %d offers %d options", s.ID, i+1, chosen)
			}
		}
		files, err := b.Room.CaseFiles(t.Context(), b.Ana, run.ID)
		if err != nil || len(files) == 0 {
			t.Errorf("%s: %d files are handed over, %v", s.ID, len(files), err)
		}
		for _, f := range files {
			b.get("Ana", base+"/brief/"+f.Name).want(t, 200, page.SyntheticLabel)
		}
		for _, step := range []func(context.Context, training.Scope, training.RunID) error{b.Room.End, b.Room.OpenMarking} {
			if err := step(t.Context(), b.Tom, run.ID); err != nil {
				t.Fatal(err) // the team's place on the range is for the next one
			}
		}
	}
}
