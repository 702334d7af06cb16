package openhands_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/openhands"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

var story = storytest.New(spec)

// spec is a case like the one of scenarios/content/open-hands.
func spec(variant string) world.Spec {
	s := world.Spec{
		Scenario: "open-hands", Variant: variant, Scale: 1000,
		Start: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), Jitter: 20, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 150, Posts: 1500}, Case: world.CaseSpec{Posts: 60, Labels: 60},
		Effects: map[string]time.Duration{"rumour": 70 * time.Minute},
		Questions: []world.Question{
			{ID: "q1", Kind: "labels", Query: "labels"},
			{ID: "q2", Kind: "multiple", Query: "accounts-to-file"},
			{ID: "q3", Kind: "single", Query: "wronged-language"},
			{ID: "q4", Kind: "numeric", Query: "false-positive-rate"},
			{ID: "q5", Kind: "single", Query: "retaliation"},
			{ID: "q6", Kind: "matching", Query: "legal-sources"},
			{ID: "q7", Kind: "short", Query: "notice-address"},
			{ID: "q8", Kind: "numeric", Query: "deposits-of-witness"},
			{ID: "q9", Kind: "decision"},
		},
	}
	posts := map[string]int{"shelter": 6, "relative": 3, "lawyer": 5, "fundraiser": 5, "journalist": 6, "fake-volunteer": 5, "bookkeeper": 3, "rescuer": 3}
	for _, r := range openhands.Roles() {
		n := posts[r]
		if n == 0 {
			n = 4
		}
		s.Cast = append(s.Cast, world.Role{Name: r, Posts: n})
	}
	return s
}

// Every seed gives a world that can have happened.
func TestValid(t *testing.T) {
	story.Each(t, func(string, *world.World) {})
}

// Eleven of the fourteen are innocent, and every post is to be labelled.
func TestCast(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		guilty := 0
		for _, a := range w.Case.Accounts {
			if !w.Person(w.Account(a).Owner).Innocent {
				guilty++
			}
		}
		if len(w.Case.Accounts) != 14 || guilty != 3 || len(w.Case.Posts) != 60 || len(w.Case.Labels) != 60 {
			t.Errorf("%s: %d accounts, %d of them guilty, %d posts, %d to label", name, len(w.Case.Accounts), guilty, len(w.Case.Posts), len(w.Case.Labels))
		}
	})
}

// Two variants are one case: what can be counted of their truths is the same,
// and no name, number or text is.
func TestVariantsAreOneCase(t *testing.T) {
	shape := func(w *world.World) string {
		var b bytes.Buffer
		for _, f := range w.Facts {
			if f.Kind == truth.Label {
				continue // which post is which follows from the order of time
			}
			proofs := len(f.Proof)
			if f.Kind == truth.Answer {
				proofs = 0 // how many posts are wronged is drawn
			}
			fmt.Fprintln(&b, f.Kind, f.Ref, f.Type, f.Subject, f.Predicate, f.Object, f.Role, f.Difficulty, f.Innocent, proofs)
		}
		labels := map[string]int{}
		for _, r := range w.Case.Labels {
			labels[w.Post(r).Label]++
		}
		fmt.Fprintln(&b, labels)
		for _, x := range w.Case.Tables {
			fmt.Fprintln(&b, x.Name, len(x.Rows))
		}
		return b.String()
	}
	for seed := range byte(10) {
		a, b := story.World(t, seed, "team-a"), story.World(t, seed, "team-b")
		if x, y := shape(a), shape(b); x != y {
			t.Fatalf("seed %d: two cases:\n%s\n%s", seed, x, y)
		}
		for i := range a.People {
			if a.People[i].Name == b.People[i].Name {
				t.Errorf("seed %d: %s has one name in both", seed, a.People[i].Ref)
			}
		}
		for _, p := range a.Posts {
			if q := b.Post(p.Ref); q == nil || p.ID == q.ID || p.At.Equal(q.At) {
				t.Errorf("seed %d: %s is the same in both", seed, p.Ref)
			}
		}
	}
}

var priced = regexp.MustCompile(`\d TK\b`)

// The journalist looks worse than every offender at first sight, the shelter is
// denounced more often than any of them.
func TestInnocentsLookWorse(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		loud, told := map[world.Ref]int{}, map[string]int{}
		for _, ref := range w.Case.Posts {
			p := w.Post(ref)
			for _, c := range w.Lexicon {
				if c.Category == "activity" && priced.MatchString(p.Text) && strings.Contains(strings.ToLower(p.Text), c.Word) {
					loud[p.Account]++
					break
				}
			}
		}
		for _, r := range table(t, w, "tips").Rows {
			told[r[4]]++
		}
		for _, r := range []string{"fake", "extorter", "bot"} {
			person := w.Person(world.Ref("person:" + r)).Name
			if loud["account:journalist"] <= loud[world.Ref("account:"+r)] || told[w.Person("person:shelter").Name] <= told[person] {
				t.Errorf("%s: %s is louder than the journalist (%v) or denounced as often as the shelter (%v)", name, r, loud, told)
			}
		}
	})
}

// The detector wrongs one language: there half of the lawful posts or more are
// flagged, elsewhere one at the most. Over many worlds no language is wronged
// more often than another.
func TestRankingIsUnfair(t *testing.T) {
	wronged := map[string]int{}
	for seed := range byte(60) {
		for _, variant := range []string{"team-a", "team-b"} {
			w := story.World(t, seed, variant)
			flagged, all := map[string]int{}, map[string]int{}
			for _, r := range table(t, w, "ranking").Rows {
				var number int
				if _, err := fmt.Sscan(r[1], &number); err != nil {
					t.Fatal(err)
				}
				p := w.Post(w.Case.Posts[number-1])
				if p.Label != "L0" && p.Label != "L1" {
					continue
				}
				all[r[2]]++
				if r[4] == "yes" {
					flagged[r[2]]++
				}
			}
			n := 0
			for _, lang := range []string{"en", "it", "sq", "sl"} {
				if all[lang] < 7 || all[lang] > 16 {
					t.Errorf("seed %d %s: %d lawful posts in %s", seed, variant, all[lang], lang)
				}
				switch {
				case 2*flagged[lang] >= all[lang]:
					wronged[lang]++
					n++
				case flagged[lang] > 1:
					t.Errorf("seed %d %s: %d of %d lawful posts in %s are flagged", seed, variant, flagged[lang], all[lang], lang)
				}
			}
			if n != 1 {
				t.Errorf("seed %d %s: %d languages are wronged, want one", seed, variant, n)
			}
		}
	}
	for lang, n := range wronged {
		if n < 15 || n > 45 { // thirty of 120, give or take three standard deviations
			t.Errorf("%s is wronged in %d worlds of 120", lang, n)
		}
	}
}

// Nobody pays out what has not come in: the undertaker is paid from the gifts,
// cash is drawn from deposits. An account that is older than the alert may.
func TestBankAlertIsCovered(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		held := map[string]int{}
		for _, r := range table(t, w, "bank-alert").Rows {
			amount, err := strconv.Atoi(r[5])
			if err != nil || amount <= 0 {
				t.Fatalf("%s: %v: %v", name, r, err)
			}
			if r[4] == "out" {
				amount = -amount
			}
			if held[r[3]] += amount; held[r[3]] < 0 && r[3] != w.Person("person:shelter").Name {
				t.Errorf("%s: %s has %d TK after %s", name, r[3], held[r[3]], r[0])
			}
		}
	})
}

// Which of the four disputes is answered by revenge is drawn, and each dispute
// is it in some worlds.
func TestRevengeIsDrawn(t *testing.T) {
	count := map[string]int{}
	story.Each(t, func(_ string, w *world.World) {
		for _, f := range w.Facts {
			if f.Ref == "q5" {
				var number string
				if err := json.Unmarshal([]byte(f.Value), &number); err != nil {
					t.Fatal(err)
				}
				for _, r := range table(t, w, "tips").Rows {
					if r[0] == number {
						i := slices.IndexFunc(w.People, func(p world.Person) bool { return p.Name == r[4] })
						count[w.People[i].Role]++
					}
				}
			}
		}
	})
	for _, role := range []string{"bookkeeper", "hostel-owner", "taxi-driver", "interpreter"} {
		if count[role] < 5 {
			t.Errorf("%s is the one in %d worlds of 60: %v", role, count[role], count)
		}
	}
}

func TestNoProtectedAttributePredictsGuilt(t *testing.T) { story.NoProtectedAttribute(t) }

// The day on which an account was made is public and does not tell who is guilty.
// Were all fourteen of one age, the three youngest would be the guilty in one world
// of 364 and the youngest one innocent in eleven of fourteen; the institutions are
// older, so expect half a world of sixty and two thirds.
func TestAgeOfAccountDoesNotTell(t *testing.T) {
	youngest, oldest, first := 0, 0, 0
	story.Each(t, func(_ string, w *world.World) {
		order := slices.Clone(w.Case.Accounts)
		slices.SortFunc(order, func(a, b world.Ref) int { return w.Account(b).CreatedAt.Compare(w.Account(a).CreatedAt) })
		innocent := func(a world.Ref) bool { return w.Person(w.Account(a).Owner).Innocent }
		if !slices.ContainsFunc(order[:3], innocent) {
			youngest++
		}
		if !slices.ContainsFunc(order[len(order)-3:], innocent) {
			oldest++
		}
		if innocent(order[0]) {
			first++
		}
	})
	if youngest > 3 || oldest > 3 || first < 25 {
		t.Errorf("of 60 worlds the guilty are the youngest in %d and the oldest in %d; the youngest is innocent in %d", youngest, oldest, first)
	}
}

func TestPlanRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*world.Spec)
		want string
	}{
		{"an unknown role", func(s *world.Spec) { s.Cast[0].Name = "king" }, "no role \"king\"; known are"},
		{"a role twice", func(s *world.Spec) { s.Cast[0].Name = s.Cast[1].Name }, "stands there twice"},
		{"a missing role", func(s *world.Spec) { s.Cast[0].Posts += s.Cast[13].Posts; s.Cast = s.Cast[:13] }, "\"bookkeeper\" is missing"},
		{"too few posts", func(s *world.Spec) { s.Cast[3].Posts, s.Cast[1].Posts = 3, 8 }, "cast.fake-volunteer: 3 posts, want at least 4"},
		{"posts that nobody labels", func(s *world.Spec) { s.Case.Labels = 40 }, "want all of them"},
		{"no time for the rumour", func(s *world.Spec) { delete(s.Effects, "rumour") }, "effects.rumour: "},
		{"an unknown query", func(s *world.Spec) { s.Questions[0].Query = "who" }, "no query \"who\"; known are"},
	} {
		s := spec("team-a")
		c.edit(&s)
		if _, err := openhands.Plan(s, stream.NewKey([16]byte{1})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func table(t *testing.T, w *world.World, name string) world.Table {
	t.Helper()
	i := slices.IndexFunc(w.Case.Tables, func(x world.Table) bool { return x.Name == name })
	if i < 0 {
		t.Fatalf("no table %s", name)
	}
	return w.Case.Tables[i]
}

// The rumour is repeated in the minutes after T+70, and not before.
func TestEffects(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		for _, p := range w.Posts {
			if d := p.At.Sub(w.Opens.Add(70 * time.Minute)); p.Cause.Saga == "rumour" && (d <= 0 || d > 12*time.Minute) {
				t.Errorf("%s: %s is written %s after T+70", name, p.Ref, d)
			}
		}
	})
}
