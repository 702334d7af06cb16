package typology

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// Saga is one case of a typology, or of its innocent twin, in the books.
type Saga struct {
	Typology *Typology
	Innocent bool
	Block    int // in which most of its accounts lie; the others in the next
	Month    int // in which its window begins
	Number   int // from 0, of its block, month and side
	Day      int // first day of its window
	Days     int // length of the window
	Parties  int
	Amount   int64 // hundredths that go into it
}

// MonthDays is the length of what is called a month here. No window is longer.
const MonthDays = 32

// Lookalikes is how many rows of innocent twins there are for a row of a
// typology. Who looks like an offender mostly is none; with as many twins as
// cases, boosted trees with graph features found the cases (package gate).
const Lookalikes = 2

// defaultIllicit is the share of SAML-D and AMLworld, rounded, in millionths.
const defaultIllicit = 1000

// Months returns the first month of the books and the month after the last. Sagas
// of month -1 began before the books and reach into them, so that their first
// days look like all others; those of the last are cut by their end.
func (b *Book) Months() (from, to int) {
	return -1, (b.w.Emoney.Days + MonthDays - 1) / MonthDays
}

// Sagas calls visit for every saga of a block and month, with its transfers:
// cases of typologies until they are the illicit share of the rows of so many
// days, and innocent twins until they are Lookalikes times that. A last saga that would go beyond the share
// is taken as often as keeps it right on average. The list is good for the visit.
func (b *Book) Sagas(block, month int, visit func(saga *Saga, list []Planned)) {
	e := &b.w.Emoney
	days := min(MonthDays, e.Days-month*MonthDays)
	if first, last := b.Months(); month < first || month >= last {
		return
	}
	illicit := e.Illicit
	if illicit == 0 {
		illicit = defaultIllicit
	}
	// In millionths of a row, so that small books get their share too.
	want := e.Rows * illicit / int64(e.Days) * int64(days) / int64(e.Blocks())
	for _, innocent := range []bool{false, true} {
		if innocent {
			want *= Lookalikes
		}
		rows := int64(0)
		for n := 0; rows < want; n++ {
			saga := Saga{Innocent: innocent, Block: block, Month: month, Number: n}
			s := b.plan.Stream(saga.entity(), side(innocent))
			b.draw(&saga, days, s)
			list := b.Expand(&saga)
			size := int64(len(list)) * 1_000_000
			if rows+size > want && !s.Chance(want-rows, size) {
				break
			}
			rows += size
			visit(&saga, list)
		}
	}
}

// side keeps the draws of cases and of twins apart.
func side(innocent bool) uint32 {
	if innocent {
		return 1
	}
	return 0
}

// entity is where the draws of a saga lie.
func (s *Saga) entity() uint64 {
	return uint64(s.Block)<<40 | uint64(s.Month+1)<<24 | uint64(s.Number)
}

// draw sets what a saga is; days is how many its month has.
func (b *Book) draw(saga *Saga, days int, s *stream.Stream) {
	t := stream.Pick(s, b.all)
	saga.Typology, saga.Days = t, t.Days+s.IntN(min(t.Days, MonthDays-1-t.Days))
	saga.Day = saga.Month*MonthDays + s.IntN(days)
	saga.Parties = int(s.Between(int64(t.Least), int64(t.Most)))
	if t.own {
		saga.Amount = int64(saga.Parties) * world.PayUnit(b.people(saga)[0], b.habits) * s.Between(16, 40)
		return
	}
	// A heavy tail: a party brings 60 TK or more, P(x ≥ k·60) = 1/k², at most 3,840.
	tail := min(1<<16/s.Between(1<<4, 1<<16), 1<<16/s.Between(1<<4, 1<<16), 64)
	saga.Amount = int64(saga.Parties) * (60_00*tail + s.Int64N(60_00))
}

// Name is how the truth calls a saga.
func (s *Saga) Name() string {
	name := s.Typology.Name
	if s.Innocent {
		name += "-twin"
	}
	return fmt.Sprintf("%s-%d-%d-%d", name, s.Block, s.Month+1, s.Number)
}

// Ref names transfer n (its number in Expand).
func (s *Saga) Ref(n int) world.Ref { return world.Ref(fmt.Sprintf("transfer:%s/%d", s.Name(), n)) }

// Entity is where the draws of transfer n lie that are not the saga's own.
func (s *Saga) Entity(n int) (entity uint64, period uint32) {
	return s.entity()<<1 | uint64(side(s.Innocent)), uint32(n)
}

// Facts are the facts of every planted transfer that the books show: an event
// each, with saga, step and cause.
func Facts(w *world.World) []world.Fact {
	var out []world.Fact
	for batch := range Batches(w) {
		out = slices.AppendSeq(out, batch.Facts)
	}
	return out
}

// Batches are Facts by block and month. Their number grows with the rows, and
// a haystack has too many of them to hold.
func Batches(w *world.World) iter.Seq[world.FactBatch] {
	return func(yield func(world.FactBatch) bool) {
		e := w.Emoney
		if e.Accounts == 0 {
			return
		}
		b := NewBook(w)
		from, to := b.Months()
		for block := range e.Blocks() {
			for month := from; month < to; month++ {
				if !yield(world.FactBatch{Parts: b.parts(block, month), Facts: b.facts(block, month)}) {
					return
				}
			}
		}
	}
}

// parts are those in which transfers of a block's and month's sagas can stand:
// of its accounts and of those of the next block, from the day before the month,
// when somebody tops up, to the end of the windows that begin on its last day.
func (b *Book) parts(block, month int) []int {
	e := b.w.Emoney
	var out []int
	for _, k := range slices.Compact([]int{block, (block + 1) % e.Blocks()}) {
		for day := max(month*MonthDays-1, 0); day < min((month+2)*MonthDays, e.Days); day++ {
			out = append(out, e.Part(k, day))
		}
	}
	return out
}

// facts are those of the sagas of a block and month.
func (b *Book) facts(block, month int) iter.Seq[world.Fact] {
	return func(yield func(world.Fact) bool) {
		more := true
		b.Sagas(block, month, func(saga *Saga, list []Planned) {
			for n, r := range list {
				if r.Cause != Decision && !b.within(list[r.Cause]) {
					r.Cause = Decision // the truth speaks of nothing before the books
				}
				if more && b.within(r) {
					more = yield(saga.fact(n, r))
				}
			}
		})
	}
}

// fact says what transfer n of a saga is.
func (s *Saga) fact(n int, r Planned) world.Fact {
	why := "decision:" + s.Typology.Name
	switch {
	case r.Cause != Decision:
		why = string(s.Ref(r.Cause))
	case s.Innocent:
		why = "decision:" + strings.ReplaceAll(s.Typology.Twin, " ", "-")
	}
	return world.Fact{
		Kind: truth.Event, Ref: s.Ref(n), Type: "transfer", Role: s.Typology.Name, Difficulty: 4, Proof: []world.Ref{s.Ref(n)},
		Innocent: s.Innocent, Cause: world.Cause{Saga: s.Name(), Step: r.Step, Cause: why},
	}
}
