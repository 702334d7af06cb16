package ledger

import (
	"fmt"
	"math/bits"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// address is one key of a purse. Its lock is made shortly before it is first
// paid, see seal.go: until then it is a promise.
type address struct {
	owner *purse
	*lock // nil before that, and in a bulk ledger
	slot  int32
	text  uint32 // where a bulk ledger has the text of it, and its size: 0 before
	size  uint8
	paid  bool // something has been sent to it
}

// lock is an output script and the key to it.
type lock struct {
	keys.Signer
	pub []byte // compressed
}

// derive does the arithmetic on the curve for some addresses together.
func derive(ring keys.Ring, list []*address) error {
	kinds, private := make([]string, len(list)), make([]*btcec.PrivateKey, len(list))
	for i, a := range list {
		kinds[i] = a.owner.kind
		if a.slot < vanity {
			private[i] = ring.Private(a.owner.name, int(a.slot))
			continue
		}
		first, n := searched(int(a.slot))
		private[i] = keys.Series(ring.Private(a.owner.name, first), n)[n-1]
	}
	signers, err := keys.NewSigners(kinds, private)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	for i, a := range list {
		a.lock = &lock{signers[i], signers[i].Public.SerializeCompressed()}
	}
	return nil
}

// write is how the address of a real key is written. It derives the key anew:
// a's own lock may be made at this moment, on another core.
func (a *address) write(ring keys.Ring) string {
	again := &address{owner: a.owner, slot: a.slot}
	if err := derive(ring, []*address{again}); err != nil {
		panic(err) // a purse is of one of the three kinds
	}
	return string(keys.AppendAddress(nil, again.Script))
}

// coin is an output that a purse may spend.
type coin struct {
	in     *draft // the transaction that made it
	vout   uint32
	height int32 // of its block
	ripe   int32 // first height at which the rules let it be spent
	sat    int64
	to     *address
}

// purse is a wallet on the chain: a story's, or one of the crowd's. Its habits
// are drawn once, so that a wallet can be recognised by them.
type purse struct {
	name   string
	number uint64 // instead of a name, in a bulk ledger
	index  int    // among its kind of people
	kind   string
	slots  int // how many receiving addresses it uses
	held   []*address
	begin  [3]*address      // the first of held, for those who have no more
	room   *space           // what its addresses are made in; nil: anywhere
	bySlot map[int]*address // beside held where there are many
	next   int              // the next slot that was never used
	brand  int              // slot of the one address that it shows to everybody; 0: it has none
	coins  []coin           // the oldest first

	habit strategy // how it selects coins
	back  change   // where its change goes

	version  int32
	sequence uint32
	sniping  bool // sets the lock time to the block before, against fee sniping
	hasty    bool // spends what no block has confirmed yet
}

// newPurse draws the habits of a wallet. An empty kind is drawn, too.
func newPurse(s *stream.Stream, name, kind string, slots int) *purse {
	p := new(purse)
	p.settle(s, name, kind, slots)
	return p
}

func (p *purse) settle(s *stream.Stream, name, kind string, slots int) {
	p.name, p.kind, p.slots, p.next, p.version = name, kind, slots, slots, 2
	if p.kind == "" {
		p.kind = keys.DrawKind(s)
	}
	if s.Chance(15, 100) {
		p.version = 1
	}
	p.sequence = []uint32{wire.MaxTxInSequenceNum - 2, wire.MaxTxInSequenceNum - 1, wire.MaxTxInSequenceNum}[s.Weighted([]int64{60, 15, 25})]
	p.sniping = p.sequence != wire.MaxTxInSequenceNum && s.Chance(1, 2)
	p.spends(s)
}

// spends draws how coins are selected and where the change goes.
func (p *purse) spends(s *stream.Stream) {
	p.back = change(stream.Pick(s, changes))
	p.habit = strategy(stream.Pick(s, strategies))
	p.hasty = s.Chance(3, 5)
}

var strategies = stream.Lots([]int64{single: 30, largestFirst: 20, oldestFirst: 10, exactMatch: 25, knapsack: 15}...)

// address returns number i.
func (p *purse) address(i int) *address {
	const few = 16
	if p.bySlot != nil {
		if a, ok := p.bySlot[i]; ok {
			return a
		}
	} else {
		for _, a := range p.held {
			if int(a.slot) == i {
				return a
			}
		}
	}
	a := p.newAddress(i)
	if p.held == nil {
		p.held = p.begin[:0]
	}
	p.held = append(p.held, a)
	if p.bySlot == nil && len(p.held) > few {
		p.bySlot = make(map[int]*address, 4*few)
		for _, a := range p.held {
			p.bySlot[int(a.slot)] = a
		}
	} else if p.bySlot != nil {
		p.bySlot[i] = a
	}
	return a
}

// unused returns an address that nobody has seen. In a bulk ledger nobody will
// ask for it by its number again.
func (p *purse) unused() *address {
	p.next++
	if p.room != nil {
		return p.newAddress(p.next - 1)
	}
	return p.address(p.next - 1)
}

func (p *purse) newAddress(i int) *address {
	a := p.room.address()
	a.owner, a.slot = p, int32(i)
	return a
}

// receive returns the address at which it wants to be paid.
func (p *purse) receive(s *stream.Stream) *address {
	if p.brand != 0 {
		return p.address(p.brand)
	}
	return p.any(s)
}

// any returns one of the receiving addresses.
func (p *purse) any(s *stream.Stream) *address { return p.address(s.IntN(p.slots)) }

// balance is what the purse may spend in a block of that height.
func (p *purse) balance(height int) int64 {
	var sum int64
	for i := range p.coins {
		if p.spendable(&p.coins[i], height) {
			sum += p.coins[i].sat
		}
	}
	return sum
}

// spendable: a hasty purse passes money on inside a block.
func (p *purse) spendable(c *coin, height int) bool {
	return int(c.ripe) <= height && (p.hasty || int(c.height) < height)
}

// all takes up to limit coins, the oldest first. It takes nothing where there
// are fewer than least.
func (p *purse) all(height, limit, least int) []coin {
	at := make([]int, 0, 32)
	for i := range p.coins {
		if len(at) < limit && p.spendable(&p.coins[i], height) {
			at = append(at, i)
		}
	}
	if len(at) < least || len(at) == 0 {
		return nil
	}
	return p.take(at, make([]coin, len(at)))
}

// take moves the coins at these places, which must rise, to out, which is as
// long.
func (p *purse) take(at []int, out []coin) []coin {
	for i, n := range at {
		out[i] = p.coins[n]
	}
	keep := at[0]
	for i := at[0]; i < len(p.coins); i++ {
		if len(at) > 0 && at[0] == i {
			at = at[1:]
			continue
		}
		p.coins[keep] = p.coins[i]
		keep++
	}
	p.coins = p.coins[:keep]
	return out
}

// mulDiv is a·b/c without overflow in between; none may be negative, and the
// result must fit.
func mulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(q)
}
