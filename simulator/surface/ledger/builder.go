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
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// window is how many blocks are drafted before they are signed together. It
// must stay below a coinbase's maturity: a coinbase has no id before its block
// is sealed.
const (
	window    = 64
	windowTxs = 8192
)

// builder drafts a chain block by block and seals it window by window.
type builder struct {
	key     stream.Key
	shape   shape
	workers int
	at      []time.Time // per height
	traffic []int
	crowd   *crowd
	story   *story

	height int
	block  *blockDraft
	open   batch // what is drafted and not handed over

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
	st, err := newStory(w)
	if err != nil {
		return nil, err
	}
	clock := w.Key.Domain("ledger/clock")
	if least := time.Duration(s.blocks) * 10 * time.Second; w.End.Sub(w.Start) < least {
		return nil, fmt.Errorf("ledger: the scenario lasts from %s to %s, its %d blocks need %s at least",
			w.Start.Format(time.RFC3339), w.End.Format(time.RFC3339), s.blocks, least)
	}
	at := calendar(clock, s, w.Start, w.End)
	return &builder{
		key: w.Key, shape: s, workers: workers,
		at: at, traffic: traffic(clock, s, at),
		crowd: newCrowd(w.Key, s), story: st,
		prev: *chaincfg.RegressionNetParams.GenesisHash, emitted: emitted,
	}, nil
}

// run builds the whole chain above the genesis block. With several workers a
// window is signed and sealed while the next one is drafted: drafting reads
// nothing that sealing writes.
func (b *builder) run(ctx context.Context) error {
	if b.workers == 1 {
		return b.draftAll(ctx, b.seal)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	batches, ended := make(chan batch), make(chan struct{})
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
	b.block = &blockDraft{height: b.height, at: b.at[b.height], rate: s.Between(3_000, 22_000)}
	if err := b.settle(); err != nil {
		return err
	}
	b.payOut()
	d := b.key.Domain("ledger/act")
	for i := range b.traffic[b.height] {
		b.keep(b.act(d.Stream(uint64(b.height), uint32(i))))
	}
	slices.SortStableFunc(b.block.drafts, func(x, y *draft) int { return cmp.Compare(x.rank, y.rank) })
	pool := stream.Pick(s, b.crowd.pools)
	to := pool.address(s.IntN(pool.slots))
	b.use(to)
	reward := chain.Subsidy(b.height) + b.block.fees
	b.block.base = &draft{height: b.height, window: b.open.number, outs: []payee{{to, reward}}}
	pool.coins = append(pool.coins, coin{b.block.base, 0, reward, to, b.height, b.height + maturity})
	b.open.blocks = append(b.open.blocks, b.block)
	b.open.txs += len(b.block.drafts)
	return nil
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
		b.open.fresh = append(b.open.fresh, a)
	}
}

// seal signs, mines and hands out the blocks of a window.
func (b *builder) seal(bt batch) error {
	if err := parallel(bt.fresh, b.workers, func(a *address) error { return a.derive(b.key) }); err != nil {
		return err
	}
	drafts := make([]*draft, 0, bt.txs)
	for _, block := range bt.blocks {
		drafts = append(drafts, block.drafts...)
	}
	if err := signAll(drafts, b.workers); err != nil {
		return err
	}
	for _, block := range bt.blocks {
		s, err := block.seal(b.prev)
		if err != nil {
			return err
		}
		b.prev = s.header.BlockHash()
		if err := b.emitted(s); err != nil {
			return err
		}
	}
	return nil
}
