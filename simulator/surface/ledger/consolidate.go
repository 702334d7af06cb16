package ledger

import "github.com/osint-radar/academy/simulator/stream"

// consolidate merges many small coins of a wallet into one, which costs less
// room later (Erhardt 2016 on why wallets do it when fees are low). It ties
// together every address that it spends from: the multi-input heuristic
// (Meiklejohn et al., A Fistful of Bitcoins, 2013). The money of many crimes is
// collected in the same way: the story's sweeps are its twin.
func (b *builder) consolidate(p *purse, s *stream.Stream) {
	b.gather(p, p.receive(s), int(s.Between(4, 16)), 4, s)
}

// gather sends up to n of the oldest coins of a purse to one address: nothing
// happens where it has fewer than least.
func (b *builder) gather(from *purse, to *address, n, least int, s *stream.Stream) {
	d, _ := b.sweep(from, from.all(b.height, n, least), to, s)
	b.keep(d)
}
