package ledger

import (
	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// dust is the smallest change that is worth an output, in satoshi.
const dust = 2000

// payee is an output in the making.
type payee struct {
	to  *address
	sat int64
}

// draft is a transaction whose amounts are settled and whose signatures are
// not made yet. What is above the line is settled when it is drafted; sealing
// fills in the rest, and forgets what no later draft needs.
type draft struct {
	payer *purse
	ins   []coin
	outs  []payee
	lock  uint32

	height int
	rank   int64 // place in its block, after those that it spends from
	window int   // number of its batch
	level  int   // sealing step in it, see seal.go

	id  chainhash.Hash
	wid chainhash.Hash // witness id
	msg *wire.MsgTx
	raw []byte
}

// legacy says that the id of the transaction covers its signatures.
func (d *draft) legacy() bool { return d.payer != nil && d.payer.kind == keys.P2PKH }

// weight is an upper bound of the transaction's weight (BIP 141): signatures
// are counted with their greatest length.
func weight(kind string, inputs int, outs []payee, change bool, payer *purse) int64 {
	w := int64(4 * 10)
	switch kind {
	case keys.P2PKH:
		w += 4 * 148 * int64(inputs)
	case keys.P2WPKH:
		w += 2 + (4*41+1+1+72+1+33)*int64(inputs)
	case keys.P2TR:
		w += 2 + (4*41+1+1+64)*int64(inputs)
	}
	for _, o := range outs {
		w += 4 * (9 + scriptLen(o.to.owner.kind))
	}
	if change {
		w += 4 * (9 + scriptLen(payer.kind))
	}
	return w
}

func scriptLen(kind string) int64 {
	switch kind {
	case keys.P2PKH:
		return 25
	case keys.P2WPKH:
		return 22
	}
	return 34
}

// feeFor turns a weight and a rate in satoshi per 1,000 virtual bytes into a fee.
func feeFor(weight, rate int64) int64 { return (weight*rate + 3999) / 4000 }

// pay drafts a transaction of p to outs, with its change. Nil: p has not enough.
// It returns where each of outs went.
func (b *builder) pay(p *purse, outs []payee, oldest bool, s *stream.Stream) (*draft, []int) {
	rate := b.feeRate(s)
	var total int64
	for _, o := range outs {
		total += o.sat
	}
	ins := p.choose(b.height, oldest, func(n int) int64 {
		return total + feeFor(weight(p.kind, n, outs, true, p), rate)
	})
	if ins == nil {
		return nil, nil
	}
	fee := feeFor(weight(p.kind, len(ins), outs, true, p), rate)
	rest := sumOf(ins) - total - fee
	if rest < dust {
		return b.emit(p, ins, outs, fee+rest, s)
	}
	back := ins[0].to
	if !p.returns {
		back = p.address(s.IntN(p.slots))
	}
	return b.emit(p, ins, append(outs[:len(outs):len(outs)], payee{back, rest}), fee, s)
}

// sweep drafts a transaction of all given coins to one address. Nil: the fee
// would eat them; they are then put back.
func (b *builder) sweep(p *purse, ins []coin, to *address, s *stream.Stream) (*draft, []int) {
	out := []payee{{to: to}}
	fee := feeFor(weight(p.kind, len(ins), out, false, p), b.feeRate(s))
	out[0].sat = sumOf(ins) - fee
	if out[0].sat < dust {
		p.coins = append(p.coins, ins...)
		return nil, nil
	}
	return b.emit(p, ins, out, fee, s)
}

func sumOf(coins []coin) int64 {
	var sum int64
	for _, c := range coins {
		sum += c.sat
	}
	return sum
}

// emit settles a draft: outputs in a drawn order, so that the place of an
// output says nothing of its purpose. The outputs become coins at once.
func (b *builder) emit(p *purse, ins []coin, outs []payee, fee int64, s *stream.Stream) (*draft, []int) {
	d := &draft{
		payer: p, ins: ins, outs: make([]payee, len(outs)),
		height: b.height, rank: s.Int64N(1 << 40), window: b.open.number,
	}
	if p.sniping {
		d.lock = uint32(b.height - 1)
	}
	where := s.Perm(len(outs))
	for i, at := range where {
		d.outs[at] = outs[i]
	}
	for _, c := range ins {
		if c.in.height == d.height {
			d.rank = max(d.rank, c.in.rank+1)
		}
		if c.in.window != d.window {
			continue // it has its id by then
		}
		step := c.in.level
		if c.in.legacy() {
			step++
		}
		d.level = max(d.level, step)
	}
	for i, o := range d.outs {
		b.use(o.to)
		owner := o.to.owner
		owner.coins = append(owner.coins, coin{d, uint32(i), o.sat, o.to, b.height, b.height})
	}
	b.block.fees += fee
	return d, where
}

// feeRate draws satoshi per 1,000 virtual bytes: a level of the block's time
// and a patience of the payer's. Neither is round.
func (b *builder) feeRate(s *stream.Stream) int64 {
	patience := []int64{40, 70, 100, 160, 300}[s.Weighted([]int64{15, 25, 35, 18, 7})]
	return 1000 + b.block.rate*patience*s.Between(85, 115)/10000
}
