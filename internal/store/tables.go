package store

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"

	"github.com/osint-radar/academy/internal/training"
)

// table is one table of the schema with the struct that its rows are. A backup
// walks them; because it goes by the structs it does not depend on the engine.
type table struct {
	name string
	dump func(ctx context.Context, q queries, w io.Writer) (rows int, err error)
	load func(ctx context.Context, tx *Tx, r io.Reader) (rows int, err error)
	cols []string
}

// tables lists every table; one that others point to comes before them.
func tables() []table {
	return []table{
		tableOf[training.Site]("sites", "id"),
		tableOf[training.Team]("teams", "site, id"),
		tableOf[training.Person]("persons", "site, id"),
		tableOf[training.Membership]("memberships", "site, person, role"),
		tableOf[training.Credential]("credentials", "site, person"),
		tableOf[training.SignInCode]("codes", "code_hash"),
		tableOf[training.Session]("sessions", "token_hash"),
		tableOf[training.Throttle]("throttle", "subject"),
		tableOf[training.Pilot]("pilots", "site, id"),
		tableOf[training.PilotWeek]("pilot_weeks", "site, pilot, week"),
		tableOf[pilotTeam]("pilot_teams", "site, pilot, team"),
		tableOf[training.LessonProgress]("progress", "site, person, course, module, lesson"),
		tableOf[training.ItemAnswer]("item_answers", "site, person, course, item, attempt"),
		tableOf[training.Run]("runs", "site, team, id"),
		tableOf[clockRow]("clock_segments", "site, team, run, n"),
		tableOf[training.InjectDelivery]("deliveries", "site, team, run, inject"),
		tableOf[training.Message]("messages", "site, team, run, id"),
		tableOf[training.Receipt]("receipts", "site, team, run, kind, item, person"),
		tableOf[training.Evidence]("evidence", "site, team, run, seq"),
		tableOf[training.CustodyEvent]("custody", "site, team, run, seq, n"),
		tableOf[training.Finding]("findings", "site, team, run, number, revision"),
		tableOf[training.Decision]("decisions", "site, team, run, point"),
		tableOf[training.Request]("requests", "site, team, run, number"),
		tableOf[training.Ruling]("rulings", "site, team, run, number, n"),
		tableOf[training.Handout]("handouts", "site, team, run, path, sha256"),
		tableOf[training.ReportDraft]("drafts", "site, team, run"),
		tableOf[training.StoredSubmission]("submissions", "site, team, run, id"),
		tableOf[training.Mark]("marks", "site, team, run, id"),
		tableOf[training.ScoreEntry]("scores", "site, team, run, n"),
		tableOf[training.ReleasedTruth]("released", "site, team, run"),
		tableOf[training.AuditEntry]("audit", "seq"),
		tableOf[headRow]("audit_head", "id"),
	}
}

func tableOf[T any](name, key string) table {
	t := table{name: name, cols: strings.Split(columns[T](), ", ")}
	t.dump = func(ctx context.Context, q queries, w io.Writer) (rows int, err error) {
		err = each(ctx, q, "read "+name, func(item T) error {
			line, err := toLine(item)
			if err == nil {
				_, err = w.Write(line)
			}
			rows++
			return err
		}, "SELECT "+columns[T]()+" FROM "+name+" ORDER BY "+key)
		return rows, err
	}
	t.load = func(ctx context.Context, tx *Tx, r io.Reader) (rows int, err error) {
		lines := bufio.NewReaderSize(r, 1<<16)
		for {
			line, err := lines.ReadBytes('\n')
			if err == io.EOF && len(line) == 0 {
				return rows, nil
			}
			if err != nil {
				return rows, fmt.Errorf("%s, row %d: %w", name, rows+1, err)
			}
			var item T
			if err := fromLine(line, &item); err != nil {
				return rows, fmt.Errorf("%s, row %d: %w", name, rows+1, err)
			}
			if err := tx.insert(ctx, name, item); err != nil {
				return rows, err
			}
			rows++
		}
	}
	return t
}

// toLine writes a row as one line of JSON, an object by column. Bytes are base 64,
// JSON that is kept as text stands as a string, so that it comes back byte for byte.
func toLine(row any) ([]byte, error) {
	v := reflect.ValueOf(row)
	object := map[string]any{} // its keys are written sorted
	for _, f := range fields(v.Type()) {
		field := v.FieldByIndex(f.Index)
		object[f.Name] = field.Interface()
		if field.Type() == rawT {
			object[f.Name] = string(field.Bytes())
		}
	}
	line, err := marshal(object)
	return []byte(line + "\n"), err
}

func fromLine(line []byte, row any) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(line, &object); err != nil {
		return err
	}
	v := reflect.ValueOf(row).Elem()
	for _, f := range fields(v.Type()) {
		text, ok := object[f.Name]
		if !ok {
			return training.Invalid(f.Name, "is missing", "every column")
		}
		field := v.FieldByIndex(f.Index)
		if field.Type() == rawT {
			var s string
			if err := json.Unmarshal(text, &s); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
			field.SetBytes([]byte(s))
			continue
		}
		if err := json.Unmarshal(text, field.Addr().Interface()); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}

// complete refuses to back up a schema with a table or column this program does
// not know: it would be lost without a word.
func (q queries) complete(ctx context.Context) error {
	have, err := q.names(ctx)
	if err != nil {
		return err
	}
	known := tables()
	for _, name := range have {
		if name == goose.DefaultTablename {
			continue
		}
		i := slices.IndexFunc(known, func(t table) bool { return t.name == name })
		if i < 0 {
			return training.Conflict(fmt.Sprintf("the database has a table %s that this program does not know; use the newer program", name))
		}
		type column struct {
			Name     string `db:"name"`
			Type     string `db:"type"`
			Nullable bool   `db:"nullable"`
		}
		cols, err := all[column](ctx, q, "list columns", q.d.columns, name)
		if err != nil {
			return err
		}
		for _, c := range cols {
			if !slices.Contains(known[i].cols, c.Name) {
				return training.Conflict(fmt.Sprintf("the database has a column %s.%s that this program does not know; use the newer program", name, c.Name))
			}
		}
	}
	return nil
}
