package record

import "testing"

// At 50,000 units a coin, a unit is 2,000 satoshi: 10 units are 20,000, round on
// chain too. At 43,219.87, 250 units are 25,000 / 4,321,987 of a coin, 578,437
// satoshi to the nearest, and a satoshi more is no whole number of units.
func TestShapes(t *testing.T) {
	var s Shapes
	s.Tx(1, 2)
	s.Tx(1, 1)
	s.Tx(3, 1)
	s.Tx(2, 1)
	s.Tx(2, 9)
	s.Tx(1, 10)
	s.Out(20_000, 5_000_000)
	s.Out(578_437, 4_321_987)
	s.Out(578_438, 4_321_987)
	s.Out(0, 4_321_987)
	s.Out(2_100_000_000_000_000, 15_000_000) // all coins there can be, at the highest price
	want := Shapes{Txs: 6, OneInTwoOut: 1, SelfTransfers: 1, Consolidations: 1, OneOut: 3, TwoOuts: 1, SomeOuts: 1, ManyOuts: 1, Outs: 5, Fine: 2, Money: 3, Bare: 1}
	if s != want {
		t.Errorf("counted %v, want %v", s, want)
	}
}
