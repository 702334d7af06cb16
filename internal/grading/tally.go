package grading

import (
	"math/big"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/truth"
)

// PRF is precision, recall, F1 and F0.5 with what lies behind them: finding ids
// that were right (tp) or wrong (fp), fact ids that were missed (fn).
type PRF struct {
	P   string   `json:"p"`
	R   string   `json:"r"`
	F1  string   `json:"f1"`
	F05 string   `json:"f05"`
	TP  []string `json:"tp"`
	FP  []string `json:"fp"`
	FN  []string `json:"fn"`
}

// tally sums credit of claims over truth elements.
type tally struct {
	by         time.Time
	claims     int      // claims made
	earned     *big.Rat // credit over claims
	found      *big.Rat // weight × credit over visible elements
	sought     *big.Rat // weight of visible elements
	elements   int
	tp, fp, fn []string
}

func newTally(by time.Time) *tally {
	return &tally{by: by, earned: new(big.Rat), found: new(big.Rat), sought: new(big.Rat)}
}

// element enters a truth element with the credit that a claim earned on it, nil for none.
func (t *tally) element(f *truth.Fact, credit *big.Rat) {
	t.elements++
	if !visible(f, t.by) {
		return
	}
	w := whole(weightOf(f))
	t.sought = add(t.sought, w)
	if credit == nil || credit.Sign() == 0 {
		t.fn = append(t.fn, f.ID)
		return
	}
	t.found = add(t.found, mul(w, credit))
}

// claim enters a claim by its finding's id with the credit that it earned.
func (t *tally) claim(id string, credit *big.Rat) {
	t.claims++
	if credit == nil || credit.Sign() == 0 {
		t.fp = append(t.fp, id)
		return
	}
	t.earned = add(t.earned, credit)
	t.tp = append(t.tp, id)
}

// rates are precision and recall. Without claims precision is 0; without
// anything to find yet recall is 1.
func (t *tally) rates() (p, r *big.Rat) {
	r = frac(1, 1)
	if t.sought.Sign() > 0 {
		r = over(t.found, t.sought)
	}
	return over(t.earned, whole(t.claims)), r
}

// empty says that the component has no items: nothing of the kind is in the truth, or
// nothing could be found and nothing was claimed.
func (t *tally) empty() bool {
	return t.elements == 0 || t.sought.Sign() == 0 && t.claims == 0
}

func (t *tally) prf() PRF {
	p, r := t.rates()
	for _, l := range [][]string{t.tp, t.fp, t.fn} {
		slices.SortFunc(l, compareIDs)
	}
	return PRF{
		P: three(p), R: three(r), F1: three(f1(p, r)), F05: three(f05(p, r)),
		TP: filled(t.tp), FP: filled(t.fp), FN: filled(t.fn),
	}
}

// filled is never nil, so that JSON has [] and not null.
func filled[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
