package ledger

import (
	"fmt"
	"testing"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// holding is a purse with coins of these amounts, the oldest first, that
// selects by a strategy.
func holding(habit strategy, sats ...int64) *purse {
	p := &purse{kind: keys.P2WPKH, habit: habit}
	for i, sat := range sats {
		p.coins = append(p.coins, coin{vout: uint32(i), sat: sat})
	}
	return p
}

func TestSelection(t *testing.T) {
	draw := stream.NewKey([16]byte{3}).Domain("test").Stream(0, 0)
	const fee = 100 // of an input
	for _, v := range []struct {
		habit strategy
		name  string
		want  string // amounts taken, by the definition of the strategy
		sats  []int64
		pay   int64
	}{
		{single, "single: the smallest that is enough", "[60000]", []int64{90_000, 60_000, 30_000, 40_000}, 50_000},
		{single, "single: else the largest", "[90000 60000]", []int64{90_000, 60_000, 30_000, 40_000}, 120_000},
		{largestFirst, "largest first", "[90000]", []int64{60_000, 90_000, 30_000, 40_000}, 50_000},
		{largestFirst, "largest first, two", "[60000 90000]", []int64{60_000, 90_000, 30_000, 40_000}, 100_000},
		{oldestFirst, "oldest first", "[30000 60000]", []int64{30_000, 60_000, 90_000}, 80_000},
		{exactMatch, "a set without change", "[40000 30000]", []int64{90_000, 60_000, 40_000, 30_000}, 70_000 - 2*fee},
		{exactMatch, "the closer set", "[50000 20100]", []int64{40_000, 30_900, 50_000, 20_100}, 70_100 - 2*fee},
		{knapsack, "the sum of all", "[30000 20000 10000]", []int64{90_000, 30_000, 20_000, 10_000}, 60_000 - 3*fee},
		{knapsack, "one that is larger", "[90000]", []int64{5_000, 90_000, 4_000, 95_000}, 70_000},
		{knapsack, "not enough", "[]", []int64{5_000, 4_000}, 70_000},
		{exactMatch, "the fee of the inputs is too much", "[]", []int64{500, 500}, 900},
	} {
		e := selector{room: new(space)}
		p := holding(v.habit, v.sats...)
		got := []int64{}
		for _, c := range e.choose(p, 1, bill{target: v.pay, input: fee, change: 0}, draw) {
			got = append(got, c.sat)
		}
		if fmt.Sprint(got) != v.want {
			t.Errorf("%s: %v for %d out of %v, want %s", v.name, got, v.pay, v.sats, v.want)
		}
		if len(got)+len(p.coins) != len(v.sats) {
			t.Errorf("%s: %d taken and %d left of %d", v.name, len(got), len(p.coins), len(v.sats))
		}
	}
}

// TestExactMatchFindsWhatThereIs compares Branch and Bound with trying every
// subset, on purses of ten coins.
func TestExactMatchFindsWhatThereIs(t *testing.T) {
	draw := stream.NewKey([16]byte{4}).Domain("test").Stream(0, 0)
	matches := 0
	for round := range 400 {
		var sats []int64
		for range 10 {
			sats = append(sats, draw.Between(3_000, 90_000))
		}
		want := bill{target: draw.Between(20_000, 200_000), input: 100, change: 130}
		closest := int64(-1)
		for set := 1; set < 1<<10; set++ {
			var sum int64
			for i, sat := range sats {
				if set>>i&1 == 1 {
					sum += sat - want.input
				}
			}
			if over := sum - (want.target - want.change); over >= 0 && sum < want.target+dust && (closest < 0 || over < closest) {
				closest = over
			}
		}
		e := selector{room: new(space)}
		p := holding(exactMatch, sats...)
		var all int64
		for i, c := range p.coins {
			e.free = append(e.free, candidate{i, c.sat - want.input})
			all += c.sat - want.input
		}
		if all < want.target {
			continue
		}
		found := e.withoutChange(want)
		if found != (closest >= 0) {
			t.Fatalf("round %d: found %v, the closest subset is %d above", round, found, closest)
		}
		if !found {
			continue
		}
		matches++
		var sum int64
		for i, yes := range e.best {
			if yes {
				sum += e.free[i].value
			}
		}
		if sum-(want.target-want.change) != closest {
			t.Errorf("round %d: %d above, the closest subset is %d above", round, sum-(want.target-want.change), closest)
		}
	}
	if matches < 50 {
		t.Errorf("%d matches, that proves nothing", matches)
	}
}
