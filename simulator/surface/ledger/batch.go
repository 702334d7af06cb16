package ledger

import "github.com/osint-radar/academy/simulator/stream"

// batch pays n people in one transaction. For an exchange that is the cheapest
// way to serve its customers: Harrigan & Fretter, The Unreasonable
// Effectiveness of Address Clustering, 2016, find such services among the
// largest clusters. A fan-out of stolen or smuggled money has the same shape;
// the story's is made by a payment with the behaviour world.Batch.
func (b *builder) batch(from *purse, n int, sat func() int64, s *stream.Stream) {
	outs := b.outs[:0]
	for range n {
		outs = append(outs, payee{stream.Pick(s, b.crowd.persons).receive(s), sat()})
	}
	b.outs = outs
	d, _ := b.pay(from, outs, s)
	b.keep(d)
}

// payCustomers is the innocent batch: an exchange's withdrawals.
func (b *builder) payCustomers(from *purse, n int, s *stream.Stream) {
	b.batch(from, n, func() int64 { return b.price(s) }, s)
}
