package ledger

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
)

// withdrawals gives the payers of the story of a bulk ledger their coins as
// carries are given to everybody: an exchange pays them out, among others, some
// cells before they are spent.
type withdrawals struct {
	u   *bulk
	t   *told
	b   *builder
	due map[int][]coming // by height
	s   *stream.Stream

	ids, habits, carries *stream.Stream // anywhere among the ids, the habits, the draws
}

// coming is what somebody has asked an exchange for.
type coming struct {
	to  *purse
	sat int64
}

// heightOf is the first block at or after a time.
func (u *bulk) heightOf(at time.Time) int {
	h, _ := slices.BinarySearchFunc(u.at[u.shape.before:], at, time.Time.Compare)
	return min(u.shape.before+h, len(u.at)-1)
}

// cellOf is the cell of a block.
func (u *bulk) cellOf(height int) int {
	n, _ := slices.BinarySearchFunc(u.cells[past:], height, func(c cell, h int) int { return c.last - h })
	return past + n
}

// give lets somebody of the crowd have enough for a payment at a height.
func (w *withdrawals) give(height int, sat int64) {
	who := person(w.s.IntN(w.u.shape.persons), w.b.room, w.habits)
	who.next += 1 << 30 // fresh addresses that no cell uses
	who.hasty = true
	w.b.crowd.persons = append(w.b.crowd.persons, who)
	c := coming{who, w.carry(sat + sat/8 + 1_100_000).sat}
	from := w.u.cellOf(height) - after[w.s.IntN(group)]
	if from >= past {
		in := w.u.cells[from]
		h := min(in.first+w.s.IntN(in.last-in.first+1), height)
		w.due[h] = append(w.due[h], c)
		return
	}
	outs := w.batch(c)
	d := w.issue(outs...)
	for i := range outs {
		if outs[i].to.owner == who {
			who.coins = append(who.coins, coin{d, uint32(i), -1, 0, c.sat, outs[i].to})
		}
	}
}

// carry draws one of at least so much.
func (w *withdrawals) carry(least int64) carry {
	var c carry
	for range 60 {
		if c = w.u.carry(past, w.s.IntN(1<<30), w.carries); c.sat >= least {
			return c
		}
	}
	c.sat = least + w.s.Int64N(least/4+1)
	return c
}

// batch is a withdrawal among those of other people, whom no cell will see spend
// them.
func (w *withdrawals) batch(x coming) []payee {
	sizes := divisions[stream.Pick(w.s, division)]
	outs := make([]payee, 1, 17)
	outs[0] = payee{x.to.address(w.s.IntN(2)), x.sat}
	for range stream.Pick(w.s, sizes) - 1 {
		c := w.carry(0)
		outs = append(outs, payee{person(c.person, w.b.room, w.habits).address(c.slot), c.sat})
	}
	return outs
}

// issue makes money that is there since the opening.
func (w *withdrawals) issue(outs ...payee) *draft {
	d := &draft{height: -1, id: txID(w.ids, idIssue, 1, uint32(len(w.t.issued))), outs: outs}
	w.t.issued = append(w.t.issued, d)
	return d
}

// settle drafts the withdrawals of the block at hand.
func (w *withdrawals) settle() error {
	for _, c := range w.due[w.b.height] {
		number := hubNumber + uint64(2*w.s.IntN(hubs)+1)
		hot := newPurse(w.u.habits.Stream(number, 1), "", "", 3)
		hot.number, hot.hasty, hot.back = number, true, fresh
		hot.next += 1<<30 + 2*len(w.t.issued) // as for his
		outs, sum := w.batch(c), int64(0)
		for i := range outs {
			sum += outs[i].sat
		}
		funds := payee{hot.any(w.s), sum + 1_000_000 + w.s.Int64N(sum)}
		hot.coins = append(hot.coins, coin{w.issue(funds), 0, -1, 0, funds.sat, funds.to})
		w.b.rate = w.b.market.bidRate(w.s)
		d, _ := w.b.pay(hot, outs, w.s)
		if d == nil {
			return fmt.Errorf("ledger: an exchange cannot pay %d sat at height %d", sum, w.b.height)
		}
		w.b.keep(d)
	}
	return nil
}
