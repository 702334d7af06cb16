package ledger

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// A bulk ledger has the shapes of a signed one, made by the same behaviours,
// with addresses and ids that are drawn and no signatures:
//
//	ledger/txs-20260202-00.csv   a row an input or output, all of a transaction together
//
// Its parts are independent runs of blocks, a day or less, so that any number
// of workers can write them. Money crosses from part to part without a common
// state: the withdrawals that an exchange pays in a part, to whom, how much and
// in which transaction, are pure functions of the part and their number, and so
// is the later part in which each of them is spent. Within a part people spend
// what they have withdrawn before, shops cash out, exchanges sweep and pay.
// Both sides of every transaction lie in one part; each transaction's inputs
// cover its outputs; what nobody ever had comes from the opening's issues,
// which part 0 writes.
type bulk struct {
	w      *world.World
	shape  shape
	at     []time.Time
	served []int   // per height: how many of the crowd's bids find room
	level  []int64 // per height: the going fee rate
	prices []int64
	parts  []run // the first of them have no blocks

	ring                          keys.Ring
	draws, habits, addresses, ids stream.Domain
}

// run is the blocks of a part.
type run struct {
	first, last int // heights
	carries     int // withdrawals that later parts spend
	path        string
}

const (
	partTxs  = 24_000 // about how many transactions a part has at most, if it has several blocks
	past     = 22     // runs before the first: as far back as a coin may have come from
	hubs     = 6      // exchanges of a bulk ledger
	hubCoins = 24     // with how many coins each begins a part
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
	return u
}

// cut divides the blocks from the start on into runs. Before them lie runs
// without blocks, in which people had their first coins.
func (u *bulk) cut() {
	u.parts = make([]run, past)
	for h := u.shape.before; h < len(u.at); {
		day := u.at[h].Format("20060102")
		for n := 0; h < len(u.at) && u.at[h].Format("20060102") == day; n++ {
			r := run{first: h, path: fmt.Sprintf("ledger/txs-%s-%02d.csv", day, n)}
			txs := 0
			for h < len(u.at) && u.at[h].Format("20060102") == day && (h == r.first || txs+u.served[h] <= partTxs) {
				txs += u.served[h]
				h++
			}
			r.last = h - 1
			r.carries = max(txs*7/10, 16) / group * group
			u.parts = append(u.parts, r)
		}
	}
	for i := range past {
		u.parts[i].carries = u.parts[past].carries
	}
}

// count is how many parts there are: the opening and the runs of blocks.
func (u *bulk) count() int { return 1 + len(u.parts) - past }

// path is the file of a part.
func (u *bulk) path(part int) string {
	if part == 0 {
		return "ledger/txs-opening.csv"
	}
	return u.parts[past+part-1].path
}

// emit writes one part.
func (u *bulk) emit(ctx context.Context, part int, out *dataset.Writer) (err error) {
	file, err := out.Create(u.path(part), "ledger", "spreadsheet")
	if err != nil {
		return err
	}
	defer func() {
		_, cerr := file.Close()
		err = errors.Join(err, cerr)
	}()
	return u.write(ctx, part, file, out.Bind)
}

// sink takes rows: a dataset.File, or nothing at all in a benchmark.
type sink interface {
	Write(p []byte) (int, error)
	Records(p []byte, n int64) error
}

// write makes the rows of a part and says what the payments of the story in it
// have become.
func (u *bulk) write(ctx context.Context, part int, to sink, bind func(string, dataset.Bound)) error {
	if _, err := to.Write([]byte(header)); err != nil {
		return err
	}
	r := &rows{u: u, to: to}
	told, err := u.tell(r)
	if err != nil {
		return err
	}
	if part == 0 {
		told.names(bind)
		return u.opening(r, told)
	}
	return u.live(ctx, past+part-1, r, told, bind)
}

// txID is the drawn id of a transaction: what for and the number tell it from
// all others.
func (u *bulk) txID(what uint64, part, n uint32) (id [32]byte) {
	a, b := u.ids.Draw(what, part, 2*n)
	c, d := u.ids.Draw(what, part, 2*n+1)
	binary.BigEndian.PutUint64(id[:], a)
	binary.BigEndian.PutUint64(id[8:], b)
	binary.BigEndian.PutUint64(id[16:], c)
	binary.BigEndian.PutUint64(id[24:], d)
	return id
}

// What transactions are for, as far as their ids need to differ.
const (
	idIssue = iota
	idCarry
	idCrowd
	idStory
)

// person makes the wallet of one of the people, by number.
func (u *bulk) person(n int) *purse {
	p := newPurse(u.habits.Stream(uint64(n), 1), "", "", 2+n%5)
	p.number, p.index = uint64(n), n
	return p
}
