package emoney

import (
	"cmp"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

const (
	hourMS  = 3_600_000
	dayMS   = 24 * hourMS
	outside = typology.Outside
)

// due is a transfer that stands in the calendar of a day, or is planted in it.
type due struct {
	at       int64 // milliseconds of the day
	id       uint64
	amount   int64 // of a settlement: none, it pays out what came in during the day
	from, to int32 // accounts in the population, or one of them outside
	step     int32 // of a saga's: its number
	kind     world.PayKind
	settle   bool
	credit   bool            // the payee may spend it today
	saga     *typology.Saga  // that planted it, if one did
	story    *world.Transfer // that it is, if the story planted it
}

// ref names a planted transfer; an ordinary one has no name.
func (x *due) ref() world.Ref {
	switch {
	case x.saga != nil:
		return x.saga.Ref(int(x.step))
	case x.story != nil:
		return x.story.Ref
	}
	return ""
}

// purposes of calendar draws; an account has eight.
const (
	income = iota + 1
	order
	save
	settlement
	payrollRun
	payrollTop
)

// entity is where the calendar draws of an account lie.
func (b *block) entity(i, purpose int) uint64 { return uint64(b.base+i)<<3 | uint64(purpose) }

// calendar lists what an ordinary day of the block has in it by date, in no order.
func (b *block) calendar(d stream.Domain, day int, list []due) []due {
	month := uint8(b.ledger.start.AddDate(0, 0, day).Day())
	s := d.Stream(0, 0)
	put := func(i, purpose int, x due) {
		s.Move(b.entity(i, purpose), uint32(day))
		x.id = s.Uint64()
		switch {
		case x.settle:
			x.at = 22*hourMS + s.Int64N(2*hourMS)
		case x.kind == world.Standing:
			x.at = 2*hourMS + s.Int64N(4*hourMS)
		case x.kind == world.Salary:
			x.at += s.Int64N(300_000)
		case x.at == 0:
			x.at = world.PayMoment(s).Milliseconds()
		}
		list = append(list, x)
	}
	payroll := map[int32]int64{} // employer: what it pays today
	for i := range b.accounts {
		h, self := &b.accounts[i], int32(b.base+i)
		if h.payDay == month {
			if h.employer < 0 {
				put(i, income, due{from: outside, to: self, amount: h.income, kind: world.TopUp})
			} else {
				run, _ := s.Draw(b.entity(int(h.employer), payrollRun), uint32(day), 0)
				put(i, income, due{from: int32(b.base) + h.employer, to: self, amount: h.income, kind: world.Salary, at: 6*hourMS + int64(run%(3*hourMS))})
				payroll[h.employer] += h.income
			}
		}
		if h.orderDay == month {
			put(i, order, due{from: self, to: h.orderTo, amount: h.order, kind: world.Standing, credit: true})
		}
		if h.saveDay == month {
			put(i, save, due{from: self, to: outside, amount: h.save, kind: world.Payout})
		}
	}
	for _, i := range b.businesses {
		put(int(i), settlement, due{from: int32(b.base) + i, to: outside, kind: world.Payout, settle: true})
		if sum := payroll[i]; sum > 0 { // the wages come in before they go out
			s.Move(b.entity(int(i), payrollTop), uint32(day))
			x := due{id: s.Uint64(), from: outside, to: int32(b.base) + i, amount: (sum + 999_99) / 1000_00 * 1000_00, kind: world.TopUp}
			x.at = 4*hourMS + s.Int64N(2*hourMS)
			list = append(list, x)
		}
	}
	return list
}

// chunkDays is how many days of planted transfers are drawn at once: those of a month.
const chunkDays = typology.MonthDays

// planted returns the planted transfers of the block in the days of a chunk, by
// day. They take the place of those of another chunk.
func (b *block) planted(chunk int, days [][]due) [][]due {
	l, e := b.ledger, b.ledger.e
	first := chunk * chunkDays
	n := min(chunkDays, e.Days-first)
	if len(days) < n {
		days = append(days, make([][]due, n-len(days))...)
	}
	days = days[:n]
	domain := l.w.Key.Domain("emoney/planted")
	ids := domain.Stream(0, 0)
	expect := int((1 + typology.Lookalikes) * max(e.Illicit, 1000) * b.rows / 1_000_000) // typologies and twins
	for i := range days {
		days[i] = slices.Grow(days[i][:0], expect+expect/4)
	}
	// A window reaches into the next month, and its first top-up into the one before.
	b.sagas(chunk-1, chunk+2, func(saga *typology.Saga, list []typology.Planned) {
		for n, r := range list {
			day := int(r.At/dayMS) - first
			if r.Block != b.index || r.At < 0 || day < 0 || day >= len(days) {
				continue
			}
			entity, period := saga.Entity(n)
			id, _ := ids.Draw(entity, period, 0)
			days[day] = append(days[day], due{
				at: r.At % dayMS, id: id, amount: r.Amount, from: int32(r.From), to: int32(r.To), step: int32(n), kind: r.Kind, saga: saga,
			})
		}
	})
	for i := range l.w.Transfers {
		t := &l.w.Transfers[i]
		at := t.At.Sub(l.start).Milliseconds()
		day := int(at/dayMS) - first
		from, to := l.party(t.From), l.party(t.To)
		if home := e.BlockOf(int(max(from, to*int32(bit(from < 0))))); home != b.index || at < 0 || day < 0 || day >= len(days) {
			continue
		}
		days[day] = append(days[day], due{
			at: at % dayMS, id: domain.Named(string(t.Ref)).Uint64(), amount: t.Amount, from: from, to: to, story: t,
			kind: world.KindOf(from < 0, to < 0, to >= 0 && world.Business(int(to))),
		})
	}
	return days
}

// sagas calls visit for those of the months [from, to) that can have to do with
// accounts of the block: its own and those of the block before.
func (b *block) sagas(from, to int, visit func(saga *typology.Saga, list []typology.Planned)) {
	book, blocks := typology.NewBook(b.ledger.w), b.ledger.e.Blocks()
	for month := from; month < to; month++ {
		book.Sagas(b.index, month, visit)
		if before := (b.index + blocks - 1) % blocks; before != b.index {
			book.Sagas(before, month, visit)
		}
	}
}

func (l *ledger) party(r world.Ref) int32 {
	if a := l.w.PayAccount(r); a != nil {
		return int32(a.Number)
	}
	return outside
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// inOrder sorts by time; ids break ties, so that no place in a file speaks.
func inOrder(list []due) {
	slices.SortFunc(list, func(a, b due) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.id, b.id)) })
}

// date of a day of the books.
func (l *ledger) date(day int) time.Time { return l.start.AddDate(0, 0, day) }
