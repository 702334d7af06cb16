package typology

import (
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Planned is a transfer of a saga between accounts.
type Planned struct {
	From, To int   // accounts, or one of them Outside
	Block    int   // of the account in whose books it is entered: the payer's, or the payee's of a top-up
	At       int64 // milliseconds since the books begin; sagas reach beyond both ends
	Amount   int64 // hundredths
	Kind     world.PayKind
	Step     string
	Cause    int // number of an earlier transfer of the saga, or Decision
}

// Book draws the sagas of one world. Not for concurrent use: it draws every saga
// in the memory of the last.
type Book struct {
	w                      *world.World
	all                    []*Typology
	plan, cast, make, fund stream.Domain
	habits                 *stream.Stream // of the accounts

	draft     draft
	needs     []need
	top       []Transfer
	list, out []Planned
	places    places[Planned]
}

// NewBook prepares the draws of a world's sagas.
func NewBook(w *world.World) *Book {
	d := w.Key.Domain
	return &Book{w: w, all: All(), plan: d("typology/plan"), cast: d("typology/cast"), make: d("typology/case"), fund: d("typology/fund"), habits: world.PayHabits(w.Key).Stream(0, 0)}
}

// within says whether a transfer falls into the days of the books.
func (b *Book) within(r Planned) bool {
	return r.At >= 0 && r.At < int64(b.w.Emoney.Days)*day.Milliseconds()
}

// Expand returns the transfers of a saga in time order, the same each time; the
// slice is good until the next.
// Whoever pays more than the saga has brought him by then tops up the day before:
// no saga touches the money of an account's ordinary life.
func (b *Book) Expand(saga *Saga) []Planned {
	t := saga.Typology
	c := Case{Parties: saga.Parties, Days: saga.Days, Amount: saga.Amount}
	n, flag := saga.entity(), side(saga.Innocent)
	list := t.draw(&b.draft, c, saga.Innocent, b.make.Stream(n, flag))
	cast := b.people(saga)
	top := b.topUps(list, c.Parties, b.fund.Stream(n, flag))
	begin := int64(saga.Day) * day.Milliseconds()
	account := func(party int) int {
		if party == Outside {
			return Outside
		}
		return cast[party]
	}
	b.list = b.list[:0]
	for i := range len(top) + len(list) {
		r := list[max(0, i-len(top))]
		if i < len(top) {
			r = top[i]
		}
		p := Planned{
			From: account(r.From), To: account(r.To), At: begin + r.After.Milliseconds(), Amount: r.Amount,
			Kind: t.kind(r.From, r.To, c.Parties), Step: r.Step, Cause: r.Cause,
		}
		if p.Cause != Decision {
			p.Cause += len(top)
		}
		if p.Block = b.w.Emoney.BlockOf(max(p.From, 0)); p.From == Outside {
			p.Block = b.w.Emoney.BlockOf(p.To)
		}
		b.list = append(b.list, p)
	}
	b.out = b.places.sort(b.out, b.list, func(r *Planned) time.Duration { return time.Duration(r.At) }, func(r *Planned) *int { return &r.Cause })
	return b.out
}

// people draws the accounts of a saga: three of four in its block, the others in the next.
func (b *Book) people(saga *Saga) []int {
	e, s := &b.w.Emoney, b.cast.Stream(saga.entity(), side(saga.Innocent))
	cast := make([]int, 0, saga.Parties)
	for len(cast) < saga.Parties {
		block := saga.Block
		if s.Chance(1, 4) {
			block = (block + 1) % e.Blocks()
		}
		from, to := e.Block(block)
		a := from + s.IntN(to-from)
		want := saga.Typology.Business(len(cast), saga.Parties)
		if want && !world.Business(a) {
			a += 20 - a%20
		}
		if a >= to || world.Business(a) != want || slices.Contains(cast, a) {
			continue
		}
		cast = append(cast, a)
	}
	return cast
}

// need is what a party holds of a saga's money, the least that it ever does, and
// when it first pays, below zero for never.
type need struct {
	holds, least int64
	first        time.Duration
}

// topUps gives every party before its first payment what it will lack.
func (b *Book) topUps(list []Transfer, parties int, s *stream.Stream) []Transfer {
	b.needs, b.top = b.needs[:0], b.top[:0]
	for range parties {
		b.needs = append(b.needs, need{first: -1})
	}
	for _, r := range list {
		if r.From != Outside {
			n := &b.needs[r.From]
			if n.holds -= r.Amount; n.first < 0 {
				n.first = r.After
			}
			n.least = min(n.least, n.holds)
		}
		if r.To != Outside {
			b.needs[r.To].holds += r.Amount
		}
	}
	for party, n := range b.needs {
		if n.least == 0 {
			continue
		}
		sum := world.Coins(world.TopUp, -n.least*s.Between(105, 140)/100+50_00, s.Uint64())
		if sum < -n.least {
			sum = (-n.least + 99) / 100 * 100
		}
		before := n.first/day*day - day + world.PayMoment(s)
		b.top = append(b.top, Transfer{Outside, party, before, sum, "fund", Decision})
	}
	return b.top
}
