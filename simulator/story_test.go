package simulator_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

var seeds = []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}

func eachWorld(t *testing.T, visit func(t *testing.T, name string, w *world.World)) {
	t.Helper()
	for _, seed := range seeds {
		for _, variant := range []string{"team-a", "team-b"} {
			visit(t, fmt.Sprintf("seed %d %s", seed, variant), planned(t, seed, variant))
		}
	}
}

func TestCaseFileSize(t *testing.T) {
	eachWorld(t, func(t *testing.T, name string, w *world.World) {
		if len(w.Case.Posts) != 120 || len(w.Case.Labels) != 40 || len(w.Case.Media) < 40 || len(w.Case.Accounts) != 14 {
			t.Errorf("%s: %d posts, %d labels, %d pictures, %d accounts", name, len(w.Case.Posts), len(w.Case.Labels), len(w.Case.Media), len(w.Case.Accounts))
		}
	})
}

// A case graph of 12 to 20 entities and 15 to 25 links, three links or more for
// each source that alone can show them, and 40 to 60 % innocents.
func TestCaseGraphSize(t *testing.T) {
	eachWorld(t, func(t *testing.T, name string, w *world.World) {
		var guilty, innocent, links int
		only := map[string]int{}
		for _, f := range w.Facts {
			switch {
			case f.Kind == truth.Entity && f.Innocent:
				innocent++
			case f.Kind == truth.Entity:
				guilty++
			case f.Kind == truth.Link:
				links++
				only[f.Only]++
			}
		}
		if guilty < 12 || guilty > 20 || links < 15 || links > 25 {
			t.Errorf("%s: %d entities and %d links", name, guilty, links)
		}
		if share := 100 * innocent / (innocent + guilty); share < 40 || share > 60 {
			t.Errorf("%s: %d %% of the named are innocent", name, share)
		}
		for _, source := range []string{"infra", "ledger", "exif", "history"} {
			if only[source] < 3 {
				t.Errorf("%s: %d links only by %s", name, only[source], source)
			}
		}
	})
}

var (
	quoted = regexp.MustCompile(`“[^”]*”`)
	priced = regexp.MustCompile(`\d TK\b`)
	word   = regexp.MustCompile(`[\p{L}\p{N}]+`)
)

// label reads a post by the guide of the mandate and nothing else.
func label(w *world.World, offering []string, text string) string {
	if strings.Contains(text, "no air") || strings.Contains(text, "No air") {
		return "L5"
	}
	own := quoted.ReplaceAllString(text, "")
	has := map[string]bool{}
	for _, f := range word.FindAllString(strings.ToLower(own), -1) {
		for _, c := range w.Lexicon {
			if f == c.Word {
				has[c.Category] = true
			}
		}
	}
	lawful := slices.ContainsFunc([]string{"#news", "#warning", "#legalaid", "#coachtrip", "#visa", "#familymoney", "#course", "#tracing"}, func(tag string) bool { return strings.Contains(own, tag) })
	switch {
	case strings.Contains(own, "#satire"):
		return "L2"
	case has["activity"] && (has["transport"] || has["place"]) && (priced.MatchString(own) || has["guarantee"]):
		return "L3"
	case has["activity"]:
		return "L2"
	case slices.ContainsFunc(offering, func(h string) bool { return strings.Contains(own, h) }):
		return "L4"
	case lawful:
		return "L1"
	}
	return "L0"
}

// An analyst with the mandate and the codebook comes to the key of all 120 posts.
func TestLabelsFollowFromTheGuide(t *testing.T) {
	eachWorld(t, func(t *testing.T, name string, w *world.World) {
		var offering []string
		for _, ref := range w.Case.Posts {
			if p := w.Post(ref); label(w, nil, p.Text) == "L3" {
				offering = append(offering, "@"+w.Account(p.Account).Handle)
			}
		}
		slices.Sort(offering)
		offering = slices.Compact(offering)
		if len(offering) != 3 {
			t.Errorf("%s: the texts of %d accounts hold all three elements: %v", name, len(offering), offering)
		}
		for _, ref := range w.Case.Posts {
			p := w.Post(ref)
			if got := label(w, offering, p.Text); got != p.Label {
				t.Errorf("%s: %s reads as %s, the key says %s: %s", name, ref, got, p.Label, p.Text)
			}
		}
	})
}

// One innocent looks worse than every offender at first sight: more of its
// posts hold a code word and a price, if nobody looks at the quotation marks.
func TestInnocentLooksWorse(t *testing.T) {
	eachWorld(t, func(t *testing.T, name string, w *world.World) {
		loud := map[world.Ref]int{}
		for _, ref := range w.Case.Posts {
			p := w.Post(ref)
			for _, c := range w.Lexicon {
				if c.Category == "activity" && priced.MatchString(p.Text) && strings.Contains(strings.ToLower(p.Text), c.Word) {
					loud[p.Account]++
					break
				}
			}
		}
		for _, r := range []world.Ref{"account:main", "account:producer", "account:broker", "account:subrenter"} {
			if loud["account:journalist"] <= loud[r] {
				t.Errorf("%s: the journalist has %d loud posts, %s has %d", name, loud["account:journalist"], r, loud[r])
			}
		}
	})
}

func TestNoProtectedAttributePredictsGuilt(t *testing.T) {
	storytest.NoProtectedAttribute(t, 200, func(seed byte) *world.World { return planned(t, seed, "team-a") })
}

func TestDemoNames(t *testing.T) {
	s := spec("team-a")
	s.Names = map[string]string{"channel": "Blue Lantern", "channel-admin": "Mirela Dost", "producer-alias": "Fener", "booking-broker": "Ardit Kolm", "legal-aid": "Casa Ponte", "journalist": "Ina Veresh"}
	w, err := simulator.Plan(s, stream.NewKey([16]byte{1}))
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Account("account:main").DisplayName; got != "Blue Lantern" {
		t.Errorf("the channel is called %q", got)
	}
	if p := w.Post("post:main/signed"); !strings.Contains(p.Text, "— Mirela Dost, admin") {
		t.Errorf("the signed post says %q", p.Text)
	}
	for _, p := range w.Posts {
		if p.Ref != "post:main/signed" && strings.Contains(p.Text, "Mirela") {
			t.Errorf("%s names the admin too: %s", p.Ref, p.Text)
		}
	}
}

func TestPlanRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*simulator.Spec)
		want string
	}{
		{"an unknown scenario", func(s *simulator.Spec) { s.Scenario = "nope" }, `scenario: no world is written for "nope"`},
		{"an unknown role", func(s *simulator.Spec) { s.Cast[0].Name = "king" }, "no role \"king\"; known are"},
		{"a missing role", func(s *simulator.Spec) { s.Cast[0].Name = s.Cast[1].Name }, "stands there twice"},
		{"a wrong sum", func(s *simulator.Spec) { s.Cast[0].Posts++ }, "case.posts: 120, and the cast writes 121"},
		{"an unknown query", func(s *simulator.Spec) { s.Questions[0].Query = "who" }, "questions.q1: no query \"who\"; known are"},
		{"too few days", func(s *simulator.Spec) { s.Days = 30 }, "clock.days: 30, want at least 90"},
		{"an opening before the story's end", func(s *simulator.Spec) { s.Opens = 87 * 24 * time.Hour }, "clock.opens: after 2088h0m0s, want 88 days or more"},
		{"two questions of one name", func(s *simulator.Spec) { s.Questions[1].ID = "q1" }, "questions.q1: no name of its own"},
		{"days before the start", func(s *simulator.Spec) { s.Days = -5 }, "clock.days: -5"},
		{"an opening after the end", func(s *simulator.Spec) { s.Opens = time.Duration(s.Days+1) * 24 * time.Hour }, "clock.opens: after"},
		{"a negative scale", func(s *simulator.Spec) { s.Scale = -1 }, "scale: -1 thousandths"},
		{"an effect in the past", func(s *simulator.Spec) { s.Effects["alarm"] = -time.Minute }, "effects.alarm: "},
		{"fewer people than the story", func(s *simulator.Spec) { s.Scale = 15 }, "crowd.accounts: 2 at this scale, and the story alone has"},
		{"more pictures than posts show", func(s *simulator.Spec) { s.Case.Media = 400 }, "case.media: 400, and the posts of the case file show"},
		{"a picture that is not there", func(s *simulator.Spec) { s.Case.Media, s.Case.Flag = 99, 90 }, "picture 90"},
	} {
		s := spec("team-a")
		c.edit(&s)
		if _, err := simulator.Plan(s, stream.NewKey([16]byte{1})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// Validate finds what is broken in a world.
func TestValidate(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*world.World)
		want string
	}{
		{"an unknown name", func(w *world.World) { w.Posts[3].Account = "account:nobody" }, "account:nobody, which does not exist"},
		{"an effect before its cause", func(w *world.World) { w.Post("post:broker/signed").At = w.Start }, "before its cause"},
		{"money from nowhere", func(w *world.World) {
			w.Payments[len(w.Payments)-1].From = "wallet:home"
			w.Payments[len(w.Payments)-1].AmountSat = 1 << 50
		}, "holds"},
		{"two of one", func(w *world.World) { w.Hosts[1].Ref = w.Hosts[0].Ref }, "there are two of it"},
		{"a fact about nothing", func(w *world.World) { w.Facts[len(w.Facts)-60].Difficulty = 9 }, "difficulty 9"},
		{"an address outside its network", func(w *world.World) { w.Hosts[0].Network = "network:n4" }, "is not in"},
		{"a post of the banned", func(w *world.World) { w.Post("post:earlier/5").At = w.Opens }, "was suspended"},
	} {
		w := planned(t, 1, "team-a")
		c.edit(w)
		if err := world.Validate(w); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
