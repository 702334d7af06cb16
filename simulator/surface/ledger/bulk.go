package ledger

import (
	"context"
	"encoding/hex"
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
//	ledger/txs-opening.csv  what all money comes from
//	ledger/txs-000.csv      a row an input or output, all of a transaction together
//
// Each file but the first is a town: people, shops, exchanges and pools, and
// their share of every block. A town is what a signed chain is, as long as the clock
// and of a size that does not grow with the world's; a larger world has more of
// them. Money does not leave its town, so any number of workers can write them, and
// both sides of every payment lie in one file. What a town begins with is issued in
// the opening, a function of its number. Wallets of the story that pay each other
// live in one town, which is drawn.
type bulk struct {
	w      *world.World
	shape  shape
	at     []time.Time
	served []int   // per height: how many of the crowds' bids find room
	level  []int64 // per height: the going fee rate
	prices []int64
	towns  int
	homes  func() map[world.Ref]int // the towns of the story's wallets

	ring           keys.Ring
	addresses, ids stream.Domain
}

const (
	townTxs  = 10_000 // about how many transactions a town has
	townHubs = 6      // and how many exchanges at most
)

func newBulk(w *world.World) *bulk {
	u := &bulk{
		w: w, shape: shapeOf(w), prices: world.CoinPrices(w.Key, int(w.End.Sub(w.Start)/(24*time.Hour))+1),
		ring: keys.NewRing(w.Key), addresses: w.Key.Domain("ledger/bulk-address"), ids: w.Key.Domain("ledger/bulk-id"),
	}
	clock := w.Key.Domain("ledger/clock")
	u.at = calendar(clock, u.shape, w.Start, w.End)
	wish := traffic(clock, u.shape, u.at)
	u.served, u.level = make([]int, len(wish)), make([]int64, len(wish))
	m := newMarket(u.shape.txs, u.shape.blocks)
	room, waiting := int(m.room/meanWeight), 0
	for h := range wish {
		u.level[h] = m.level
		waiting += wish[h]
		u.served[h] = min(waiting, room)
		waiting -= u.served[h]
		m.move(min(int64(u.served[h])*meanWeight, m.room), int64(waiting))
	}
	u.towns = max(1, u.shape.txs/townTxs)
	u.homes = sync.OnceValue(u.settled)
	return u
}

// path is the file of a part, without its format.
func (u *bulk) path(part int) string {
	if part == 0 {
		return "ledger/txs-opening"
	}
	return fmt.Sprintf("ledger/txs-%03d", part-1)
}

// emitBulk writes one part, into one file a format.
func (s Surface) emitBulk(ctx context.Context, w *world.World, part int, out *dataset.Writer) (err error) {
	formats := s.Formats
	if len(formats) == 0 {
		formats = []dataset.Format{dataset.CSV}
	}
	u := s.shelf.take(w)
	files, err := out.CreateAs(formats, u.path(part), "ledger")
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
	if err := u.write(ctx, part, r, u.path(part)+"."+string(formats[0]), out.Bind); err != nil {
		return err
	}
	out.Tally("ledger", r.seen[:])
	return nil
}

// write makes the rows of a part and says what the payments of the story in it
// have become; path is that of the file which shows them.
func (u *bulk) write(ctx context.Context, part int, r *rows, path string, bind func(string, dataset.Bound)) error {
	r.begin()
	if part == 0 {
		if err := u.opening(r); err != nil {
			return err
		}
		return r.end()
	}
	b, err := u.builder(part-1, r)
	if err != nil {
		return err
	}
	if err := b.live(ctx, u); err != nil {
		return err
	}
	text := func(a *address) string { return string(r.text(a)) }
	b.story.bind(u.w, path, func(d *draft) string { return hex.EncodeToString(d.id[:]) }, text, bind)
	return r.end()
}
