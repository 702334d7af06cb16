package ledger

import (
	"math/bits"

	"github.com/osint-radar/academy/simulator/stream"
)

// carry is a withdrawal from an exchange in one cell that is spent in another.
type carry struct {
	person int
	slot   int
	sat    int64
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
	return divisions[stream.Pick(s, division)]
}

var division = stream.Lots(4, 14, 18, 18, 16, 10, 10, 10)

// amounts of carries: 2^18 to 2^25 satoshi.
var (
	carryPowers = []int64{8, 14, 20, 22, 18, 11, 7}
	carryPower  = stream.Lots(carryPowers...)
	carryMean   = func() int64 {
		var sum, weights int64
		for i, w := range carryPowers {
			sum += w * (3 << (17 + i)) // a half more than the power of two
			weights += w
		}
		return sum / weights
	}()
)

// carry number k of a cell, from one block. s may stand anywhere.
func (u *bulk) carry(cell, k int, s *stream.Stream) carry {
	s.Move(uint64(cell)<<32|uint64(k), 3)
	who, what := s.Uint64(), s.Uint64()
	person, _ := bits.Mul64(who, uint64(u.shape.persons))
	power := 18 + carryPower[what>>32*uint64(len(carryPower))>>32]
	return carry{int(person), int(who & 1), int64(1)<<power + int64(what)&(int64(1)<<power-1)}
}

// changeAt is at which output the transaction of so many carries, from first
// on, has its change. s may stand anywhere.
func (u *bulk) changeAt(cell, first, size int, s *stream.Stream) int {
	s.Move(uint64(cell)<<32|uint64(first), 2)
	return s.IntN(size + 1)
}

// voutOf is the output of carry i of a transaction.
func voutOf(i, change int) uint32 {
	if i >= change {
		i++
	}
	return uint32(i)
}

// source is the transaction that pays carry k of a cell, by the number of its
// first carry, and at which output. s may stand anywhere.
func (u *bulk) source(cell, k int, s *stream.Stream) (first int, vout uint32) {
	first = k / group * group
	for _, size := range u.division(cell, k/group, s) {
		if k < first+size {
			return first, voutOf(k-first, u.changeAt(cell, first, size, s))
		}
		first += size
	}
	panic("ledger: a division is shorter than its group")
}

// arrived gives the purses of the people who can spend in a cell what they
// were paid before it.
func (u *bulk) arrived(cell int, r *rows) []*purse {
	s, habits := u.draws.Stream(0, 0), u.habits.Stream(0, 0)
	clear(r.known)
	list := make([]*purse, 0, u.cells[cell].carries)
	for nth, lag := range after {
		from := cell - lag
		if from < 0 {
			continue
		}
		for k := nth; k < u.cells[from].carries; k += group {
			c := u.carry(from, k, s)
			p := r.known[c.person]
			if p == nil {
				p = person(c.person, r.room, habits)
				p.next += 64 * cell // fresh addresses that no other cell uses
				r.known[c.person] = p
				list = append(list, p)
			}
			first, vout := u.source(from, k, s)
			d := r.room.drafts.one()
			d.height, d.id = -1, txID(r.ids, idCarry, uint32(from), uint32(first))
			a := p.address(c.slot)
			a.paid = true
			p.coins = append(p.coins, coin{d, vout, -1, 0, c.sat, a})
		}
	}
	return list
}
