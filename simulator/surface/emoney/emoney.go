// Package emoney is the surface of Zefir Pay, the fictional e-money institution:
// the books of its payment accounts in training krona (TK), as the institution
// would hand them over.
//
// Files: emoney/accounts/<block>.csv with account,holder,opened,balance (when
// the books begin), and for each day and block of accounts
// emoney/transfers/<day>-<block>.<format> with id,at,from,to,amount,kind in time
// order. Amounts are kronor with two places, times UTC seconds, ids z and
// fifteen hex digits, accounts as in Number. Kinds: P2P to a person, PAY to a business, TOP
// from the customer's own bank, OUT to it, SAL wages, STO a standing order. The
// customers' banks appear as one account of the institution for each block.
//
// # Parts
//
// A part is a day of a block (world.Emoney.Blocks), and needs no other part. A
// transfer is entered in the block of whoever pays (of a top-up, of whoever
// gets); both its legs are that one row, so money is conserved row by row. That
// nobody is ever overdrawn follows from what is known of an account on any day
// without the days before:
//
//   - an account has a daily limit, a monthly income and monthly orders, all
//     functions of its number; its income covers 31 limits and all orders, and
//     it opens with more than a month of them, so on every day it has its limit;
//   - in a day's part it pays at most its limit and what that part has brought
//     it; if that is not enough it tops up first. What other blocks send it comes
//     on top and is not counted on;
//   - businesses have paid out at night what their part brought them;
//   - wages are topped up before they are paid, in the same part;
//   - planted transfers live off planted money alone (typology.Expand);
//   - the institution's account of a block opens with all that incomes,
//     planted top-ups and a daily reserve for unplanned ones can ask of it.
//
// So any interleaving of the blocks' files that keeps each file's order is free
// of overdrafts. Memory does not grow with days or rows: a part holds its block
// (at most 32,768 accounts) and the day's calendar.
//
// # What is planted
//
// The sagas of package typology and World.Transfers. A planted row has
// its id, moment and amount from the same samplers as its neighbours, and its
// payer's and payee's ordinary life goes on around it. Emit binds its name to
// its record; nothing else says which rows are planted.
package emoney

import (
	"context"
	"errors"
	"fmt"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes the books. The zero value writes CSV; New makes one that
// remembers the blocks it has drawn. Safe for use by several goroutines.
type Surface struct {
	Formats []dataset.Format // of the transfers, at least one; the first is what proofs name. Nil is CSV.
	shelf   *shelf
}

// New makes a surface that keeps the blocks in use, which a part would
// otherwise draw anew. The bytes are the same.
func New(formats ...dataset.Format) Surface { return Surface{Formats: formats, shelf: &shelf{}} }

// Name is "emoney".
func (Surface) Name() string { return "emoney" }

// Parts is a part for each day of each block, days of a block together; 1 for a world without books.
func (Surface) Parts(w *world.World) int { return max(1, w.Emoney.Blocks()*w.Emoney.Days) }

// Emit writes a day of a block; the first day's part writes the block's accounts too.
func (s Surface) Emit(ctx context.Context, w *world.World, part int, out *dataset.Writer) error {
	e := &w.Emoney
	if e.Accounts == 0 {
		return nil
	}
	if err := e.Check(); err != nil {
		return err
	}
	if part < 0 || part >= s.Parts(w) {
		return fmt.Errorf("emoney: part %d of %d", part, s.Parts(w))
	}
	formats := s.Formats
	if len(formats) == 0 {
		formats = []dataset.Format{dataset.CSV}
	}
	index, number := part/e.Days, part%e.Days
	held := s.shelf.take(w, index, number)
	if number == 0 {
		if err := held.block.accountsFile(out); err != nil {
			return err
		}
	}
	d := held.day(number)
	defer s.shelf.rest(d)
	return d.emit(ctx, formats, out)
}

// emit runs the day into one file a format.
func (d *day) emit(ctx context.Context, formats []dataset.Format, out *dataset.Writer) (err error) {
	l := d.b.ledger
	path := fmt.Sprintf("emoney/transfers/%s-%03d", l.date(d.number).Format("2006-01-02"), d.b.index)
	files, err := out.CreateAs(formats, path, "emoney")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dataset.CloseAll(files)) }() // after an error nothing may stay open
	var sinks []sink
	for i, f := range formats {
		if i >= len(d.buffers) {
			d.buffers = append(d.buffers, make([]byte, 0, blockBytes+longest))
		}
		sink, err := newSink(f, files[i], l.date(d.number), d.buffers[i])
		if err != nil {
			return err
		}
		sinks = append(sinks, sink)
	}
	var counted [2]int64 // transfers, and those of laundering patterns
	d.flush = func(rows []row) error {
		counted[0] += int64(len(rows))
		for _, s := range sinks {
			if err := s.rows(rows); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return nil
	}
	midnight := l.date(d.number).Unix()
	d.planted = func(x *due) {
		if x.saga != nil && !x.saga.Innocent {
			counted[1]++
		}
		record := path + "." + string(formats[0]) + "#" + string(appendID(nil, x.id))
		out.Bind(string(x.ref()), dataset.Bound{Records: []string{record}, VisibleFrom: midnight + x.at/1000})
	}
	if err := d.run(); err != nil {
		return err
	}
	for _, s := range sinks {
		if err := s.close(); err != nil {
			return err
		}
	}
	out.Tally("emoney", counted[:])
	return nil
}
