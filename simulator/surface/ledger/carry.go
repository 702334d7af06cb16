package ledger

import (
	"github.com/osint-radar/academy/simulator/stream"
)

// carry is a withdrawal from an exchange in one cell that is spent in another.
type carry struct {
	person int
	slot   int
	sat    int64
	tx     int // number of its transaction: that of the first carry in it
	vout   uint32
	of     int // how many carries the transaction has
	change int // at which output its change is
}

// group is how many carries are divided into transactions together.
const group = 16

// divisions are the sizes of the batches into which an exchange puts a group
// of withdrawals: large ones, small ones, and some on their own.
var divisions = [][]int{{16}, {9, 7}, {8, 5, 3}, {6, 5, 5}, {7, 4, 3, 2}, {12, 1, 1, 1, 1}, {10, 2, 2, 1, 1}, {5, 4, 3, 3, 1}}

// after says how many cells later the carries of a group are spent: mostly
// soon, some weeks later.
var after = [group]int{1, 1, 1, 2, 2, 3, 4, 6, 9, 14, 22, 34, 55, 90, 140, past}

// division draws how a group of a cell is divided. s may stand anywhere.
func (u *bulk) division(cell, g int, s *stream.Stream) []int {
	s.Move(uint64(cell)<<32|uint64(g), 1)
	return divisions[s.Weighted([]int64{4, 14, 18, 18, 16, 10, 10, 10})]
}

// amounts of carries: 2^18 to 2^25 satoshi.
var (
	carryPowers = []int64{8, 14, 20, 22, 18, 11, 7}
	carryMean   = func() int64 {
		var sum, weights int64
		for i, w := range carryPowers {
			sum += w * (3 << (17 + i)) // a half more than the power of two
			weights += w
		}
		return sum / weights
	}()
)

// carry number k of a cell. s may stand anywhere.
func (u *bulk) carry(cell, k int, s *stream.Stream) carry {
	g := k / group
	first, size := g*group, 0
	for _, n := range u.division(cell, g, s) {
		if k < first+n {
			size = n
			break
		}
		first += n
	}
	s.Move(uint64(cell)<<32|uint64(first), 2)
	c := carry{tx: first, of: size, change: s.IntN(size + 1)}
	if c.vout = uint32(k - first); k-first >= c.change {
		c.vout++
	}
	s.Move(uint64(cell)<<32|uint64(k), 3)
	c.person, c.slot = s.IntN(u.shape.persons), s.IntN(2)
	power := 18 + s.Weighted(carryPowers)
	c.sat = int64(1)<<power + s.Int64N(int64(1)<<power)
	return c
}

// arrived gives the purses of the people who can spend in a cell what they
// were paid before it. byNumber is used and left with all of them.
func (u *bulk) arrived(cell int, room *space, byNumber map[int]*purse) []*purse {
	s, habits := u.draws.Stream(0, 0), u.habits.Stream(0, 0)
	clear(byNumber)
	list := make([]*purse, 0, u.cells[cell].carries)
	for r, lag := range after {
		from := cell - lag
		if from < 0 {
			continue
		}
		for k := r; k < u.cells[from].carries; k += group {
			c := u.carry(from, k, s)
			p := byNumber[c.person]
			if p == nil {
				p = u.person(c.person, room, habits)
				p.next += 64 * cell // fresh addresses that no other cell uses
				byNumber[c.person] = p
				list = append(list, p)
			}
			d := room.drafts.one()
			d.height, d.id = -1, u.txID(idCarry, uint32(from), uint32(c.tx))
			a := p.address(c.slot)
			a.paid = true
			p.coins = append(p.coins, coin{d, c.vout, -1, 0, c.sat, a})
		}
	}
	return list
}
