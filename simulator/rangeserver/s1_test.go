package rangeserver_test

import (
	"context"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// s1 is "Blue Lantern" as the simulator makes it, with a small crowd, and its
// truth: what real programs are asked about.
type s1 struct {
	dir   string
	w     *world.World
	facts []truth.Fact
	opens time.Time // scenario time at which the exercise starts
}

// simulated makes it once for all tests of the package.
func simulated(t *testing.T) *s1 {
	t.Helper()
	s, err := madeOnce()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var madeOnce = sync.OnceValues(makeS1)

// s1Folder outlives each test and is removed by TestMain.
const s1Folder = "radar-rangeserver-s1-"

var made string

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range []string{made, townMade} {
		if dir != "" {
			_ = os.RemoveAll(dir)
		}
	}
	os.Exit(code)
}

func makeS1() (*s1, error) {
	spec := world.Spec{
		Scenario: "blue-lantern", Variant: "team-a", Scale: 1000,
		Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 200, Posts: 2500}, Case: world.CaseSpec{Posts: 120, Media: 40, Labels: 40, Flag: 37},
		Effects:   map[string]time.Duration{"ad-deleted": 110 * time.Minute, "alarm": 75 * time.Minute},
		Questions: []world.Question{{ID: "q3", Kind: "flag", Query: "picture-digest"}, {ID: "q4", Kind: "short", Query: "first-advert"}},
	}
	posts := []int{14, 11, 10, 8, 9, 10, 12, 8, 7, 6, 6, 7, 6, 6}
	for i, name := range []string{
		"channel-admin", "content-producer", "booking-broker", "sub-renter", "legal-aid", "carpool", "journalist", "scam-warning",
		"visa-agency", "satire", "van-rental", "family", "language-school", "missing-persons",
	} {
		spec.Cast = append(spec.Cast, world.Role{Name: name, Posts: posts[i]})
	}
	seed := [16]byte{15: 7}
	w, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		return nil, err
	}
	if made, err = os.MkdirTemp("", s1Folder); err != nil {
		return nil, err
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	s := &s1{dir: made + "/team-a", w: w, opens: w.Start.Add(spec.Opens)}
	opt := simulator.Options{Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2}
	if _, err := simulator.Write(context.Background(), w, s.dir, opt); err != nil {
		return nil, err
	}
	d, err := dataset.Open(s.dir)
	if err != nil {
		return nil, err
	}
	_, s.facts, err = d.Truth(id)
	return s, err
}

// selectors are the values of a kind that an entity is known by.
func selectors(f truth.Fact, kind string) []string {
	var out []string
	for _, x := range f.Selectors {
		if x.Kind == kind && !slices.Contains(out, x.Value) {
			out = append(out, x.Value)
		}
	}
	return out
}
