// Package paper is the surface of documents: the books of the money shops that
// move value by hawala, and the receipts that their customers keep, scanned.
//
//	paper/sheets.jsonl       one row a scanned page (record.Sheet)
//	paper/sheets/<id>.jpg    the page: typed text that tesseract reads
//	paper/entries.csv        the same entries as text, for those who cannot see a picture
//
// A book holds what its shop knows and no more: money taken and for which other
// shop, money paid out, given back, settled. Who owes whom follows only from
// several books laid side by side: the orders net, and settlements bring the
// rest over by goods, courier or a ledger (FATF 2013, The Role of Hawala and
// Other Similar Service Providers in Money Laundering and Terrorist Financing).
// An entry is written when it happens and never changed; most of them are
// families who send money home, and nothing on paper tells those apart.
package paper

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes the documents. The zero value is ready to use.
type Surface struct{}

// Name is "paper".
func (Surface) Name() string { return "paper" }

// Parts is 1: pages are few.
func (Surface) Parts(*world.World) int { return 1 }

var tools = []string{"tesseract", "exiftool", "browser"}

// Emit writes every sheet and binds brokers, orders and settlements to their
// entries.
func (Surface) Emit(ctx context.Context, w *world.World, _ int, out *dataset.Writer) error {
	e := emitter{w: w, out: out, bound: map[world.Ref]*dataset.Bound{}}
	for _, b := range books(w) {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if err := e.book(b); err != nil {
			return err
		}
	}
	if err := e.receipts(); err != nil {
		return err
	}
	return e.finish()
}

// emitter collects rows while the sheets are drawn.
type emitter struct {
	w      *world.World
	out    *dataset.Writer
	sheets []record.Sheet
	rows   [][]string
	bound  map[world.Ref]*dataset.Bound
}

// book draws the pages of one book.
func (e *emitter) book(b book) error {
	d := e.w.Key.Domain("paper/sheet")
	for page, entries := range pages(b.entries) {
		id := e.id("book", fmt.Sprintf("%s/%d", b.broker.Ref, page+1))
		var lines []string
		for i := range entries {
			n := &entries[i]
			lines = append(lines, n.lines()...)
			row := e.id("entry", n.name)
			e.rows = append(e.rows, append([]string{row, id}, n.fields(b.broker.Shop)...))
			e.bind(n.ref, row, n.at)
			e.bind(b.broker.Ref, row, n.at)
		}
		last := entries[len(entries)-1].at.Truncate(time.Second)
		scanned := last.Add(time.Duration(d.Named(id).Between(60, 3000)) * time.Minute)
		if err := e.sheet(record.Sheet{ID: id, Kind: "book", Shop: b.broker.Shop, Page: page + 1, VisibleFrom: last}, media.Sheet{
			Ref: world.Ref("sheet:" + id), Heading: b.broker.Shop + ", page " + strconv.Itoa(page+1), Lines: lines, Scanned: scanned, Rule: perEntry,
		}); err != nil {
			return err
		}
	}
	return nil
}

// receipts draws what some senders were given: one order in three.
func (e *emitter) receipts() error {
	d := e.w.Key.Domain("paper/receipt")
	shops := shopsOf(e.w)
	for i := range e.w.Orders {
		o := &e.w.Orders[i]
		if s := d.Named(string(o.Ref)); !s.Chance(1, 3) {
			continue
		}
		id := e.id("receipt", string(o.Ref))
		if err := e.sheet(record.Sheet{ID: id, Kind: "receipt", Shop: shops[o.From], VisibleFrom: o.Given.Truncate(time.Second)}, media.Sheet{
			Ref: world.Ref("sheet:" + id), Heading: shops[o.From], Scanned: o.Given, Lines: []string{
				"RECEIPT No " + strconv.Itoa(o.Number), o.Given.UTC().Format(written), "", "from   " + o.SentBy, "to     " + o.PaidTo,
				"at     " + shops[o.To], "code   " + o.Code, "", "amount " + money(o.Amount) + " TK", "fee    " + money(o.Fee) + " TK", "", "Keep the code to yourself.",
			},
		}); err != nil {
			return err
		}
	}
	return nil
}

// sheet draws one page and keeps its row.
func (e *emitter) sheet(r record.Sheet, s media.Sheet) error {
	jpg, width, height, err := media.RenderSheet(s)
	if err != nil {
		return fmt.Errorf("paper: %w", err)
	}
	info, err := e.out.Put("paper/sheets/"+r.ID+".jpg", "paper", jpg, tools...)
	if err != nil {
		return err
	}
	r.File, r.MIME, r.Width, r.Height, r.Bytes, r.SHA256 = info.Path, "image/jpeg", width, height, info.Bytes, info.SHA256
	e.sheets = append(e.sheets, r)
	return nil
}

// id is the visible id of a sheet or entry.
func (e *emitter) id(kind, name string) string {
	return fmt.Sprintf("%012x", e.w.Key.Domain("id/paper/"+kind).Named(name).Uint64()>>16)
}

func (e *emitter) bind(ref world.Ref, row string, at time.Time) {
	b := e.bound[ref]
	if b == nil {
		b = &dataset.Bound{}
		e.bound[ref] = b
	}
	// What is known of a shop, or an order, is known from its first entry on.
	if record := "paper/entries.csv#" + row; len(b.Records) == 0 || at.Unix() < b.VisibleFrom {
		b.Records, b.VisibleFrom = []string{record}, at.Unix()
	}
}

// finish writes the tables and binds what they show.
func (e *emitter) finish() error {
	slices.SortFunc(e.sheets, func(a, b record.Sheet) int {
		return cmp.Or(a.VisibleFrom.Compare(b.VisibleFrom), cmp.Compare(a.ID, b.ID))
	})
	f, err := e.out.Create("paper/sheets.jsonl", "paper", tools...)
	if err != nil {
		return err
	}
	for _, s := range e.sheets {
		if err := f.JSON(s); err != nil {
			return err
		}
	}
	if _, err := f.Close(); err != nil {
		return err
	}
	if err := e.table(); err != nil {
		return err
	}
	for _, b := range e.w.Brokers {
		if bound := e.bound[b.Ref]; bound != nil {
			bound.Selectors = []truth.Selector{{Kind: "name", Value: b.Shop}}
		}
	}
	for ref, b := range e.bound {
		e.out.Bind(string(ref), *b)
	}
	return nil
}

func (e *emitter) table() error {
	f, err := e.out.Create("paper/entries.csv", "paper", "spreadsheet")
	if err != nil {
		return err
	}
	if _, err := f.Write([]byte(record.EntriesHead + "\n")); err != nil {
		return err
	}
	slices.SortFunc(e.rows, func(a, b []string) int { return cmp.Or(cmp.Compare(a[3], b[3]), cmp.Compare(a[0], b[0])) })
	for _, row := range e.rows {
		var line writer
		c := csv.NewWriter(&line)
		if err := c.Write(row); err != nil {
			return fmt.Errorf("paper: %w", err)
		}
		if c.Flush(); c.Error() != nil {
			return fmt.Errorf("paper: %w", c.Error())
		}
		if err := f.Record(line); err != nil {
			return err
		}
	}
	_, err = f.Close()
	return err
}

// writer keeps one line.
type writer []byte

func (w *writer) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}
