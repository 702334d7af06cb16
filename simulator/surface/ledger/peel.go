package ledger

import (
	"slices"

	"github.com/osint-radar/academy/simulator/stream"
)

// peelOff is one step of a peel chain (Meiklejohn et al. 2013): a small amount
// is peeled off a large coin, and the rest goes to an address that was never
// used, from which the next step peels. Launderers split large sums in this
// way; an exchange whose hot wallet pays withdrawals one by one leaves the very
// same chain, and in the crowd that is who does it. Nil: no coin is large enough.
func (b *builder) peelOff(p *purse, out payee, s *stream.Stream) *draft {
	d, _ := b.peelStep(p, out, s)
	return d
}

func (b *builder) peelStep(p *purse, out payee, s *stream.Stream) (*draft, []int) {
	best := -1
	for i := range p.coins {
		if p.spendable(&p.coins[i], b.height) && (best < 0 || p.coins[i].sat > p.coins[best].sat) {
			best = i
		}
	}
	outs := []payee{out}
	fee := feeFor(baseWeight+outsWeight(outs)+outWeight(p.kind)+inWeight(p.kind), b.rate)
	if best < 0 || p.coins[best].sat < out.sat+fee+dust {
		return nil, nil
	}
	rest := p.coins[best].sat - out.sat - fee
	return b.emit(p, p.take([]int{best}, make([]coin, 1)), slices.Insert(outs, 1, payee{p.unused(), rest}), s)
}
