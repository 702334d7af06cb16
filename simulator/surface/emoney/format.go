package emoney

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Format is how transfers are written; its text is the ending of the files.
type Format string

// The formats.
const (
	CSV   Format = "csv"   // RFC 4180 with a header line
	JSONL Format = "jsonl" // one object a line, every value a string

	// Parquet has zstd pages, times as UTC milliseconds, amounts as decimals.
	Parquet Format = "parquet"
)

func known() []Format { return []Format{CSV, JSONL, Parquet} }

// ParseFormats reads a list such as "csv,parquet".
func ParseFormats(list string) ([]Format, error) {
	var out []Format
	for name := range strings.SplitSeq(list, ",") {
		f := Format(strings.TrimSpace(name))
		if !slices.Contains(known(), f) {
			return nil, fmt.Errorf("format %q is none of %v", name, known())
		}
		if slices.Contains(out, f) {
			return nil, fmt.Errorf("format %q is there twice", name)
		}
		out = append(out, f)
	}
	return out, nil
}

func (f Format) tools() []string {
	if f == CSV {
		return []string{"spreadsheet"}
	}
	return nil
}

// sink begins a file of transfers of a day. buf may be used and is the caller's again after close.
func (f Format) sink(out output, day time.Time, buf []byte) (sink, error) {
	switch f {
	case CSV:
		return newText(out, day, csvBetween, buf, csvHead), nil
	case JSONL:
		return newText(out, day, jsonBetween, buf, ""), nil
	case Parquet:
		return newColumns(out, day), nil
	}
	return nil, fmt.Errorf("emoney: format %q is none of %v", f, known())
}
