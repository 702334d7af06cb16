package ledger

import (
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// join is a coinjoin (Maxwell, CoinJoin: Bitcoin privacy for the real world,
// 2013): several people sign one transaction in which each gets an output of
// the same amount, so that nobody can tell which is whose, and change on a
// fresh address. Who takes part for a launderer and who for his own peace is
// not on the chain: the innocent round of mixedUp and a payment of the story
// with the behaviour world.CoinJoin are made by this function. It breaks the
// multi-input heuristic for whoever does not look for equal outputs (Möser &
// Narayanan, Resurrecting Address Clustering in Bitcoin, 2022, leave such
// transactions out). Nil: the first cannot pay, or too few others can.
func (b *builder) join(first *purse, to *address, unit int64, others int, s *stream.Stream) (*draft, []int) {
	var ins []coin
	outs := make([]payee, 0, 2*others+2)
	var left []payee // change
	enter := func(p *purse, to *address) bool {
		bare := baseWeight/2 + outWeight(to.owner.kind)
		coins := b.pick.choose(p, b.height, bill{
			target: unit + feeFor(bare+outWeight(p.kind), b.rate), input: feeFor(inWeight(p.kind), b.rate), change: feeFor(outWeight(p.kind), b.rate),
		}, s)
		if coins == nil {
			return false
		}
		rest := sumOf(coins) - unit - feeFor(bare+outWeight(p.kind)+int64(len(coins))*inWeight(p.kind), b.rate)
		ins, outs = append(ins, coins...), append(outs, payee{to, unit})
		if rest >= dust {
			left = append(left, payee{p.unused(), rest})
		}
		return true
	}
	if !enter(first, to) {
		return nil, nil
	}
	c := b.crowd.persons
	at, found := s.IntN(len(c)), 1
	for i := range c {
		p := c[(at+i)%len(c)]
		if found > others {
			break
		}
		if p == first || p.kind == keys.P2PKH || p.balance(b.height) < unit+unit/8+400_000 {
			continue
		}
		if enter(p, p.unused()) {
			found++
		}
	}
	if found < 3 {
		for _, c := range ins {
			c.to.owner.coins = append(c.to.owner.coins, c)
		}
		return nil, nil
	}
	// Inputs in a drawn order, too.
	for i := range ins {
		j := s.IntN(i + 1)
		ins[i], ins[j] = ins[j], ins[i]
	}
	return b.emit(first, ins, append(outs, left...), s)
}

// mixedUp is the innocent round: people who do not want their employer or
// their shop to read what they hold.
func (b *builder) mixedUp(p *purse, s *stream.Stream) {
	if p.kind == keys.P2PKH {
		return
	}
	unit := []int64{100_000, 500_000, 1_000_000, 5_000_000}[s.Weighted([]int64{20, 30, 35, 15})]
	d, _ := b.join(p, p.unused(), unit, int(s.Between(3, 9)), s)
	b.keep(d)
}
