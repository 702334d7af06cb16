package simulator_test

import (
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// spec is a case like the one of scenarios/content/blue-lantern, small enough for a test.
func spec(variant string) simulator.Spec {
	s := simulator.Spec{
		Scenario: "blue-lantern", Variant: variant, Scale: 1000,
		Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 150, Posts: 1500}, Case: world.CaseSpec{Posts: 120, Media: 40, Labels: 40, Flag: 37},
		Effects: map[string]time.Duration{"ad-deleted": 110 * time.Minute, "alarm": 75 * time.Minute},
		Questions: []world.Question{
			{ID: "q1", Kind: "multiple", Query: "accounts-with-all-elements"},
			{ID: "q2", Kind: "ordering", Query: "first-seen-steps"},
			{ID: "q3", Kind: "flag", Query: "picture-digest"},
			{ID: "q4", Kind: "short", Query: "first-advert"},
			{ID: "q5", Kind: "labels", Query: "labels"},
			{ID: "q6", Kind: "single", Query: "danger"},
			{ID: "q7", Kind: "numeric", Query: "subjects"},
			{ID: "q8", Kind: "decision"},
		},
	}
	for _, r := range []struct {
		name  string
		posts int
	}{
		{"channel-admin", 14},
		{"content-producer", 11},
		{"booking-broker", 10},
		{"sub-renter", 8},
		{"legal-aid", 9},
		{"carpool", 10},
		{"journalist", 12},
		{"scam-warning", 8},
		{"visa-agency", 7},
		{"satire", 6},
		{"van-rental", 6},
		{"family", 7},
		{"language-school", 6},
		{"missing-persons", 6},
	} {
		s.Cast = append(s.Cast, world.Role{Name: r.name, Posts: r.posts})
	}
	return s
}

func planned(t *testing.T, seed byte, variant string) *world.World {
	t.Helper()
	w, err := simulator.Plan(spec(variant), stream.NewKey([16]byte{15: seed}))
	if err != nil {
		t.Fatal(err)
	}
	return w
}
