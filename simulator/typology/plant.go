package typology

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// defaultIllicit is the share of SAML-D and AMLworld, rounded, in millionths.
const defaultIllicit = 1000

// Plant draws the sagas of w.Emoney: cases of typologies until their transfers
// are the illicit share of the rows, and as many transfers of innocent twins. A
// saga's window may begin before the books and end after them, so that their
// edges look like their middle. It holds sagas only, some fifty bytes each:
// transfers are made by Expand when they are needed.
func Plant(w *world.World) error {
	e := &w.Emoney
	if err := e.Check(); err != nil {
		return err
	}
	e.Sagas, e.Funding = nil, 0
	if e.Accounts == 0 {
		return nil
	}
	illicit := e.Illicit
	if illicit == 0 {
		illicit = defaultIllicit
	}
	b, plan := NewBook(w), w.Key.Domain("typology/plant")
	funding := make([]int64, e.Blocks())
	for _, innocent := range []bool{false, true} {
		want, n := e.Rows*illicit/1_000_000, 0
		for rows := int64(0); rows < want; n++ {
			saga := b.draw(plan.Stream(uint64(n), side(innocent)), n, innocent)
			kept := int64(0)
			for _, r := range b.Expand(&saga) {
				if r.From == Outside {
					funding[r.Block] += r.Amount
				}
				if b.within(r) {
					kept++
				}
			}
			if rows += kept; kept > 0 {
				e.Sagas = append(e.Sagas, saga)
			}
		}
	}
	slices.SortStableFunc(e.Sagas, func(a, b world.PaySaga) int {
		if a.Block != b.Block {
			return a.Block - b.Block
		}
		return a.Day - b.Day
	})
	e.Funding = slices.Max(funding)
	return nil
}

// side keeps the draws of cases and of twins apart.
func side(innocent bool) uint32 {
	if innocent {
		return 1
	}
	return 0
}

// draw makes saga number n.
func (b *Book) draw(s *stream.Stream, n int, innocent bool) world.PaySaga {
	e := &b.w.Emoney
	t := stream.Pick(s, b.all)
	saga := world.PaySaga{Typology: t.Name, Innocent: innocent, Number: n, Block: s.IntN(e.Blocks()), Days: t.Days + s.IntN(t.Days)}
	saga.Day = 1 - saga.Days + s.IntN(e.Days+saga.Days-1)
	saga.Parties = int(s.Between(int64(t.Least), int64(t.Most)))
	// A heavy tail: a party brings 60 TK or more, P(x ≥ k·60) = 1/k², at most 3,840.
	tail := min(1<<16/s.Between(1<<4, 1<<16), 1<<16/s.Between(1<<4, 1<<16), 64)
	saga.Amount = int64(saga.Parties) * (60_00*tail + s.Int64N(60_00))
	return saga
}

// SagaName is how the truth calls a saga.
func SagaName(saga *world.PaySaga) string {
	name := saga.Typology
	if saga.Innocent {
		name += "-twin"
	}
	return fmt.Sprintf("%s-%d", name, saga.Number)
}

// Ref names transfer n (its number in Expand) of a saga.
func Ref(saga *world.PaySaga, n int) world.Ref {
	return world.Ref(fmt.Sprintf("transfer:%s/%d", SagaName(saga), n))
}

// Facts are the facts of every planted transfer that the books show: an event
// each, with saga, step and cause. Their number grows with the rows, so a world
// that is a haystack and nothing else leaves them out.
func Facts(w *world.World) []world.Fact {
	var out []world.Fact
	b := NewBook(w)
	for i := range w.Emoney.Sagas {
		saga := &w.Emoney.Sagas[i]
		twin := b.byName[saga.Typology].Twin
		for n, r := range b.Expand(saga) {
			if !b.within(r) {
				continue
			}
			why := "decision:" + saga.Typology
			switch {
			case r.Cause != Decision:
				why = string(Ref(saga, r.Cause))
			case saga.Innocent:
				why = "decision:" + strings.ReplaceAll(twin, " ", "-")
			}
			out = append(out, world.Fact{
				Kind: truth.Event, Ref: Ref(saga, n), Type: "transfer", Role: saga.Typology, Difficulty: 4, Proof: []world.Ref{Ref(saga, n)},
				Innocent: saga.Innocent, Cause: world.Cause{Saga: SagaName(saga), Step: r.Step, Cause: why},
			})
		}
	}
	return out
}
