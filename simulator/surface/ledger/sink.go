package ledger

import (
	"encoding/hex"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/osint-radar/academy/simulator/dataset"
)

// sink writes the transactions of one file in one format. Its memory serves one
// file after the other.
type sink interface {
	begin(out dataset.Output)
	write(e *entry) error
	close() error // what is left of the file; the output stays open
}

func newSink(f dataset.Format) (sink, error) {
	switch f {
	case dataset.CSV, dataset.JSONL:
		return newText(f), nil
	case dataset.Parquet:
		return &columns{batch: make([]parquetRow, 0, batchRows), chars: make([]byte, 0, batchRows*mostChars)}, nil
	}
	return nil, f.Check()
}

// text writes rows as CSV or JSON Lines. A row is one input or output; all of a
// transaction stand together, inputs first:
//
//	txid     64 hex digits
//	block    height
//	time     of the block, RFC 3339, UTC
//	side     in or out
//	n        number among the inputs or the outputs of its transaction, from 0
//	address  of regtest; "" beside source "issue"
//	sat      satoshi
//	source   of an input: "txid:n" of the output that it spends, or "issue" for
//	         new money; of an output: ""
type text struct {
	out     dataset.Output
	head    string
	between [9]string
	buf     []byte
	records int64  // in buf
	height  int    // the one that stamp is for
	stamp   []byte // what stands between the id and the side
	front   []byte // all before the side
}

func newText(f dataset.Format) *text {
	head, between := f.Between("txid", "block", "time", "side", "n", "address", "sat", "source")
	return &text{head: head, between: [9]string(between)}
}

func (t *text) begin(out dataset.Output) {
	t.out, t.buf, t.records, t.height = out, append(t.buf[:0], t.head...), 0, -1
}

func (t *text) write(e *entry) error {
	if e.height != t.height {
		t.height = e.height
		t.stamp = strconv.AppendInt(append(t.stamp[:0], t.between[1]...), int64(e.height), 10)
		t.stamp = append(e.at.AppendFormat(append(t.stamp, t.between[2]...), time.RFC3339), t.between[3]...)
	}
	t.front = append(hex.AppendEncode(append(t.front[:0], t.between[0]...), e.id[:]), t.stamp...)
	for i := range e.rows {
		r := &e.rows[i]
		b := append(append(append(t.buf, t.front...), r.side()...), t.between[4]...)
		b = append(strconv.AppendInt(b, int64(r.n), 10), t.between[5]...)
		b = append(append(b, r.address...), t.between[6]...)
		b = append(strconv.AppendInt(b, r.sat, 10), t.between[7]...)
		t.buf = append(r.appendSource(b), t.between[8]...)
	}
	t.records += int64(len(e.rows))
	if len(t.buf) < 1<<16 {
		return nil
	}
	return t.close()
}

func (t *text) close() error {
	err := t.out.Records(t.buf, t.records)
	t.buf, t.records = t.buf[:0], 0
	return err
}

// parquetRow is the schema of a Parquet file: the columns of the texts, times as
// milliseconds since 1970 (UTC).
type parquetRow struct {
	TxID    []byte `parquet:"txid,string"`
	Block   int32  `parquet:"block,delta"`
	Time    int64  `parquet:"time,timestamp(millisecond),delta"`
	Side    string `parquet:"side"`
	N       int32  `parquet:"n"`
	Address []byte `parquet:"address,string"`
	Sat     int64  `parquet:"sat"`
	Source  []byte `parquet:"source,string"`
}

const (
	batchRows = 1024    // are handed to the library together
	mostChars = 256     // that a row has
	rowGroup  = 1 << 15 // rows that a file's writer holds: some megabytes
)

// columns writes rows as Parquet.
type columns struct {
	out     dataset.Output
	w       *parquet.GenericWriter[parquetRow]
	batch   []parquetRow
	chars   []byte // of the texts in batch, never moved
	records int64
}

func (c *columns) begin(out dataset.Output) {
	c.out, c.w, c.batch, c.chars, c.records = out, dataset.NewParquet[parquetRow](out, rowGroup), c.batch[:0], c.chars[:0], 0
}

func (c *columns) write(e *entry) error {
	var id []byte
	for i := range e.rows {
		r := &e.rows[i]
		if len(c.batch) == batchRows {
			if err := c.flush(); err != nil {
				return err
			}
			id = nil
		}
		if id == nil {
			id = c.keep(hex.AppendEncode(c.chars, e.id[:]))
		}
		c.batch = append(c.batch, parquetRow{
			TxID: id, Block: int32(e.height), Time: e.at.UnixMilli(), Side: r.side(), N: int32(r.n),
			Address: c.keep(append(c.chars, r.address...)), Sat: r.sat, Source: c.keep(r.appendSource(c.chars)),
		})
	}
	c.records += int64(len(e.rows))
	return nil
}

// keep takes over longer as the new chars and returns what has been added.
func (c *columns) keep(longer []byte) []byte {
	added := longer[len(c.chars):]
	c.chars = longer
	return added
}

func (c *columns) flush() error {
	_, err := c.w.Write(c.batch)
	c.batch, c.chars = c.batch[:0], c.chars[:0]
	return err
}

func (c *columns) close() error {
	if err := c.flush(); err != nil {
		return err
	}
	if err := c.w.Close(); err != nil {
		return err
	}
	return c.out.Records(nil, c.records)
}
