package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Whose ids are drawn apart.
const (
	idEndowment = iota
	idTown
)

// share is a town's part of so many things.
func (u *bulk) share(n, town int) int { return n*(town+1)/u.towns - n*town/u.towns }

// key is that of all draws of a town.
func (u *bulk) key(town int) stream.Key {
	return u.w.Key.Derive(fmt.Sprintf("ledger/town/%d", town))
}

// size is the shape of a town's own economy.
func (u *bulk) size(town int) shape {
	s := u.shape
	s.txs, s.persons, s.merchants = u.share(s.txs, town), u.share(s.persons, town), u.share(s.merchants, town)
	s.services = min(max(u.share(s.services, town), 3), townHubs)
	return s
}

// builder makes one for a town.
func (u *bulk) builder(town int, r *rows) (*builder, error) {
	homes := u.homes()
	st, err := newStory(u.w, func(ref world.Ref) bool { return homes[ref] == town })
	if err != nil {
		return nil, err
	}
	r.reuse(uint32(town))
	key, size := u.key(town), u.size(town)
	b := &builder{
		room: r.room, pick: selector{room: r.room},
		key: key, acts: key.Domain("ledger/act"), pools: key.Domain("ledger/pool"), follows: key.Domain("ledger/follow"), ring: u.ring,
		shape: size, at: u.at, prices: u.prices, crowd: newCrowd(key, u.ring, size, r.room), story: st, market: newMarket(size.txs, size.blocks),
		rows: r, block: r.draft,
	}
	b.endow(u.endowment(r, town, b.crowd.pools))
	return b, nil
}

// endowment is the transaction of the opening that gives the pools of a town what they
// pay out: the money that a signed chain's pools mine in as many blocks.
func (u *bulk) endowment(r *rows, town int, pools []*purse) *draft {
	const coins = 12 // a pool
	s := u.key(town).Domain("ledger/endowment").Stream(0, 0)
	each := u.size(town).payouts() / int64(coins*len(pools))
	d := &draft{height: 1, id: r.endowmentID(town), outs: make([]payee, 0, coins*len(pools))}
	for i := range coins * len(pools) {
		d.outs = append(d.outs, payee{pools[i%len(pools)].any(s), each + s.Int64N(each/2)})
	}
	return d
}

// endow puts the coins of an endowment where they belong.
func (b *builder) endow(d *draft) {
	for i := range d.outs {
		o := &d.outs[i]
		p := o.to.owner
		p.coins = append(p.coins, coin{d, uint32(i), 1, 1 + maturity, o.sat, o.to})
	}
}

// opening writes the endowments of all towns.
func (u *bulk) opening(r *rows) error {
	r.block(1, u.at[1])
	for town := range u.towns {
		r.reuse(uint32(town))
		if err := r.issue(u.endowment(r, town, newWallets(u.key(town), r.room).pools(u.shape.pools))); err != nil {
			return err
		}
	}
	return nil
}

// live makes the transactions of a town, block by block. Its blocks are part of
// the world's: how many bids they serve and at which rate is known beforehand.
func (b *builder) live(ctx context.Context, u *bulk) error {
	act := b.acts.Stream(0, 0)
	for h := spread; h < len(u.at); h++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		b.height = h
		*b.block = blockDraft{height: h, at: b.at[h], drafts: b.block.drafts[:0]}
		b.cost = u.w.CoinPrice(u.prices, b.block.at.Unix())
		b.market.level = u.level[h]
		if err := b.settle(); err != nil {
			return err
		}
		b.payOut()
		b.follow()
		for i := range u.share(u.served[h], b.rows.town()) {
			act.Move(uint64(h), uint32(i))
			b.rate = b.market.bidRate(act)
			b.act(act)
		}
		if err := b.write(); err != nil {
			return err
		}
	}
	return nil
}

// write makes rows of the block's drafts and forgets them.
func (b *builder) write() error {
	slices.SortFunc(b.block.drafts, func(x, y *draft) int { return cmp.Compare(x.rank, y.rank) })
	b.rows.block(b.height, b.at[b.height])
	for _, d := range b.block.drafts {
		if err := b.rows.tx(d); err != nil {
			return err
		}
	}
	return nil
}

// settled draws the towns of the story's wallets: one for all that pay each
// other, straight or over others, or are taken for each other.
func (u *bulk) settled() map[world.Ref]int {
	with := map[world.Ref]world.Ref{} // another of the same town that comes before it in the alphabet
	first := func(r world.Ref) world.Ref {
		for with[r] != "" {
			r = with[r]
		}
		return r
	}
	for i := range u.w.Payments {
		p := &u.w.Payments[i]
		for _, pair := range [][2]world.Ref{{p.From, p.To}, {p.From, p.Like}} {
			if a, b := first(pair[0]), first(pair[1]); a != "" && b != "" && a != b {
				with[max(a, b)] = min(a, b)
			}
		}
	}
	d, homes := u.w.Key.Domain("ledger/home"), map[world.Ref]int{}
	for i := range u.w.Wallets {
		ref := u.w.Wallets[i].Ref
		homes[ref] = d.Named(string(first(ref))).IntN(u.towns)
	}
	return homes
}
