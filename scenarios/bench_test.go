package scenarios_test

import (
	"path/filepath"
	"runtime"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/scenarios/scenariostest"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/goal"
	"github.com/osint-radar/academy/simulator/stream"
)

// BenchmarkScenariosRatio writes the dataset of one team for every scenario, on
// all cores, and prints by the clock how long the first takes and how long all of
// them would for ten teams: ten times as long as for one, since teams share
// nothing. On a machine that is busy with other things the clock says little; the
// log has the processor time.
func BenchmarkScenariosRatio(b *testing.B) {
	const teams = 10
	id, err := age.GenerateX25519Identity()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		begin, first := b.Elapsed(), 0.0
		for i, spec := range scenariostest.Specs(b, "team-a") {
			from, used := b.Elapsed(), goal.CPU(b)
			seed := [16]byte{15: byte(1 + i)}
			w, err := simulator.Plan(spec, stream.NewKey(seed))
			if err != nil {
				b.Fatal(err)
			}
			opt := simulator.Options{Seed: seed, TestSeed: true, Recipients: []string{id.Recipient().String()}, Workers: runtime.GOMAXPROCS(0)}
			if _, err := simulator.Write(b.Context(), w, filepath.Join(b.TempDir(), "set"), opt); err != nil {
				b.Fatal(err)
			}
			took := b.Elapsed() - from
			if spec.Scenario == "blue-lantern" {
				first = took.Seconds()
			}
			b.Logf("%-14s %6.2f s, CPU %6.2f s", spec.Scenario, took.Seconds(), (goal.CPU(b) - used).Seconds())
		}
		goal.AtMost(b, "S1 for one team, seconds", first, 2)
		goal.AtMost(b, "all scenarios for ten teams, minutes", teams*(b.Elapsed()-begin).Minutes(), 5)
	}
}
