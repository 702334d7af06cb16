package e2e_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
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

// store opens the installation's database beside the program; the caller closes it.
func (m *machine) store() *store.Store {
	m.t.Helper()
	db := m.db
	if store.File(db) != "" {
		db = "sqlite:" + m.path(store.File(db))
	}
	st, err := store.Open(m.t.Context(), db, store.Options{})
	if err != nil {
		m.t.Fatal(err)
	}
	return st
}

// jump moves the scenario clock of a run of site ro on to some time after its
// opening, as if the team had worked until then: nobody waits for an hour of
// scenario time.
func (m *machine) jump(run string, to time.Duration) {
	m.t.Helper()
	ctx, sc := m.t.Context(), training.Scope{Site: "ro", Role: training.Trainer}
	id := training.RunID(strings.TrimPrefix(run, "/exercises/"))
	st := m.store()
	err := st.InTx(ctx, func(tx *store.Tx) error {
		r, err := tx.LockRun(ctx, sc, id)
		if err != nil {
			return err
		}
		clock, err := tx.Clock(ctx, sc, id)
		if err != nil {
			return err
		}
		if clock, err = clock.Jump(time.Now(), r.ScenarioStart.Add(to)); err != nil {
			return err
		}
		return tx.SaveClock(ctx, sc, id, clock)
	})
	if err = errors.Join(err, st.Close()); err != nil {
		m.t.Fatalf("moving the clock of %s: %v", run, err)
	}
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
