package verify_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
)

// small is a Blue Lantern with a small crowd.
func small(variant string) simulator.Spec {
	s := simulator.Spec{
		Scenario: "blue-lantern", Variant: variant, Scale: 100,
		Start: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC), Jitter: 27, Days: 96, Opens: 92*24*time.Hour + 8*time.Hour,
		Crowd: world.Crowd{Accounts: 1500, Posts: 15_000}, Case: world.CaseSpec{Posts: 120, Media: 40, Labels: 40, Flag: 37},
		Effects: map[string]time.Duration{"ad-deleted": 110 * time.Minute, "alarm": 75 * time.Minute},
	}
	for _, q := range []string{
		"q1 multiple accounts-with-all-elements", "q2 ordering first-seen-steps", "q3 flag picture-digest", "q4 short first-advert",
		"q5 labels labels", "q6 single danger", "q7 numeric subjects",
	} {
		f := strings.Fields(q)
		s.Questions = append(s.Questions, world.Question{ID: f[0], Kind: f[1], Query: f[2]})
	}
	posts := map[string]int{
		"channel-admin": 14, "content-producer": 11, "booking-broker": 10, "sub-renter": 8, "legal-aid": 9, "carpool": 10, "journalist": 12,
		"scam-warning": 8, "visa-agency": 7, "satire": 6, "van-rental": 6, "family": 7, "language-school": 6, "missing-persons": 6,
	}
	for role, n := range posts {
		s.Cast = append(s.Cast, world.Role{Name: role, Posts: n})
	}
	slices.SortFunc(s.Cast, func(a, b world.Role) int { return strings.Compare(a.Name, b.Name) })
	return s
}

// simulated writes a small dataset and returns its folder and the key of its truth.
func simulated(t *testing.T, variant string) (dir string, key []byte) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	seed := [16]byte{15: 7}
	w, err := simulator.Plan(small(variant), stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(t.TempDir(), "ds")
	opt := simulator.Options{Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2}
	if _, err := simulator.Write(context.Background(), w, dir, opt); err != nil {
		t.Fatal(err)
	}
	return dir, []byte(id.String() + "\n")
}

func check(t *testing.T, dir string, key []byte) verify.Report {
	t.Helper()
	r, err := verify.Dataset(t.Context(), dir, verify.Options{Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestDataset simulates each variant once; every part works on a copy.
func TestDataset(t *testing.T) {
	dir, key := simulated(t, "team-a")
	other, otherKey := simulated(t, "team-b")
	t.Run("whole", func(t *testing.T) { whole(t, dir, key) })
	t.Run("whole, the other variant", func(t *testing.T) { whole(t, other, otherKey) })
	for name, part := range map[string]func(*testing.T, string, []byte){
		"a flipped byte in every file": flippedBytes, "missing and extra": missingAndExtra, "rules": brokenRules, "histories": brokenHistories, "archives": brokenArchives, "seal": brokenSeal, "truth": brokenTruth, "causes": brokenCauses, "cancelled": cancelled,
	} {
		t.Run(name, func(t *testing.T) {
			fresh := filepath.Join(t.TempDir(), "ds")
			if err := os.CopyFS(fresh, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			part(t, fresh, key)
		})
	}
}

func whole(t *testing.T, dir string, key []byte) {
	for _, k := range [][]byte{nil, key} {
		r := check(t, dir, k)
		for _, f := range r.Faults {
			t.Errorf("%s", f)
		}
		if (len(r.Facts) > 0) != (k != nil) {
			t.Errorf("%d facts with a key of %d bytes", len(r.Facts), len(k))
		}
	}
}
