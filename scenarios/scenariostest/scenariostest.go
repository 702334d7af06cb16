// Package scenariostest gives tests the scenarios that the program carries and
// the worlds they ask for.
package scenariostest

import (
	"testing"

	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
)

// Library is every scenario of the program.
func Library(tb testing.TB) *scenarios.Library {
	tb.Helper()
	fsys, _, err := scenarios.FS("")
	if err != nil {
		tb.Fatal(err)
	}
	lib, err := scenarios.Load(fsys)
	if err != nil {
		tb.Fatal(err)
	}
	return lib
}

// Specs are the worlds of a team in all scenarios, by the scenario's id.
func Specs(tb testing.TB, variant string) []simulator.Spec {
	tb.Helper()
	var out []simulator.Spec
	for _, s := range Library(tb).All() {
		spec, err := s.Spec(variant)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, spec)
	}
	return out
}
