package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

func cmdPilot(ctx context.Context, args []string, std stdio) error {
	verbs := map[string]func(context.Context, []string, stdio) error{"create": pilotCreate, "import": pilotImport, "run": pilotRun}
	return cmdVerb(ctx, args, std, verbs, "create, import or run")
}

func pilotCreate(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("pilot create", std)
	db := dbFlag(fs)
	site := fs.String("site", "", "the site's short name, as in ro; made if it is not there")
	siteName := fs.String("site-name", "", "the name of a site that is made")
	start := fs.String("start", "", "the first day, a Monday, as in 2027-01-11")
	name := fs.String("name", "", "the pilot's name; without it the site and the date")
	teams := fs.String("teams", "", "short names of its teams, parted by commas, as in team-a,team-b; made if they are not there")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return misuse("wants flags only, got %q", rest)
	}
	if *site == "" || *start == "" {
		return misuse("wants --site and --start")
	}
	if err := training.CheckSlug("--site", *site); err != nil {
		return misuse("%v", err)
	}
	day, err := time.Parse(time.DateOnly, *start)
	if err != nil {
		return misuse("--start %q is not a date; right would be 2027-01-11", *start)
	}
	n := classroom.NewPilot{Name: *name, Start: day}
	if n.Name == "" {
		n.Name = fmt.Sprintf("Pilot %s %s", *site, *start)
	}
	for _, id := range strings.FieldsFunc(*teams, func(r rune) bool { return r == ',' || r == ' ' }) {
		n.Teams = append(n.Teams, training.Team{ID: training.TeamID(id)})
	}
	if err := (training.Pilot{Start: day}).CheckStart(); err != nil {
		return misuse("%v", err)
	}
	return withStore(ctx, *db, func(st *store.Store) error {
		r := room(st, "")
		if _, err := r.Site(ctx, training.SiteID(*site), *siteName); err != nil {
			return err
		}
		p, err := r.CreatePilot(ctx, operator(*site), n)
		if err != nil {
			return err
		}
		now, err := r.Pilot(ctx, operator(*site), p.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(std.out, "pilot %s\n", p.ID)
		for _, w := range now.Weeks {
			fmt.Fprintf(std.out, "week %2d  %s  %s\n", w.Week, w.Starts.Format(time.DateOnly), w.Title)
		}
		return nil
	})
}

func pilotImport(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("pilot import", std)
	db, publicURL := dbFlag(fs), urlFlag(fs)
	site := fs.String("site", "", "the site's short name")
	pilot := fs.String("pilot", "", "the pilot's id; without it the site's running or next one")
	dryRun := fs.Bool("dry-run", false, "try everything and keep nothing")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	file, err := oneArg(rest, "roster (CSV, or - for standard input)")
	if err != nil {
		return err
	}
	if *site == "" {
		return misuse("wants --site")
	}
	if err := databaseThere(*db); err != nil {
		return err
	}
	in := std.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }() // it only reads
		in = f
	}
	return withStore(ctx, *db, func(st *store.Store) error {
		return importRoster(ctx, std, room(st, *publicURL), operator(*site), training.PilotID(*pilot), file, in, *dryRun)
	})
}

func importRoster(ctx context.Context, std stdio, r *classroom.Room, sc training.Scope, pilot training.PilotID, file string, in io.Reader, dryRun bool) error {
	if pilot == "" {
		now, err := r.CurrentPilot(ctx, sc)
		if err != nil {
			return fmt.Errorf("site %s: %w; \"radar pilot create\" makes one", sc.Site, err)
		}
		pilot = now.Pilot.ID
	}
	done, err := r.ImportRoster(ctx, sc, pilot, in, dryRun)
	var faults *classroom.RosterError
	if errors.As(err, &faults) {
		for _, f := range faults.Faults {
			fmt.Fprintf(std.out, "%s:%d: %s\n", file, f.Line, strings.ReplaceAll(f.Err.Error(), "\n", "; "))
		}
		fmt.Fprintf(std.err, "nothing was imported: %d lines are wrong\n", len(faults.Faults))
		return errReported
	}
	if err != nil {
		return err
	}
	for _, team := range done.NewTeams {
		fmt.Fprintf(std.out, "team %s\n", team)
	}
	for _, w := range done.People {
		fmt.Fprintf(std.out, "person %s %s %s\n", w.Person.Email, w.Role, w.SigninURL)
	}
	if dryRun {
		fmt.Fprintf(std.err, "dry run: %d people would come, nothing was kept\n", len(done.People))
	}
	return nil
}
