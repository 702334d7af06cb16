package e2e_test

import (
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/truth"
)

// sealed is what only somebody with the key may know of a run.
type sealed struct {
	dir    string // of the dataset
	header truth.Header
	facts  []truth.Fact
}

// unseal opens the truth of a run ("/exercises/…") with the installation's key.
func (m *machine) unseal(run string) sealed {
	m.t.Helper()
	out := sealed{dir: m.path("radar-data", "datasets", strings.TrimPrefix(run, "/exercises/"))}
	ids, err := age.ParseIdentities(strings.NewReader(string(read(m.t, m.dir, "truth.key"))))
	if err != nil {
		m.t.Fatal(err)
	}
	d, err := dataset.Open(out.dir)
	if err != nil {
		m.t.Fatal(err)
	}
	if out.header, out.facts, err = d.Truth(ids...); err != nil {
		m.t.Fatal(err)
	}
	return out
}

func (s sealed) fact(t *testing.T, id string) truth.Fact {
	t.Helper()
	for _, f := range s.facts {
		if f.ID == id {
			return f
		}
	}
	t.Fatalf("the truth holds no %s", id)
	return truth.Fact{}
}

// value is the first identifier of an entity.
func (s sealed) value(t *testing.T, id string) string {
	t.Helper()
	f := s.fact(t, id)
	if len(f.Selectors) == 0 {
		t.Fatalf("%s has no identifier", id)
	}
	return f.Selectors[0].Value
}

// record is the id of the record that proves a fact, without its file.
func (s sealed) record(t *testing.T, id string) string {
	t.Helper()
	f := s.fact(t, id)
	if len(f.Proof) == 0 {
		t.Fatalf("%s has no proof", id)
	}
	_, rec, _ := strings.Cut(f.Proof[0], "#")
	return rec
}
