// Package exercisetest sets up a real exercise for tests: a store, two sites,
// two teams, a range and a Room, with a clock that the test moves. The datasets
// are simulated as in the program, with a small crowd around the whole story.
package exercisetest

import (
	"context"
	"io/fs"
	"log/slog"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/storetest"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Stage is what a test works with. Ana and Ben are trainees of team-a, Cem of
// team-b, Dea of team-a at the other site; Tom trains at the first site, Uma at
// the other one.
type Stage struct {
	Room                         *exercise.Room
	Store                        *store.Store
	Ana, Ben, Cem, Dea, Tom, Uma training.Scope
	Name                         map[training.PersonID]string

	mu  sync.Mutex
	now time.Time
}

// Begin is the wall time at which a stage opens.
var Begin = time.Date(2027, 1, 18, 9, 0, 0, 0, time.UTC)

// New sets a stage on an SQLite file of its own, with a range.
func New(tb testing.TB) *Stage {
	tb.Helper()
	return On(tb, storetest.Engines()[0].Open(tb))
}

// On sets a stage on an empty, migrated store.
func On(tb testing.TB, st *store.Store) *Stage {
	tb.Helper()
	fsys, _, err := scenarios.FS("")
	if err != nil {
		tb.Fatal(err)
	}
	return set(tb, st, fsys, nil)
}

// set sets a stage with other scenarios, and worlds of another plan.
func set(tb testing.TB, st *store.Store, content fs.FS, plan func(simulator.Spec, stream.Key) (*world.World, error)) *Stage {
	tb.Helper()
	s := &Stage{Store: st, now: Begin, Name: map[training.PersonID]string{}}
	s.people(tb)
	lib, err := scenarios.Load(content)
	if err != nil {
		tb.Fatal(err)
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		tb.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	rg, err := rangeserver.Start(tb.Context(), rangeserver.Config{State: tb.TempDir(), Now: s.Now, Log: log})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := rg.Close(); err != nil {
			tb.Error(err)
		}
	})
	s.Room, err = exercise.New(exercise.Config{
		Store: st, Scenarios: func() *scenarios.Library { return lib }, Range: rg, Data: tb.TempDir(), Truth: key, Scorer: "test", Now: s.Now, Log: log, MaxUpload: 1 << 20, World: plan,
	})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func (s *Stage) people(tb testing.TB) {
	tb.Helper()
	err := s.Store.InTx(context.Background(), func(tx *store.Tx) error {
		for _, site := range []training.SiteID{"ro", "it"} {
			if err := tx.AddSite(context.Background(), training.Site{ID: site, Name: "Site " + string(site), Created: Begin}); err != nil {
				return err
			}
			admin := training.Scope{Site: site, Role: training.Administrator}
			for _, team := range []training.TeamID{"team-a", "team-b"} {
				if err := tx.AddTeam(context.Background(), admin, training.Team{Site: site, ID: team, Name: "Team " + string(team), Created: Begin}); err != nil {
					return err
				}
			}
		}
		for _, p := range []struct {
			at   *training.Scope
			name string
			sc   training.Scope
		}{
			{&s.Ana, "Ana", training.Scope{Site: "ro", Team: "team-a", Role: training.Trainee}},
			{&s.Ben, "Ben", training.Scope{Site: "ro", Team: "team-a", Role: training.Trainee}},
			{&s.Cem, "Cem", training.Scope{Site: "ro", Team: "team-b", Role: training.Trainee}},
			{&s.Dea, "Dea", training.Scope{Site: "it", Team: "team-a", Role: training.Trainee}},
			{&s.Tom, "Tom", training.Scope{Site: "ro", Role: training.Trainer}},
			{&s.Uma, "Uma", training.Scope{Site: "it", Role: training.Trainer}},
		} {
			p.sc.Person = training.NewID[training.PersonID]()
			*p.at = p.sc
			s.Name[p.sc.Person] = p.name
			admin := training.Scope{Site: p.sc.Site, Role: training.Administrator}
			err := tx.AddPerson(context.Background(), admin, training.Person{
				Site: p.sc.Site, ID: p.sc.Person, Name: p.name, Email: p.name + "@" + string(p.sc.Site) + ".example", Locale: "en", Created: Begin,
			})
			if err != nil {
				return err
			}
			m := training.Membership{Site: p.sc.Site, Person: p.sc.Person, Role: p.sc.Role, Team: p.sc.Team, Created: Begin}
			if err := tx.AddMembership(context.Background(), admin, m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// Now is the wall time of the stage.
func (s *Stage) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Wait moves the clock on.
func (s *Stage) Wait(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

// Small is a twentieth of the crowd, around the whole story.
const Small = 50

// Seal opens S1 for a team with a small crowd.
func (s *Stage) Seal(tb testing.TB, trainer training.Scope, team training.TeamID) training.Run {
	tb.Helper()
	run, err := s.Room.Open(tb.Context(), trainer, exercise.Opening{Scenario: "blue-lantern", Team: team, Scale: Small})
	if err != nil {
		tb.Fatal(err)
	}
	return run
}

// Run is Seal, and the clock started.
func (s *Stage) Run(tb testing.TB, trainer training.Scope, team training.TeamID) training.Run {
	tb.Helper()
	run := s.Seal(tb, trainer, team)
	if err := s.Room.Start(tb.Context(), trainer, run.ID); err != nil {
		tb.Fatal(err)
	}
	run, err := s.Room.Run(tb.Context(), trainer, run.ID)
	if err != nil {
		tb.Fatal(err)
	}
	return run
}

// Forum opens and starts S3, whose world has the closed forum, for a team with a
// small crowd.
func (s *Stage) Forum(tb testing.TB, trainer training.Scope, team training.TeamID) training.Run {
	tb.Helper()
	run, err := s.Room.Open(tb.Context(), trainer, exercise.Opening{Scenario: "silver-thread", Team: team, Scale: Small})
	if err == nil {
		err = s.Room.Start(tb.Context(), trainer, run.ID)
	}
	if err == nil {
		run, err = s.Room.Run(tb.Context(), trainer, run.ID)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return run
}
