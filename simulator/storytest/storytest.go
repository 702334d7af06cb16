// Package storytest is what the world of every scenario is held to: it can have
// happened, all its seeds and variants are one case, and what is written of it is
// whole, realistic and tells nothing of the truth.
//
//	var story = storytest.New(spec)
//
//	func TestCast(t *testing.T) {
//		story.Each(t, func(name string, w *world.World) { … })
//	}
//
// Worlds are planned once for all tests of a package and shared: read them only.
package storytest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Seeds is how many are tried, in both variants.
const Seeds = 30

var variants = []string{"team-a", "team-b"}

// Story is a scenario's world in its seeds and variants.
type Story struct {
	spec func(variant string) world.Spec

	mu      sync.Mutex
	planned map[string]*world.World
}

// New takes the spec of a variant: a case like the one of the scenario's files.
func New(spec func(variant string) world.Spec) *Story {
	return &Story{spec: spec, planned: map[string]*world.World{}}
}

func key(seed byte) [16]byte { return [16]byte{15: seed} }

// World plans one of them and validates it.
func (s *Story) World(tb testing.TB, seed byte, variant string) *world.World {
	tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	name := fmt.Sprintf("seed %d %s", seed, variant)
	if w := s.planned[name]; w != nil {
		return w
	}
	w, err := simulator.Plan(s.spec(variant), stream.NewKey(key(seed)))
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	if seed < Seeds { // who asks for more passes once
		s.planned[name] = w
	}
	return w
}

// Each visits every seed in both variants, in this order.
func (s *Story) Each(tb testing.TB, visit func(name string, w *world.World)) {
	tb.Helper()
	for seed := range byte(Seeds) {
		for _, variant := range variants {
			visit(fmt.Sprintf("seed %d %s", seed, variant), s.World(tb, seed, variant))
		}
	}
}

// OneCase wants the same facts everywhere, by their names, kinds, ends, weights and
// number of proofs, and of each answer at least three values. What a variant may
// draw is named: of facts whose name begins so only the number counts, by kind,
// type and weight, and of labels by code.
func (s *Story) OneCase(t *testing.T, drawn ...string) {
	t.Helper()
	want, answers := "", map[world.Ref]map[string]bool{}
	s.Each(t, func(name string, w *world.World) {
		got := shape(w, drawn)
		if want == "" {
			want = got
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%s is another case: %s", name, d)
		}
		for _, f := range w.Facts {
			if f.Kind == truth.Answer && f.Digest == "" { // a digest is known once its file is written
				if answers[f.Ref] == nil {
					answers[f.Ref] = map[string]bool{}
				}
				answers[f.Ref][f.Value] = true
			}
		}
	})
	for q, values := range answers {
		if len(values) < 3 {
			t.Errorf("%s has %d answers in %d worlds", q, len(values), Seeds*len(variants))
		}
	}
}

// shape is what the facts of all worlds have in common.
func shape(w *world.World, drawn []string) string {
	var b strings.Builder
	count := map[string]int{}
	for _, f := range w.Facts {
		if slices.ContainsFunc(drawn, func(name string) bool { return strings.HasPrefix(string(f.Ref), name) }) {
			code := ""
			if f.Kind == truth.Label {
				code = f.Value
			}
			count[fmt.Sprintf("%s %s %s %d %v", f.Kind, f.Type, code, f.Difficulty, f.Innocent)]++
			continue
		}
		fmt.Fprintln(&b, f.Kind, f.Ref, f.Type, f.Subject, f.Predicate, f.Object, f.Role, f.Difficulty, f.Innocent, len(f.Proof))
	}
	fmt.Fprintln(&b, count) // in the order of its keys
	return b.String()
}

// Share counts the people and firms of some roles, and the innocent among them.
func Share(w *world.World, roles []string) (innocent, all int) {
	for _, role := range roles {
		for _, p := range w.People {
			if p.Role == role {
				all++
				if p.Innocent {
					innocent++
				}
			}
		}
	}
	return innocent, all
}

// Quota wants forty to sixty per cent of all people and firms to be innocent.
func (s *Story) Quota(t *testing.T) {
	t.Helper()
	s.Each(t, func(name string, w *world.World) {
		innocent := 0
		for _, p := range w.People {
			if p.Innocent {
				innocent++
			}
		}
		if all := len(w.People); innocent*10 < all*4 || innocent*10 > all*6 {
			t.Errorf("%s: %d of %d people and firms are innocent, want 40 to 60 per cent", name, innocent, all)
		}
	})
}

// Answer is the value of a question's answer.
func Answer[T any](tb testing.TB, w *world.World, question string) T {
	tb.Helper()
	var v T
	for _, f := range w.Facts {
		if f.Kind == truth.Answer && string(f.Ref) == question {
			if err := json.Unmarshal([]byte(f.Value), &v); err != nil {
				tb.Fatalf("%s: %v", question, err)
			}
			return v
		}
	}
	tb.Fatalf("%s has no answer", question)
	return v
}
