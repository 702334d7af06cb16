package grading_test

import (
	"encoding/json"
	"math/big"
	"os"
	"testing"

	"github.com/osint-radar/academy/internal/grading"
)

// published holds the worked values of the sources named in the file.
type published struct {
	Krippendorff struct {
		Ratings [][]*int               `json:"ratings"`
		Alpha   map[string]json.Number `json:"alpha"`
	} `json:"krippendorff_2011"`
	Weighted struct {
		A     []int                  `json:"a"`
		B     []int                  `json:"b"`
		Kappa map[string]json.Number `json:"kappa"`
	} `json:"weighted_kappa"`
	Graph struct {
		Nodes, Links struct {
			Truth     []string    `json:"truth"`
			Submitted []string    `json:"submitted"`
			P         json.Number `json:"precision"`
			R         json.Number `json:"recall"`
			F1        json.Number `json:"f1"`
			F05       json.Number `json:"f05"`
		}
	} `json:"graph"`
	Brier struct {
		P       []json.Number `json:"p"`
		Outcome []int         `json:"outcome"`
		Score   json.Number   `json:"score"`
	} `json:"brier"`
}

func readPublished(t *testing.T) published {
	t.Helper()
	b, err := os.ReadFile("testdata/agreement.json")
	if err != nil {
		t.Fatal(err)
	}
	var p published
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// equal compares at the places that the published value has.
func equal(t *testing.T, what string, got *big.Rat, want json.Number, places int) {
	t.Helper()
	r, ok := new(big.Rat).SetString(want.String())
	if !ok {
		t.Fatalf("%s: no value in the file", what)
	}
	if grading.Decimal(got, places) != grading.Decimal(r, places) {
		t.Errorf("%s: %s, want %s", what, grading.Decimal(got, places+2), want)
	}
}

func TestAlphaKrippendorff2011(t *testing.T) {
	p := readPublished(t)
	for name, m := range map[string]grading.Metric{"nominal": grading.Nominal, "ordinal": grading.Ordinal, "interval": grading.Interval, "ratio": grading.Ratio} {
		got, ok := grading.Alpha(p.Krippendorff.Ratings, m)
		if !ok {
			t.Fatalf("%s is undefined", name)
		}
		equal(t, name, got, p.Krippendorff.Alpha[name], 3)
	}
}

func TestKappaWeighted(t *testing.T) {
	p := readPublished(t)
	for name, w := range map[string]grading.Weighting{"unweighted": grading.Unweighted, "linear": grading.Linear, "quadratic": grading.Quadratic} {
		got, ok := grading.Kappa(p.Weighted.A, p.Weighted.B, w)
		if !ok {
			t.Fatalf("%s is undefined", name)
		}
		equal(t, name, got, p.Weighted.Kappa[name], 4)
	}
}

// Where nothing but agreement was to be expected, the statistic says nothing.
func TestAgreementUndefined(t *testing.T) {
	if _, ok := grading.Kappa([]int{2, 2, 2}, []int{2, 2, 2}, grading.Quadratic); ok {
		t.Error("kappa of one level is defined")
	}
	if _, ok := grading.Kappa(nil, nil, grading.Unweighted); ok {
		t.Error("kappa of nothing is defined")
	}
	two := 2
	if _, ok := grading.Alpha([][]*int{{&two, &two}, {&two, &two}}, grading.Ordinal); ok {
		t.Error("alpha of one value is defined")
	}
	if _, ok := grading.Alpha([][]*int{{&two, nil}, {nil, &two}}, grading.Nominal); ok {
		t.Error("alpha without a pair is defined")
	}
}

func TestBrier(t *testing.T) {
	p := readPublished(t)
	var ps []*big.Rat
	var outcomes []bool
	for i, n := range p.Brier.P {
		r, _ := new(big.Rat).SetString(n.String())
		ps, outcomes = append(ps, r), append(outcomes, p.Brier.Outcome[i] == 1)
	}
	equal(t, "Brier", grading.Brier(ps, outcomes), p.Brier.Score, 3)
}

func TestDecimalHalfEven(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{
		{5, 2000, "0.002"},
		{7, 2000, "0.004"},
		{-5, 2000, "-0.002"},
		{-1, 2000, "0.000"},
		{1, 3, "0.333"},
		{2, 3, "0.667"},
		{1, 1, "1.000"},
		{19999, 2000, "10.000"},
		{-12345, 10, "-1234.500"},
	} {
		if got := grading.Decimal(big.NewRat(c.num, c.den), 3); got != c.want {
			t.Errorf("%d/%d: %s, want %s", c.num, c.den, got, c.want)
		}
	}
	if got := grading.Decimal(big.NewRat(5, 2), 0); got != "2" {
		t.Errorf("5/2 without places: %s", got)
	}
}

func TestRubric(t *testing.T) {
	mark := func(code string, weight, level int) grading.Judgement {
		return grading.Judgement{Criterion: code, Weight: weight, Level: level, Marked: true}
	}
	for _, c := range []struct {
		name   string
		marks  []grading.Judgement
		fails  []string
		mean   string
		passed bool
	}{
		{"all competent", []grading.Judgement{mark("C1", 15, 2), mark("C2", 20, 2)}, nil, "2.000", true},
		{"weight decides", []grading.Judgement{mark("C1", 60, 1), mark("C2", 40, 3)}, nil, "1.800", false},
		{"weight decides the other way", []grading.Judgement{mark("C1", 40, 1), mark("C2", 60, 3)}, nil, "2.200", true},
		{"a zero fails a high mean", []grading.Judgement{mark("C1", 5, 0), mark("C2", 95, 3)}, nil, "2.850", false},
		{"a critical fail", []grading.Judgement{mark("C1", 100, 3)}, []string{"CF4"}, "3.000", false},
		{"absent is not zero", []grading.Judgement{mark("C1", 50, 3), {Criterion: "C2", Weight: 50}}, nil, "", false},
		{"nothing", nil, nil, "", false},
	} {
		got := grading.Rubric(c.marks, c.fails)
		if got.Mean != c.mean || got.Passed != c.passed || got.Passed != (len(got.Reasons) == 0) {
			t.Errorf("%s: %+v, want mean %q passed %v", c.name, got, c.mean, c.passed)
		}
	}
}
