package verify

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
)

// A table of many rows stands in a dataset as one file in each of one or more
// formats, which say the same. Its first column is the record's id.
type table struct {
	name    *regexp.Regexp // of its files; the last group is the format
	columns []string       // header of CSV, members of JSON Lines, columns of Parquet
	time    int            // the column that says from when a record is public
	parquet func(file io.ReaderAt, size int64) iter.Seq2[[]string, error]
}

// tableFormats are the formats in the order in which the first that is there is
// held to the rules, and the others to it.
var tableFormats = []string{"csv", "jsonl", "parquet"}

// tableFiles are the files of a table, or of a part of it, by format.
type tableFiles map[string]string

func (t tableFiles) first() string {
	for _, f := range tableFormats {
		if p := t[f]; p != "" {
			return p
		}
	}
	return ""
}

// sort puts the files of a surface that are of the table into parts, one for
// each name without its format. The files that are not of it are returned.
func (t *table) sort(files []*fileRow) (parts map[string]tableFiles, others []*fileRow) {
	parts = map[string]tableFiles{}
	for _, f := range files {
		m := t.name.FindStringSubmatch(f.Path)
		if m == nil {
			others = append(others, f)
			continue
		}
		format := m[len(m)-1]
		name := strings.TrimSuffix(f.Path, "."+format)
		if parts[name] == nil {
			parts[name] = tableFiles{}
		}
		parts[name][format] = f.Path
	}
	return parts, others
}

// sameFormats wants all parts of a table in the formats of the first.
func (c *checker) sameFormats(parts []tableFiles) bool {
	for _, p := range parts {
		if want := parts[0]; p.formats() != want.formats() {
			c.fault(Missing, p.first(), "is there as %s, %s as %s", p.formats(), want.first(), want.formats())
			return false
		}
	}
	return true
}

func (t tableFiles) formats() string { return strings.Join(slices.Sorted(maps.Keys(t)), ", ") }

// readTable calls visit for each row of a part, in the first of its formats, and
// holds the others to that, row by row. Rows that are wanted, named as in a proof,
// become records in every format. The first error ends the reading, and it is false.
func (c *checker) readTable(t *table, part tableFiles, wanted map[string]bool, visit func(row []string) error) bool {
	first := part.first()
	var beside []*reading
	for _, format := range tableFormats {
		if path := part[format]; path != "" && path != first {
			next, stop := iter.Pull2(c.tableRows(t, path))
			defer stop()
			beside = append(beside, &reading{path, next})
		}
	}
	n, last := int64(0), ""
	for row, err := range c.tableRows(t, first) {
		n++
		if err == nil {
			if err = visit(row); err != nil {
				err = fmt.Errorf("row %d: %w", n, err)
			}
		}
		if err != nil {
			c.fault(Rule, first, "%v", err)
			return false
		}
		beside = slices.DeleteFunc(beside, func(r *reading) bool { return !c.sameRow(r, n, row, first) })
		if row[0] == last {
			continue
		}
		last = row[0]
		for _, path := range part {
			if wanted[path+"#"+last] {
				at, _ := time.Parse(time.RFC3339, row[t.time]) // what is none has been said
				c.record(path, last, at.UnixMilli())
			}
		}
	}
	beside = slices.DeleteFunc(beside, func(r *reading) bool { return !c.sameRow(r, n+1, nil, first) })
	for _, r := range append(beside, &reading{path: first}) {
		if want := c.listed[r.path].Records; n != want {
			c.fault(Rule, r.path, "has %d records, %s says %d", n, manifestFile, want)
		}
	}
	return true
}

// reading is a file of a table that is read beside another.
type reading struct {
	path string
	next func() ([]string, error, bool)
}

// sameRow wants the next row of a file to be row n of the first format, or both
// to be at their end.
func (c *checker) sameRow(r *reading, n int64, row []string, first string) bool {
	got, err, _ := r.next()
	switch {
	case err != nil:
		c.fault(Rule, r.path, "%v", err)
	case !slices.Equal(got, row):
		c.fault(Rule, r.path, "holds other rows than %s: row %d is %q and there %q", first, n, got, row)
	default:
		return true
	}
	return false
}

// tableRows are the rows of a file, or why there are no more.
func (c *checker) tableRows(t *table, path string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		f, err := os.Open(c.path(path))
		if err != nil {
			yield(nil, fmt.Errorf("cannot be read: %w", err))
			return
		}
		defer func() { _ = f.Close() }() // it was only read
		switch filepath.Ext(path) {
		case ".csv":
			t.csv(f)(yield)
		case ".jsonl":
			t.jsonl(f)(yield)
		case ".parquet":
			t.parquet(f, c.listed[path].Bytes)(yield)
		}
	}
}

// csv reads lines by hand: no field of a table needs quoting.
func (t *table) csv(r io.Reader) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		n := 0
		for line, err := range textLines(r) {
			n++
			row := strings.Split(strings.TrimSuffix(string(line), "\n"), ",")
			switch {
			case err != nil:
			case n == 1 && !slices.Equal(row, t.columns):
				err = fmt.Errorf("has the header %q", row)
			case len(row) != len(t.columns):
				err = fmt.Errorf("has %d fields, want %d", len(row), len(t.columns))
			case n == 1:
				continue
			}
			if !yield(row, atLine(n, err)) {
				return
			}
		}
		if n == 0 {
			yield(nil, errors.New("has no header line"))
		}
	}
}

// jsonl reads one object a line, whose values are texts.
func (t *table) jsonl(r io.Reader) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		n := 0
		for line, err := range textLines(r) {
			n++
			var object map[string]*string
			if err == nil {
				err = strict(line, &object)
			}
			row := make([]string, len(t.columns))
			for i, name := range t.columns {
				if v := object[name]; v != nil {
					row[i] = *v
				} else if err == nil {
					err = fmt.Errorf("has no %s", name)
				}
			}
			if err == nil && len(object) != len(t.columns) {
				err = fmt.Errorf("has %d members, want %d", len(object), len(t.columns))
			}
			if !yield(row, atLine(n, err)) {
				return
			}
		}
	}
}

func atLine(n int, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("line %d: %w", n, err)
}

// textLines are the lines of a file, with their ends.
func textLines(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in := bufio.NewReaderSize(r, 1<<20)
		for {
			line, err := in.ReadSlice('\n')
			if errors.Is(err, io.EOF) && len(line) == 0 {
				return
			}
			if err != nil {
				err = errors.New("does not end with a line feed: the file was cut")
			}
			if !yield(line, err) || err != nil {
				return
			}
		}
	}
}

// columnar reads Parquet files whose rows are T's; text is how the other formats
// write one. The library is that of the writer: tests of the surfaces hold its
// files against another one's reading.
func columnar[T any](text func(x *T) []string) func(io.ReaderAt, int64) iter.Seq2[[]string, error] {
	return func(file io.ReaderAt, size int64) iter.Seq2[[]string, error] {
		return func(yield func([]string, error) bool) {
			bad := func(err error) { yield(nil, fmt.Errorf("is no Parquet file of such rows: %w", err)) }
			f, err := parquet.OpenFile(file, size)
			if err != nil {
				bad(err)
				return
			}
			if want, got := parquet.SchemaOf(*new(T)).Columns(), f.Schema().Columns(); fmt.Sprint(got) != fmt.Sprint(want) {
				bad(fmt.Errorf("it has the columns %v, want %v", got, want))
				return
			}
			r := parquet.NewGenericReader[T](f)
			defer func() { _ = r.Close() }() // it was only read
			for batch := make([]T, 1024); ; {
				n, err := r.Read(batch)
				for i := range batch[:n] {
					if !yield(text(&batch[i]), nil) {
						return
					}
				}
				if errors.Is(err, io.EOF) {
					return
				}
				if err != nil {
					bad(err)
					return
				}
			}
		}
	}
}

// parquetTime is a time of a Parquet file, milliseconds since 1970, as texts have it.
func parquetTime(ms int64) string { return time.UnixMilli(ms).UTC().Format(time.RFC3339Nano) }
