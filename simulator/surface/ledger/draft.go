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
	payer  *purse // whose program made it: version, sequence and lock time are its
	ins    []coin
	outs   []payee
	rank   int64 // place in its block, after those that it spends from
	lock   uint32
	height int32
	window int32 // number of its batch
	level  int32 // sealing step in it, see seal.go
	legacy bool  // its id covers signatures
	known  bool  // it is signed

	id chainhash.Hash
	*signed
}

// signed is what a draft becomes.
type signed struct {
	wid chainhash.Hash // witness id
	msg *wire.MsgTx
	raw []byte
}

// Weights of a transaction's pieces (BIP 141), upper bounds: signatures are
// counted with their greatest length.
const baseWeight = 4*10 + 2

func inWeight(kind string) int64 {
	switch kind {
	case keys.P2PKH:
		return 4 * 148
	case keys.P2WPKH:
		return 4*41 + 1 + 1 + 72 + 1 + 33
	}
	return 4*41 + 1 + 1 + 64
}

func outWeight(kind string) int64 {
	switch kind {
	case keys.P2PKH:
		return 4 * (9 + 25)
	case keys.P2WPKH:
		return 4 * (9 + 22)
	}
	return 4 * (9 + 34)
}

func outsWeight(outs []payee) int64 {
	var w int64
	for i := range outs {
		w += outWeight(outs[i].to.owner.kind)
	}
	return w
}

// feeFor turns a weight and a rate in satoshi per 1,000 virtual bytes into a fee.
func feeFor(weight, rate int64) int64 { return (weight*rate + 3999) / 4000 }

// pay drafts a transaction of p to outs, with its change. Nil: p has not enough.
// It returns where each of outs went; the list is good until the next draft.
func (b *builder) pay(p *purse, outs []payee, s *stream.Stream) (*draft, []int) {
	var total int64
	for i := range outs {
		total += outs[i].sat
	}
	bare := baseWeight + outsWeight(outs)
	left := outWeight(p.kind)
	ins := b.pick.choose(p, b.height, bill{
		target: total + feeFor(bare+left, b.rate), input: feeFor(inWeight(p.kind), b.rate), change: feeFor(left, b.rate),
	}, s)
	if ins == nil {
		return nil, nil
	}
	fee := feeFor(bare+left+int64(len(ins))*inWeight(p.kind), b.rate)
	rest := sumOf(ins) - total - fee
	if rest < dust {
		return b.emit(p, ins, outs, s)
	}
	b.pays = append(append(b.pays[:0], outs...), payee{p.changeTo(ins, s), rest})
	return b.emit(p, ins, b.pays, s)
}

// sweep drafts a transaction of all given coins to one address. Nil: the fee
// would eat them; they are then put back.
func (b *builder) sweep(p *purse, ins []coin, to *address, s *stream.Stream) (*draft, []int) {
	if len(ins) == 0 {
		return nil, nil
	}
	out := []payee{{to: to}}
	out[0].sat = sumOf(ins) - feeFor(baseWeight+outsWeight(out)+int64(len(ins))*inWeight(p.kind), b.rate)
	if out[0].sat < dust {
		p.coins = append(p.coins, ins...)
		return nil, nil
	}
	return b.emit(p, ins, out, s)
}

func sumOf(coins []coin) int64 {
	var sum int64
	for i := range coins {
		sum += coins[i].sat
	}
	return sum
}

// emit settles a draft with its outputs in a drawn order, so that the place of
// an output says nothing of its purpose.
func (b *builder) emit(p *purse, ins []coin, outs []payee, s *stream.Stream) (*draft, []int) {
	b.where = b.where[:0]
	for i := range outs { // Fisher and Yates
		j := s.IntN(i + 1)
		b.where = append(b.where, 0)
		b.where[i], b.where[j] = b.where[j], i
	}
	placed := b.room.outs.take(len(outs))
	for i, at := range b.where {
		placed[at] = outs[i]
	}
	return b.place(p, ins, placed, s), b.where
}

// place settles a draft whose outputs, which it keeps, are in their order. They
// become coins at once, and what they leave of the inputs is the fee.
func (b *builder) place(p *purse, ins []coin, outs []payee, s *stream.Stream) *draft {
	d := b.room.drafts.one()
	*d = draft{
		payer: p, ins: ins, outs: outs,
		height: int32(b.height), rank: s.Int64N(1 << 40), window: int32(b.open.number),
	}
	if b.rows != nil {
		d.id = b.rows.nextID()
	}
	if p.sniping {
		d.lock = uint32(b.height - 1)
	}
	fee, weight := int64(0), baseWeight+outsWeight(outs)
	for i := range ins {
		c := &ins[i]
		fee += c.sat
		weight += inWeight(c.to.owner.kind)
		d.legacy = d.legacy || c.to.owner.kind == keys.P2PKH
		if c.in.height == d.height {
			d.rank = max(d.rank, c.in.rank+1)
		}
		if c.in.window != d.window {
			continue // it has its id by then
		}
		step := c.in.level
		if c.in.legacy {
			step++
		}
		d.level = max(d.level, step)
	}
	for i := range outs {
		o := &outs[i]
		fee -= o.sat
		b.use(o.to)
		owner := o.to.owner
		owner.coins = append(owner.coins, coin{d, uint32(i), d.height, d.height, o.sat, o.to})
	}
	b.block.fees += fee
	b.block.weight += weight
	return d
}
