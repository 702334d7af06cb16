package scenarios

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/world"
)

// Spec is what the simulator makes a variant's world of, at scale 1.
func (s *Scenario) Spec(variant string) (simulator.Spec, error) {
	i := slices.IndexFunc(s.Variants, func(v Variant) bool { return v.ID == variant })
	if i < 0 {
		return simulator.Spec{}, fmt.Errorf("scenario %s has no variant %q; it has %s", s.ID, variant, s.VariantList())
	}
	spec := s.spec
	spec.Variant, spec.Names, spec.Scale = variant, s.Variants[i].names, 1000
	return spec, nil
}

// build puts the numbers of the files into a spec without a variant.
func (s *Scenario) build(y scenarioYAML) {
	s.spec = world.Spec{
		Scenario: s.ID, Start: y.Clock.Start.Time, Jitter: y.Clock.Jitter, Days: y.Clock.Days, Opens: y.Clock.Opens.after(),
		Crowd:   world.Crowd{Accounts: y.Crowd.Accounts, Posts: y.Crowd.Posts},
		Case:    world.CaseSpec{Posts: y.Case.Posts, Media: y.Case.Media, Labels: y.Case.Labels, Flag: y.Case.Flag},
		Effects: map[string]time.Duration{},
	}
	for _, c := range y.Cast {
		s.spec.Cast = append(s.spec.Cast, world.Role{Name: c.Role, Posts: c.Posts})
	}
	for _, in := range s.Injects {
		if in.Effect != "" {
			s.spec.Effects[in.Effect] = in.At
		}
	}
	for _, q := range s.Questions {
		s.spec.Questions = append(s.spec.Questions, world.Question{ID: q.ID, Kind: q.Kind, Query: q.query})
	}
}
