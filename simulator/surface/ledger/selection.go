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
	free []candidate // most valuable first
	at   []int
	best []bool
	now  []bool
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
	if p.habit == oldestFirst {
		return p.take(e.first(want.target))
	}
	if len(e.free) > 1 {
		slices.SortFunc(e.free, func(a, b candidate) int {
			if a.value != b.value {
				return cmp.Compare(b.value, a.value)
			}
			return a.at - b.at
		})
	}
	switch p.habit {
	case single:
		if n := e.smallestAbove(want.target); n >= 0 {
			e.at = append(e.at[:0], e.free[n].at)
			return p.take(e.at)
		}
	case exactMatch:
		if e.withoutChange(want) || e.approximate(want.target, s) {
			return p.take(e.chosen(e.best))
		}
	case knapsack:
		if e.approximate(want.target, s) {
			return p.take(e.chosen(e.best))
		}
	case largestFirst, oldestFirst:
	}
	return p.take(e.first(want.target))
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

// smallestAbove is the number of the least valuable coin that covers the
// target alone, -1: none does.
func (e *selector) smallestAbove(target int64) int {
	n := -1
	for i, c := range e.free {
		if c.value < target {
			break
		}
		n = i
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
