package dataset

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Format is how a bulk table is written; its text is the ending of the files.
type Format string

// The formats.
const (
	CSV   Format = "csv"   // RFC 4180 with a header line
	JSONL Format = "jsonl" // one object a line, every value a string

	// Parquet has zstd pages, whole numbers as numbers, times as UTC milliseconds.
	Parquet Format = "parquet"
)

// Formats are all of them.
func Formats() []Format { return []Format{CSV, JSONL, Parquet} }

// ParseFormats reads a list such as "csv,parquet".
func ParseFormats(list string) ([]Format, error) {
	var out []Format
	for name := range strings.SplitSeq(list, ",") {
		f := Format(strings.TrimSpace(name))
		if err := f.Check(); err != nil {
			return nil, err
		}
		if slices.Contains(out, f) {
			return nil, fmt.Errorf("format %q is there twice", name)
		}
		out = append(out, f)
	}
	return out, nil
}

// Check is an error for a format that is none.
func (f Format) Check() error {
	if !slices.Contains(Formats(), f) {
		return fmt.Errorf("format %q is none of %v", f, Formats())
	}
	return nil
}

// Between is what stands in a text before each field of a row and after the
// last, the same bytes in every row, and how its file begins. No field may need
// quoting in CSV or escaping in JSON.
func (f Format) Between(columns ...string) (head string, between []string) {
	if f == CSV {
		between = slices.Repeat([]string{","}, len(columns)+1)
		between[0], between[len(columns)] = "", "\n"
		return strings.Join(columns, ",") + "\n", between
	}
	for i, name := range columns {
		before := `","`
		if i == 0 {
			before = `{"`
		}
		between = append(between, before+name+`":"`)
	}
	return "", append(between, "\"}\n")
}

// Output takes whole blocks of a file and counts the records in them. A File is one.
type Output interface {
	Records(block []byte, n int64) error
}

func (f Format) tools() []string {
	if f == CSV {
		return []string{"spreadsheet"}
	}
	return nil
}

// CreateAs starts the files of a table, one a format: path and each format's
// ending. After an error none is open.
func (w *Writer) CreateAs(formats []Format, path, surface string) ([]*File, error) {
	var files []*File
	for _, f := range formats {
		file, err := w.Create(path+"."+string(f), surface, f.tools()...)
		if err != nil {
			return nil, errors.Join(err, CloseAll(files))
		}
		files = append(files, file)
	}
	return files, nil
}

// CloseAll finishes files, each of them whatever becomes of the others.
func CloseAll(files []*File) error {
	var bad []error
	for _, f := range files {
		_, err := f.Close()
		bad = append(bad, err)
	}
	return errors.Join(bad...)
}
