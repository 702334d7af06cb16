package simulator_test

import (
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
)

func smallMarket(t *testing.T) *world.World {
	t.Helper()
	s, ok := simulator.Standing("market", "team-a")
	if !ok {
		t.Fatal("no world called market")
	}
	s.Market, s.Crowd = world.Market{Networks: 2, Bookings: 10}, world.Crowd{Accounts: 200, Posts: 2000}
	w, err := simulator.Plan(s, stream.NewKey([16]byte{15: 7}))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func writeMarket(t *testing.T, w *world.World) (dir string, id *age.X25519Identity, facts []truth.Fact) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(t.TempDir(), "set")
	opt := simulator.Options{Seed: [16]byte{15: 7}, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2}
	if _, err := simulator.Write(t.Context(), w, dir, opt); err != nil {
		t.Fatal(err)
	}
	set, err := dataset.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, facts, err = set.Truth(id); err != nil {
		t.Fatal(err)
	}
	return dir, id, facts
}

// A market is written, and the verifier, which has no code in common with the
// surfaces, finds nothing wrong with it, nor with its truth. No fact is left out.
func TestMarketIsWritten(t *testing.T) {
	w := smallMarket(t)
	dir, id, facts := writeMarket(t, w)
	storytest.RowsKnowTheirSaga(t, w, dir, facts)
	report, err := verify.Dataset(t.Context(), dir, verify.Options{Key: []byte(id.String())})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Faults {
		t.Error(f)
	}
	kinds, shown := map[truth.Kind]int{}, map[string]bool{}
	for _, f := range facts {
		kinds[f.Kind]++
		shown[f.ID] = true
	}
	for _, f := range w.Facts {
		if !shown[string(f.Ref)] {
			t.Errorf("%s is left out; its proof is %v", f.Ref, f.Proof)
		}
	}
	for kind, least := range map[truth.Kind]int{truth.Entity: 60, truth.Link: 40, truth.Alias: 2, truth.Hop: 200, truth.Label: 500} {
		if kinds[kind] < least {
			t.Errorf("%d facts of kind %s, want %d or more", kinds[kind], kind, least)
		}
	}
}

// A fact that its surface does not show is an error, not an omission.
func TestMarketMissesNothingInSilence(t *testing.T) {
	w := smallMarket(t)
	w.Facts[0].Proof = []world.Ref{"message:nobody/wrote/it"}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	opt := simulator.Options{Seed: [16]byte{15: 7}, Recipients: []string{id.Recipient().String()}, Workers: 2}
	if _, err := simulator.Write(t.Context(), w, filepath.Join(t.TempDir(), "set"), opt); err == nil || !strings.Contains(err.Error(), "message:nobody/wrote/it") {
		t.Errorf("%v, want the missing message", err)
	}
}
