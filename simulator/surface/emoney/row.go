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

// blockBytes are handed to the output at once, and at most longest more: a row.
const (
	blockBytes = 1 << 20
	longest    = 256
)
