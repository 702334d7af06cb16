package simulator_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
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

// shelf stands for the surfaces that show what the open network does not:
// messages and listings. It binds what they must bind.
type shelf struct{ name string }

func (s shelf) Name() string         { return s.name }
func (shelf) Parts(*world.World) int { return 1 }

func (s shelf) Emit(_ context.Context, w *world.World, _ int, out *dataset.Writer) error {
	file := s.name + "/rows.jsonl"
	f, err := out.Create(file, s.name)
	if err != nil {
		return err
	}
	n := 0
	row := func(ref world.Ref, at int64, selectors ...truth.Selector) {
		n++
		if err == nil {
			err = f.JSON(map[string]int{"id": n})
		}
		out.Bind(string(ref), dataset.Bound{Records: []string{fmt.Sprintf("%s#%d", file, n)}, VisibleFrom: at + 1, Selectors: selectors})
	}
	switch s.name {
	case "messenger":
		for _, x := range w.Profiles {
			row(x.Ref, x.CreatedAt.Unix(), truth.Selector{Kind: "handle", Platform: "kurjer", Value: "@" + x.Handle})
		}
		for _, x := range w.Rooms {
			row(x.Ref, x.OpenedAt.Unix(), truth.Selector{Kind: "handle", Platform: "kurjer", Value: "@" + x.Handle})
		}
		for _, x := range w.Messages {
			row(x.Ref, x.At.Unix())
		}
	case "classifieds":
		for _, x := range w.Sellers {
			row(x.Ref, x.Since.Unix(), truth.Selector{Kind: "handle", Platform: "bazarino", Value: x.ID})
		}
		for _, x := range w.Listings {
			row(x.Ref, x.From.Unix())
		}
	}
	_, closing := f.Close()
	if err != nil {
		return err
	}
	return closing
}

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

// missing are the shelves for the surfaces that this release does not have.
func missing(w *world.World) []simulator.Surface {
	var out []simulator.Surface
	for _, name := range []string{"messenger", "classifieds"} {
		if !slices.ContainsFunc(simulator.Surfaces(w, simulator.Options{}), func(s simulator.Surface) bool { return s.Name() == name }) {
			out = append(out, shelf{name})
		}
	}
	return out
}

func writeMarket(t *testing.T, w *world.World, surfaces []simulator.Surface) (dir string, id *age.X25519Identity, facts []truth.Fact) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(t.TempDir(), "set")
	opt := simulator.Options{Seed: [16]byte{15: 7}, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2, Surfaces: surfaces}
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

// A market is written by the surfaces there are, and the verifier, which has
// no code in common with them, finds nothing wrong with it, nor with its truth.
func TestMarketIsWritten(t *testing.T) {
	w := smallMarket(t)
	dir, id, facts := writeMarket(t, w, nil)
	storytest.RowsKnowTheirSaga(t, w, dir, facts)
	report, err := verify.Dataset(t.Context(), dir, verify.Options{Key: []byte(id.String())})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Faults {
		t.Error(f)
	}
	kinds := map[truth.Kind]int{}
	for _, f := range facts {
		kinds[f.Kind]++
	}
	for kind, least := range map[truth.Kind]int{truth.Entity: 60, truth.Link: 40, truth.Alias: 2, truth.Hop: 200, truth.Label: 500} {
		if kinds[kind] < least {
			t.Errorf("%d facts of kind %s, want %d or more", kinds[kind], kind, least)
		}
	}
}

// With every surface the whole truth of a market is shown: no fact is left out.
func TestMarketIsShownWhole(t *testing.T) {
	w := smallMarket(t)
	_, _, facts := writeMarket(t, w, append(simulator.Surfaces(w, simulator.Options{Workers: 2}), missing(w)...))
	shown := map[string]bool{}
	for _, f := range facts {
		shown[f.ID] = true
	}
	for _, f := range w.Facts {
		if !shown[string(f.Ref)] {
			t.Errorf("%s is left out; its proof is %v", f.Ref, f.Proof)
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
	opt := simulator.Options{Seed: [16]byte{15: 7}, Recipients: []string{id.Recipient().String()}, Surfaces: append(simulator.Surfaces(w, simulator.Options{Workers: 2}), missing(w)...)}
	if _, err := simulator.Write(t.Context(), w, filepath.Join(t.TempDir(), "set"), opt); err == nil || !strings.Contains(err.Error(), "message:nobody/wrote/it") {
		t.Errorf("%v, want the missing message", err)
	}
}
