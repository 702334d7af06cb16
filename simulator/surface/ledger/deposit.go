package ledger

import "github.com/osint-radar/academy/simulator/stream"

// collectDeposits sweeps what customers have paid in to the hot wallet of an
// exchange. Every customer has a deposit address of his own and uses it again,
// so that all who pay it pay for him: the reuse that Victor, Address
// Clustering Heuristics for Ethereum, 2020, clusters by, and on this kind of
// ledger the sweep also ties the customers' addresses to the exchange
// (Harrigan & Fretter 2016). A criminal channel that gives each customer an
// address and sweeps them is its twin: scenario S1's deposit wallet.
func (b *builder) collectDeposits(v *service, n int, s *stream.Stream) {
	b.gather(v.deposits, v.hot.any(s), n, 3, s)
}
