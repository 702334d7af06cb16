// Package simulator makes synthetic worlds in which a smuggling business hides
// among ordinary people, and writes what each platform, network and ledger of
// such a world would hold.
//
//	Spec ──Plan──▶ World ──Write──▶ Dataset
//
// A Spec says how large and who; a World is the causal story with its truth,
// small and in memory; a Dataset is a folder of files that real tools read,
// with the truth sealed beside them. Every file but the sealed truth is a
// function of spec, key and Version: the same bytes on any machine, with any
// number of workers, on any day. Who has the seed has the answers, so a seed is
// 128 random bits and never leaves the truth.
//
// The library knows nothing of the site that uses it, and no file format of
// scenarios: package scenarios turns YAML into a Spec.
package simulator

import (
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/bluelantern"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Version names the output: a release that changes a digest raises it.
const Version = "1.0.0"

// Spec is what a scenario asks of a world.
type Spec = world.Spec

// Scale sizes the crowd of a world, in thousandths.
type Scale = world.Scale

// story plans the worlds of one scenario.
type story struct {
	scenario string
	plan     func(Spec, stream.Key) (*world.World, error)
	roles    func() []string
	names    func() []string
	queries  func() []string
}

func stories() []story {
	return []story{{bluelantern.Scenario, bluelantern.Plan, bluelantern.Roles, bluelantern.Names, bluelantern.Queries}}
}

// Plan makes the planted part of a world: cast, sagas, money, truth. The same
// for the same spec and key, validated. key comes from stream.NewKey(seed).
func Plan(spec Spec, key stream.Key) (*world.World, error) {
	s, err := find(spec.Scenario)
	if err != nil {
		return nil, err
	}
	w, err := s.plan(spec, key)
	if err != nil {
		return nil, err
	}
	if err := world.Validate(w); err != nil {
		return nil, fmt.Errorf("plan %s/%s: %w", spec.Scenario, spec.Variant, err)
	}
	return w, nil
}

// Known says what a scenario's files may name: the roles of the cast, the name
// slots of a variant, the queries of questions. ok is false for a scenario
// that no code plans.
func Known(scenario string) (roles, names, queries []string, ok bool) {
	s, err := find(scenario)
	if err != nil {
		return nil, nil, nil, false
	}
	return s.roles(), s.names(), s.queries(), true
}

func find(scenario string) (story, error) {
	all := stories()
	i := slices.IndexFunc(all, func(s story) bool { return s.scenario == scenario })
	if i < 0 {
		return story{}, fmt.Errorf("no world is written for scenario %q", scenario)
	}
	return all[i], nil
}
