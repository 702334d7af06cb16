package exercise

import (
	"encoding/csv"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/dataset"
)

// CaseFile is what the supervisor hands over with the mandate, as it stands in
// the dataset's folder "case". Nothing of it comes from the truth. What a
// scenario does not hand over is empty.
type CaseFile struct {
	Posts    []CasePost
	Labels   []CaseRecord // the labelling set
	Media    []CaseMedia
	Accounts []string // "@handle"
	Codebook []CodeWord
	Tables   []CaseTable // whatever else is handed over in rows, by name
}

// CasePost is a post of the case file.
type CasePost struct {
	Number                          int
	Record, URL, Account, CreatedAt string
}

// CaseRecord is a record of the labelling set: a post, or row Number (from 1) of
// the table Table.
type CaseRecord struct {
	Record string
	Number int
	Post   *CasePost // nil for a row
	Table  string    // "" for a post
	Cells  []string  // of the row
}

// CaseMedia is a picture of the case file.
type CaseMedia struct {
	Number, Post int
	URL          string
}

// CodeWord is a row of the monitoring order's annex.
type CodeWord struct{ Word, Category, Lang string }

// CaseTable is another table of the case file.
type CaseTable struct {
	Name    string // "weather" for case/weather.csv
	Columns []string
	Rows    [][]string
}

// Table returns the table of that name.
func (c *CaseFile) Table(name string) (CaseTable, bool) {
	i := slices.IndexFunc(c.Tables, func(t CaseTable) bool { return t.Name == name })
	if i < 0 {
		return CaseTable{}, false
	}
	return c.Tables[i], true
}

// Case reads the case file of a run; it is kept, because it never changes.
func (r *Room) Case(run training.Run) (*CaseFile, error) {
	r.cases.Lock()
	defer r.cases.Unlock()
	if c := r.cases.by[run.ID]; c != nil {
		return c, nil
	}
	files, err := r.handed(run.ID)
	if err != nil {
		return nil, err
	}
	c, err := readCase(filepath.Join(r.DatasetDir(run.ID), "case"), files)
	if err != nil {
		return nil, fmt.Errorf("exercise: the case file of run %s: %w", run.ID, err)
	}
	r.cases.by[run.ID] = c
	return c, nil
}

// handed lists the files of the folder "case" as the manifest names them.
func (r *Room) handed(id training.RunID) ([]dataset.FileInfo, error) {
	d, err := dataset.Open(r.DatasetDir(id))
	if err != nil {
		return nil, fmt.Errorf("exercise: the case file of run %s: %w", id, err)
	}
	return slices.DeleteFunc(d.Manifest.Files, func(f dataset.FileInfo) bool { return f.Surface != "case" }), nil
}

// readers are the tables whose columns are known, by their file.
func (c *CaseFile) readers() map[string]func(dir string) error {
	return map[string]func(dir string) error{
		"posts.csv": func(dir string) error {
			return rows(dir, "posts.csv", []string{"number", "record", "url", "account", "created_at"}, func(f []string) error {
				n, err := strconv.Atoi(f[0])
				c.Posts = append(c.Posts, CasePost{n, f[1], f[2], f[3], f[4]})
				return err
			})
		},
		"media.csv": func(dir string) error {
			return rows(dir, "media.csv", []string{"number", "post", "url"}, func(f []string) error {
				n, err := strconv.Atoi(f[0])
				if err != nil {
					return err
				}
				post, err := strconv.Atoi(f[1])
				c.Media = append(c.Media, CaseMedia{n, post, f[2]})
				return err
			})
		},
		"accounts.csv": func(dir string) error {
			return rows(dir, "accounts.csv", []string{"handle"}, func(f []string) error {
				c.Accounts = append(c.Accounts, f[0])
				return nil
			})
		},
		"codebook.csv": func(dir string) error {
			return rows(dir, "codebook.csv", []string{"word", "category", "lang"}, func(f []string) error {
				c.Codebook = append(c.Codebook, CodeWord{f[0], f[1], f[2]})
				return nil
			})
		},
	}
}

const labelSetFile = "labelset.csv"

func readCase(dir string, files []dataset.FileInfo) (*CaseFile, error) {
	c := &CaseFile{}
	known, labelled := c.readers(), false
	for _, f := range files {
		name := path.Base(f.Path)
		stem, isTable := strings.CutSuffix(name, ".csv")
		var err error
		switch read := known[name]; {
		case name == labelSetFile:
			labelled = true // once everything is read that it may name
		case read != nil:
			err = read(dir)
		case isTable:
			var all [][]string
			if all, err = lines(dir, name); err == nil {
				c.Tables = append(c.Tables, CaseTable{Name: stem, Columns: all[0], Rows: all[1:]})
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if !labelled {
		return c, nil
	}
	at := c.records()
	return c, rows(dir, labelSetFile, []string{"record"}, func(f []string) error {
		r, ok := at[f[0]]
		if !ok {
			return fmt.Errorf("record %s is not handed over", f[0])
		}
		c.Labels = append(c.Labels, r)
		return nil
	})
}

// records are the posts and rows that a labelling set can name.
func (c *CaseFile) records() map[string]CaseRecord {
	out := map[string]CaseRecord{}
	for i := range c.Posts {
		p := &c.Posts[i]
		out[p.Record] = CaseRecord{Record: p.Record, Number: p.Number, Post: p}
	}
	for _, t := range c.Tables {
		for i, cells := range t.Rows {
			record := fmt.Sprintf("case/%s.csv#%d", t.Name, i+1)
			out[record] = CaseRecord{Record: record, Number: i + 1, Table: t.Name, Cells: cells}
		}
	}
	return out
}

// lines reads a CSV with its header line.
func lines(dir, name string) ([][]string, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: has no header line", name)
	}
	return all, nil
}

// rows hands over the wanted columns of a CSV with a header line.
func rows(dir, name string, want []string, each func([]string) error) error {
	all, err := lines(dir, name)
	if err != nil {
		return err
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
