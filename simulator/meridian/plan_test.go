package meridian_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/meridian"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

var story = storytest.New(spec)

// spec is a case like the one of scenarios/content/meridian.
func spec(variant string) world.Spec {
	s := world.Spec{
		Scenario: "meridian", Variant: variant, Scale: 1000,
		Start: time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC), Jitter: 20, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd:   world.Crowd{Accounts: 200, Posts: 2000},
		Effects: map[string]time.Duration{"ad-deleted": 75 * time.Minute, "alarm": 120 * time.Minute, "funds-move": 300 * time.Minute},
	}
	for i, q := range [][2]string{
		{"labels", "labels"},
		{"flag", "picture-digest"},
		{"flag", "part-digest"},
		{"short", "owner"},
		{"single", "exploiting"},
		{"multiple", "not-referred"},
		{"numeric", "value-frozen"},
		{"numeric", "moved-away"},
		{"numeric", "clock-error"},
		{"numeric", "false-alarms"},
		{"numeric", "fees-paid"},
		{"matching", "orders"},
		{"matching", "instruments"},
		{"matching", "handling"},
		{"ordering", "second-day"},
		{"ordering", "first-offered"},
		{"matching", "signs-of-traffic"},
		{"decision", ""},
	} {
		s.Questions = append(s.Questions, world.Question{ID: fmt.Sprintf("q%d", i+1), Kind: q[0], Query: q[1]})
	}
	return s
}

// Every seed gives a world that can have happened.
func TestValid(t *testing.T) {
	story.Each(t, func(string, *world.World) {})
}

// The sizes that the scenario promises: forty accounts, of which two thirds at
// the most are innocent, twenty-five wallets of named owners, three exchanges
// that are asked, two statements, one court's file.
func TestSizes(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		innocent := 0
		for _, a := range w.Accounts {
			if w.Person(a.Owner).Innocent {
				innocent++
			}
		}
		owned := 0
		for _, x := range w.Wallets {
			if x.Owner != "" {
				owned++
			}
		}
		if len(w.Accounts) != 40 || innocent < 16 || innocent > 24 {
			t.Errorf("%s: %d accounts, %d of them innocent", name, len(w.Accounts), innocent)
		}
		papers := map[string]bool{}
		for _, p := range w.Case.Papers {
			papers[p.Name] = true
		}
		if owned != 25 || len(w.Exchanges) != 3 || !papers["statement-1"] || !papers["statement-2"] || !papers["court"] || !papers["transfer-note"] {
			t.Errorf("%s: %d wallets, %d exchanges, papers %v", name, owned, len(w.Exchanges), papers)
		}
		if len(w.Case.Labels) != 40 || len(w.Case.Posts) < 120 {
			t.Errorf("%s: %d posts, %d to label", name, len(w.Case.Posts), len(w.Case.Labels))
		}
	})
}

// The owner's name stands in no post, page, table, paper or registration: a
// mailbox joins the registration to the exchange, and nothing else does. The
// innocent sister's account receives more, the honest agency writes more
// advertisements, the journalist leads the ranking.
func TestOwnerIsHidden(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		owner := storytest.Answer[string](t, w, "q4")
		var b bytes.Buffer
		for _, p := range w.Posts {
			fmt.Fprintln(&b, p.Text)
		}
		fmt.Fprintln(&b, w.Sites, w.Domains, w.Case.Tables, w.Case.Papers, w.Listings)
		if strings.Contains(b.String(), owner) {
			t.Errorf("%s: %s stands in the open", name, owner)
		}
		straight := map[world.Ref]bool{} // frozen accounts to which published addresses pay
		in := map[world.Ref]int64{}
		for _, e := range w.CoinEntries {
			i := slices.IndexFunc(w.Payments, func(p world.Payment) bool { return p.Ref == e.Payment })
			if from := w.Payments[i].From; (from == "wallet:fees" || from == "wallet:guarantee") && e.Kind == world.CoinDeposit && !w.Customer(e.Customer).Frozen.IsZero() {
				straight[e.Customer] = true
			}
			if e.Kind == world.CoinDeposit {
				in[e.Customer] += w.Payments[i].AmountSat
			}
		}
		if in["customer:koingate/sister"] <= in["customer:koingate/owner"] {
			t.Errorf("%s: the sister receives %d, the owner %d", name, in["customer:koingate/sister"], in["customer:koingate/owner"])
		}
		if len(straight) != 2 {
			t.Errorf("%s: the ledger and the exchanges leave %v as owners, want two", name, straight)
		}
		ads := map[world.Ref]int{}
		for _, l := range w.Listings {
			ads[l.Seller]++
		}
		if ads["seller:fairwork"] <= ads["seller:ring"] {
			t.Errorf("%s: advertisements %v", name, ads)
		}
	})
}

// Six may not be referred, and a drawn half of what a law or list could fix
// comes out in more than one way.
func TestAnswersAreDrawn(t *testing.T) {
	drawn := map[string]map[string]bool{}
	story.Each(t, func(name string, w *world.World) {
		if n := len(storytest.Answer[[]string](t, w, "q6")); n != 6 {
			t.Errorf("%s: %d accounts may not be referred", name, n)
		}
		for _, f := range w.Facts {
			if f.Kind == truth.Answer {
				if drawn[string(f.Ref)] == nil {
					drawn[string(f.Ref)] = map[string]bool{}
				}
				drawn[string(f.Ref)][f.Value] = true
			}
		}
	})
	for q, values := range drawn {
		least := 8
		if q == "q15" {
			least = 6 // two of four steps were taken already
		}
		if len(values) < least && q != "q2" && q != "q3" { // those are digests of files
			t.Errorf("%s comes out in %d ways", q, len(values))
		}
	}
	for seed := range byte(30) {
		a, b := story.World(t, seed, "team-a"), story.World(t, seed, "team-b")
		if x := storytest.Answer[int](t, a, "q9"); x == storytest.Answer[int](t, b, "q9") || x == 0 {
			t.Errorf("seed %d: both clocks are %d hours late", seed, x)
		}
	}
}

// What an inject brings about happens then: the desk's first post is gone in the
// half minute after T+75, the relative writes in the minutes before T+120, and
// the transfer is made in the minutes before T+300, to the owner's address.
func TestEffects(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		if d := w.Post("post:main/1").DeletedAt.Sub(w.Opens.Add(75 * time.Minute)); d < 0 || d > 30*time.Second {
			t.Errorf("%s: the first post is gone %s after T+75", name, d)
		}
		if d := w.Opens.Add(120 * time.Minute).Sub(w.Post("post:relative/alarm").At); d <= 0 || d > 2*time.Minute {
			t.Errorf("%s: the relative writes %s before T+120", name, d)
		}
		i := slices.IndexFunc(w.Payments, func(p world.Payment) bool { return p.Ref == "payment:move" })
		if d := w.Opens.Add(300 * time.Minute).Sub(w.Payments[i].At); d <= 0 || d > 5*time.Minute {
			t.Errorf("%s: the money moves %s before T+300", name, d)
		}
		if to := w.Customer("customer:obolos-x/owner").Address; w.Payments[i].ToAddress != to {
			t.Errorf("%s: the money goes to address %d, the owner's is %d", name, w.Payments[i].ToAddress, to)
		}
	})
}

// Two variants are one case: the shape of their truths is the same, and no name
// of a person is.
func TestVariantsAreOneCase(t *testing.T) {
	shape := func(w *world.World) string {
		var b bytes.Buffer
		for _, f := range w.Facts {
			if f.Kind != truth.Entity && f.Kind != truth.Link && f.Kind != truth.Hop {
				continue
			}
			fmt.Fprintln(&b, f.Kind, f.Ref, f.Type, f.Subject, f.Predicate, f.Object, f.Role, f.Difficulty, f.Innocent, len(f.Proof))
		}
		return b.String()
	}
	for seed := range byte(10) {
		a, b := story.World(t, seed, "team-a"), story.World(t, seed, "team-b")
		if x, y := shape(a), shape(b); x != y {
			t.Fatalf("seed %d: two cases:\n%s\n%s", seed, x, y)
		}
		for i := range a.People {
			if a.People[i].Name == b.People[i].Name && a.People[i].Role != "exchange" {
				t.Errorf("seed %d: %s has one name in both", seed, a.People[i].Ref)
			}
		}
	}
}

// No protected attribute predicts guilt: over 200 seeds its shares among
// offenders and innocents differ by no more than chance (z below 3.3, 0.1 %).
func TestNoProtectedAttributePredictsGuilt(t *testing.T) {
	count := map[string][2]float64{}
	var n [2]float64
	for seed := range byte(200) {
		for _, p := range story.World(t, seed, "team-a").People {
			if p.Org {
				continue
			}
			side := 0
			if p.Innocent {
				side = 1
			}
			n[side]++
			for _, k := range []string{"nationality " + p.Nationality, "gender " + p.Gender, fmt.Sprintf("age %d0s", p.Age/10)} {
				c := count[k]
				c[side]++
				count[k] = c
			}
		}
	}
	for k, c := range count {
		p := (c[0] + c[1]) / (n[0] + n[1])
		diff := c[0]/n[0] - c[1]/n[1]
		if z2 := diff * diff / (p * (1 - p) * (1/n[0] + 1/n[1])); z2 > 3.3*3.3 {
			t.Errorf("%s: %.0f of %.0f offenders, %.0f of %.0f innocents", k, c[0], n[0], c[1], n[1])
		}
	}
}

func TestPlanRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*world.Spec)
		want string
	}{
		{"posts of a cast", func(s *world.Spec) { s.Cast, s.Case.Posts = []world.Role{{Name: "owner", Posts: 3}}, 3 }, "is fixed"},
		{"no time for the money", func(s *world.Spec) { delete(s.Effects, "funds-move") }, "effect funds-move"},
		{"an unknown query", func(s *world.Spec) { s.Questions[0].Query = "who" }, "no query \"who\"; known are"},
	} {
		s := spec("team-a")
		c.edit(&s)
		if _, err := meridian.Plan(s, stream.NewKey([16]byte{1})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
