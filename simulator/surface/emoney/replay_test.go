package emoney

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

// The truth is replayed against the books: every planted transfer is one row
// that says what its case says (moment, ends, sum, kind), and has one fact, which
// is innocent if the case is.
func TestTruthIsInTheBooks(t *testing.T) {
	w := books(t, 9, world.Emoney{Accounts: 33_000, Days: 40, Rows: 60_000, Illicit: 20_000})
	s := New(dataset.CSV)
	dir, out := emit(t, s, w, all(s, w))
	rows := map[string]string{} // record: the rest of its row
	names, err := filepath.Glob(filepath.Join(dir, "emoney/transfers/*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		lines(t, name, func(f []string) { rows[filepath.ToSlash(rel)+"#"+f[0]] = strings.Join(f[1:], ",") })
	}
	facts := map[world.Ref]world.Fact{}
	for _, f := range typology.Facts(w) {
		facts[f.Ref] = f
	}
	numbers, book, n := newLedger(w).numbers(), typology.NewBook(w), 0
	number := func(account, block int) string {
		if account == typology.Outside {
			account = w.Emoney.Accounts + block
		}
		x := numbers.of(account)
		return string(x[:])
	}
	from, to := book.Months()
	for block := range w.Emoney.Blocks() {
		for month := from; month < to; month++ {
			book.Sagas(block, month, func(saga *typology.Saga, list []typology.Planned) {
				for i, r := range list {
					at := w.Start.Add(time.Duration(r.At) * time.Millisecond)
					f, ok := facts[saga.Ref(i)]
					if inside := !at.Before(w.Start) && at.Before(w.End); ok != inside {
						t.Fatalf("%s at %s: has a fact: %v", saga.Ref(i), at, ok)
					}
					if !ok {
						continue
					}
					b, _ := out.Bound(string(f.Proof[0]))
					if len(b.Records) != 1 || b.VisibleFrom != at.Unix() {
						t.Fatalf("%s is bound to %+v", f.Ref, b)
					}
					sum := string(appendAmount(nil, r.Amount))
					want := strings.Join([]string{at.Format(time.RFC3339), number(r.From, r.Block), number(r.To, r.Block), sum, r.Kind.Code()}, ",")
					if got := rows[b.Records[0]]; got != want || f.Innocent != saga.Innocent || f.Cause.Step != r.Step {
						t.Errorf("%s (%s, innocent %v) says %s, its row %s", f.Ref, f.Cause.Step, f.Innocent, want, got)
					}
					delete(rows, b.Records[0])
					n++
				}
			})
		}
	}
	if n != len(facts) || n < 2500 {
		t.Errorf("%d rows of %d facts", n, len(facts))
	}
}
