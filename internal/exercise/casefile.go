package exercise

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/osint-radar/academy/internal/training"
)

// CaseFile is what the supervisor hands over with the mandate, as it stands in
// the dataset's folder "case". Nothing of it comes from the truth.
type CaseFile struct {
	Posts    []CasePost
	Labels   []CasePost // the labelling set
	Media    []CaseMedia
	Accounts []string // "@handle"
	Codebook []CodeWord
}

// CasePost is a post of the case file.
type CasePost struct {
	Number                          int
	Record, URL, Account, CreatedAt string
}

// CaseMedia is a picture of the case file.
type CaseMedia struct {
	Number, Post int
	URL          string
}

// CodeWord is a row of the monitoring order's annex.
type CodeWord struct{ Word, Category, Lang string }

// Case reads the case file of a run; it is kept, because it never changes.
func (r *Room) Case(run training.Run) (*CaseFile, error) {
	r.cases.Lock()
	defer r.cases.Unlock()
	if c := r.cases.by[run.ID]; c != nil {
		return c, nil
	}
	c, err := readCase(filepath.Join(r.DatasetDir(run.ID), "case"))
	if err != nil {
		return nil, fmt.Errorf("exercise: the case file of run %s: %w", run.ID, err)
	}
	r.cases.by[run.ID] = c
	return c, nil
}

// CaseTable is one file of the case file.
type CaseTable struct {
	Name  string // "posts.csv"
	What  string
	Bytes int64
}

// caseTables are the files that a team is handed.
var caseTables = []CaseTable{
	{Name: "posts.csv", What: "the numbered posts: record, address, account, time in UTC"},
	{Name: "media.csv", What: "the pictures in them, numbered"},
	{Name: "accounts.csv", What: "the accounts of the case file"},
	{Name: "labelset.csv", What: "the posts that you label"},
	{Name: "codebook.csv", What: "code words by category: the annex of the monitoring order"},
}

// CaseFiles lists the files of the case file. A team has them from the start on.
func (r *Room) CaseFiles(ctx context.Context, sc training.Scope, id training.RunID) ([]CaseTable, error) {
	if err := r.begun(ctx, sc, id); err != nil {
		return nil, err
	}
	out := slices.Clone(caseTables)
	for i := range out {
		st, err := os.Stat(filepath.Join(r.DatasetDir(id), "case", out[i].Name))
		if err != nil {
			return nil, fmt.Errorf("exercise: the case file of run %s: %w", id, err)
		}
		out[i].Bytes = st.Size()
	}
	return out, nil
}

// OpenCaseFile returns the bytes of one of them.
func (r *Room) OpenCaseFile(ctx context.Context, sc training.Scope, id training.RunID, name string) ([]byte, error) {
	if err := r.begun(ctx, sc, id); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(caseTables, func(t CaseTable) bool { return t.Name == name }) {
		return nil, training.NotFound("the file of the case file")
	}
	b, err := os.ReadFile(filepath.Join(r.DatasetDir(id), "case", name))
	if err != nil {
		return nil, fmt.Errorf("exercise: the case file of run %s: %w", id, err)
	}
	return b, nil
}

// begun wants a run within reach that has started: before that there is no case file.
func (r *Room) begun(ctx context.Context, sc training.Scope, id training.RunID) error {
	run, err := r.Store.Run(ctx, sc, id)
	if err == nil && (run.State == training.Draft || run.State == training.Sealed) {
		err = training.NotFound("the case file before the start")
	}
	return err
}

// labelSet lists the posts that the team labels.
func (r *Room) labelSet(run training.Run) ([]CasePost, error) {
	c, err := r.Case(run)
	if err != nil {
		return nil, err
	}
	return c.Labels, nil
}

func readCase(dir string) (*CaseFile, error) {
	c := &CaseFile{}
	byRecord := map[string]CasePost{}
	err := errFirst(
		rows(dir, "posts.csv", []string{"number", "record", "url", "account", "created_at"}, func(f []string) error {
			n, err := strconv.Atoi(f[0])
			p := CasePost{n, f[1], f[2], f[3], f[4]}
			c.Posts, byRecord[p.Record] = append(c.Posts, p), p
			return err
		}),
		rows(dir, "labelset.csv", []string{"record"}, func(f []string) error {
			p, ok := byRecord[f[0]]
			if !ok {
				return fmt.Errorf("record %s is not in posts.csv", f[0])
			}
			c.Labels = append(c.Labels, p)
			return nil
		}),
		rows(dir, "media.csv", []string{"number", "post", "url"}, func(f []string) error {
			n, err := strconv.Atoi(f[0])
			if err != nil {
				return err
			}
			post, err := strconv.Atoi(f[1])
			c.Media = append(c.Media, CaseMedia{n, post, f[2]})
			return err
		}),
		rows(dir, "accounts.csv", []string{"handle"}, func(f []string) error {
			c.Accounts = append(c.Accounts, f[0])
			return nil
		}),
		rows(dir, "codebook.csv", []string{"word", "category", "lang"}, func(f []string) error {
			c.Codebook = append(c.Codebook, CodeWord{f[0], f[1], f[2]})
			return nil
		}),
	)
	return c, err
}

func errFirst(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// rows reads a CSV with a header line and hands over the wanted columns.
func rows(dir, name string, want []string, each func([]string) error) error {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if len(all) == 0 {
		return fmt.Errorf("%s: has no header line", name)
	}
	column := map[string]int{}
	for i, h := range all[0] {
		column[h] = i
	}
	for n, line := range all[1:] {
		fields := make([]string, len(want))
		for i, w := range want {
			at, ok := column[w]
			if !ok {
				return fmt.Errorf("%s: has no column %q", name, w)
			}
			fields[i] = line[at]
		}
		if err := each(fields); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n+2, err)
		}
	}
	return nil
}
