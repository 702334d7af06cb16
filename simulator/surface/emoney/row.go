package emoney

import (
	"github.com/osint-radar/academy/simulator/world"
)

// row is one transfer as the books enter it.
type row struct {
	id       uint64
	amount   int64 // hundredths
	ms       int32 // of the day; the books show seconds
	kind     world.PayKind
	from, to Number
}

// output takes whole blocks of a file and counts the records in them.
type output interface {
	Records(block []byte, n int64) error
}

// sink writes the rows of one file in one format.
type sink interface {
	rows(batch []row) error
	close() error // what is left of the file; the output stays open
}

// blockBytes are handed to the output at once, and at most longest more: a row.
const (
	blockBytes = 1 << 20
	longest    = 256
)
