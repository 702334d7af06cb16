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
		{"flag", "clip-digest"},
		{"flag", "part-digest"},
		{"short", "owner"},
		{"single", "exploiting"},
		{"multiple", "not-referred"},
		{"numeric", "value-frozen"},
		{"numeric", "moved-away"},
		{"numeric", "clock-error"},
		{"numeric", "over-the-counter"},
		{"numeric", "bridged"},
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

// The counts of content/brief.md §4: forty accounts, 2,000 posts around those of the
// case file, twenty-five wallets of named owners on the two ledgers, one received
// dataset, three providers that reply to requests and one that never does, two
// statements, one mock court.
func TestCounts(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		owned, replies, silent := 0, 0, 0
		for _, x := range w.Wallets {
			if x.Owner != "" {
				owned++
			}
		}
		for _, x := range w.TokenWallets {
			if x.Owner != "" {
				owned++
			}
		}
		for _, x := range w.Exchanges {
			switch {
			case x.Kind == world.Bridge:
			case x.Answers == world.AnswersNone:
				silent++
			default:
				replies++
			}
		}
		papers := map[string]bool{}
		for _, p := range w.Case.Papers {
			papers[p.Name] = true
		}
		if len(w.Accounts) != 40 || w.Crowd.Posts != 2000 || owned != 25 || replies != 3 || silent != 1 {
			t.Errorf("%s: %d accounts, %d posts, %d wallets, %d replies, %d that never reply", name, len(w.Accounts), w.Crowd.Posts, owned, replies, silent)
		}
		if !papers["statement-1"] || !papers["statement-2"] || !papers["court"] || !papers["transfer-note"] || len(papers) != 4 {
			t.Errorf("%s: papers %v", name, papers)
		}
		if len(w.Case.Labels) != 40 || len(w.Case.Posts) < 120 {
			t.Errorf("%s: %d posts, %d to label", name, len(w.Case.Posts), len(w.Case.Labels))
		}
	})
}

func TestShareOfInnocents(t *testing.T) { story.Quota(t) }

// Of all surfaces of S1 to S7 something is planted, and each has an innocent who
// looks worse: the fishermen are silent more often than the boat, families send
// money over the counters more often than the second group's travellers, the coach
// drives more often than any van, the developer takes dollars.
func TestEverySurface(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		for what, n := range map[string]int{
			"messages": len(w.Messages), "clips": len(w.Clips), "forum posts": len(w.ForumPosts), "listings": len(w.Listings), "orders": len(w.Orders),
			"settlements": len(w.Settlements), "token payments": len(w.TokenPayments), "bridge hops": len(w.BridgeHops), "sites": len(w.Sites),
		} {
			if n == 0 {
				t.Errorf("%s: no %s", name, what)
			}
		}
		trips := map[world.Ref]int{}
		for _, j := range w.Journeys {
			trips[j.Vehicle]++
			if silent := len(j.Silent) > 0; silent != (j.Vehicle == "vehicle:boat") {
				t.Errorf("%s: %s switches off: %t", name, j.Ref, silent)
			}
		}
		if trips["vehicle:trawler"] <= trips["vehicle:boat"] || trips["vehicle:coach"] <= max(trips["vehicle:g1van"], trips["vehicle:g2van"]) {
			t.Errorf("%s: journeys %v", name, trips)
		}
		orders := map[string]int{}
		for _, o := range w.Orders {
			orders[o.Cause.Step]++
		}
		if orders["remittance"] <= orders["deposit"] || w.TokenWallet("token-wallet:developer") == nil {
			t.Errorf("%s: orders %v", name, orders)
		}
	})
}

// The boat is silent where the receiver hears everybody: within its range, and
// outside its shadow by more than three kilometres.
func TestSilence(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		cape := w.Sensor("sensor:cape")
		at, shadow := w.Place(cape.Place).At, cape.Shadows[0]
		for _, j := range w.Journeys {
			for _, s := range j.Silent {
				for m := s.From; m.Before(s.Until); m = m.Add(time.Minute) {
					if p, ok := j.At(m); !ok || world.Metres(p, at) >= cape.Range || world.Metres(p, shadow.At) < shadow.Metres+3000 {
						t.Errorf("%s: %s is not heard at %s anyway", name, j.Ref, m)
					}
				}
			}
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

// All worlds are one case. Drawn are the posts to label (so many of each code) and
// when the boat is silent. No person's name is in two variants.
func TestVariantsAreOneCase(t *testing.T) {
	story.OneCase(t, "label:", "silence:")
	for seed := range byte(10) {
		a, b := story.World(t, seed, "team-a"), story.World(t, seed, "team-b")
		for i := range a.People {
			if a.People[i].Name == b.People[i].Name && a.People[i].Role != "exchange" {
				t.Errorf("seed %d: %s has one name in both", seed, a.People[i].Ref)
			}
		}
	}
}

func TestNoProtectedAttributePredictsGuilt(t *testing.T) { story.NoProtectedAttribute(t) }

func TestPlanRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*world.Spec)
		want string
	}{
		{"posts of a cast", func(s *world.Spec) { s.Cast, s.Case.Posts = []world.Role{{Name: "owner", Posts: 3}}, 3 }, "is fixed"},
		{"no time for the money", func(s *world.Spec) { delete(s.Effects, "funds-move") }, "effects.funds-move: "},
		{"an unknown query", func(s *world.Spec) { s.Questions[0].Query = "who" }, "no query \"who\"; known are"},
	} {
		s := spec("team-a")
		c.edit(&s)
		if _, err := meridian.Plan(s, stream.NewKey([16]byte{1})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
