package ledger

import (
	"cmp"
	"slices"

	"github.com/osint-radar/academy/simulator/stream"
)

// strategy is how a wallet selects the coins of a payment. The names and
// their effects on the set of coins: Erhardt, An Evaluation of Coin Selection
// Strategies, master's thesis, Karlsruhe Institute of Technology, 2016.
type strategy int

const (
	single       strategy = iota // the smallest coin that suffices alone, or else the largest first
	largestFirst                 // leaves dust behind
	oldestFirst                  // first in, first out: shows how old a wallet is
	exactMatch                   // a set that needs no change, see bnb.go, or else knapsack
	knapsack                     // see knapsack.go
)

// bill is what a selection must cover, in satoshi at the payer's fee rate.
type bill struct {
	target int64 // outputs and the fee of a transaction with change and no input
	input  int64 // fee of one input
	change int64 // fee of the change output
}

// candidate is a coin that may be spent: its place in the purse and what it
// adds, which is its amount less the fee of its input.
type candidate struct {
	at    int
	value int64
}

// selector has the scratch space of selections; one for each builder.
type selector struct {
	free []candidate
	at   []int
	best []bool
	now  []bool
	room *space // for what is chosen
}

// choose takes coins of p that cover the bill. It takes nothing and returns
// nil where the purse is too poor.
func (e *selector) choose(p *purse, height int, want bill, s *stream.Stream) []coin {
	e.free = e.free[:0]
	var sum int64
	for i := range p.coins {
		if c := &p.coins[i]; p.spendable(c, height) && c.sat > want.input {
			e.free = append(e.free, candidate{i, c.sat - want.input})
			sum += c.sat - want.input
		}
	}
	if sum < want.target {
		return nil
	}
	switch p.habit {
	case oldestFirst:
		return e.take(p, e.first(want.target))
	case largestFirst:
		return e.take(p, e.largest(want.target))
	case single:
		if n := e.smallestAbove(want.target); n >= 0 {
			e.at = append(e.at[:0], e.free[n].at)
			return e.take(p, e.at)
		}
		return e.take(p, e.largest(want.target))
	case exactMatch, knapsack:
	}
	if len(e.free) > 1 {
		slices.SortFunc(e.free, func(a, b candidate) int {
			if a.value != b.value {
				return cmp.Compare(b.value, a.value)
			}
			return a.at - b.at
		})
	}
	if p.habit == exactMatch && e.withoutChange(want) || e.approximate(want.target, s) {
		return e.take(p, e.chosen(e.best))
	}
	return e.take(p, e.first(want.target))
}

// take moves the coins at these places out of the purse.
func (e *selector) take(p *purse, at []int) []coin {
	return p.take(at, e.room.coins.take(len(at)))
}

// first collects coins in the order of free until they cover the target.
func (e *selector) first(target int64) []int {
	e.at = e.at[:0]
	var sum int64
	for _, c := range e.free {
		e.at = append(e.at, c.at)
		if sum += c.value; sum >= target {
			break
		}
	}
	slices.Sort(e.at)
	return e.at
}

// largest collects the most valuable coins until they cover the target; of
// equal ones the oldest first.
func (e *selector) largest(target int64) []int {
	e.at = e.at[:0]
	for sum := int64(0); sum < target; {
		best := 0
		for i := range e.free {
			if e.free[i].value > e.free[best].value {
				best = i
			}
		}
		e.at = append(e.at, e.free[best].at)
		sum += e.free[best].value
		e.free[best].value = 0 // it is taken
	}
	slices.Sort(e.at)
	return e.at
}

// smallestAbove is the number of the least valuable coin that covers the
// target alone, of equal ones the last; -1: none does.
func (e *selector) smallestAbove(target int64) int {
	n := -1
	for i, c := range e.free {
		if c.value >= target && (n < 0 || c.value <= e.free[n].value) {
			n = i
		}
	}
	return n
}

// chosen turns marks beside free into places, which rise.
func (e *selector) chosen(marks []bool) []int {
	e.at = e.at[:0]
	for i, yes := range marks {
		if yes {
			e.at = append(e.at, e.free[i].at)
		}
	}
	slices.Sort(e.at)
	return e.at
}
