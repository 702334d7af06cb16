package ledger

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// Numbers of wallets that are not people's.
const (
	treasuryNumber = 1<<40 + iota<<36
	merchantNumber
	hubNumber
	pestNumber
	strangerNumber
)

// issues is how many outputs a transaction of the opening has.
const issues = 100

// treasury is the wallet that pays the exchanges in their first hour of a cell.
func (u *bulk) treasury() *purse {
	return &purse{number: treasuryNumber, kind: keys.P2WPKH, slots: 1, next: 1, version: 2, habit: largestFirst, hasty: true}
}

// reserve is what the treasury has for a cell: twice what its carries come to.
func (u *bulk) reserve(cell int) int64 {
	r := &u.cells[cell]
	s := u.draws.Stream(uint64(cell), 4)
	return 2*int64(r.carries)*carryMean + s.Between(3_000_000_000, 4_000_000_000)
}

// builder makes one for a cell.
func (u *bulk) builder(r *rows, st *story, room *space) *builder {
	b := &builder{
		room: room, pick: selector{room: room},
		key: u.w.Key, ring: u.ring, shape: u.shape, at: u.at, prices: u.prices,
		story: st, market: newMarket(u.shape.txs, u.shape.blocks), rows: r, block: r.draft,
	}
	return b
}

// begin starts a block.
func (b *builder) begin(u *bulk, height int) {
	b.height = height
	*b.block = blockDraft{height: height, at: b.at[height], drafts: b.block.drafts[:0]}
	b.cost = u.w.CoinPrice(u.prices, b.block.at.Unix())
	b.market.level = max(u.level[height], 600)
}

// people are who acts in a cell: who can spend something, the exchanges, some
// of the shops.
func (u *bulk) people(cell int, r *rows) *crowd {
	c := &crowd{persons: u.arrived(cell, r)}
	s := u.draws.Stream(uint64(cell), 5)
	named := func(number uint64, index, slots int) *purse {
		p := newPurse(u.habits.Stream(number+uint64(index), 1), "", "", slots)
		p.number, p.index = number+uint64(index), index
		p.next += 4096 * cell
		p.room, p.coins = r.room, r.room.coins.take(64)[:0]
		return p
	}
	shops := min(u.shape.merchants, 6+len(c.persons)/200)
	for n := range shops {
		c.merchants = append(c.merchants, named(merchantNumber, (n*u.shape.merchants+s.IntN(u.shape.merchants))/shops, 4+n%20))
	}
	for n := range hubs {
		v := &service{named(hubNumber, 2*n, u.shape.persons+u.shape.merchants), named(hubNumber, 2*n+1, 3)}
		v.hot.habit = largestFirst
		v.hot.hasty = true
		v.hot.next += 1 << 20 * cell // one for every withdrawal
		c.services = append(c.services, v)
	}
	for n, kind := range []string{keys.P2PKH, keys.P2WPKH, keys.P2TR} {
		p := named(pestNumber, n, 1)
		p.kind = kind
		c.pests = append(c.pests, p)
	}
	return c
}

// live makes the transactions of a cell, block by block.
func (u *bulk) live(cell int, r *rows, told *told) error {
	r.reuse()
	b := u.builder(r, told.story, r.room)
	b.crowd = u.people(cell, r)
	bank := u.treasury()
	d := &draft{height: -1, id: txID(r.ids, idIssue, 0, uint32((cell-past)/issues))}
	bank.coins = []coin{{d, uint32((cell - past) % issues), -1, 0, u.reserve(cell), bank.address(0)}}
	b.crowd.pools = []*purse{bank}
	r.number(idCrowd, uint32(cell))

	here := &u.cells[cell]
	all := 0
	for h := here.first; h <= here.last; h++ {
		all += u.served[h] + 1
	}
	act, draw := b.key.Domain("ledger/act").Stream(0, 0), u.draws.Stream(0, 0)
	groups, paid, done := here.carries/group, 0, 0
	for h := here.first; h <= here.last; h++ {
		b.begin(u, h)
		if h == here.first {
			u.fund(b, bank, draw, cell)
		}
		for _, d := range told.drafts[h] {
			b.keep(d)
		}
		b.follow()
		done += u.served[h] + 1
		for ; paid < groups*done/all; paid++ {
			if err := u.payCarries(b, cell, paid, draw); err != nil {
				return err
			}
		}
		for i := range u.served[h] {
			act.Move(uint64(h), uint32(i))
			b.rate = b.market.bidRate(act)
			b.act(act)
		}
		if err := b.write(); err != nil {
			return err
		}
	}
	return nil
}

// fund gives the exchanges what they pay out in the cell.
func (u *bulk) fund(b *builder, bank *purse, s *stream.Stream, cell int) {
	s.Move(uint64(cell), 6)
	b.rate = b.market.hurry(s)
	var outs []payee
	each := bank.coins[0].sat / (hubs*hubCoins + 1)
	for _, v := range b.crowd.services {
		for range hubCoins {
			outs = append(outs, payee{v.hot.any(s), each - s.Int64N(each/8)})
		}
	}
	for _, p := range b.crowd.pests {
		outs = append(outs, payee{p.any(s), s.Between(200_000, 900_000)})
	}
	d, _ := b.pay(bank, outs, s)
	b.keep(d)
}

// payCarries makes the withdrawals of a group: whose they are and where they
// stand was drawn without regard to this cell's purses.
func (u *bulk) payCarries(b *builder, cell, g int, s *stream.Stream) error {
	first, habits := g*group, u.habits.Stream(0, 0)
	for _, size := range u.division(cell, g, s) {
		outs := b.room.outs.take(size + 1)
		change, total := u.payCarry(outs, cell, first, b.room, s, habits)
		s.Move(uint64(cell)<<32|uint64(first), 7)
		b.rate = b.market.bidRate(s)
		d := b.payFromHub(outs, change, total, s)
		if d == nil {
			return fmt.Errorf("ledger: cell %d: no exchange can pay %d sat at height %d", cell, total, b.height)
		}
		d.id = txID(b.rows.ids, idCarry, uint32(cell), uint32(first))
		b.keep(d)
		first += size
	}
	return nil
}

// payCarry puts what carries of one transaction, from first on, pay where it
// belongs, and says which output is left for the change, and the sum. s may
// stand anywhere among the draws, habits among the habits.
func (u *bulk) payCarry(outs []payee, cell, first int, room *space, s, habits *stream.Stream) (change int, total int64) {
	size := len(outs) - 1
	change = u.changeAt(cell, first, size, s)
	for i := range size {
		c := u.carry(cell, first+i, s)
		p := room.purse()
		habits.Move(uint64(c.person), 1)
		p.number, p.kind = uint64(c.person), keys.DrawKind(habits)
		outs[voutOf(i, change)] = payee{p.newAddress(c.slot), c.sat}
		total += c.sat
	}
	return change, total
}

// first issues what people have had since before the first block of the clock.
func (u *bulk) first(r *rows, bank *purse, cell, g int, s *stream.Stream) error {
	k := g * group
	habits := u.habits.Stream(0, 0)
	for _, size := range u.division(cell, g, s) {
		if longest := after[(k+size-1)%group]; cell+longest < past {
			k += size
			continue // spent before the clock began
		}
		d := r.room.drafts.one()
		d.id, d.outs = txID(r.ids, idCarry, uint32(cell), uint32(k)), r.room.outs.take(size+1)
		change, _ := u.payCarry(d.outs, cell, k, r.room, s, habits)
		d.outs[change] = payee{bank.address(0), 10 * dust}
		if err := r.issue(d); err != nil {
			return err
		}
		k += size
	}
	return nil
}

// payFromHub lets the first exchange that can pay these outputs, of which one
// is the change that is still open.
func (b *builder) payFromHub(outs []payee, change int, total int64, s *stream.Stream) *draft {
	at := s.IntN(len(b.crowd.services))
	for i := range b.crowd.services {
		p := b.crowd.services[(at+i)%len(b.crowd.services)].hot
		outs[change] = payee{to: &address{owner: p}}
		bare := baseWeight + outsWeight(outs)
		ins := b.pick.choose(p, b.height, bill{target: total + dust + feeFor(bare, b.rate), input: feeFor(inWeight(p.kind), b.rate)}, s)
		if ins == nil {
			continue
		}
		outs[change] = payee{p.unused(), sumOf(ins) - total - feeFor(bare+int64(len(ins))*inWeight(p.kind), b.rate)}
		return b.place(p, ins, outs, s)
	}
	return nil
}

// write makes rows of the block's drafts and forgets them.
func (b *builder) write() error {
	slices.SortFunc(b.block.drafts, func(x, y *draft) int { return cmp.Compare(x.rank, y.rank) })
	b.rows.block(b.height, b.at[b.height])
	for _, d := range b.block.drafts {
		if err := b.rows.tx(d); err != nil {
			return err
		}
	}
	return nil
}

// opening writes what all money comes from: a coin for the treasury of each
// cell, and what the strangers of the story have.
func (u *bulk) opening(r *rows, told *told) error {
	bank := u.treasury()
	r.block(1, u.at[1])
	for first := past; first < len(u.cells); first += issues {
		d := &draft{id: txID(r.ids, idIssue, 0, uint32((first-past)/issues))}
		for cell := first; cell < min(first+issues, len(u.cells)); cell++ {
			d.outs = append(d.outs, payee{bank.address(0), u.reserve(cell)})
		}
		if err := r.issue(d); err != nil {
			return err
		}
	}
	s := u.draws.Stream(0, 0)
	for cell := range past {
		r.reuse()
		bank = u.treasury() // what was written of the old one is gone
		for g := range u.cells[cell].carries / group {
			if err := u.first(r, bank, cell, g, s); err != nil {
				return err
			}
		}
	}
	for _, d := range told.issued {
		if err := r.issue(d); err != nil {
			return err
		}
	}
	return nil
}
