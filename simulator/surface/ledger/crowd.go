package ledger

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/stream"
)

// crowd is the benign economy around the story. Money comes from mining pools,
// which pay many people at once; people pay merchants and each other and keep
// money with services; merchants cash out to services; services pay people
// out in batches. Everybody tidies up small coins now and then.
type crowd struct {
	persons, merchants, services, pools []*purse
}

func newCrowd(key stream.Key, s shape) *crowd {
	d := key.Domain("ledger/crowd")
	group := func(what string, n int, slots func(*stream.Stream) int) []*purse {
		list := make([]*purse, n)
		for i := range list {
			name := fmt.Sprintf("crowd/%s/%d", what, i)
			list[i] = newPurse(key, name, "", slots(d.Named(name)))
		}
		return list
	}
	return &crowd{
		persons:   group("person", s.persons, func(s *stream.Stream) int { return int(s.Between(1, 8)) }),
		merchants: group("merchant", s.merchants, func(s *stream.Stream) int { return int(s.Between(4, 24)) }),
		services:  group("service", s.services, func(*stream.Stream) int { return s.persons/s.services + 20 }),
		pools:     group("pool", s.pools, func(*stream.Stream) int { return 2 }),
	}
}

// What somebody of the crowd may do, and how often.
const (
	buy = iota
	giveBack
	deposit
	withdraw
	tidy
	move
	cashOut
)

var habits = []int64{buy: 50, giveBack: 22, deposit: 9, withdraw: 7, tidy: 4, move: 4, cashOut: 4}

// act drafts one transaction of somebody, or none if whoever the draw names
// cannot afford it.
func (b *builder) act(s *stream.Stream) *draft {
	c := b.crowd
	person := stream.Pick(s, c.persons)
	switch s.Weighted(habits) {
	case buy:
		// Some shops see far more custom than others.
		shop := c.merchants[min(s.IntN(len(c.merchants)), s.IntN(len(c.merchants)))]
		return b.give(person, shop, s)
	case giveBack:
		return b.give(person, stream.Pick(s, c.persons), s)
	case deposit:
		return b.give(person, stream.Pick(s, c.services), s)
	case withdraw:
		return b.batch(stream.Pick(s, c.services), int(s.Between(3, 14)), 1<<22, s)
	case tidy:
		who := stream.Pick(s, [][]*purse{c.persons, c.merchants, c.services})
		return b.gather(stream.Pick(s, who), nil, int(s.Between(4, 16)), 4, s)
	case move:
		return b.gather(person, nil, 1, 1, s)
	default:
		return b.gather(stream.Pick(s, c.merchants), stream.Pick(s, c.services), int(s.Between(2, 20)), 2, s)
	}
}

// give pays an everyday amount: usually unround, as prices in another
// currency are.
func (b *builder) give(from, to *purse, s *stream.Stream) *draft {
	power := 15 + s.Weighted([]int64{6, 9, 12, 14, 14, 13, 11, 8, 6, 4, 2}) // 2^15 to 2^26 satoshi
	sat := int64(1)<<power + s.Int64N(int64(1)<<power)
	if s.Chance(15, 100) {
		sat = max(sat/10_000, 1) * 10_000
	}
	a := to.address(s.IntN(to.slots))
	d, _ := b.pay(from, []payee{{a, sat}}, s.Chance(1, 4), s)
	return d
}

// batch pays up to n people in one transaction, each about unit satoshi.
func (b *builder) batch(from *purse, n int, unit int64, s *stream.Stream) *draft {
	var outs []payee
	for range n {
		to := stream.Pick(s, b.crowd.persons)
		a := to.address(s.IntN(to.slots))
		outs = append(outs, payee{a, max(s.Between(unit/8, unit*2), dust)})
	}
	d, _ := b.pay(from, outs, false, s)
	return d
}

// gather sends up to n of the oldest coins of a purse to an address of its own,
// or of to's: nothing happens where it has fewer than least.
func (b *builder) gather(from, to *purse, n, least int, s *stream.Stream) *draft {
	if to == nil {
		to = from
	}
	a := to.address(s.IntN(to.slots))
	ins := from.all(b.height, n)
	if len(ins) < least {
		from.coins = append(from.coins, ins...)
		return nil
	}
	d, _ := b.sweep(from, ins, a, s)
	return d
}

// payOut lets the pools share out what they mined: at every block while the
// crowd is being funded, from the scenario's start on at some.
func (b *builder) payOut() {
	s := b.key.Domain("ledger/pool").Stream(uint64(b.height), 0)
	outs, unit := 0, int64(25_000_000)
	switch {
	case b.height < spread:
		return
	case b.height < b.shape.before:
		outs = max(1, 14*b.shape.persons/260)
		// The pools hold some 7,000 coins by then, however many people wait.
		unit = min(unit, 150_000_000_000/int64(max(1, (b.shape.before-spread)*outs)))
	case s.Chance(1, 6):
		outs = int(s.Between(5, 20))
	}
	for i := 0; outs > 0; i++ {
		n := min(outs, 200)
		outs -= n
		b.keep(b.batch(stream.Pick(s, b.crowd.pools), n, unit, s))
	}
}
