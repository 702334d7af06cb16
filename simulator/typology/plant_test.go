package typology_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

const dayMS = 24 * 3600 * 1000

func planted(t *testing.T, seed byte, e world.Emoney) *world.World {
	t.Helper()
	w := &world.World{Key: stream.NewKey([16]byte{15: seed}), Start: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), Emoney: e}
	if err := e.Check(); err != nil {
		t.Fatal(err)
	}
	return w
}

// sagas calls visit for every saga of a world.
func sagas(w *world.World, visit func(s *typology.Saga, list []typology.Planned)) {
	b := typology.NewBook(w)
	from, to := b.Months()
	for block := range w.Emoney.Blocks() {
		for month := from; month < to; month++ {
			b.Sagas(block, month, visit)
		}
	}
}

// The planted rows inside the books are about the share that was asked for, the
// edges of the books included; twins Lookalikes times that; every typology is on both sides.
func TestShare(t *testing.T) {
	for _, e := range []world.Emoney{
		{Accounts: 20_000, Days: 60, Rows: 4_000_000},
		{Accounts: 20_000, Days: 60, Rows: 8_000_000, Illicit: 200},
		{Accounts: 20_000, Days: 70, Rows: 1_000_000, Illicit: 20_000},
		{Accounts: 1000, Days: 1, Rows: 400_000, Illicit: 20_000},
	} {
		w := planted(t, 1, e)
		want := e.Rows * max(e.Illicit, 200) / 1_000_000
		if e.Illicit == 0 {
			want = e.Rows / 1000
		}
		var rows [2]int64
		seen := map[string]int{}
		sagas(w, func(s *typology.Saga, list []typology.Planned) {
			who := 0
			if s.Innocent {
				who = 1
			}
			for _, r := range list {
				if r.At >= 0 && r.At < int64(e.Days)*dayMS {
					rows[who]++
				}
			}
			seen[s.Typology.Name] |= 1 << who
		})
		for who, n := range rows {
			want := want
			if who == 1 {
				want *= typology.Lookalikes
			}
			if 100*n < 85*want || 100*n > 115*want {
				t.Errorf("%+v: %d rows on side %d, want about %d", e, n, who, want)
			}
		}
		for _, ty := range typology.All() {
			if seen[ty.Name] != 3 {
				t.Errorf("%+v: %s is planted on the sides %b", e, ty.Name, seen[ty.Name])
			}
		}
	}
}

// The money of a saga is its own: nobody pays what the saga has not brought him,
// effects follow causes, kinds fit the ends.
func TestExpandMoney(t *testing.T) {
	w := planted(t, 2, world.Emoney{Accounts: 3000, Days: 30, Rows: 60_000_000, Illicit: 1000})
	e := w.Emoney
	if e.Blocks() != 3 {
		t.Fatalf("%d blocks", e.Blocks())
	}
	sagas(w, func(s *typology.Saga, list []typology.Planned) {
		if again := typology.NewBook(w).Expand(s); !slices.Equal(list, again) {
			t.Fatalf("%s is not the same again", s.Name())
		}
		holds := map[int]int64{}
		for n, r := range list {
			if r.From != typology.Outside {
				if holds[r.From] -= r.Amount; holds[r.From] < 0 {
					t.Errorf("%s/%d: %d pays what he does not have", s.Name(), n, r.From)
				}
			}
			holds[r.To] += r.Amount
			home := max(r.From, 0)
			if r.From == typology.Outside {
				home = r.To
			}
			if from, to := e.Block(r.Block); home < from || home >= to || (r.Block != s.Block && r.Block != (s.Block+1)%e.Blocks()) {
				t.Errorf("%s/%d: entered in block %d, a saga of block %d", s.Name(), n, r.Block, s.Block)
			}
			if want := world.KindOf(r.From < 0, r.To < 0, r.To >= 0 && world.Business(r.To)); r.Kind != want {
				t.Errorf("%s/%d: kind %s, want %s", s.Name(), n, r.Kind.Code(), want.Code())
			}
			if n > 0 && r.At < list[n-1].At || r.Cause != typology.Decision && r.Cause >= n {
				t.Errorf("%s/%d: is not in order", s.Name(), n)
			}
			if r.At < int64(s.Day-1)*dayMS || r.At >= int64(s.Day+s.Days)*dayMS {
				t.Errorf("%s/%d: lies outside its window", s.Name(), n)
			}
		}
	})
}

// A saga is drawn by its number: more of them change none, and their facts stand.
func TestSagasAreByPosition(t *testing.T) {
	few := planted(t, 3, world.Emoney{Accounts: 5000, Days: 20, Rows: 200_000, Illicit: 1000})
	many := planted(t, 3, world.Emoney{Accounts: 5000, Days: 20, Rows: 200_000, Illicit: 5000})
	larger := map[string]typology.Saga{}
	sagas(many, func(s *typology.Saga, _ []typology.Planned) { larger[s.Name()] = *s })
	sagas(few, func(s *typology.Saga, _ []typology.Planned) {
		got, ok := larger[s.Name()]
		if got.Typology = s.Typology; !ok || got != *s {
			t.Errorf("%s is another one in a larger plan: %+v, %+v", s.Name(), *s, got)
		}
	})
	refs := map[world.Ref]bool{}
	guilty := 0
	for _, f := range typology.Facts(few) {
		if refs[f.Ref] || f.Cause.Saga == "" || f.Cause.Step == "" || f.Cause.Cause == "" || len(f.Proof) != 1 || f.Proof[0] != f.Ref {
			t.Errorf("%+v", f)
		}
		if strings.Contains(f.Cause.Saga, "-twin-") != f.Innocent {
			t.Errorf("%s: innocent %v", f.Cause.Saga, f.Innocent)
		}
		refs[f.Ref] = true
		if !f.Innocent {
			guilty++
		}
	}
	if sides := typology.Lookalikes + 1; guilty < 150 || 5*guilty*sides > 6*len(refs) || 5*guilty*sides < 4*len(refs) {
		t.Errorf("%d of %d facts are of typologies", guilty, len(refs))
	}
}

// Books that cannot be are refused with the field; no books are nothing.
func TestCheck(t *testing.T) {
	ok := world.Emoney{Accounts: 1000, Days: 1, Rows: 1000}
	for field, edit := range map[string]func(*world.Emoney){
		"accounts": func(e *world.Emoney) { e.Accounts = 999 }, "days": func(e *world.Emoney) { e.Days = 367 },
		"rows": func(e *world.Emoney) { e.Rows = 0 }, "illicit": func(e *world.Emoney) { e.Illicit = 100 },
	} {
		e := ok
		edit(&e)
		if err := e.Check(); err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := (world.Emoney{}).Check(); err != nil || typology.Facts(&world.World{}) != nil {
		t.Errorf("no books: %v", err)
	}
}

// Blocks deal the accounts out without a gap, a year of ten million included.
func TestBlocks(t *testing.T) {
	for _, e := range []world.Emoney{
		{Accounts: 1000, Days: 1, Rows: 1000},
		{Accounts: 20_000, Days: 1, Rows: 100_000_000},
		{Accounts: 10_000_000, Days: 365, Rows: 3_000_000_000},
		{Accounts: 70_001, Days: 7, Rows: 7},
		{Accounts: 99_999, Days: 3, Rows: 7_000_000},
	} {
		next := 0
		for b := range e.Blocks() {
			from, to := e.Block(b)
			if from != next || to-from < 1000 || to-from > 1<<15 {
				t.Errorf("%+v: block %d is %d to %d", e, b, from, to)
			}
			for _, a := range []int{from, (from + to) / 2, to - 1} {
				if got := e.BlockOf(a); got != b {
					t.Errorf("%+v: account %d is said to be in block %d, not %d", e, a, got, b)
				}
			}
			next = to
		}
		if next != e.Accounts {
			t.Errorf("%+v: blocks end at %d", e, next)
		}
	}
}
