package emoney

import (
	"math/bits"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// habits is what one account does, as far as it does not change from day to day.
type habits struct {
	number   Number
	payDay   uint8 // day of the month on which its income arrives
	orderDay uint8 // on which its standing order is carried out, 0: it has none
	saveDay  uint8 // on which it sends savings to its own bank, 0: never
	unit     int64 // size of its everyday payments, hundredths
	limit    int64 // what it may pay a day out of what it has
	income   int64 // a month
	order    int64 // a month
	save     int64 // a month
	orderTo  int32 // account in the population
	employer int32 // in the block, -1: the income comes from its own bank
	shops    [4]int32
	friends  [8]int32 // accounts in the population
}

// block is the accounts of one block and how they live: the same for every day.
// It is read by several goroutines and never changed.
type block struct {
	ledger    *ledger
	index     int
	base      int // its first account
	accounts  []habits
	threshold []uint32 // alias table (Walker 1977) of who pays next
	alias     []uint32
	rows      int64  // everyday payments a day
	float     Number // of the institution's own account: the customers' banks seen from here
	businesses

	weights []int64 // room for tables and carried
	stacks  []int32
}

// businesses of a block, by local account; every fifth of them employs people.
type businesses []int32

// ledger is what all blocks of one world share.
type ledger struct {
	w       *world.World
	e       *world.Emoney
	account stream.Domain
	start   time.Time
}

func newLedger(w *world.World) *ledger {
	return &ledger{
		w: w, e: &w.Emoney, account: world.PayHabits(w.Key), start: w.Start,
	}
}

// become draws the accounts of a block into the memory of one that is over, or
// into new memory.
func (b *block) become(l *ledger, index int) {
	from, to := l.e.Block(index)
	n, numbers := to-from, l.numbers()
	b.ledger, b.index, b.base, b.float = l, index, from, numbers.of(l.e.Accounts+index)
	b.accounts, b.weights = sized(b.accounts, n), sized(b.weights, n)
	b.businesses = sized(b.businesses, n/20+1)[:0]
	for i := range n {
		if world.Business(from + i) {
			b.businesses = append(b.businesses, int32(i))
		}
	}
	b.rows = b.everyday(n)
	sum := int64(0)
	s := l.account.Stream(0, 0)
	for i := range b.weights {
		s.Move(uint64(from+i), 0)
		b.weights[i] = weight(s)
		sum += b.weights[i]
	}
	for i := range b.accounts {
		b.accounts[i] = habits{number: numbers.of(from + i), unit: world.PayUnit(from+i, s)}
		b.draw(&b.accounts[i], i, b.rows*b.weights[i]*16/sum, s)
	}
	b.tables(sum)
}

// sized is a list of n values, whatever they are, in the memory of an old one if
// that is large enough. Blocks differ by an account: there is room for it.
func sized[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n, n+1)
	}
	return old[:n]
}

// everyday is how many payments a day are left for everyday life when the
// calendar has had its part: incomes, orders, savings, the settlements of shops.
func (b *block) everyday(n int) int64 {
	all := b.ledger.e.Rows / int64(b.ledger.e.Days) * int64(n) / int64(b.ledger.e.Accounts)
	calendar := int64(n)*62/1000 + min(int64(len(b.businesses)), all/4)
	return max((all-calendar)*20/21, all/4, 1) // one in twenty-one tops an account up
}

// weight is how often an account pays: a power law, P(x ≥ k) = 1/k, to 200 times the least.
func weight(s *stream.Stream) int64 { return min(1<<26/s.Between(1, 1<<16), 200<<10) }

// draw sets how an account lives; perDay is what it pays on an average day, in sixteenths.
func (b *block) draw(h *habits, i int, perDay int64, s *stream.Stream) {
	h.limit = h.unit * (6*16 + 4*perDay) / 16
	h.payDay = uint8(stream.Pick(s, []int64{1, 1, 10, 15, 20, 25, 25, 25, 27, 28}))
	h.employer = -1
	if world.Business(b.base + i) {
		h.unit *= 4
		h.limit *= 4
		h.payDay = uint8(s.Between(1, 28))
	} else if s.Chance(3, 5) {
		// The smaller of two draws: a few employers have most of the people.
		employers := (len(b.businesses) + 4) / 5
		h.employer = b.businesses[5*min(s.IntN(employers), s.IntN(employers))]
		h.payDay = stream.Pick(b.ledger.account.Stream(uint64(b.base)+uint64(h.employer), 2), []uint8{25, 25, 25, 28, 1, 15, 10, 27})
	}
	b.standing(h, i, s)
	if s.Chance(3, 10) {
		h.saveDay = uint8(s.Between(1, 28))
		h.save = world.Coins(world.Payout, h.unit*s.Between(2, 60), s.Uint64())
	}
	h.income = world.Coins(world.Salary, (31*h.limit+h.order+h.save)*102/100+50_00, s.Uint64())
	if least := 31*h.limit + h.order + h.save; h.income < least {
		h.income = (least + 99) / 100 * 100
	}
	for k := range h.shops {
		h.shops[k] = b.shop(s.Uint64())
	}
	for k := range h.friends {
		h.friends[k] = b.friend(i, s)
	}
}

// standing draws the order that is carried out every month: rent, or money sent
// home to an account of any block.
func (b *block) standing(h *habits, i int, s *stream.Stream) {
	switch x := s.IntN(20); {
	case x < 11: // rent
		h.orderTo = int32(b.base) + b.shop(s.Uint64())
		if x < 5 {
			h.orderTo = b.friend(i, s)
		}
		h.order = h.unit * s.Between(15, 60)
	case x < 15:
		h.orderTo = int32(s.IntN(b.ledger.e.Accounts))
		h.order = h.unit * s.Between(4, 25)
	default:
		return
	}
	if int(h.orderTo) == b.base+i {
		h.orderTo, h.order = 0, 0
		return
	}
	h.orderDay = uint8(s.Between(1, 5))
	if s.Chance(2, 5) {
		h.orderDay = uint8(s.Between(1, 28))
	}
	h.order = world.Coins(world.Standing, h.order, s.Uint64())
}

// friend draws whom somebody knows: mostly in the block, one in seven anywhere.
func (b *block) friend(i int, s *stream.Stream) int32 {
	for {
		a := b.base + s.IntN(len(b.accounts))
		if s.Chance(1, 7) {
			a = s.IntN(b.ledger.e.Accounts)
		}
		if a != b.base+i && !world.Business(a) {
			return int32(a)
		}
	}
}

// shop turns 64 uniform bits into a business of the block; the product of two
// draws makes some of them busy.
func (b *block) shop(u uint64) int32 {
	x, y := u>>32, u&0xffffffff
	return b.businesses[x*y>>32*uint64(len(b.businesses))>>32]
}

// tables builds the alias table of the weights, whose sum is given.
func (b *block) tables(sum int64) {
	n := len(b.weights)
	b.threshold, b.alias = sized(b.threshold, n), sized(b.alias, n)
	b.stacks = sized(b.stacks, n) // the small grow from its front, the large from its back
	small, large := 0, n
	put := func(i int32) {
		if b.weights[i] < sum {
			b.stacks[small] = i
			small++
		} else {
			large--
			b.stacks[large] = i
		}
	}
	for i := range b.weights {
		b.weights[i] *= int64(n) // what is left of them, in the unit of sum
		put(int32(i))
	}
	for small > 0 && large < n {
		s, l := b.stacks[small-1], b.stacks[large]
		small, large = small-1, large+1
		hi, lo := bits.Mul64(uint64(b.weights[s]), 1<<32)
		q, _ := bits.Div64(hi, lo, uint64(sum))
		b.threshold[s], b.alias[s] = uint32(q), uint32(l)
		b.weights[l] -= sum - b.weights[s]
		put(l)
	}
	for _, rest := range [][]int32{b.stacks[:small], b.stacks[large:]} {
		for _, i := range rest {
			b.threshold[i], b.alias[i] = 1<<32-1, uint32(i)
		}
	}
}

// opening is what an account holds when the books begin: enough for whatever the
// calendar and its limit can ask before the first income, and some. s may stand
// anywhere among the accounts' draws.
func (b *block) opening(i int, s *stream.Stream) int64 {
	h := &b.accounts[i]
	spare, _ := s.Draw(uint64(b.base+i), 3, 0)
	some, _ := bits.Mul64(spare, uint64(30*h.limit))
	return 33*h.limit + 2*h.order + 2*h.save + int64(some)
}
