// Package storetest holds the conformance suite of the store and a filled
// database that other rooms' tests may start from. [Exercise] is run on every
// engine; what it asserts is what the rest of the program relies on.
package storetest

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/store/pgtest"
	"github.com/osint-radar/academy/internal/training"
)

// Engine is one way to open an empty, migrated store.
type Engine struct {
	Name    string
	Address func(testing.TB) string
}

// Engines lists the engines, for tests that run on both.
func Engines() []Engine {
	return []Engine{
		{"sqlite", func(tb testing.TB) string { return "sqlite:" + filepath.Join(tb.TempDir(), "radar.db") }},
		{"postgres", pgtest.DSN},
	}
}

// Open opens and migrates a store that the test's end closes.
func (e Engine) Open(tb testing.TB) *store.Store {
	tb.Helper()
	return Open(tb, e.Address(tb))
}

// Open opens and migrates the store at an address; the test's end closes it.
func Open(tb testing.TB, address string) *store.Store {
	tb.Helper()
	st, err := store.Open(context.Background(), address, store.Options{Migrate: true})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := st.Close(); err != nil {
			tb.Error(err)
		}
	})
	return st
}

// Raw opens the database past the store, as an insider would.
func Raw(tb testing.TB, address string) *sql.DB {
	tb.Helper()
	driver, dsn := "postgres", address
	if file := store.File(address); file != "" {
		driver, dsn = "sqlite", file+"?_pragma=busy_timeout(5000)"
	}
	db, err := sql.Open(driver, dsn)
	must(tb, err)
	tb.Cleanup(func() { must(tb, db.Close()) })
	return db
}

// Now is the time at which the filled database was filled.
var Now = time.Date(2027, 1, 20, 9, 30, 0, 123456000, time.UTC)

// Filled is what [Fill] put in.
type Filled struct {
	Ana, Bogdan training.Scope // trainees of team-a and team-b at ro
	Trainer     training.Scope // at ro
	Admin       training.Scope // at ro
	Italian     training.Scope // trainee of team-a at it: same team name, other site
	RunA, RunB  training.Run   // running, at ro
	RunIT       training.Run   // running, at it
}

// Fill puts two sites, three teams, five persons and three running exercises
// into an empty store.
func Fill(tb testing.TB, st *store.Store) Filled {
	tb.Helper()
	ctx := context.Background()
	var f Filled
	err := st.InTx(ctx, func(tx *store.Tx) error {
		add := func(site training.SiteID, id training.PersonID, role training.Role, team training.TeamID) training.Scope {
			m := training.Membership{Site: site, Person: id, Role: role, Team: team, Created: Now}
			sc := training.Scope{Site: site, Role: training.Administrator}
			p := training.Person{ID: id, Name: "Person " + string(id), Email: string(id) + "@agency.example", Locale: "en", Created: Now}
			must(tb, tx.AddPerson(ctx, sc, p))
			must(tb, tx.AddMembership(ctx, sc, m))
			return m.Scope()
		}
		run := func(sc training.Scope, team training.TeamID, id training.RunID) training.Run {
			sc.Role, sc.Team = training.Trainer, ""
			r := training.Run{
				Team: team, ID: id, Scenario: "blue-lantern", Variant: string(team), Title: "Blue Lantern", Created: Now, Changed: Now,
				ScenarioStart: Now.AddDate(-1, 0, 0), ScenarioEnd: Now.AddDate(-1, 3, 0),
			}
			must(tb, tx.AddRun(ctx, sc, r))
			r.TruthRoot, r.ScenarioDigest, r.DatasetDigest, r.Simulator = training.Digest([]byte(id)), training.Digest(nil), training.Digest(nil), "1.0.0"
			must(tb, tx.SealRun(ctx, sc, r, Now))
			c, err := training.Start(Now, r.ScenarioStart, training.RealTime)
			must(tb, err)
			must(tb, tx.SaveClock(ctx, sc, id, c))
			r, err = tx.SetRunState(ctx, sc, id, training.Running, Now)
			must(tb, err)
			return r
		}
		for _, site := range []training.SiteID{"ro", "it"} {
			must(tb, tx.AddSite(ctx, training.Site{ID: site, Name: "Site " + string(site), Created: Now}))
			for _, team := range []training.TeamID{"team-a", "team-b"} {
				must(tb, tx.AddTeam(ctx, training.Scope{Site: site, Role: training.Administrator}, training.Team{ID: team, Name: "Team", Created: Now}))
			}
		}
		f.Ana = add("ro", "ana", training.Trainee, "team-a")
		f.Bogdan = add("ro", "bogdan", training.Trainee, "team-b")
		f.Trainer = add("ro", "tudor", training.Trainer, "")
		f.Admin = add("ro", "adina", training.Administrator, "")
		f.Italian = add("it", "ilaria", training.Trainee, "team-a")
		f.RunA, f.RunB, f.RunIT = run(f.Trainer, "team-a", "run-a"), run(f.Trainer, "team-b", "run-b"), run(f.Italian, "team-a", "run-it")
		return nil
	})
	must(tb, err)
	return f
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
