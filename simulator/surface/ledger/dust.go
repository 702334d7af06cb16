package ledger

import (
	"github.com/osint-radar/academy/simulator/stream"
)

// spray sends amounts that are hardly worth their fee to addresses that are in
// use (dusting), in the hope that their owners spend them together with other
// coins and so tie their addresses together (the multi-input heuristic of
// Meiklejohn et al. 2013, turned into an attack). Its twin is testPayment; a
// payment of the story with the behaviour world.Dusting is a single such output.
func (b *builder) spray(from *purse, n int, s *stream.Stream) {
	var outs []payee
	for range 3 * n {
		p := stream.Pick(s, b.crowd.persons)
		if len(outs) < n && len(p.held) > 0 && p.held[0].paid {
			outs = append(outs, payee{p.held[0], s.Between(546, 1_100)})
		}
	}
	if len(outs) == 0 {
		return
	}
	d, _ := b.pay(from, outs, s)
	b.keep(d)
}

// testPayment is the innocent twin of dust: somebody sends a very small amount
// to his own deposit address at an exchange, sees it arrive, and sends the rest.
func (b *builder) testPayment(p *purse, to *address, s *stream.Stream) {
	d, _ := b.pay(p, []payee{{to, s.Between(700, 6_000)}}, s)
	if d == nil {
		return
	}
	b.keep(d)
	b.later = append(b.later, followUp{b.height + 2, p, to, 20 * b.price(s)})
}
