package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/chaincfg/chainhash"

	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// window is how many blocks are drafted before they are signed together. It
// must stay below a coinbase's maturity: a coinbase has no id before its block
// is sealed.
const (
	window    = 96
	windowTxs = 8192
)

// builder drafts a chain block by block and seals it window by window.
type builder struct {
	key     stream.Key
	acts    stream.Domain // of the crowd
	pools   stream.Domain
	follows stream.Domain
	ring    keys.Ring
	shape   shape
	workers int
	at      []time.Time // per height
	traffic []int
	prices  []int64 // of a coin, by day
	crowd   *crowd
	story   *story
	market  *market

	height int
	block  *blockDraft
	rate   int64 // what the one who is drafting pays, satoshi per 1,000 virtual bytes
	cost   int64 // of a coin on this day, in cents
	open   batch // what is drafted and not handed over
	last   given
	later  []followUp // in the order of their heights
	rows   *rows      // of a bulk ledger; nil: blocks are signed

	room  *space
	pick  selector
	where []int   // of emit
	outs  []payee // of batch
	pays  []payee // of pay

	prev    chainhash.Hash // of the last sealed block
	emitted func(sealed) error
}

// batch is a window of blocks that are drafted and not signed.
type batch struct {
	number int
	blocks []*blockDraft
	txs    int
	fresh  []*address // paid for the first time, not derived yet
}

func newBuilder(w *world.World, s shape, workers int, emitted func(sealed) error) (*builder, error) {
	st, err := newStory(w, func(world.Ref) bool { return true })
	if err != nil {
		return nil, err
	}
	clock := w.Key.Domain("ledger/clock")
	if least := time.Duration(s.blocks) * 10 * time.Second; w.End.Sub(w.Start) < least {
		return nil, fmt.Errorf("ledger: the scenario lasts from %s to %s, its %d blocks need %s at least",
			w.Start.Format(time.RFC3339), w.End.Format(time.RFC3339), s.blocks, least)
	}
	at := calendar(clock, s, w.Start, w.End)
	ring := keys.NewRing(w.Key)
	room := new(space)
	return &builder{
		room: room, pick: selector{room: room},
		key: w.Key, acts: w.Key.Domain("ledger/act"), pools: w.Key.Domain("ledger/pool"), follows: w.Key.Domain("ledger/follow"), ring: ring, shape: s, workers: workers,
		at: at, traffic: traffic(clock, s, at),
		prices: world.CoinPrices(w.Key, int(w.End.Sub(w.Start)/(24*time.Hour))+1),
		crowd:  newCrowd(w.Key, ring, s, nil), story: st, market: newMarket(s.txs, s.blocks),
		prev: *chaincfg.RegressionNetParams.GenesisHash, emitted: emitted,
	}, nil
}

// run builds the whole chain above the genesis block. With several workers a
// window is signed and sealed while the next ones are drafted: drafting reads
// nothing that sealing writes.
func (b *builder) run(ctx context.Context) error {
	if b.workers == 1 {
		return b.draftAll(ctx, b.seal)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	batches, ended := make(chan batch, 3), make(chan struct{})
	go func() {
		defer close(ended)
		for bt := range batches {
			if err := b.seal(bt); err != nil {
				cancel(err)
				return
			}
		}
	}()
	err := b.draftAll(ctx, func(bt batch) error {
		select {
		case batches <- bt:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	close(batches)
	<-ended
	if err == nil {
		err = context.Cause(ctx)
	}
	return err
}

// draftAll drafts every block and hands them over window by window.
func (b *builder) draftAll(ctx context.Context, handOver func(batch) error) error {
	for b.height = 1; b.height < len(b.at); b.height++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := b.draftBlock(); err != nil {
			return err
		}
		if len(b.open.blocks) == window || b.open.txs >= windowTxs || b.height == len(b.at)-1 {
			if err := handOver(b.take()); err != nil {
				return err
			}
		}
	}
	return nil
}

// take starts a new window and returns the old one.
func (b *builder) take() batch {
	old := b.open
	b.open = batch{number: old.number + 1}
	return old
}

// draftBlock settles what happens in one block. The story goes first, so that
// nobody of the crowd is in its way; where a transaction stands is drawn.
func (b *builder) draftBlock() error {
	s := b.key.Domain("ledger/block").Stream(uint64(b.height), 0)
	b.block = &blockDraft{height: b.height, at: b.at[b.height]}
	b.cost = b.story.world.CoinPrice(b.prices, b.block.at.Unix())
	if err := b.settle(); err != nil {
		return err
	}
	b.payOut()
	b.follow()
	b.fill()
	slices.SortStableFunc(b.block.drafts, func(x, y *draft) int { return cmp.Compare(x.rank, y.rank) })
	pool := stream.Pick(s, b.crowd.pools)
	to := pool.any(s)
	b.use(to)
	reward := chain.Subsidy(b.height) + b.block.fees
	b.block.base = &draft{height: int32(b.height), window: int32(b.open.number), outs: []payee{{to, reward}}}
	pool.coins = append(pool.coins, coin{b.block.base, 0, int32(b.height), int32(b.height + maturity), reward, to})
	b.open.blocks = append(b.open.blocks, b.block)
	b.open.txs += len(b.block.drafts)
	return nil
}

// fill lets the crowd's highest bids act until the block has no more room.
func (b *builder) fill() {
	m := b.market
	m.arrive(b.height, b.traffic[b.height], b.key.Domain("ledger/bid").Stream(0, 0))
	act := b.acts.Stream(0, 0)
	before, done := b.block.weight, 0
	for ; done < len(m.queue) && b.block.weight-before < m.room; done++ {
		bid := m.queue[done]
		act.Move(uint64(bid.height), bid.number)
		b.rate = bid.rate
		b.act(act)
	}
	m.queue = append(m.queue[:0], m.queue[done:]...)
	m.settle(b.height, b.block.weight-before)
}

// text is how an address is written, before anybody has paid it.
func (b *builder) text(a *address) string {
	if b.rows != nil {
		return b.rows.fresh(a)
	}
	return a.write(b.ring)
}

// keep adds a draft to the block; a nil one is no transaction.
func (b *builder) keep(d *draft) {
	if d != nil {
		b.block.drafts = append(b.block.drafts, d)
	}
}

// use marks an address as paid: it will be derived before the window is signed.
func (b *builder) use(a *address) {
	if !a.paid {
		a.paid = true
		if b.rows != nil {
			return
		}
		b.open.fresh = append(b.open.fresh, a)
	}
}

// seal signs, mines and hands out the blocks of a window.
func (b *builder) seal(bt batch) error {
	if err := parallel(bt.fresh, b.workers, func(list []*address) error { return derive(b.ring, list) }); err != nil {
		return err
	}
	drafts := make([]*draft, 0, bt.txs)
	for _, block := range bt.blocks {
		drafts = append(drafts, block.drafts...)
	}
	if err := signAll(drafts, b.workers); err != nil {
		return err
	}
	if err := parallel(bt.blocks, b.workers, finishBlocks); err != nil {
		return err
	}
	for _, block := range bt.blocks {
		block.header.PrevBlock = b.prev
		mine(&block.header)
		b.prev = block.header.BlockHash()
		if err := b.emitted(block.sealed); err != nil {
			return err
		}
	}
	return nil
}

func finishBlocks(list []*blockDraft) error {
	for _, block := range list {
		if err := block.finish(); err != nil {
			return err
		}
	}
	return nil
}
