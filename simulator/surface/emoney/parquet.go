package emoney

import (
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/osint-radar/academy/simulator/dataset"
)

// parquetRow is the schema of a Parquet file of transfers: the columns of the
// other formats, with times as milliseconds since 1970 (UTC) and amounts as
// decimals with two places.
type parquetRow struct {
	ID     string `parquet:"id"`
	At     int64  `parquet:"at,timestamp(millisecond),delta"`
	From   string `parquet:"from"`
	To     string `parquet:"to"`
	Amount int64  `parquet:"amount,decimal(2:18)"`
	Kind   string `parquet:"kind"`
}

// rowGroup is how many rows a file's writer holds: some ten megabytes.
const rowGroup = 1 << 17

// columns writes rows as Parquet.
type columns struct {
	out      dataset.Output
	w        *parquet.GenericWriter[parquetRow]
	midnight int64 // milliseconds
	batch    []parquetRow
	chars    []byte
	records  int64
}

func newColumns(out dataset.Output, day time.Time) *columns {
	return &columns{out: out, midnight: day.UnixMilli(), w: dataset.NewParquet[parquetRow](out, rowGroup)}
}

func (c *columns) rows(batch []row) error {
	const width = 16 + 2*len(Number{})
	c.chars = c.chars[:0]
	for i := range batch {
		r := &batch[i]
		c.chars = append(append(appendID(c.chars, r.id), r.from[:]...), r.to[:]...)
	}
	text := string(c.chars) // one string for all of the batch's
	c.batch = c.batch[:0]
	for i := range batch {
		r, s := &batch[i], text[i*width:]
		c.batch = append(c.batch, parquetRow{
			ID: s[:16], From: s[16 : 16+len(r.from)], To: s[16+len(r.from) : width],
			At: c.midnight + int64(r.ms/1000)*1000, Amount: r.amount, Kind: r.kind.Code(),
		})
	}
	c.records += int64(len(batch))
	_, err := c.w.Write(c.batch)
	return err
}

func (c *columns) close() error {
	if err := c.w.Close(); err != nil {
		return err
	}
	return c.out.Records(nil, c.records)
}
