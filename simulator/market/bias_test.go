package market

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"testing"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Critical values of the chi-square distribution for three tests at one per
// cent together (Bonferroni: 0.01/3 each), by degrees of freedom. For 2 it is
// -2 ln(0.01/3); the others invert the regularised gamma function.
var critical = map[int]float64{2: 11.4076, 4: 15.7771, 5: 17.7096}

// independence is Pearson's statistic of a table with two columns (innocent,
// guilty) and its degrees of freedom.
func independence(table map[string][2]float64) (chi2 float64, df int) {
	var column [2]float64
	for _, row := range table {
		column[0], column[1] = column[0]+row[0], column[1]+row[1]
	}
	n := column[0] + column[1]
	for _, row := range table {
		for side := range column {
			want := (row[0] + row[1]) * column[side] / n
			chi2 += (row[side] - want) * (row[side] - want) / want
		}
	}
	return chi2, len(table) - 1
}

// census counts everybody of 200 worlds who is not an organisation.
func census(t *testing.T, draw func(*stream.Stream) traits) map[string]map[string][2]float64 {
	t.Helper()
	tables := map[string]map[string][2]float64{"nationality": {}, "gender": {}, "age": {}}
	for seed := range 200 {
		s := Spec(fmt.Sprintf("team-%d", seed%3))
		s.Market = world.Market{Networks: 2, Bookings: leastBookings}
		w, err := planWith(s, stream.NewKey([16]byte{14: byte(seed >> 8), 15: byte(seed)}), draw)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range w.People {
			if x.Org {
				continue
			}
			side := 1
			if x.Innocent {
				side = 0
			}
			for attribute, level := range map[string]string{"nationality": x.Nationality, "gender": x.Gender, "age": fmt.Sprint(max(x.Age, 20) / 10)} {
				row := tables[attribute][level]
				row[side]++
				tables[attribute][level] = row
			}
		}
	}
	return tables
}

// Over 200 seeds nationality, gender and age do not predict guilt: chi-square
// tests of independence, one per cent for the three together. Age is in
// decades, the 19-year-olds with those of 20 to 29. The test can fail: where
// one offender in ten is entered under one nationality it does.
func TestNoProtectedAttributePredictsGuilt(t *testing.T) {
	tables := census(t, drawTraits)
	for attribute, table := range tables {
		chi2, df := independence(table)
		limit, ok := critical[df]
		if !ok {
			t.Fatalf("%s has %d levels", attribute, df+1)
		}
		t.Logf("%s: chi-square %.2f, critical %.2f (%d degrees of freedom)", attribute, chi2, limit, df)
		if chi2 > limit {
			t.Errorf("%s predicts guilt: chi-square %.2f, critical %.2f", attribute, chi2, limit)
		}
	}
	biased := maps.Clone(tables["nationality"])
	target := biased["XA"]
	for level, row := range biased {
		if level != "XA" {
			moved := math.Floor(row[1] / 10)
			row[1], target[1] = row[1]-moved, target[1]+moved
			biased[level] = row
		}
	}
	biased["XA"] = target
	if chi2, df := independence(biased); chi2 <= critical[df] {
		t.Errorf("a bias of one in ten is not found: chi-square %.2f, critical %.2f", chi2, critical[df])
	}
}

// Nothing else of a world depends on a protected attribute: with every one
// turned into another, the world is the same to the last field.
func TestBehaviourIsBlind(t *testing.T) {
	other := func(s *stream.Stream) traits {
		t := drawTraits(s)
		t.nationality = map[string]string{"XA": "XF", "XB": "XA", "XC": "XB", "XD": "XC", "XE": "XD", "XF": "XE"}[t.nationality]
		t.gender = map[string]string{"f": "x", "m": "f", "x": "m"}[t.gender]
		t.age = 86 - t.age
		return t
	}
	for seed := range byte(5) {
		var worlds [2]*world.World
		flipped := 0
		for i, draw := range []func(*stream.Stream) traits{drawTraits, other} {
			w, err := planWith(Spec("team-a"), stream.NewKey([16]byte{seed}), draw)
			if err != nil {
				t.Fatal(err)
			}
			worlds[i] = w
		}
		for i := range worlds[0].People {
			a, b := &worlds[0].People[i], &worlds[1].People[i]
			if a.Nationality == b.Nationality || a.Gender == b.Gender {
				t.Fatalf("%s keeps an attribute", a.Ref)
			}
			flipped++
			a.Nationality, a.Gender, a.Age = "", "", 0
			b.Nationality, b.Gender, b.Age = "", "", 0
		}
		if flipped < 100 || !reflect.DeepEqual(worlds[0], worlds[1]) {
			t.Errorf("seed %d: with other attributes of %d people the world is another", seed, flipped)
		}
	}
}
