package rivergate_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/rivergate"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

var story = storytest.New(spec)

// spec is a case like the one of scenarios/content/river-gate.
func spec(variant string) world.Spec {
	s := world.Spec{
		Scenario: "river-gate", Variant: variant, Scale: 1000,
		Start: time.Date(2026, 4, 6, 0, 0, 0, 0, time.UTC), Jitter: 20, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd:   world.Crowd{Accounts: 150, Posts: 1500},
		Effects: map[string]time.Duration{"signal": 10 * time.Minute, "advert-again": 170 * time.Minute},
	}
	for i, q := range [][2]string{
		{"ordering", "first-calls"},
		{"single", "notice-receiver"},
		{"short", "answer-deadline"},
		{"short", "validation"},
		{"single", "right-van"},
		{"matching", "channels"},
		{"multiple", "minimal-request"},
		{"numeric", "predictive-value"},
		{"ordering", "referral-order"},
		{"short", "last-gate"},
		{"short", "shared-number"},
		{"short", "advert-again"},
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

// The van stands before the exercise opens; its twin passes the first gate
// within a minute of it and drives on. One letter or digit keeps their plates
// apart. By passages and advertisements the innocent look worse.
func TestTwins(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		first, count, ends := map[world.Ref]time.Time{}, map[world.Ref]int{}, map[world.Ref]time.Time{}
		for _, j := range w.Journeys {
			count[j.Vehicle]++
			if strings.HasSuffix(string(j.Ref), "/md") {
				first[j.Vehicle] = j.Way[0].At.Add(w.Lateness().Of(w.Vehicle(j.Vehicle).Plate, j.Way[0].At)) // from one hall, at one pace
			}
			if end := j.Way[len(j.Way)-1].At; end.After(ends[j.Vehicle]) {
				ends[j.Vehicle] = end
			}
		}
		if d := first["vehicle:twin"].Sub(first["vehicle:right"]).Abs(); d == 0 || d > time.Minute {
			t.Errorf("%s: the vans pass the first gate %s apart", name, d)
		}
		if !ends["vehicle:right"].Before(w.Opens) || !ends["vehicle:twin"].After(ends["vehicle:right"]) {
			t.Errorf("%s: the van stands at %s, its twin at %s; the exercise opens at %s", name, ends["vehicle:right"], ends["vehicle:twin"], w.Opens)
		}
		a, b := w.Vehicle("vehicle:right").Plate, w.Vehicle("vehicle:twin").Plate
		unlike := 0
		for i := range a {
			if a[i] != b[i] {
				unlike++
			}
		}
		if unlike != 1 || storytest.Answer[string](t, w, "q5") != a {
			t.Errorf("%s: plates %s and %s, the answer is %s", name, a, b, storytest.Answer[string](t, w, "q5"))
		}
		if count["vehicle:twin"] <= count["vehicle:right"] {
			t.Errorf("%s: the twin was seen %d times, the van %d times", name, count["vehicle:twin"], count["vehicle:right"])
		}
		ads := map[world.Ref]int{}
		for _, l := range w.Listings {
			if l.Category == "jobs" && l.From.Before(w.Opens) {
				ads[l.Seller]++
			}
		}
		if ads["seller:courier"] <= ads["seller:recruiter"] {
			t.Errorf("%s: the courier has %d advertisements, the recruiter %d", name, ads["seller:courier"], ads["seller:recruiter"])
		}
	})
}

// A contract does not tell the two vans apart: their holders' names are of one
// pattern, both give a number that somebody else advertises, and either contract
// may be the older one.
func TestContractDoesNotDecide(t *testing.T) {
	rows := func(w *world.World, name string) [][]string {
		i := slices.IndexFunc(w.Case.Tables, func(x world.Table) bool { return x.Name == name })
		return w.Case.Tables[i].Rows
	}
	older, worlds := 0, 0
	story.Each(t, func(name string, w *world.World) {
		since, kind := map[string]string{}, map[string]bool{}
		for _, r := range rows(w, "contracts") {
			plate, holder, phone := r[1], r[4], r[5]
			if plate != w.Vehicle("vehicle:right").Plate && plate != w.Vehicle("vehicle:twin").Plate {
				continue
			}
			since[plate] = r[3]
			words := strings.Fields(holder)
			kind[fmt.Sprint(len(words), words[len(words)-1])] = true
			if !slices.ContainsFunc(rows(w, "adverts"), func(a []string) bool { return a[3] == phone && a[2] != holder }) {
				t.Errorf("%s: nobody but %s advertises %s", name, holder, phone)
			}
		}
		if len(since) != 2 || len(kind) != 1 {
			t.Errorf("%s: contracts since %v, names %v", name, since, kind)
		}
		worlds++
		if since[w.Vehicle("vehicle:right").Plate] < since[w.Vehicle("vehicle:twin").Plate] {
			older++
		}
	})
	if older < worlds/4 || older > 3*worlds/4 {
		t.Errorf("the right van's contract is the older one in %d worlds of %d", older, worlds)
	}
}

func TestShareOfInnocents(t *testing.T) {
	story.Quota(t)
	story.Each(t, func(name string, w *world.World) {
		entities, spared := 0, 0
		for _, f := range w.Facts {
			if f.Kind == truth.Entity {
				entities++
				if f.Innocent {
					spared++
				}
			}
		}
		if spared != 8 || entities != 17 {
			t.Errorf("%s: %d of %d entities are innocent, want 8 of 17", name, spared, entities)
		}
	})
}

// Who gives in a contract a number that nobody gives or advertises under his own
// name operates it, as the mandate says, and the truth holds all such links of the
// two vans and no others.
func TestContactsAreLinks(t *testing.T) {
	rows := func(w *world.World, name string) [][]string {
		i := slices.IndexFunc(w.Case.Tables, func(x world.Table) bool { return x.Name == name })
		return w.Case.Tables[i].Rows
	}
	story.Each(t, func(name string, w *world.World) {
		want := map[string]bool{}
		for _, r := range rows(w, "contracts") {
			plate, holder, phone := r[1], r[4], r[5]
			another := slices.ContainsFunc(rows(w, "contracts"), func(x []string) bool {
				return x[4] != holder && x[5] == phone && slices.ContainsFunc(rows(w, "adverts"), func(a []string) bool { return a[2] == x[4] && a[3] == phone })
			})
			if (plate == w.Vehicle("vehicle:right").Plate || plate == w.Vehicle("vehicle:twin").Plate) && !another {
				want[holder] = true
			}
		}
		got := map[string]bool{}
		for _, f := range w.Facts {
			if f.Kind == truth.Link && f.Predicate == "operates" && strings.HasPrefix(string(f.Object), "phone:") {
				got[w.Person(f.Subject).Name] = true
			}
		}
		if len(got) != 1 || !maps.Equal(got, want) {
			t.Errorf("%s: the contracts show %v, the truth has %v", name, want, got)
		}
	})
}

// Two variants are one case: the shape of their truths is the same, and no name
// or number is.
func TestVariantsAreOneCase(t *testing.T) {
	shape := func(w *world.World) string {
		var b bytes.Buffer
		for _, f := range w.Facts {
			fmt.Fprintln(&b, f.Kind, f.Ref, f.Type, f.Subject, f.Predicate, f.Object, f.Role, f.Difficulty, f.Innocent, len(f.Proof))
		}
		for _, x := range w.Case.Tables {
			if x.Name != "toll-answer" { // how far the van came is drawn
				fmt.Fprintln(&b, x.Name, len(x.Rows))
			}
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
		for i := range a.Listings {
			if a.Listings[i].ID == b.Listings[i].ID {
				t.Errorf("seed %d: %s has one number in both", seed, a.Listings[i].Ref)
			}
		}
	}
}

// What a law or a list could fix is drawn: over sixty worlds every State is the
// last one, every seat of the platform and every message and person has every
// turn.
func TestAnswersAreDrawn(t *testing.T) {
	calls, seats, firsts, wanted := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	story.Each(t, func(_ string, w *world.World) {
		calls[storytest.Answer[[]string](t, w, "q1")[0]]++
		seats[storytest.Answer[string](t, w, "q2")]++
		firsts[storytest.Answer[[]string](t, w, "q9")[0]]++
		wanted[strings.Join(storytest.Answer[[]string](t, w, "q7"), " ")]++
	})
	if len(calls) != 3 || len(seats) != 6 || len(firsts) != 5 || len(wanted) < 8 {
		t.Errorf("calls %v, seats %v, first of the drill %v, requests %v", calls, seats, firsts, wanted)
	}
}

func TestNoProtectedAttributePredictsGuilt(t *testing.T) { story.NoProtectedAttribute(t) }

// The driver and the family are recorded as innocent, so that naming them costs;
// no link leads to them.
func TestDriverAndFamilyAreInnocent(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		for _, ref := range []world.Ref{"person:driver", "account:family"} {
			i := slices.IndexFunc(w.Facts, func(f world.Fact) bool { return f.Kind == truth.Entity && f.Ref == ref })
			if i < 0 || !w.Facts[i].Innocent {
				t.Errorf("%s: %s is not there as an innocent", name, ref)
			}
			if slices.ContainsFunc(w.Facts, func(f world.Fact) bool { return f.Kind == truth.Link && (f.Subject == ref || f.Object == ref) }) {
				t.Errorf("%s: a link leads to %s", name, ref)
			}
		}
	})
}

func TestPlanRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*world.Spec)
		want string
	}{
		{"posts of a cast", func(s *world.Spec) { s.Cast, s.Case.Posts = []world.Role{{Name: "driver", Posts: 3}}, 3 }, "nobody writes posts"},
		{"no time for the signal", func(s *world.Spec) { delete(s.Effects, "signal") }, "effects.signal: "},
		{"an unknown query", func(s *world.Spec) { s.Questions[0].Query = "who" }, "no query \"who\"; known are"},
	} {
		s := spec("team-a")
		c.edit(&s)
		if _, err := rivergate.Plan(s, stream.NewKey([16]byte{1})); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// What an inject brings about happens then: the call for help in the minutes
// before T+10, the advertisement in the minute after T+170.
func TestEffects(t *testing.T) {
	story.Each(t, func(name string, w *world.World) {
		if d := w.Opens.Add(10 * time.Minute).Sub(w.Post("post:family/2").At); d <= 0 || d > 2*time.Minute {
			t.Errorf("%s: the family writes %s before T+10", name, d)
		}
		i := slices.IndexFunc(w.Listings, func(l world.Listing) bool { return l.Ref == "listing:again" })
		if d := w.Listings[i].From.Sub(w.Opens.Add(170 * time.Minute)); d <= 0 || d > time.Minute {
			t.Errorf("%s: the advertisement is back %s after T+170", name, d)
		}
	})
}
