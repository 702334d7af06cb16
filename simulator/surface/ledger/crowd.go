package ledger

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// crowd is the economy around the story. Money comes from mining pools, which
// pay many people at once; people pay merchants and each other and keep money
// with services; merchants cash out to services; services sweep what their
// customers pay in and pay people out, in batches or one by one. Everybody
// tidies up small coins now and then. A few are a nuisance to all.
type crowd struct {
	persons, merchants, pools, pests []*purse
	services                         []*service
}

// service keeps other people's money: an exchange or a payment processor.
type service struct {
	deposits *purse // an address for each customer, used again each time
	hot      *purse // what is paid out from
}

// newCrowd draws a crowd. In a room it is that of a bulk ledger.
func newCrowd(key stream.Key, ring keys.Ring, s shape, room *space) *crowd {
	m := newWallets(key, room)
	c := &crowd{
		persons:   m.group("person", s.persons, func(s *stream.Stream) int { return int(s.Between(1, 8)) }),
		merchants: m.group("merchant", s.merchants, func(s *stream.Stream) int { return int(s.Between(4, 24)) }),
		pools:     m.pools(s.pools),
	}
	for i := range s.services {
		name := fmt.Sprintf("crowd/service/%d", i)
		v := &service{m.purse(name, "", s.persons+s.merchants), m.purse(name+"/hot", "", 3)}
		v.hot.habit = []strategy{largestFirst, knapsack}[m.draws.Named(name).IntN(2)]
		c.services = append(c.services, v)
	}
	for i, kind := range []string{keys.P2PKH, keys.P2WPKH, keys.P2TR} {
		c.pests = append(c.pests, m.purse(fmt.Sprintf("crowd/pest/%d", i), kind, 1))
	}
	if room == nil {
		for _, x := range c.merchants {
			x.ownBrand(ring, m.draws.Named(x.name+"/brand"))
		}
	}
	return c
}

// wallets makes those of a crowd.
type wallets struct {
	draws, habits, numbers stream.Domain
	room                   *space // of a bulk ledger, whose wallets have numbers for names; nil: of a signed one
}

func newWallets(key stream.Key, room *space) *wallets {
	return &wallets{key.Domain("ledger/crowd"), key.Domain("ledger/habit"), key.Domain("ledger/number"), room}
}

func (m *wallets) purse(name, kind string, slots int) *purse {
	if m.room == nil {
		return newPurse(m.habits.Named(name), name, kind, slots)
	}
	p := m.room.purse()
	p.settle(m.habits.Named(name), "", kind, slots)
	p.number = m.numbers.Named(name).Uint64()
	return p
}

func (m *wallets) group(what string, n int, slots func(*stream.Stream) int) []*purse {
	list := make([]*purse, n)
	for i := range list {
		name := fmt.Sprintf("crowd/%s/%d", what, i)
		list[i] = m.purse(name, "", slots(m.draws.Named(name)))
		list[i].index = i
	}
	return list
}

func (m *wallets) pools(n int) []*purse {
	return m.group("pool", n, func(*stream.Stream) int { return 2 })
}

// What somebody of the crowd may do, and how often.
const (
	buy = iota
	giveBack
	deposit
	collect
	withdraw
	withdrawOne
	tidy
	move
	cashOut
	join
	probe
	dusting
	poisoning
)

var habits = stream.Lots([]int64{
	buy: 490, giveBack: 190, deposit: 90, collect: 25, withdraw: 35, withdrawOne: 40, tidy: 24, move: 50, cashOut: 30,
	join: 6, probe: 12, dusting: 2, poisoning: 1,
}...)

// act drafts what somebody of the crowd does, or nothing if whoever the draw
// names cannot afford it.
func (b *builder) act(s *stream.Stream) {
	c := b.crowd
	person := stream.Pick(s, c.persons)
	who := person.index
	bank := c.services[who%len(c.services)]
	switch stream.Pick(s, habits) {
	case buy:
		// Some shops see far more custom than others.
		shop := c.merchants[min(s.IntN(len(c.merchants)), s.IntN(len(c.merchants)))]
		b.give(person, shop.receive(s), s)
	case giveBack:
		b.give(person, stream.Pick(s, c.persons).receive(s), s)
	case deposit:
		b.give(person, bank.deposits.address(who), s)
	case collect:
		b.collectDeposits(stream.Pick(s, c.services), int(s.Between(5, 24)), s)
	case withdraw:
		b.payCustomers(stream.Pick(s, c.services).hot, int(s.Between(3, 16)), s)
	case withdrawOne:
		b.keep(b.peelOff(bank.hot, payee{person.receive(s), b.price(s)}, s))
	case tidy:
		b.consolidate(stream.Pick(s, stream.Pick(s, [][]*purse{c.persons, c.merchants})), s)
	case move:
		b.moveHouse(person, s)
	case cashOut:
		shop := stream.Pick(s, c.merchants)
		v := c.services[shop.index%len(c.services)]
		b.gather(shop, v.deposits.address(v.deposits.slots-1-shop.index), int(s.Between(2, 20)), 2, s)
	case join:
		b.mixedUp(person, s)
	case probe:
		b.testPayment(person, bank.deposits.address(who), s)
	case dusting:
		b.spray(stream.Pick(s, c.pests), int(s.Between(6, 20)), s)
	case poisoning:
		b.poisonLast(s)
	}
}

// payOut lets the pools share out what they mined: at every block while the
// crowd is being funded, from the scenario's start on at some.
func (b *builder) payOut() {
	s := b.pools.Stream(uint64(b.height), 0)
	b.rate = b.market.bidRate(s)
	outs, unit := 0, int64(income)
	switch {
	case b.height < spread:
		return
	case b.height < b.shape.before:
		outs, unit = b.shape.start()
		if b.height%20 == 3 {
			b.fundOthers(s)
		}
	case s.Chance(1, 6):
		outs = int(s.Between(5, 20))
	}
	for outs > 0 {
		n := min(outs, 200)
		outs -= n
		b.batch(stream.Pick(s, b.crowd.pools), n, func() int64 { return max(s.Between(unit/8, unit*2), dust) }, s)
	}
}

// income is what a pool pays out to one of many, on average about, in satoshi.
const income = 25_000_000

// start says to how many the pools pay out in each block while the crowd is being
// funded, and how much.
func (s shape) start() (outs int, unit int64) {
	outs = max(1, 14*s.persons/260)
	// The pools hold some 7,000 coins by then, however many people wait.
	return outs, min(income, 150_000_000_000/int64(max(1, (s.before-spread)*outs)))
}

// payouts is what pools pay out until the end, generously.
func (s shape) payouts() int64 {
	outs, unit := s.start()
	people := int64((s.before-spread)*outs) * unit
	others := int64((s.before-spread)/20*s.services) * 650_000_000
	return (people + others + int64(s.blocks)*13*income/6) * 3 / 2
}

// fundOthers gives the services something to pay out, and the pests their means.
func (b *builder) fundOthers(s *stream.Stream) {
	var outs []payee
	for _, v := range b.crowd.services {
		outs = append(outs, payee{v.hot.any(s), s.Between(400_000_000, 900_000_000)})
	}
	for _, p := range b.crowd.pests {
		outs = append(outs, payee{p.any(s), s.Between(200_000, 900_000)})
	}
	d, _ := b.pay(stream.Pick(s, b.crowd.pools), outs, s)
	b.keep(d)
}
