package simulator

import (
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/bluelantern"
	"github.com/osint-radar/academy/simulator/drydock"
	"github.com/osint-radar/academy/simulator/glassledger"
	"github.com/osint-radar/academy/simulator/haystack"
	"github.com/osint-radar/academy/simulator/market"
	"github.com/osint-radar/academy/simulator/meridian"
	"github.com/osint-radar/academy/simulator/openhands"
	"github.com/osint-radar/academy/simulator/quietroom"
	"github.com/osint-radar/academy/simulator/rivergate"
	"github.com/osint-radar/academy/simulator/silverthread"
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
	check    func(Spec) error
	plan     func(Spec, stream.Key) (*world.World, error)
	roles    func() []string
	names    func() []string
	queries  func() []string
	effects  func() []string
	spec     func(variant string) Spec // of a world that no exercise asks for, nil for the others
}

func stories() []story {
	return []story{
		{bluelantern.Scenario, bluelantern.Check, bluelantern.Plan, bluelantern.Roles, bluelantern.Names, bluelantern.Queries, bluelantern.Effects, nil},
		{silverthread.Scenario, silverthread.Check, silverthread.Plan, silverthread.Roles, silverthread.Names, silverthread.Queries, silverthread.Effects, nil},
		{openhands.Scenario, openhands.Check, openhands.Plan, openhands.Roles, openhands.Names, openhands.Queries, openhands.Effects, nil},
		{quietroom.Scenario, quietroom.Check, quietroom.Plan, quietroom.Roles, quietroom.Names, quietroom.Queries, quietroom.Effects, nil},
		{rivergate.Scenario, rivergate.Check, rivergate.Plan, rivergate.Roles, rivergate.Names, rivergate.Queries, rivergate.Effects, nil},
		{meridian.Scenario, meridian.Check, meridian.Plan, meridian.Roles, meridian.Names, meridian.Queries, meridian.Effects, nil},
		{drydock.Scenario, drydock.Check, drydock.Plan, drydock.Roles, drydock.Names, drydock.Queries, drydock.Effects, nil},
		{glassledger.Scenario, glassledger.Check, glassledger.Plan, glassledger.Roles, glassledger.Names, glassledger.Queries, glassledger.Effects, nil},
		{market.Scenario, market.Check, market.Plan, none, none, none, none, market.Spec},
		{haystack.Scenario, haystack.Check, haystack.Plan, none, none, none, none, haystack.Spec},
	}
}

func none() []string { return nil }

// Standing returns the spec of a world that stands without an exercise, at its
// usual size: "market". ok is false for the worlds of exercises, whose specs
// come from their files.
func Standing(world, variant string) (spec Spec, ok bool) {
	s, err := find(world)
	if err != nil || s.spec == nil {
		return Spec{}, false
	}
	return s.spec(variant), true
}

// Worlds lists the worlds that stand without an exercise.
func Worlds() []string {
	var out []string
	for _, s := range stories() {
		if s.spec != nil {
			out = append(out, s.scenario)
		}
	}
	return out
}

// Check says what is wrong with a spec: a line a fault, each beginning with the path
// of its field, "clock.days". Plan finds the rest.
func Check(spec Spec) error {
	s, err := find(spec.Scenario)
	if err != nil {
		return err
	}
	return s.check(spec)
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
	if err := spec.Satisfied(w); err != nil {
		return nil, err
	}
	if err := world.Validate(w); err != nil {
		return nil, fmt.Errorf("plan %s/%s: %w", spec.Scenario, spec.Variant, err)
	}
	return w, nil
}

// Names are what a scenario's files may name.
type Names struct {
	Roles   []string // of the cast
	Slots   []string // name slots of a variant
	Queries []string // of questions
	Effects []string // of injects: what the world does then
}

// Known says what a scenario's files may name. ok is false for a scenario that
// no code plans.
func Known(scenario string) (n Names, ok bool) {
	s, err := find(scenario)
	if err != nil {
		return Names{}, false
	}
	return Names{s.roles(), s.names(), s.queries(), s.effects()}, true
}

func find(scenario string) (story, error) {
	all := stories()
	i := slices.IndexFunc(all, func(s story) bool { return s.scenario == scenario })
	if i < 0 {
		return story{}, fmt.Errorf("scenario: no world is written for %q", scenario)
	}
	return all[i], nil
}
