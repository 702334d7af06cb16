package classroom

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/osint-radar/academy/internal/store"
	"github.com/osint-radar/academy/internal/training"
)

// maxRoster bounds a roster: a pilot has dozens of people, not thousands.
const maxRoster = 1 << 20

// RosterFault is what is wrong with one line of a roster.
type RosterFault struct {
	Line int // from 1, the heading being line 1
	Err  error
}

// RosterError lists all that is wrong with a roster; nothing of it was taken. It
// answers to [training.ErrInvalid].
type RosterError struct{ Faults []RosterFault }

func (e *RosterError) Error() string {
	var b strings.Builder
	for i, f := range e.Faults {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "line %d: %s", f.Line, strings.ReplaceAll(f.Err.Error(), "\n", "; "))
	}
	return b.String()
}

// Is makes errors.Is(err, training.ErrInvalid) true.
func (e *RosterError) Is(target error) bool { return target == training.ErrInvalid }

// Enrolment is what a roster would do, or did.
type Enrolment struct {
	NewTeams []training.TeamID
	People   []Welcome // without sign-in addresses when it was a dry run
}

// errDryRun ends a transaction that was only to be tried.
var errDryRun = errors.New("dry run")

// ImportRoster lets the people of a CSV file into a pilot: all of them, or none
// when a line is wrong. Its first line names the columns name, email, role and
// team, in any order, and locale if wanted; comma or semicolon parts them. Teams
// that are not there are made and join the pilot. With dryRun everything is tried
// and nothing kept.
func (r *Room) ImportRoster(ctx context.Context, sc training.Scope, pilot training.PilotID, file io.Reader, dryRun bool) (Enrolment, error) {
	rows, err := readRoster(file)
	if err != nil {
		return Enrolment{}, err
	}
	var done Enrolment
	err = r.store.InTx(ctx, func(tx *store.Tx) error {
		done = Enrolment{}
		joined, err := tx.PilotTeams(ctx, sc, pilot)
		if err != nil {
			return err
		}
		var wrong RosterError
		for _, row := range rows {
			if row.Team != "" && !slices.Contains(joined, row.Team) {
				if err := r.joinPilot(ctx, tx, sc, pilot, training.Team{ID: row.Team}); err != nil {
					if !errors.Is(err, training.ErrInvalid) {
						return err
					}
					wrong.Faults = append(wrong.Faults, RosterFault{row.line, err})
					continue
				}
				joined, done.NewTeams = append(joined, row.Team), append(done.NewTeams, row.Team)
			}
			// The checks of addPerson come before its first write, so a fault leaves
			// the transaction usable for the lines after it.
			w, err := r.addPerson(ctx, tx, sc, row.Newcomer)
			switch {
			case errors.Is(err, training.ErrInvalid), errors.Is(err, training.ErrConflict):
				wrong.Faults = append(wrong.Faults, RosterFault{row.line, err})
				continue
			case err != nil:
				return err
			}
			if dryRun {
				w.SigninURL = ""
			}
			done.People = append(done.People, w)
		}
		if len(wrong.Faults) > 0 {
			return &wrong
		}
		if dryRun {
			return errDryRun
		}
		return r.audit(ctx, tx, sc, "pilot.import", "pilot/"+string(pilot), map[string]any{"people": len(done.People)})
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	if err != nil {
		return Enrolment{}, err
	}
	return done, nil
}

type rosterRow struct {
	Newcomer
	line int
}

// readRoster reads and checks all lines by themselves.
func readRoster(file io.Reader) ([]rosterRow, error) {
	text, err := io.ReadAll(io.LimitReader(file, maxRoster+1))
	if err != nil {
		return nil, fmt.Errorf("read the roster: %w", err)
	}
	if len(text) > maxRoster {
		return nil, training.TooLarge("the roster", "1 MiB")
	}
	if !utf8.Valid(text) || bytes.ContainsRune(text, 0) {
		return nil, training.Invalid("roster", "is not text in UTF-8", "a spreadsheet saved as “CSV UTF-8”")
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	in := csv.NewReader(bytes.NewReader(text))
	head, _, _ := bytes.Cut(text, []byte("\n"))
	if bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		in.Comma = ';'
	}
	in.TrimLeadingSpace, in.FieldsPerRecord = true, -1
	names, err := in.Read()
	if err != nil {
		return nil, training.Invalid("roster", "has no heading", "a first line name,email,role,team")
	}
	at, err := heading(names)
	if err != nil {
		return nil, err
	}
	var rows []rosterRow
	var wrong RosterError
	line := map[string]int{}
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				wrong.Faults = append(wrong.Faults, RosterFault{bad.Line, bad.Err})
				break // what follows is not worth reading
			}
			return nil, err
		}
		n, _ := in.FieldPos(0)
		if strings.TrimSpace(strings.Join(fields, "")) == "" {
			continue
		}
		row := rosterRow{line: n}
		if len(fields) != len(names) {
			wrong.Faults = append(wrong.Faults, RosterFault{n, training.Invalid("line", fmt.Sprintf("has %d fields", len(fields)), fmt.Sprintf("%d, as the heading", len(names)))})
			continue
		}
		get := func(name string) string {
			if i, ok := at[name]; ok {
				return strings.TrimSpace(fields[i])
			}
			return ""
		}
		role, err := training.ParseRole("role", strings.ToLower(get("role")))
		row.Newcomer = Newcomer{Name: get("name"), Email: get("email"), Locale: strings.ToLower(get("locale")), Role: role, Team: training.TeamID(get("team"))}
		if err == nil {
			row.Newcomer, err = row.clean()
		}
		if first, twice := line[row.Email]; err == nil && twice {
			err = training.Invalid("email", fmt.Sprintf("stands on line %d too", first), "each person once")
		}
		if err != nil {
			wrong.Faults = append(wrong.Faults, RosterFault{n, err})
			continue
		}
		line[row.Email] = n
		rows = append(rows, row)
	}
	switch {
	case len(wrong.Faults) > 0:
		return nil, &wrong
	case len(rows) == 0:
		return nil, training.Invalid("roster", "names nobody", "one line a person under the heading")
	}
	return rows, nil
}

// heading finds the columns.
func heading(names []string) (map[string]int, error) {
	at := map[string]int{}
	for i, n := range names {
		n = strings.ToLower(strings.TrimSpace(n))
		if !slices.Contains([]string{"name", "email", "role", "team", "locale"}, n) {
			return nil, training.Invalid("roster", fmt.Sprintf("has a column %q", n), "the columns name, email, role, team and locale")
		}
		if _, twice := at[n]; twice {
			return nil, training.Invalid("roster", fmt.Sprintf("has the column %q twice", n), "each column once")
		}
		at[n] = i
	}
	for _, n := range []string{"name", "email", "role", "team"} {
		if _, ok := at[n]; !ok {
			return nil, training.Invalid("roster", fmt.Sprintf("has no column %q", n), "a first line name,email,role,team")
		}
	}
	return at, nil
}
