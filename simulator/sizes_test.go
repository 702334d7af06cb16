package simulator_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/verify"
)

// Worlds of one day and of a year, of a thousand people and of ten million, are
// written whole, and verified but for the largest.
func TestSizes(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		days, people int
		rows         int64
	}{{1, 1000, 1000}, {1, 10_000_000, 20_000}, {366, 1000, 30_000}, {366, 10_000, 20_000}} {
		t.Run(fmt.Sprintf("%d days, %d people", c.days, c.people), func(t *testing.T) {
			spec, _ := simulator.Standing("haystack", "team-a")
			spec.Days, spec.Opens = c.days, time.Hour
			spec.Emoney.Days, spec.Emoney.Accounts, spec.Emoney.Rows = c.days, c.people, c.rows
			seed := [16]byte{15: 21}
			w, err := simulator.Plan(spec, stream.NewKey(seed))
			if err != nil {
				t.Fatal(err)
			}
			dir := filepath.Join(t.TempDir(), "world")
			m, err := simulator.Write(t.Context(), w, dir, simulator.Options{Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: 2})
			if err != nil {
				t.Fatal(err)
			}
			if got := m.Clock.End.Sub(m.Clock.Start); got != time.Duration(c.days)*24*time.Hour {
				t.Errorf("it lasts %s", got)
			}
			people := int64(0)
			for _, f := range m.Files {
				if strings.Contains(f.Path, "accounts") {
					people += f.Records
				}
			}
			if agents := people - int64(c.people); agents < 1 || agents > people/1000+1 { // who pay out and in stand there too
				t.Errorf("%d people and agents, want %d and a few", people, c.people)
			}
			if c.people > 1_000_000 { // two minutes, for accounts that are like all others
				return
			}
			if r, err := verify.Dataset(t.Context(), dir, verify.Options{Key: []byte(id.String())}); err != nil || !r.Whole() {
				t.Errorf("%v, %v", err, r.Faults)
			}
		})
	}
}

// How long the clock of a market goes on is free, and when in it somebody opens it;
// for the stories of the exercises see TestClocks of package scenarios.
func TestLongClocks(t *testing.T) {
	const day = 24 * time.Hour
	for _, clock := range []struct {
		days  int
		opens time.Duration
	}{{150, time.Hour}, {150, 149 * day}, {250, 220 * day}, {366, time.Hour}, {366, 365 * day}} {
		for seed := range byte(3) {
			m, _ := simulator.Standing("market", "team-a")
			m.Days, m.Opens = clock.days, clock.opens
			if _, err := simulator.Plan(m, stream.NewKey([16]byte{15: seed})); err != nil {
				t.Errorf("market of %d days, open after %s: %v", clock.days, clock.opens, err)
			}
		}
	}
}
