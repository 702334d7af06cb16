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

// A story needs its weeks before the opening; how long the clock goes on is free.
func TestLongClocks(t *testing.T) {
	for _, days := range []int{150, 250, 366} {
		for seed := range byte(3) {
			key := stream.NewKey([16]byte{15: seed})
			s := spec("team-a")
			s.Days, s.Opens = days, time.Duration(days-4)*24*time.Hour
			if _, err := simulator.Plan(s, key); err != nil {
				t.Errorf("S1 of %d days: %v", days, err)
			}
			m, _ := simulator.Standing("market", "team-a")
			m.Days, m.Opens = days, time.Duration(days-30)*24*time.Hour
			if _, err := simulator.Plan(m, key); err != nil {
				t.Errorf("market of %d days: %v", days, err)
			}
		}
	}
}
