package ledger

import (
	"context"
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

	height  int
	block   *blockDraft
	pending []*blockDraft
	waiting int        // transactions in pending
	fresh   []*address // paid for the first time in pending, not derived yet
	prev    chainhash.Hash
	emitted func(sealed) error
}

func newBuilder(w *world.World, s shape, workers int, emitted func(sealed) error) (*builder, error) {
	st, err := newStory(w)
	if err != nil {
		return nil, err
	}
	clock := w.Key.Domain("ledger/clock")
	at := calendar(clock, s, w.Start, w.End)
	return &builder{
		key: w.Key, shape: s, workers: workers,
		at: at, traffic: traffic(clock, s, at),
		crowd: newCrowd(w.Key, s), story: st,
		prev: *chaincfg.RegressionNetParams.GenesisHash, emitted: emitted,
	}, nil
}

// run builds the whole chain above the genesis block.
func (b *builder) run(ctx context.Context) error {
	for b.height = 1; b.height < len(b.at); b.height++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.draftBlock(); err != nil {
			return err
		}
		if len(b.pending) == window || b.waiting >= windowTxs {
			if err := b.sealPending(); err != nil {
				return err
			}
		}
	}
	return b.sealPending()
}

// draftBlock settles what happens in one block. The story goes first, so that
// nobody of the crowd is in its way; where its transactions stand in the block
// is drawn.
func (b *builder) draftBlock() error {
	s := b.key.Domain("ledger/block").Stream(uint64(b.height), 0)
	b.block = &blockDraft{height: b.height, at: b.at[b.height], rate: s.Between(3_000, 22_000)}
	planted, err := b.settle()
	if err != nil {
		return err
	}
	b.payOut()
	d := b.key.Domain("ledger/act")
	for i := range b.traffic[b.height] {
		b.keep(b.act(d.Stream(uint64(b.height), uint32(i))))
	}
	b.block.drafts = mingle(b.block.drafts, planted, s)
	pool := stream.Pick(s, b.crowd.pools)
	to := pool.address(s.IntN(pool.slots))
	b.use(to)
	reward := chain.Subsidy(b.height) + b.block.fees
	b.block.base = &draft{outs: []payee{{to, reward}}}
	pool.coins = append(pool.coins, coin{b.block.base, 0, reward, to, b.height + maturity - 1})
	b.pending = append(b.pending, b.block)
	b.waiting += len(b.block.drafts)
	return nil
}

// keep adds a draft of the crowd to the block; a nil one is no transaction.
func (b *builder) keep(d *draft) {
	if d != nil {
		b.block.drafts = append(b.block.drafts, d)
	}
}

// use marks an address as paid: it will be derived before the window is signed.
func (b *builder) use(a *address) {
	if !a.paid {
		a.paid = true
		b.fresh = append(b.fresh, a)
	}
}

// mingle puts the planted drafts at drawn places between the others and keeps
// the order of both.
func mingle(others, planted []*draft, s *stream.Stream) []*draft {
	if len(planted) == 0 {
		return others
	}
	all := len(others) + len(planted)
	here := make([]bool, all)
	for _, at := range s.Perm(all)[:len(planted)] {
		here[at] = true
	}
	out := make([]*draft, 0, all)
	for _, p := range here {
		from := &others
		if p {
			from = &planted
		}
		out = append(out, (*from)[0])
		*from = (*from)[1:]
	}
	return out
}

// sealPending signs, mines and hands over the pending blocks.
func (b *builder) sealPending() error {
	var drafts []*draft
	for _, p := range b.pending {
		drafts = append(drafts, p.drafts...)
	}
	if err := parallel(b.fresh, b.workers, func(a *address) error { return a.derive(b.key) }); err != nil {
		return err
	}
	if err := signAll(drafts, b.workers); err != nil {
		return err
	}
	for _, p := range b.pending {
		block, err := p.seal(b.prev)
		if err != nil {
			return err
		}
		b.prev = block.header.BlockHash()
		if err := b.emitted(block); err != nil {
			return err
		}
	}
	b.pending, b.waiting, b.fresh = nil, 0, nil
	return nil
}
