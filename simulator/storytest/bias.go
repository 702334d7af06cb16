package storytest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/osint-radar/academy/simulator/world"
)

// NoProtectedAttribute is the function of that name over two hundred seeds.
func (s *Story) NoProtectedAttribute(t *testing.T, except ...string) {
	t.Helper()
	NoProtectedAttribute(t, 200, func(seed byte) *world.World { return s.World(t, seed, variants[0]) }, except...)
}

// NoProtectedAttribute wants nationality, gender and age to predict no guilt: over
// so many seeds the shares of each among offenders and innocents differ by no more
// than chance. Left out are firms, and the roles whose age the story itself needs.
// It can fail: where one offender in five is entered under one nationality, one
// gender or one age instead, that is found.
func NoProtectedAttribute(t *testing.T, seeds byte, plan func(seed byte) *world.World, except ...string) {
	t.Helper()
	var people []*world.Person
	for seed := range seeds {
		list := plan(seed).People
		for i := range list {
			if p := &list[i]; !p.Org && !slices.Contains(except, p.Role) {
				people = append(people, p)
			}
		}
	}
	for _, told := range predictors(people) {
		t.Error(told)
	}
	for name, enter := range map[string]func(p *world.Person){
		"nationality": func(p *world.Person) { p.Nationality = people[0].Nationality },
		"gender":      func(p *world.Person) { p.Gender = people[0].Gender },
		"age":         func(p *world.Person) { p.Age = people[0].Age },
	} {
		if len(predictors(biased(people, enter))) == 0 {
			t.Errorf("a bias of one in five by %s is not found among %d people", name, len(people))
		}
	}
}

// biased is the people with every fifth offender changed.
func biased(people []*world.Person, change func(p *world.Person)) []*world.Person {
	out, n := slices.Clone(people), 0
	for i, p := range people {
		if p.Innocent {
			continue
		}
		if n++; n%5 == 0 {
			other := *p
			change(&other)
			out[i] = &other
		}
	}
	return out
}

// predictors are the nationalities, genders and decades of age that offenders have
// more often or less often than innocents: z of two proportions is 3.3 or more, which
// one in a thousand exceeds.
func predictors(people []*world.Person) (told []string) {
	count := map[string][2]float64{} // of offenders, of innocents
	var n [2]float64
	for _, p := range people {
		side := 0
		if p.Innocent {
			side = 1
		}
		n[side]++
		for _, k := range []string{"nationality " + p.Nationality, "gender " + p.Gender, fmt.Sprintf("age %d0s", p.Age/10)} {
			c := count[k]
			c[side]++
			count[k] = c
		}
	}
	for k, c := range count {
		p := (c[0] + c[1]) / (n[0] + n[1])
		diff := c[0]/n[0] - c[1]/n[1]
		if z2 := diff * diff / (p * (1 - p) * (1/n[0] + 1/n[1])); z2 > 3.3*3.3 {
			told = append(told, fmt.Sprintf("%s: %.0f of %.0f offenders, %.0f of %.0f innocents", k, c[0], n[0], c[1], n[1]))
		}
	}
	slices.Sort(told)
	return told
}
