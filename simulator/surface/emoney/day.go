package emoney

import (
	"encoding/binary"
	"math/bits"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

const (
	batch   = 1024    // rows handed to the writers at once
	memory  = 1 << 16 // payers of whom some pay again
	drawn   = 32      // bytes drawn for a row
	clockAt = 1 << 12 // the mean gap between rows, in the gaps' unit
	reserve = 300_00  // of the institution for each row of a day, so that accounts can be topped up
	topStep = 50_00   // what people round a top-up to
	settles = 20_00   // the least that a business has paid out at night
	daily   = 1 << 10 // weights of weekdays are thousandths of about this
)

// weekdays is how much is paid on each day of the week, Sunday first, of daily.
var weekdays = [7]int64{860, 985, 980, 1000, 1040, 1180, 1120}

// day makes the rows of one day of one block. What changes while it runs is
// here and nowhere else; a day begins from what the block says, so days are
// independent of each other.
type day struct {
	held    *held
	b       *block // the held one
	number  int
	rowKeys stream.Domain
	extras  *stream.Stream
	numbers numbering
	due     []due
	room    []int64 // what each account may pay yet: its limit, and what came in today
	payers  []int32
	reserve int64 // what the institution may hand out for top-ups that nobody planned
	topped  uint32
	draws   []byte
	rows    []row
	flush   func([]row) error
	planted func(*due)
	buffers [][]byte
	err     error
}

// run draws the day in time order: everyday payments as a Poisson process whose
// rate follows the hours, with what is due merged in.
func (d *day) run() error {
	b := d.b
	d.room = sized(d.room, len(b.accounts))
	for i := range d.room {
		d.room[i] = b.accounts[i].limit
	}
	d.payers, d.rows, d.topped, d.err = d.payers[:0], d.rows[:0], 0, nil
	rows := b.rows * weekdays[b.ledger.date(d.number).Weekday()] / daily
	d.reserve = b.reserve()
	inOrder(d.due)
	next := 0
	n, clock := uint32(0), newClock(rows)
	for ; ; n++ {
		draw := d.draw(n)
		at, ok := clock.after(stream.Quantile(&gaps, draw[0]))
		for next < len(d.due) && (!ok || d.due[next].at <= at) {
			d.enter(&d.due[next])
			next++
		}
		if !ok || d.err != nil {
			break
		}
		d.everyday(n, at, draw)
	}
	d.send()
	return d.err
}

// reserve bounds what unplanned top-ups take out of the institution's account a day.
func (b *block) reserve() int64 { return (b.rows + 64) * reserve }

// draw returns the four times 64 bits of row n.
func (d *day) draw(n uint32) [4]uint64 {
	const rows = 1 << 11
	if d.draws == nil {
		d.draws = make([]byte, rows*drawn)
	}
	if n%rows == 0 {
		d.rowKeys.Fill(d.draws, uint64(d.b.index), uint32(d.number), 2*n)
	}
	p := d.draws[n%rows*drawn:][:drawn]
	return [4]uint64{
		binary.LittleEndian.Uint64(p), binary.LittleEndian.Uint64(p[8:]), binary.LittleEndian.Uint64(p[16:]), binary.LittleEndian.Uint64(p[24:]),
	}
}

// everyday makes one payment of ordinary life. The draw's first word gives the
// gap (16 bits), whether a recent payer pays again (16) and which (32); the
// second the payer; the third the id; the fourth what it is.
func (d *day) everyday(n uint32, at int64, draw [4]uint64) {
	b := d.b
	payer := d.payer(n, draw[0]>>16, draw[1])
	h := &b.accounts[payer]
	what := draw[3]
	size := world.PaySize(what >> 16)
	r := d.row()
	r.id, r.ms = draw[2], int32(at)
	local := int32(-1) // the payee, if it is of this block
	switch kind := what & 0xff; {
	case kind < 165 && payer%20 != 0 || kind < 128: // at a shop
		local = d.shop(h, payer, what, draw[1])
		r.kind, r.amount = world.PayBusiness, h.unit*size>>8
	case kind < 240: // to somebody
		r.kind, r.amount = world.PayPerson, 3*h.unit*size>>8
		to := d.person(h, payer, what, draw[1])
		if local = int32(to - b.base); local < 0 || int(local) >= len(b.accounts) {
			local = -1
			r.to = d.numbers.of(to)
		}
	case kind < 248:
		d.topUp(r, payer, world.Coins(world.TopUp, 6*h.unit*size>>8, what>>32))
		return
	default: // what came in today goes to the bank
		r.kind, r.amount = world.Payout, min(d.room[payer]-h.limit, 20*h.unit*size>>8)
		if r.amount < 100 {
			r.amount = 2 * h.unit * size >> 8
		}
	}
	r.amount = world.Coins(r.kind, r.amount, what>>32)
	if d.room[payer] < r.amount {
		// It tops up first; the payment keeps its place after it.
		pay := *r
		lacks := pay.amount - d.room[payer] + h.unit
		d.topped++
		r.id, _ = d.extras.Draw(uint64(b.index), uint32(d.number), d.topped)
		if !d.topUp(r, payer, (lacks+topStep-1)/topStep*topStep) {
			return
		}
		r = d.row()
		*r = pay
	}
	d.room[payer] -= r.amount
	r.from = h.number
	switch {
	case r.kind == world.Payout:
		r.to = b.float
	case local >= 0:
		d.room[local] += r.amount
		r.to = b.accounts[local].number
	}
	d.done()
}

// payer draws who pays: by weight, or one who has paid before. How far back
// follows a power law, so payments come in bursts that no hour explains.
func (d *day) payer(n uint32, again, fresh uint64) int32 {
	b := d.b
	payer := int32(fresh >> 32 * uint64(len(b.accounts)) >> 32)
	if uint32(fresh) >= b.threshold[payer] {
		payer = int32(b.alias[payer])
	}
	if back := 1 + again>>16&(memory-1)>>(again>>4&15); again&15 < 5 && back <= uint64(n) {
		payer = d.payers[(uint64(n)-back)&(memory-1)]
	}
	if len(d.payers) < memory {
		d.payers = append(d.payers, payer)
	} else {
		d.payers[n&(memory-1)] = payer
	}
	return payer
}

// shop draws where an account buys: one of its usual shops, or any.
func (d *day) shop(h *habits, payer int32, what, other uint64) int32 {
	to := h.shops[what>>8&3]
	if what>>10&3 == 0 {
		to = d.b.shop(other*0x9e3779b97f4a7c15 ^ what)
	}
	if to == payer { // a shop does not buy from itself
		if to = d.b.businesses[0]; to == payer {
			to = d.b.businesses[1]
		}
	}
	return to
}

// person draws whom an account pays: a friend, or one time in four somebody it
// has never met, for a bicycle or a shared lunch. Without them a payment to a
// stranger would tell what is planted.
func (d *day) person(h *habits, payer int32, what, other uint64) int {
	n := uint64(len(d.b.accounts))
	if to := d.b.base + int((other*0x9e3779b97f4a7c15^what)>>32*n>>32); what>>48&3 == 0 && to != d.b.base+int(payer) && !world.Business(to) {
		return to
	}
	return int(h.friends[bits.TrailingZeros64(what>>8|1<<7)])
}

// topUp enters a top-up; false where the institution's reserve of the day is spent.
func (d *day) topUp(r *row, payer int32, amount int64) bool {
	if d.reserve < amount {
		d.rows = d.rows[:len(d.rows)-1]
		return false
	}
	d.reserve -= amount
	d.room[payer] += amount
	r.kind, r.amount, r.from, r.to = world.TopUp, amount, d.b.float, d.b.accounts[payer].number
	d.done()
	return true
}

// enter enters what is due. It was reserved, or planted with its own money.
func (d *day) enter(x *due) {
	b := d.b
	amount := x.amount
	if x.settle {
		i := int(x.from) - b.base
		if amount = d.room[i] - b.accounts[i].limit; amount < settles {
			return
		}
		d.room[i] -= amount
	}
	r := d.row()
	r.id, r.ms, r.kind, r.amount, r.from, r.to = x.id, int32(x.at), x.kind, amount, b.float, b.float
	if x.from != outside {
		r.from = d.text(int(x.from))
	}
	if x.to != outside {
		r.to = d.text(int(x.to))
		if i := int(x.to) - b.base; x.credit && i >= 0 && i < len(d.room) {
			d.room[i] += amount
		}
	}
	if x.saga != nil || x.story != nil {
		d.planted(x)
	}
	d.done()
}

// text is an account's number, of this block or another.
func (d *day) text(account int) Number {
	if i := account - d.b.base; i >= 0 && i < len(d.b.accounts) {
		return d.b.accounts[i].number
	}
	return d.numbers.of(account)
}

// row is the next free one.
func (d *day) row() *row {
	d.rows = append(d.rows, row{})
	return &d.rows[len(d.rows)-1]
}

func (d *day) done() {
	if len(d.rows) >= batch {
		d.send()
	}
}

func (d *day) send() {
	if d.err == nil && len(d.rows) > 0 {
		d.err = d.flush(d.rows)
	}
	d.rows = d.rows[:0]
}
