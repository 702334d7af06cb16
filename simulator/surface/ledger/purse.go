package ledger

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// address is one key of a purse. Its script and key are derived shortly before
// it is first paid, see seal.go: until then it is a promise.
type address struct {
	owner *purse
	slot  int
	keys.Signer
	pub  []byte // compressed
	paid bool   // something has been sent to it
}

// derive does the arithmetic on the curve.
func (a *address) derive(key stream.Key) error {
	var err error
	a.Signer, err = keys.NewSigner(a.owner.kind, keys.Private(key, a.owner.name, a.slot))
	if err != nil {
		return fmt.Errorf("ledger: %s: %w", a.owner.name, err)
	}
	a.pub = a.Public.SerializeCompressed()
	return nil
}

// coin is an output that a purse may spend.
type coin struct {
	in     *draft // the transaction that made it
	vout   uint32
	sat    int64
	to     *address
	height int // of its block
	ripe   int // first height at which the rules let it be spent
}

// purse is a wallet on the chain: a story's, or one of the crowd's. Its habits
// are drawn once, so that a wallet can be recognised by them.
type purse struct {
	name  string
	kind  string
	slots int // how many addresses it uses
	addrs map[int]*address
	coins []coin

	version  int32
	sequence uint32
	sniping  bool // sets the lock time to the block before, against fee sniping
	returns  bool // change goes back to the address that paid
	hasty    bool // spends what no block has confirmed yet
}

func newPurse(key stream.Key, name, kind string, slots int) *purse {
	s := key.Domain("ledger/habit").Named(name)
	p := &purse{name: name, kind: kind, slots: slots, addrs: map[int]*address{}, version: 2}
	if p.kind == "" {
		p.kind = []string{keys.P2PKH, keys.P2WPKH, keys.P2TR}[s.Weighted([]int64{18, 52, 30})]
	}
	if s.Chance(15, 100) {
		p.version = 1
	}
	p.sequence = []uint32{wire.MaxTxInSequenceNum - 2, wire.MaxTxInSequenceNum - 1, wire.MaxTxInSequenceNum}[s.Weighted([]int64{60, 15, 25})]
	p.sniping = p.sequence != wire.MaxTxInSequenceNum && s.Chance(1, 2)
	p.returns = s.Chance(45, 100)
	p.hasty = s.Chance(3, 5)
	return p
}

// address returns number i.
func (p *purse) address(i int) *address {
	a, ok := p.addrs[i]
	if !ok {
		a = &address{owner: p, slot: i}
		p.addrs[i] = a
	}
	return a
}

// balance is what the purse may spend in a block of that height.
func (p *purse) balance(height int) int64 {
	var sum int64
	for _, c := range p.coins {
		if p.spendable(c, height) {
			sum += c.sat
		}
	}
	return sum
}

// spendable: a hasty purse passes money on inside a block.
func (p *purse) spendable(c coin, height int) bool {
	return c.ripe <= height && (p.hasty || c.height < height)
}

// choose takes coins that together hold at least what need says for their
// number. First it tries one coin, the smallest that will do; otherwise, or if
// the purse pays from its oldest coins, several. It takes nothing and returns
// nil where the purse is too poor.
func (p *purse) choose(height int, oldest bool, need func(inputs int) int64) []coin {
	var free []coin
	for _, c := range p.coins {
		if p.spendable(c, height) {
			free = append(free, c)
		}
	}
	if !oldest {
		best := -1
		for i, c := range free {
			if c.sat >= need(1) && (best < 0 || c.sat < free[best].sat) {
				best = i
			}
		}
		if best >= 0 {
			return p.take(free[best : best+1])
		}
		slices.SortStableFunc(free, func(a, b coin) int { return cmp.Compare(b.sat, a.sat) })
	}
	var sum int64
	for i, c := range free {
		if sum += c.sat; sum >= need(i+1) {
			return p.take(free[:i+1])
		}
	}
	return nil
}

// all takes up to limit coins, the oldest first.
func (p *purse) all(height, limit int) []coin {
	var free []coin
	for _, c := range p.coins {
		if len(free) < limit && p.spendable(c, height) {
			free = append(free, c)
		}
	}
	return p.take(free)
}

func (p *purse) take(coins []coin) []coin {
	coins = slices.Clone(coins)
	p.coins = slices.DeleteFunc(p.coins, func(c coin) bool {
		return slices.ContainsFunc(coins, func(t coin) bool { return t.in == c.in && t.vout == c.vout })
	})
	return coins
}

// mulDiv is a·b/c without overflow in between; none may be negative, and the
// result must fit.
func mulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(q)
}
