package emoney

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
)

// sink writes the rows of one file in one format.
type sink interface {
	rows(batch []row) error
	close() error // what is left of the file; the output stays open
}

// newSink begins a file of transfers of a day. buf may be used and is the caller's again after close.
func newSink(f dataset.Format, out dataset.Output, day time.Time, buf []byte) (sink, error) {
	switch f {
	case dataset.CSV, dataset.JSONL:
		return newText(f, out, day, buf), nil
	case dataset.Parquet:
		return newColumns(out, day), nil
	}
	return nil, fmt.Errorf("emoney: %w", f.Check())
}
