package exercise

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/dataset"
)

// CaseItem is one file that a team is handed. One that is small and that no other
// page shows comes with what it holds: Columns and Rows of a table, Text of a text.
type CaseItem struct {
	Name    string // "posts.csv"
	What    string
	Bytes   int64
	Columns []string
	Rows    [][]string
	Text    string
}

// caseWhat says what the files hold that every exercise about posts has.
var caseWhat = map[string]string{
	"posts.csv":    "the numbered posts: record, address, account, time in UTC",
	"media.csv":    "the pictures in them, numbered",
	"accounts.csv": "the accounts of the case file",
	labelSetFile:   "the records that you label",
	"codebook.csv": "code words by category: the annex of the monitoring order",
}

// caseOrder is how those stand on a page; whatever else there is follows by name.
var caseOrder = []string{"posts.csv", "media.csv", "accounts.csv", labelSetFile, "codebook.csv"}

// A file is shown on a page up to these sizes; beyond, it is there to be fetched.
const (
	smallRows    = 30
	smallColumns = 10
	smallBytes   = 8 << 10
)

// CaseFiles lists the files of the case file, and what sensors noted, if the
// world has any. A team has them from the start on.
func (r *Room) CaseFiles(ctx context.Context, sc training.Scope, id training.RunID) ([]CaseItem, error) {
	run, err := r.begun(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	files, err := r.handed(id)
	if err != nil {
		return nil, err
	}
	file, err := r.Case(run)
	if err != nil {
		return nil, err
	}
	place := func(f dataset.FileInfo) int {
		if at := slices.Index(caseOrder, path.Base(f.Path)); at >= 0 {
			return at
		}
		return len(caseOrder)
	}
	slices.SortStableFunc(files, func(a, b dataset.FileInfo) int { return place(a) - place(b) }) // the manifest has them by name
	var out []CaseItem
	for _, f := range files {
		item := CaseItem{Name: path.Base(f.Path), Bytes: f.Bytes}
		switch {
		case caseWhat[item.Name] != "":
			item.What = caseWhat[item.Name]
		case strings.HasSuffix(item.Name, ".txt"):
			b, err := r.caseBytes(id, item.Name)
			if err != nil {
				return nil, err
			}
			title, _, _ := strings.Cut(string(b), "\n")
			if item.What = strings.TrimSpace(title); len(b) <= smallBytes {
				item.Text = strings.TrimSpace(string(b))
			}
		default:
			stem := strings.TrimSuffix(item.Name, ".csv")
			t, _ := file.Table(stem)
			item.What = fmt.Sprintf("%s, %d rows", spoken(stem), len(t.Rows))
			if len(t.Rows) <= smallRows && len(t.Columns) <= smallColumns && f.Bytes <= smallBytes {
				item.Columns, item.Rows = t.Columns, t.Rows
			}
		}
		out = append(out, item)
	}
	sensors, err := r.sensorFiles(id)
	return append(out, sensors...), err
}

// spoken makes a title of a file's name: "toll-passes" is "Toll passes".
func spoken(stem string) string {
	r := []rune(strings.NewReplacer("-", " ", "_", " ").Replace(stem))
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// OpenCaseFile returns one of them.
func (r *Room) OpenCaseFile(ctx context.Context, sc training.Scope, id training.RunID, name string) (Handed, error) {
	if _, err := r.begun(ctx, sc, id); err != nil {
		return Handed{}, err
	}
	if strings.HasPrefix(name, sensorPrefix) {
		return r.openSensors(ctx, sc, id, name)
	}
	files, err := r.handed(id)
	if err != nil {
		return Handed{}, err
	}
	record := "case/" + name
	if !slices.ContainsFunc(files, func(f dataset.FileInfo) bool { return f.Path == record }) {
		return Handed{}, training.NotFound("the file of the case file")
	}
	b, err := r.caseBytes(id, name)
	return Handed{Body: b, Record: record}, err
}

func (r *Room) caseBytes(id training.RunID, name string) ([]byte, error) {
	b, err := os.ReadFile(filepath.Join(r.DatasetDir(id), "case", name))
	if err != nil {
		return nil, fmt.Errorf("exercise: the case file of run %s: %w", id, err)
	}
	return b, nil
}

// begun wants a run within reach that has started: before that there is no case file.
func (r *Room) begun(ctx context.Context, sc training.Scope, id training.RunID) (training.Run, error) {
	run, err := r.Store.Run(ctx, sc, id)
	if err == nil && (run.State == training.Draft || run.State == training.Sealed) {
		err = training.NotFound("the case file before the start")
	}
	return run, err
}
