package emoney

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

// A behavioural change is one by the account's own measure, and so is its twin: what
// an account receives in its case is nine to fifty times the median of what it
// otherwise pays in shops and to people, for small and for large accounts alike.
func TestBehaviouralChange(t *testing.T) {
	w := books(t, 5, world.Emoney{Accounts: 1000, Days: 60, Rows: 300_000, Illicit: 20_000})
	s := New(dataset.CSV)
	dir, out := emit(t, s, w, all(s, w))
	planted := map[string]bool{}
	for _, f := range typology.Facts(w) {
		b, _ := out.Bound(string(f.Ref))
		planted[b.Records[0]] = true
	}
	ordinary := map[string][]int64{} // account: what it pays
	files, err := filepath.Glob(filepath.Join(dir, "emoney/transfers/*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		path := "emoney/transfers/" + filepath.Base(name)
		lines(t, name, func(f []string) {
			if kind := f[5]; (kind == world.PayPerson.Code() || kind == world.PayBusiness.Code()) && !planted[path+"#"+f[0]] {
				ordinary[f[2]] = append(ordinary[f[2]], hundredths(t, f[4]))
			}
		})
	}
	numbers, sides := newLedger(w).numbers(), [2]int{}
	var medians []int64
	book := typology.NewBook(w)
	from, to := book.Months()
	for month := from; month < to; month++ {
		book.Sagas(0, month, func(saga *typology.Saga, list []typology.Planned) {
			if saga.Typology.Name != "behavioural-change" {
				return
			}
			var sum, n int64
			account := -1
			for _, r := range list {
				if r.Step == "receive" || r.Step == "price" {
					sum, n, account = sum+r.Amount, n+1, r.To
				}
			}
			number := numbers.of(account)
			pays := ordinary[string(number[:])]
			if len(pays) < 100 { // its median says little
				return
			}
			slices.Sort(pays)
			median := pays[len(pays)/2]
			if mean := sum / n; mean < 9*median || mean > 50*median {
				t.Errorf("%s: receives %d on average, its account's median payment is of %d", saga.Name(), mean, median)
			}
			medians = append(medians, median)
			sides[bit(saga.Innocent)]++
		})
	}
	if slices.Sort(medians); min(sides[0], sides[1]) < 12 || medians[len(medians)-1] < 20*medians[0] {
		t.Errorf("%v cases and twins, of accounts whose medians are %v", sides, medians)
	}
}
