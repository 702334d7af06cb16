package verify

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/parquet-go/parquet-go"
)

// transferColumns is a row of the books in a Parquet file: times in milliseconds
// since 1970, amounts in hundredths.
type transferColumns struct {
	ID     string `parquet:"id"`
	At     int64  `parquet:"at,timestamp(millisecond)"`
	From   string `parquet:"from"`
	To     string `parquet:"to"`
	Amount int64  `parquet:"amount,decimal(2:18)"`
	Kind   string `parquet:"kind"`
}

// transferParquet reads a Parquet file row by row. The library is that of the
// writer; a test of the surface holds its files against another one's reading.
func (c *checker) transferParquet(path string, visit func(*transferRow)) bool {
	bad := func(err error) bool {
		c.fault(Rule, path, "is no Parquet file of transfers: %v", err)
		return false
	}
	f, err := os.Open(c.path(path))
	if err != nil {
		c.fault(Bad, path, "cannot be read: %v", err)
		return false
	}
	defer func() { _ = f.Close() }() // it was only read
	p, err := parquet.OpenFile(f, c.listed[path].Bytes)
	if err != nil {
		return bad(err)
	}
	if want, got := parquet.SchemaOf(transferColumns{}).Columns(), p.Schema().Columns(); fmt.Sprint(got) != fmt.Sprint(want) {
		return bad(fmt.Errorf("it has the columns %v, want %v", got, want))
	}
	r := parquet.NewGenericReader[transferColumns](p)
	defer func() { _ = r.Close() }() // it was only read
	for batch := make([]transferColumns, 1024); ; {
		n, err := r.Read(batch)
		for _, x := range batch[:n] {
			at := time.UnixMilli(x.At).UTC().Format(time.RFC3339Nano)
			visit(&transferRow{x.ID, at, x.From, x.To, fmt.Sprintf("%d.%02d", x.Amount/100, x.Amount%100), x.Kind})
		}
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			return bad(err)
		}
	}
}
