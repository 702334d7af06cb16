package record

import "math/bits"

// Shapes counts what the transactions of a ledger look like to whoever reads
// them, and needs no memory for it: by the constants below.
type Shapes [12]int64

// What is counted.
const (
	Txs            = iota // without those that make new money
	OneInTwoOut           // one input, two outputs
	SelfTransfers         // one input, one output
	Consolidations        // three inputs and more, one output
	OneOut
	TwoOuts
	SomeOuts // three to nine
	ManyOuts // ten and more
	Outs
	Fine  // outputs whose last digit of satoshi is not nought
	Money // outputs that are whole units of money at the price of the day
	Bare  // of these, the ones that are not round on chain: no thousands of satoshi
)

// Tx counts a transaction with so many inputs and outputs.
func (s *Shapes) Tx(ins, outs int) {
	s[Txs]++
	switch {
	case outs == 1:
		s[OneOut]++
	case outs == 2:
		s[TwoOuts]++
	case outs < 10:
		s[SomeOuts]++
	default:
		s[ManyOuts]++
	}
	switch {
	case ins == 1 && outs == 2:
		s[OneInTwoOut]++
	case ins == 1 && outs == 1:
		s[SelfTransfers]++
	case ins > 2 && outs == 1:
		s[Consolidations]++
	}
}

// Out counts an output of so many satoshi. The price is that of the day: what a
// coin of 100,000,000 satoshi costs, in hundredths of a unit of money.
func (s *Shapes) Out(sat, price int64) {
	s[Outs]++
	if sat%10 != 0 {
		s[Fine]++
	}
	if whole(sat, price) {
		s[Money]++
		if sat%1000 != 0 {
			s[Bare]++
		}
	}
}

// whole says that an amount is what a whole number of units of money comes to,
// to the nearest satoshi.
func whole(sat, price int64) bool {
	const coin = 100_000_000
	if sat <= 0 || price <= 0 {
		return false
	}
	units := muldiv(sat, price, 100*coin)
	return units > 0 && muldiv(units, 100*coin, price) == sat
}

// muldiv is a·b/c to the nearest; none is negative, and the result must fit.
func muldiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	lo, carry := bits.Add64(lo, uint64(c/2), 0)
	q, _ := bits.Div64(hi+carry, lo, uint64(c))
	return int64(q)
}
