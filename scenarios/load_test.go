package scenarios_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/scenarios/scenariostest"
)

func embedded(t *testing.T) fs.FS {
	t.Helper()
	fsys, _, err := scenarios.FS("")
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}

func lantern(t *testing.T) *scenarios.Scenario {
	t.Helper()
	lib := scenariostest.Library(t)
	s, ok := lib.Scenario("blue-lantern")
	if !ok {
		t.Fatalf("no blue-lantern in %s", lib.List())
	}
	return s
}

func TestContent(t *testing.T) {
	for _, p := range scenarios.Check(embedded(t)) {
		t.Error(p)
	}
}

// What content/brief.md asks of S1.
func TestBlueLantern(t *testing.T) {
	s := lantern(t)
	if s.Number != "S1" || s.Stars != 1 || s.Minutes != 240 || len(s.Questions) != 8 || len(s.Decisions) != 4 || len(s.Variants) != 2 {
		t.Errorf("%s: %d stars, %d minutes, %d questions, %d decisions, variants %s", s.Number, s.Stars, s.Minutes, len(s.Questions), len(s.Decisions), s.VariantList())
	}
	kinds := ""
	for _, q := range s.Questions {
		kinds += q.Kind + " "
	}
	if want := "multiple ordering flag short labels single numeric decision "; kinds != want {
		t.Errorf("questions are %s, want %s", kinds, want)
	}
	weights := map[string]int{}
	for _, c := range s.Rubric.Criteria {
		weights[c.Code] = c.Weight
	}
	for code, want := range map[string]int{"C1": 15, "C2": 20, "C4": 15, "C5": 20, "C6": 15, "C10": 10, "C11": 5} {
		if weights[code] != want {
			t.Errorf("%s weighs %d, want %d", code, weights[code], want)
		}
	}
	at := map[string]time.Duration{}
	for _, in := range s.CourseInjects() {
		if in.Effect != "" {
			at[in.Effect] = in.At
		}
	}
	if at["alarm"] != 75*time.Minute || at["ad-deleted"] != 110*time.Minute {
		t.Errorf("effects at %v, want T+75 and T+110", at)
	}
	if len(s.CourseInjects()) >= len(s.Injects) {
		t.Error("the course list is no shorter than the full one")
	}
	for _, d := range s.Decisions {
		for _, form := range []string{"eu", "candidate"} {
			f, ok := d.Form(form)
			if !ok || len(f.Accepted()) == 0 {
				t.Errorf("%s has no form %s", d.ID, form)
			}
			for _, i := range f.Accepted() {
				if form == "candidate" && strings.Contains(f.Bases[i], "EPOC") {
					t.Errorf("%s: candidate States never issue an EPOC", d.ID)
				}
			}
		}
	}
	if s.Legal.Banner(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)) == nil {
		t.Error("statements marked [M] and no banner")
	}
	if a, err := s.Spec("team-a"); err != nil || a.Names["channel"] != "Blue Lantern" || a.Scale != 1000 {
		t.Errorf("team-a: %+v, %v", a.Names, err)
	}
	if _, err := s.Spec("team-z"); err == nil || !strings.Contains(err.Error(), "it has team-a, team-b") {
		t.Errorf("an unknown variant: %v", err)
	}
}

// Nothing that trainees read names the guilty or the innocent.
func TestTraineesTextsHoldNoAnswers(t *testing.T) {
	s := lantern(t)
	text := string(s.Brief) + string(s.Mandate) + s.Summary + strings.Join(s.Goals, " ") + strings.Join(s.Products, " ")
	for _, q := range s.Questions {
		text += q.Text
	}
	for _, in := range s.Injects {
		text += in.Text
	}
	for _, name := range []string{"Mirela", "Dost", "Fener", "Kolm", "VanVolta", "Casa Ponte", "Ride-Home", "Veresh", "StopFake", "sub-renter", "accounts-with-all-elements"} {
		if strings.Contains(text, name) {
			t.Errorf("a trainee can read %q", name)
		}
	}
	if !strings.Contains(string(s.Trainer()), "sub-renter") {
		t.Error("the trainer's part does not say who is who")
	}
}

// Each broken file is named with its line and what would be right.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ file, old, now, want string }{
		{"scenario.yaml", "stars: 1", "stars: 9", "scenario.yaml:6: stars is 9, want 1 to 5"},
		{"scenario.yaml", "id: blue-lantern", "id: red-lantern", `scenario.yaml:1: id is "red-lantern"; the folder is called "blue-lantern"`},
		{"scenario.yaml", "teamwork:", "teamwrok:", "scenario.yaml:8: unknown key teamwrok"},
		{"scenario.yaml", "role: satire", "role: king", `no role "king"; known are channel-admin`},
		{"scenario.yaml", "posts: 120", "posts: 99", "scenario.yaml:34: case.posts: 99, and the cast writes 120"},
		{"scenario.yaml", "days: 96", "days: -5", "scenario.yaml:28: clock.days: -5, want at least 90"},
		{"scenario.yaml", "day: 92", "day: 97", "scenario.yaml:29: clock.opens: after 2336h0m0s, want 88 days or more and a day before the end"},
		{"scenario.yaml", "day: 92", "day: 87", "scenario.yaml:29: clock.opens: after 2096h0m0s, want 88 days or more"},
		{"scenario.yaml", "accounts: 2400", "accounts: 3", "scenario.yaml:31: crowd.accounts: 3, want at least 100"},
		{"scenario.yaml", "posts: 26000", "posts: 260", "scenario.yaml:32: crowd.posts: 260, want at least one for each account"},
		{"scenario.yaml", "flag: 37", "flag: 41", "scenario.yaml:37: case.flag: picture 41 of 40"},
		{"scenario.yaml", "flag: 37", "flag: 0", "scenario.yaml:37: case.flag: 0, want a picture"},
		{"scenario.yaml", "satire, posts: 6}\n  - {role: van-rental, posts: 6}", "satire, posts: 1}\n  - {role: van-rental, posts: 11}", "scenario.yaml:48: cast.satire: 1 posts, want at least 4"},
		{"scenario.yaml", "crowd:", "surfaces: [nope]\ncrowd:", "scenario.yaml:30: unknown key surfaces"},
		{"injects.yaml", "effect: alarm", "effect: ad-deleted", "injects.yaml:1: effects.alarm: want a time after the opening"},
		{"scenario.yaml", `at: "08:00"`, `at: "8 o'clock"`, "want hours and minutes"},
		{"scenario.yaml", "legal_check: pending\n", "", `add "legal_check: pending"`},
		{"injects.yaml", "at: T+40", "at: 40 min", `injects.yaml:11: inject i2: time "40 min", want T+ and minutes`},
		{"injects.yaml", "course: [i1, i2, i3, i4, i6]", "course: [i1, i9]", `there is no inject "i9"`},
		{"injects.yaml", "course: [i1, i2, i3, i4, i6]", "course: [i1]", "moves the world (alarm) and cannot be left out"},
		{"injects.yaml", "score: [C1, C5]", "score: [C99]", `no criterion "C99"`},
		{"questions.yaml", "query: danger", "query: dangre", `no query "dangre"; known are`},
		{"questions.yaml", "kind: flag", "kind: flog", `questions.yaml:25: question q3: kind "flog"`},
		{"questions.yaml", "choices: case-posts", "choices: case-pots", `questions.yaml:41: question q6: choices "case-pots"`},
		{"questions.yaml", "choices: case-posts", "choices: case-table:../truth", `choices "case-table:../truth"`},
		{"questions.yaml", "{id: trust, text", "{id: advert, text", `question q2: items: "advert" wants a text and an id of its own`},
		{"questions.yaml", "{id: trust, text", `{id: "a b", text`, `question q2: items: "a b" wants`},
		{"questions.yaml", "  kind: flag", "  kind: flag\n  options: [{id: a, text: A}]", "question q3: only a matching has options"},
		{"questions.yaml", "  kind: flag", "  kind: flag\n  codes: [{id: a, text: A}, {id: b, text: B}]", "question q3: only labels have codes"},
		{"questions.yaml", "  kind: flag", "  kind: labels", "question q5: a second labelling set"},
		{"questions.yaml", "  kind: labels", "  kind: labels\n  codes: [{id: core, text: Of the case}]", "question q5: a label scheme wants two codes or more"},
		{"questions.yaml", "  kind: labels", "  kind: labels\n  codes: [{id: core, text: Of the case}, {id: L3, text: Offer}]", "question q5: the code L3 is one of RADAR-7"},
		{"questions.yaml", "  kind: flag", "  kind: matching", "question q3: a matching wants two items or more"},
		{"questions.yaml", "  kind: ordering", "  kind: matching", "question q2: a matching wants two items or more, and two options or more (or choices)"},
		{"questions.yaml", "  kind: ordering", "  kind: matching\n  choices: case-table:rows\n  options: [{id: a, text: A}]", "question q2: a matching has options or choices, not both"},
		{"questions.yaml", "  kind: ordering", "  kind: interval", "there is nothing to choose from in a question of kind interval"},
		{"questions.yaml", "  kind: flag", "  kind: place\n  choices: case-posts", "there is nothing to choose from in a question of kind place"},
		{"questions.yaml", "  kind: flag", "  kind: place\n  radius: 150", "unknown key radius"},
		{"rubric.yaml", "weight: 20", "weight: 21", "the weights sum to 101, want 100"},
		{"decisions.yaml", "accepted: [case]", "accepted: [cause]", `accepts "cause", which is no option; it has case, refer, both, nothing`},
		{"variants/team-a.yaml", "channel: Blue", "chanel: Blue", `no slot "chanel"`},
		{"variants/team-b.yaml", "id: team-b", "id: team-c", `asks for "team-b"`},
		{"brief.md", "## The situation", "## The situation\x00", "NUL byte"},
		{"mandate.md", "## Monitoring order (training form T1)", "\xff", "not valid UTF-8"},
	} {
		fsys := fstest.MapFS{}
		err := fs.WalkDir(embedded(t), ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(embedded(t), p)
			fsys[p] = &fstest.MapFile{Data: b}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		f := fsys["blue-lantern/"+c.file]
		if !strings.Contains(string(f.Data), c.old) {
			t.Fatalf("%s does not hold %q", c.file, c.old)
		}
		f.Data = []byte(strings.Replace(string(f.Data), c.old, c.now, 1))
		if _, err := scenarios.Load(fsys); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %q: %v\nwant %q", c.file, c.now, err, c.want)
		}
	}
	if _, err := scenarios.Load(fstest.MapFS{}); err == nil {
		t.Error("an empty folder loads")
	}
}
