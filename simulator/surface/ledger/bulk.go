package ledger

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// A bulk ledger has the shapes of a signed one, made by the same behaviours,
// with addresses and ids that are drawn and no signatures:
//
//	ledger/txs-20260202-000.csv  a row an input or output, all of a transaction together
//
// The same rows stand in one file for each of the formats that are asked for
// (sink.go tells their columns).
//
// Its cells are independent runs of blocks, a day or less, so that any number
// of workers can write them; a part is a file of some cells of a day. Money
// crosses from cell to cell without a common state: the withdrawals that an
// exchange pays in a cell, to whom, how much and in which transaction, are pure
// functions of the cell and their number, and so is the later cell in which
// each of them is spent. Within a cell people spend what they have withdrawn
// before, shops cash out, exchanges sweep and pay. Both sides of every
// transaction lie in one part; each transaction's inputs cover its outputs;
// what nobody ever had comes from the opening's issues, which part 0 writes.
type bulk struct {
	w      *world.World
	shape  shape
	at     []time.Time
	served []int   // per height: how many of the crowd's bids find room
	level  []int64 // per height: the going fee rate
	prices []int64
	cells  []cell // the first of them have no blocks
	files  []file

	ring                          keys.Ring
	draws, habits, addresses, ids stream.Domain

	story func() (*told, error) // drafted when it is first needed
}

// cell is a run of blocks.
type cell struct {
	first, last int // heights
	carries     int // withdrawals that later cells spend
}

// file is a part: cells of one day.
type file struct {
	path        string // without the format's ending
	first, last int    // cells
}

const (
	cellTxs  = 4_000  // about how many transactions a cell has at most, if it has several blocks
	fileTxs  = 40_000 // and a file, if it has several cells
	past     = 200    // cells before the first: as far back as a coin may have come from
	hubs     = 6      // exchanges of a bulk ledger
	hubCoins = 24     // with how many coins each begins a cell
)

func newBulk(w *world.World) *bulk {
	u := &bulk{
		w: w, shape: shapeOf(w), prices: world.CoinPrices(w.Key, int(w.End.Sub(w.Start)/(24*time.Hour))+1),
		ring:  keys.NewRing(w.Key),
		draws: w.Key.Domain("ledger/bulk"), habits: w.Key.Domain("ledger/habit"),
		addresses: w.Key.Domain("ledger/bulk-address"), ids: w.Key.Domain("ledger/bulk-id"),
	}
	clock := w.Key.Domain("ledger/clock")
	u.at = calendar(clock, u.shape, w.Start, w.End)
	wish := traffic(clock, u.shape, u.at)
	u.served, u.level = make([]int, len(wish)), make([]int64, len(wish))
	m := newMarket(u.shape.txs, u.shape.blocks)
	room, waiting := int(m.room/meanWeight), 0
	for h := u.shape.before; h < len(wish); h++ {
		u.level[h] = m.level
		waiting += wish[h]
		u.served[h] = min(waiting, room)
		waiting -= u.served[h]
		m.move(min(int64(u.served[h])*meanWeight, m.room), int64(waiting))
	}
	u.cut()
	u.story = sync.OnceValues(u.tell)
	return u
}

// cut divides the blocks from the start on into cells, and these into files.
// Before them lie cells without blocks, in which people had their first coins.
func (u *bulk) cut() {
	u.cells = make([]cell, past)
	u.files = []file{{path: "ledger/txs-opening", first: past, last: past - 1}}
	of := func(h int) string { return u.at[h].Format("20060102") }
	for h := u.shape.before; h < len(u.at); {
		day, inFile, inDay := of(h), 0, 0
		for h < len(u.at) && of(h) == day {
			c, txs := cell{first: h}, 0
			for h < len(u.at) && of(h) == day && (h == c.first || txs+u.served[h] <= cellTxs) {
				txs += u.served[h]
				h++
			}
			c.last = h - 1
			c.carries = max(txs*7/10, group) / group * group
			if inFile == 0 || inFile+txs > fileTxs {
				u.files = append(u.files, file{fmt.Sprintf("ledger/txs-%s-%03d", day, inDay), len(u.cells), 0})
				inFile = 0
				inDay++
			}
			u.files[len(u.files)-1].last = len(u.cells)
			u.cells = append(u.cells, c)
			inFile += max(txs, 1)
		}
	}
	for i := range past {
		u.cells[i].carries = u.cells[past].carries
	}
}

// emitBulk writes one part, into one file a format.
func (s Surface) emitBulk(ctx context.Context, w *world.World, part int, out *dataset.Writer) (err error) {
	formats := s.Formats
	if len(formats) == 0 {
		formats = []dataset.Format{dataset.CSV}
	}
	u := s.shelf.take(w)
	files, err := out.CreateAs(formats, u.files[part].path, "ledger")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, dataset.CloseAll(files)) }()
	r := s.shelf.rows(u)
	defer s.shelf.rest(r)
	for i, f := range formats {
		if err := r.into(i, f, files[i]); err != nil {
			return err
		}
	}
	if err := u.write(ctx, part, r, u.files[part].path+"."+string(formats[0]), out.Bind); err != nil {
		return err
	}
	out.Tally("ledger", r.seen[:])
	return nil
}

// write makes the rows of a part and says what the payments of the story in it
// have become; path is that of the file which shows them.
func (u *bulk) write(ctx context.Context, part int, r *rows, path string, bind func(string, dataset.Bound)) error {
	told, err := u.story()
	if err != nil {
		return err
	}
	r.begin(told)
	if part == 0 {
		told.names(bind)
		if err := u.opening(r, told); err != nil {
			return err
		}
		return r.end()
	}
	for c := u.files[part].first; c <= u.files[part].last; c++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := u.live(c, r, told); err != nil {
			return err
		}
	}
	told.bind(u, part, path, bind)
	return r.end()
}

// txID is the drawn id of a transaction: what for and the number tell it from
// all others. s may stand anywhere among the ids.
func txID(s *stream.Stream, what uint64, part, n uint32) (id [32]byte) {
	s.Move(what<<32|uint64(part), n)
	for i := 0; i < len(id); i += 8 {
		binary.BigEndian.PutUint64(id[i:], s.Uint64())
	}
	return id
}

// What transactions are for, as far as their ids need to differ.
const (
	idIssue = iota
	idCarry
	idCrowd
	idStory
)

// person makes the wallet of one of the people, by number, with those habits
// that rows can show. s may stand anywhere among the habits.
func person(n int, room *space, s *stream.Stream) *purse {
	p := room.purse()
	s.Move(uint64(n), 1)
	p.number, p.index = uint64(n), n
	p.slots = 2 + n%5
	p.next, p.kind = p.slots, keys.DrawKind(s)
	p.spends(s)
	return p
}
