package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/exercise"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/scenarios"
	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
)

// pilotRun opens an exercise for a team, and starts its clock where that is
// asked for. A site that is up shows it at its next look, within a second.
func pilotRun(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("pilot run", std)
	db := dbFlag(fs)
	site := fs.String("site", "", "the site's short name; may be left out where one site alone has the team")
	team := fs.String("team", "", "the team's short name, as in team-a")
	pilot := fs.String("pilot", "", "the pilot's id; without it the site's running or next one, if there is one")
	variant := fs.String("variant", "", "`name` of the variant (default: the one named like the team, else the scenario's first)")
	scale := fs.String("scale", "1", "size of the crowd around the case, a `number` such as 0.25")
	content := fs.String("content", "", "`folder` whose scenarios are used instead of the embedded ones")
	data := fs.String("data", "", "`folder` of datasets that \"radar serve\" uses (default: radar-data beside the database)")
	key := fs.String("truth-key", "", "`file` with the key that opens sealed truths (default: truth.key beside the database)")
	start := fs.Bool("start", false, "start the scenario clock at once; else a trainer starts it")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	scenario, err := oneArg(rest, "SCENARIO")
	if err != nil {
		return err
	}
	if *team == "" {
		return misuse("wants --team")
	}
	size, err := dataset.ParseScale(*scale)
	if err != nil {
		return misuse("--scale: %v", err)
	}
	beside := "."
	if file := store.File(*db); file != "" {
		beside = filepath.Dir(file)
	}
	if *key == "" {
		*key = filepath.Join(beside, "truth.key")
	}
	if err := contentThere(*content); err != nil {
		return err
	}
	cases, err := scenarios.Open(*content, time.Now)
	if err != nil {
		return err
	}
	if _, ok := cases.Get().Scenario(scenario); !ok {
		return misuse("there is no scenario %q; there are: %s", scenario, cases.Get().List())
	}
	if err := databaseThere(*db); err != nil {
		return err
	}
	identity, err := truthKey(*key)
	if err != nil {
		return err
	}
	return withStore(ctx, *db, func(st *store.Store) error {
		at, err := siteOf(ctx, st, training.SiteID(*site), training.TeamID(*team))
		if err != nil {
			return err
		}
		runs, err := exercise.New(exercise.Config{
			Store: st, Scenarios: cases.Get, Data: cmp.Or(*data, filepath.Join(beside, "radar-data")), Truth: identity, Scorer: version,
			Now: time.Now, Log: slog.New(slog.NewTextHandler(std.err, nil)),
		})
		if err != nil {
			return err
		}
		sc := training.Scope{Site: at, Role: training.Trainer}
		show := newBar(std.err)
		o := exercise.Opening{
			Scenario: scenario, Variant: *variant, Team: training.TeamID(*team), Pilot: training.PilotID(*pilot), Scale: simulator.Scale(size), Progress: show.step,
		}
		if o.Pilot == "" {
			if now, err := room(st, "").CurrentPilot(ctx, sc); err == nil {
				o.Pilot = now.Pilot.ID
			}
		}
		run, err := runs.Open(ctx, sc, o)
		show.end()
		if err != nil {
			return err
		}
		if *start {
			if err := runs.Start(ctx, sc, run.ID); err != nil {
				return fmt.Errorf("run %s is sealed, but did not start: %w", run.ID, err)
			}
			run.State = training.Running
		}
		fmt.Fprintf(std.out, "run %s\nstate %s\nvariant %s\ntruth_root %s\n", run.ID, run.State, run.Variant, run.TruthRoot)
		return nil
	})
}

// siteOf finds the site that has the team.
func siteOf(ctx context.Context, st *store.Store, want training.SiteID, team training.TeamID) (training.SiteID, error) {
	sites, err := st.Sites(ctx)
	if err != nil {
		return "", err
	}
	var found []string
	for _, s := range sites {
		teams, err := st.Teams(ctx, operator(string(s.ID)))
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(teams, func(t training.Team) bool { return t.ID == team }) && (want == "" || want == s.ID) {
			found = append(found, string(s.ID))
		}
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("no site %shas a team %s; \"radar pilot create --teams\" makes teams", strings.TrimPrefix(string(want)+" ", " "), team)
	case 1:
		return training.SiteID(found[0]), nil
	default:
		return "", misuse("the sites %s each have a team %s: name one with --site", strings.Join(found, ", "), team)
	}
}
