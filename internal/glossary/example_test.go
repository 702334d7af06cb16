package glossary_test

import (
	"fmt"

	"github.com/osint-radar/academy/internal/glossary"
)

func ExampleGlossary_Find() {
	g, err := glossary.New([]glossary.Term{
		{ID: "jit", Term: "joint investigation team", Also: []string{"JIT"}, Equivalents: map[string][]string{"ro": {"echipă comună de anchetă"}}},
	})
	if err != nil {
		panic(err)
	}
	for _, m := range g.Find(glossary.Words("Echipa comuna de anchetă"), nil) {
		fmt.Println(m.Term.Term, "met in", m.Lang)
	}
	// Output: joint investigation team met in ro
}
