package ledger

import (
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// price is an everyday amount in satoshi. Most prices are round in money and
// so unround on the chain, as most outputs of the real one are (BitMEX
// Research, Bitcoin's precision, on amounts that use every decimal); few people
// think in coins and send a round number of them.
func (b *builder) price(s *stream.Stream) int64 {
	power := 8 + stream.Pick(s, pricePowers)
	cents := int64(1)<<power + s.Int64N(int64(1)<<power)
	switch stream.Pick(s, roundings) {
	case 0:
		cents = max(cents/100, 1) * 100
	case 1:
		cents = max(cents/100, 1)*100 - 1 // 19.99
	case 2:
		cents = max(cents/500, 1) * 500
	case 3: // weighed, metered, or another currency behind it
	default:
		sat := world.Satoshi(cents, b.cost)
		return max(sat/10_000, 1) * 10_000
	}
	return max(world.Satoshi(cents, b.cost), dust)
}

var (
	pricePowers = stream.Lots(7, 10, 13, 15, 15, 13, 10, 7, 5, 3, 2) // 2.56 to 5,243 in money
	roundings   = stream.Lots(28, 22, 18, 24, 8)
)

// give is the everyday payment: one payee and change.
func (b *builder) give(from *purse, to *address, s *stream.Stream) {
	d, _ := b.pay(from, []payee{{to, b.price(s)}}, s)
	b.keep(d)
	if d != nil {
		b.last = given{from, to}
	}
}

// given is an everyday payment that somebody may have watched.
type given struct {
	from *purse
	to   *address
}

// moveHouse is a self-transfer: one coin to another address of its own. It
// looks like a payment of everything, and like the last hop of a peel chain.
func (b *builder) moveHouse(p *purse, s *stream.Stream) { b.gather(p, p.unused(), 1, 1, s) }

// followUp is a payment that somebody makes once an earlier one has arrived.
type followUp struct {
	height int
	from   *purse
	to     *address
	sat    int64
}

// follow drafts what is due.
func (b *builder) follow() {
	s := b.follows.Stream(uint64(b.height), 0)
	for len(b.later) > 0 && b.later[0].height <= b.height {
		f := b.later[0]
		b.later = b.later[1:]
		b.rate = b.market.bidRate(s)
		d, _ := b.pay(f.from, []payee{{f.to, f.sat}}, s)
		b.keep(d)
	}
}
