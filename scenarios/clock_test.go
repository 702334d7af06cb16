package scenarios_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/scenarios/scenariostest"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
)

const day = 24 * time.Hour

// refused says by which field, or "".
func refused(spec simulator.Spec) string {
	if err := simulator.Check(spec); err != nil {
		field, _, _ := strings.Cut(err.Error(), ": ")
		return field
	}
	return ""
}

// latest are the effects as late as the check admits them, by the hour.
func latest(spec simulator.Spec) map[string]time.Duration {
	effects := maps.Clone(spec.Effects)
	for name := range effects {
		spec.Effects = maps.Clone(effects)
		for ; refused(spec) == ""; spec.Effects[name] += time.Hour {
			effects[name] = spec.Effects[name]
		}
	}
	return effects
}

// Every clock that the check admits, the shortest and a year, can be planned, with
// any key; what is shorter is refused by the path of its field.
func TestClocks(t *testing.T) {
	for _, spec := range scenariostest.Specs(t, "team-a") {
		t.Run(spec.Scenario, func(t *testing.T) {
			t.Parallel()
			usual := spec
			for refused(spec) == "" {
				spec.Opens -= day
			}
			if field := refused(spec); field != "clock.opens" {
				t.Fatalf("opening after %s is refused by %q", spec.Opens, field)
			}
			opens := (spec.Opens + day).Truncate(day)
			for spec = usual; refused(spec) == ""; spec.Days-- {
				spec.Opens = opens
			}
			if field := refused(spec); field != "clock.days" {
				t.Fatalf("%d days are refused by %q", spec.Days, field)
			}
			days := spec.Days + 1
			if opens < 40*day || days > usual.Days {
				t.Fatalf("the shortest clock has %d days and opens after %s", days, opens)
			}
			for _, clock := range []struct {
				days  int
				opens time.Duration
			}{{days, opens}, {366, opens}, {366, 365 * day}} {
				for seed := range byte(4) {
					spec := usual
					spec.Days, spec.Opens = clock.days, clock.opens
					if seed%2 == 1 {
						spec.Effects = latest(spec)
					}
					if _, err := simulator.Plan(spec, stream.NewKey([16]byte{15: seed})); err != nil {
						t.Errorf("seed %d, %d days, open after %s: %s", seed, clock.days, clock.opens, fmt.Sprintf("%.300s", err))
					}
				}
			}
		})
	}
}
