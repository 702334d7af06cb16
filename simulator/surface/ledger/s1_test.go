package ledger

import (
	"context"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/bluelantern"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// blueLantern is the world of scenario S1 for a seed.
func blueLantern(t *testing.T, seed byte, variant string) *world.World {
	t.Helper()
	spec := world.Spec{
		Scenario: "blue-lantern", Variant: variant, Scale: 1000,
		Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 150, Posts: 1500}, Case: world.CaseSpec{Posts: 120, Media: 40, Labels: 40, Flag: 37},
		Effects: map[string]time.Duration{"ad-deleted": 110 * time.Minute, "alarm": 75 * time.Minute},
	}
	posts := []int{14, 11, 10, 8, 9, 10, 12, 8, 7, 6, 6, 7, 6, 6}
	for i, name := range bluelantern.Roles() {
		spec.Cast = append(spec.Cast, world.Role{Name: name, Posts: posts[i]})
	}
	w, err := bluelantern.Plan(spec, stream.NewKey([16]byte{15: seed}))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestEverySeedCanPay: no plan of S1 asks for money that is not there.
func TestEverySeedCanPay(t *testing.T) {
	for seed := range byte(12) {
		for _, variant := range []string{"team-a", "team-b"} {
			w := blueLantern(t, seed, variant)
			w.Scale = 50
			out := dataset.NewWriter(t.TempDir())
			if err := (Surface{}).Emit(context.Background(), w, 0, out); err != nil {
				t.Fatalf("seed %d, %s: %v", seed, variant, err)
			}
			for _, p := range w.Payments {
				if _, ok := out.Bound(string(p.Ref)); !ok {
					t.Errorf("seed %d, %s: %s is not on the chain", seed, variant, p.Ref)
				}
			}
		}
	}
}
