package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

func cmdUser(ctx context.Context, args []string, std stdio) error {
	verbs := map[string]func(context.Context, []string, stdio) error{"add": userAdd, "reset": userReset, "list": userList}
	return cmdVerb(ctx, args, std, verbs, "add, reset or list")
}

// cmdVerb runs the second word of a command that has several.
func cmdVerb(ctx context.Context, args []string, std stdio, verbs map[string]func(context.Context, []string, stdio) error, want string) error {
	if len(args) == 0 {
		return misuse("wants one of %s", want)
	}
	if args[0] == "-h" || args[0] == "--help" {
		fmt.Fprintf(std.err, "wants one of %s; each has its own -h\n", want)
		return errHelp
	}
	verb, ok := verbs[args[0]]
	if !ok {
		return misuse("there is no %q; right would be %s", args[0], want)
	}
	return verb(ctx, args[1:], std)
}

// urlFlag adds --public-url, which begins the addresses of one-time codes.
func urlFlag(fs *flag.FlagSet) *string {
	return fs.String("public-url", "http://127.0.0.1:8080", "where people reach the site")
}

func room(st *store.Store, publicURL string) *classroom.Room {
	return classroom.New(st, time.Now, publicURL)
}

// operator is what the command line acts as.
func operator(site string) training.Scope {
	return training.Scope{Site: training.SiteID(site), Role: training.Administrator}
}

func userAdd(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("user add", std)
	db, publicURL := dbFlag(fs), urlFlag(fs)
	site := fs.String("site", "", "the site's short name, as in ro; made if it is not there and the role is administrator")
	role := fs.String("role", "trainee", "trainee, trainer, author, partner or administrator")
	team := fs.String("team", "", "the team's short name, for a trainee")
	name := fs.String("name", "", "the person's name")
	email := fs.String("email", "", "the person's e-mail address")
	locale := fs.String("locale", "en", "the person's language")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return misuse("wants flags only, got %q", rest)
	}
	if *site == "" || *email == "" || *name == "" {
		return misuse("wants --site, --name and --email")
	}
	if err := training.CheckSlug("--site", *site); err != nil {
		return misuse("%v", err)
	}
	if _, err := training.CleanEmail("--email", *email); err != nil {
		return misuse("%v", err)
	}
	as, err := training.ParseRole("role", *role)
	if err != nil {
		return misuse("%v", err)
	}
	return withStore(ctx, *db, func(st *store.Store) error {
		r := room(st, *publicURL)
		if as == training.Administrator {
			if _, err := r.Site(ctx, training.SiteID(*site), ""); err != nil {
				return err
			}
		} else if _, err := st.Site(ctx, training.SiteID(*site)); err != nil {
			return fmt.Errorf("%s: %w; \"radar pilot create\" makes a site", *site, err)
		}
		w, err := r.AddPerson(ctx, operator(*site), classroom.Newcomer{Name: *name, Email: *email, Locale: *locale, Role: as, Team: training.TeamID(*team)})
		if err != nil {
			return err
		}
		fmt.Fprintln(std.out, w.SigninURL)
		return nil
	})
}

func userReset(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("user reset", std)
	db, publicURL := dbFlag(fs), urlFlag(fs)
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	email, err := oneArg(rest, "e-mail address")
	if err != nil {
		return err
	}
	if email, err = training.CleanEmail("the address", email); err != nil {
		return misuse("%v", err)
	}
	if err := databaseThere(*db); err != nil {
		return err
	}
	return withStore(ctx, *db, func(st *store.Store) error {
		p, err := st.PersonByEmail(ctx, email)
		if err != nil {
			return fmt.Errorf("%s: %w", email, err)
		}
		w, err := room(st, *publicURL).Reset(ctx, operator(string(p.Site)), p.ID)
		if err != nil {
			return err
		}
		fmt.Fprintln(std.out, w.SigninURL)
		return nil
	})
}

func userList(ctx context.Context, args []string, std stdio) error {
	fs := newFlags("user list", std)
	db := dbFlag(fs)
	site := fs.String("site", "", "only this site")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return misuse("wants flags only, got %q", rest)
	}
	if err := databaseThere(*db); err != nil {
		return err
	}
	return withStore(ctx, *db, func(st *store.Store) error {
		sites, err := st.Sites(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
		found := *site == ""
		for _, s := range sites {
			if *site != "" && string(s.ID) != *site {
				continue
			}
			found = true
			people, err := room(st, "").People(ctx, operator(string(s.ID)))
			if err != nil {
				return err
			}
			listPeople(w, s, people)
		}
		if !found {
			return training.NotFound("site " + *site)
		}
		return w.Flush()
	})
}

func listPeople(w io.Writer, s training.Site, people []classroom.Listed) {
	for _, p := range people {
		state := ""
		if p.Person.Disabled {
			state = "disabled"
		}
		for _, m := range p.Roles {
			team := string(m.Team)
			if team == "" {
				team = "-"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", s.ID, team, m.Role, p.Person.Email, p.Person.Name, state)
		}
	}
}
