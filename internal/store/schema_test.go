package store_test

import (
	"database/sql"
	"fmt"
	"go/scanner"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/internal/store/storetest"
)

// The twins make the same schema: tables, columns with their kinds and
// nullability, primary keys, unique constraints, foreign keys.
func TestSchemaParity(t *testing.T) {
	got := map[string][]string{}
	for _, e := range storetest.Engines() {
		address := e.Address(t)
		st := storetest.Open(t, address)
		if v, err := st.Version(t.Context()); v < 1 || err != nil {
			t.Fatalf("%s: version %d, %v", e.Name, v, err)
		}
		describe := sqliteSchema
		if e.Name != "sqlite" {
			describe = postgresSchema
		}
		got[e.Name] = describe(t, storetest.Raw(t, address))
	}
	if len(got["sqlite"]) < 300 {
		t.Errorf("only %d facts are compared", len(got["sqlite"]))
	}
	if d := cmp.Diff(got["sqlite"], got["postgres"]); d != "" {
		t.Errorf("-sqlite +postgres:\n%s", d)
	}
}

func rows(t *testing.T, db *sql.DB, query string, args ...any) [][]string {
	t.Helper()
	r, err := db.Query(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }() // its error is that of r.Err
	names, _ := r.Columns()
	var out [][]string
	for r.Next() {
		line, into := make([]string, len(names)), make([]any, len(names))
		for i := range line {
			into[i] = &line[i]
		}
		if err := r.Scan(into...); err != nil {
			t.Fatal(err)
		}
		out = append(out, line)
	}
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func sqliteSchema(t *testing.T, db *sql.DB) []string {
	var out []string
	for _, tab := range rows(t, db, `SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%'`) {
		name, ddl := tab[0], tab[1]
		if !strings.HasSuffix(ddl, "STRICT") {
			t.Errorf("table %s is not STRICT", name)
		}
		var pk []string
		for _, c := range rows(t, db, `SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY pk, cid`, name) {
			kind := strings.ToLower(c[1])
			// A time and a truth value have no type of their own; their check says what they are.
			if regexp.MustCompile(`\b` + c[0] + ` TEXT[^,\n]*GLOB`).MatchString(ddl) {
				kind = "time"
			} else if strings.Contains(ddl, c[0]+" INTEGER NOT NULL CHECK ("+c[0]+" IN (0, 1))") {
				kind = "boolean"
			}
			out = append(out, fmt.Sprintf("column %s.%s %s notnull=%s", name, c[0], kind, c[2]))
			if c[3] != "0" {
				pk = append(pk, c[0])
			}
		}
		out = append(out, fmt.Sprintf("primary %s %v", name, pk))
		for _, ix := range rows(t, db, `SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND origin = 'u'`, name) {
			var cols []string
			for _, c := range rows(t, db, `SELECT name FROM pragma_index_info(?) ORDER BY seqno`, ix[0]) {
				cols = append(cols, c[0])
			}
			out = append(out, fmt.Sprintf("unique %s %v", name, cols))
		}
		fks := map[string][]string{}
		for _, fk := range rows(t, db, `SELECT id, "from" || '>' || "table" || '.' || "to" || ' ' || on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq`, name) {
			fks[fk[0]] = append(fks[fk[0]], fk[1])
		}
		for id := range maps.Keys(fks) {
			out = append(out, fmt.Sprintf("foreign %s %v", name, fks[id]))
		}
	}
	for _, ix := range rows(t, db, `SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE 'goose%'`) {
		out = append(out, fmt.Sprintf("index %s on %s", ix[0], ix[1]))
	}
	for _, tr := range rows(t, db, `SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger'`) {
		out = append(out, "append-only "+tr[0])
	}
	slices.Sort(out)
	return out
}

func postgresSchema(t *testing.T, db *sql.DB) []string {
	kinds := map[string]string{"text": "text", "bigint": "integer", "bytea": "blob", "boolean": "boolean", "timestamp with time zone": "time"}
	var out []string
	for _, c := range rows(t, db, `SELECT table_name, column_name, data_type, CASE is_nullable WHEN 'NO' THEN 1 ELSE 0 END, COALESCE(collation_name, '')
		FROM information_schema.columns WHERE table_schema = current_schema() AND table_name NOT LIKE 'goose%'`) {
		out = append(out, fmt.Sprintf("column %s.%s %s notnull=%s", c[0], c[1], kinds[c[2]], c[3]))
		if c[2] == "text" && c[4] != "C" {
			t.Errorf("%s.%s sorts by %q, not by bytes", c[0], c[1], c[4])
		}
	}
	for _, c := range rows(t, db, `SELECT c.contype::text, c.conrelid::regclass::text,
		(SELECT string_agg(a.attname, ' ' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(num, n) JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num),
		COALESCE((SELECT string_agg(a.attname || '>' || c.confrelid::regclass::text || '.' || b.attname || CASE c.confdeltype WHEN 'c' THEN ' CASCADE' ELSE ' NO ACTION' END, ' ' ORDER BY k.n)
			FROM unnest(c.conkey, c.confkey) WITH ORDINALITY k(num, fnum, n)
			JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.fnum), '')
		FROM pg_constraint c WHERE c.connamespace = current_schema()::regnamespace AND c.contype IN ('p', 'u', 'f') AND c.conrelid::regclass::text NOT LIKE 'goose%'`) {
		switch c[0] {
		case "p":
			out = append(out, fmt.Sprintf("primary %s [%s]", c[1], c[2]))
		case "u":
			out = append(out, fmt.Sprintf("unique %s [%s]", c[1], c[2]))
		case "f":
			out = append(out, fmt.Sprintf("foreign %s [%s]", c[1], c[3]))
		}
	}
	for _, ix := range rows(t, db, `SELECT i.indexname, i.tablename FROM pg_indexes i WHERE i.schemaname = current_schema() AND i.tablename NOT LIKE 'goose%'
		AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname AND c.connamespace = current_schema()::regnamespace)`) {
		out = append(out, fmt.Sprintf("index %s on %s", ix[0], ix[1]))
	}
	for _, tr := range rows(t, db, `SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE trigger_schema = current_schema()`) {
		out = append(out, "append-only "+tr[0])
	}
	slices.Sort(out)
	return out
}

// The migrations are twins, and only go forward.
func TestMigrationTwins(t *testing.T) {
	names := map[string][]string{}
	for _, dir := range []string{"sqlite", "postgres"} {
		files, err := filepath.Glob(filepath.Join("migrations", dir, "*.sql"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", dir, err)
		}
		for i, f := range files {
			names[dir] = append(names[dir], filepath.Base(f))
			if !strings.HasPrefix(filepath.Base(f), fmt.Sprintf("%05d_", i+1)) {
				t.Errorf("%s is not number %d", f, i+1)
			}
			text, err := os.ReadFile(f)
			if err != nil || strings.Contains(string(text), "+goose Down") || !strings.HasPrefix(string(text), "-- +goose Up\n") {
				t.Errorf("%s does not go forward only: %v", f, err)
			}
		}
	}
	if d := cmp.Diff(names["sqlite"], names["postgres"]); d != "" {
		t.Error(d)
	}
}

// dialect.go is the only file that names an engine, errors.go the only one that
// names a driver's errors. Comments may.
func TestOneFileNamesEngines(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	engine := regexp.MustCompile(`(?i)sqlite|postgres|\bpq\b|\bpg_|modernc`)
	named := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fset := token.NewFileSet()
		var s scanner.Scanner
		s.Init(fset.AddFile(file, fset.Base(), len(src)), src, nil, 0) // skips comments
		for {
			pos, tok, lit := s.Scan()
			if tok == token.EOF {
				break
			}
			if engine.MatchString(lit) {
				named++
				if file != "dialect.go" && file != "errors.go" {
					t.Errorf("%s: %s names an engine", fset.Position(pos), lit)
				}
			}
		}
	}
	if named < 10 {
		t.Errorf("only %d names found: the test sees nothing", named)
	}
}
