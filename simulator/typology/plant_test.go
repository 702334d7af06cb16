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
	if err := typology.Plant(w); err != nil {
		t.Fatal(err)
	}
	return w
}

// The planted rows inside the books are the share that was asked for, within a
// case or two; twins as many; every typology occurs on both sides.
func TestPlantShare(t *testing.T) {
	for _, illicit := range []int64{0, 200, 20_000} {
		w := planted(t, 1, world.Emoney{Accounts: 20_000, Days: 60, Rows: 2_000_000, Illicit: illicit})
		want := 2_000_000 * max(illicit, 1000) / 1_000_000
		if illicit == 200 {
			want = 400
		}
		var rows [2]int64
		seen := map[string]int{}
		b := typology.NewBook(w)
		for _, s := range w.Emoney.Sagas {
			who := 0
			if s.Innocent {
				who = 1
			}
			for _, r := range b.Expand(&s) {
				if r.At >= 0 && r.At < 60*dayMS {
					rows[who]++
				}
			}
			seen[s.Typology] |= 1 << who
		}
		for who, n := range rows {
			if n < want || n > want+80 {
				t.Errorf("%d of a million: %d rows on side %d, want %d", illicit, n, who, want)
			}
		}
		if illicit == 20_000 {
			for _, ty := range typology.All() {
				if seen[ty.Name] != 3 {
					t.Errorf("%s: is planted on the sides %b", ty.Name, seen[ty.Name])
				}
			}
		}
	}
}

// The money of a saga is its own: nobody pays what the saga has not brought him,
// effects follow causes, kinds fit the ends, funds stay below what was planned.
func TestExpandMoney(t *testing.T) {
	w := planted(t, 2, world.Emoney{Accounts: 3000, Days: 30, Rows: 60_000_000, Illicit: 1000})
	e := w.Emoney
	if e.Blocks() != 3 {
		t.Fatalf("%d blocks", e.Blocks())
	}
	b := typology.NewBook(w)
	funding := map[int]int64{}
	for i := range e.Sagas {
		s := &e.Sagas[i]
		list := b.Expand(s)
		if again := typology.NewBook(w).Expand(s); !slices.Equal(list, again) {
			t.Fatalf("%s is not the same again", typology.SagaName(s))
		}
		holds := map[int]int64{}
		for n, r := range list {
			if r.From != typology.Outside {
				if holds[r.From] -= r.Amount; holds[r.From] < 0 {
					t.Errorf("%s/%d: %d pays what he does not have", typology.SagaName(s), n, r.From)
				}
			} else {
				funding[r.Block] += r.Amount
			}
			holds[r.To] += r.Amount
			home := max(r.From, 0)
			if r.From == typology.Outside {
				home = r.To
			}
			if from, to := e.Block(r.Block); home < from || home >= to || (r.Block != s.Block && r.Block != (s.Block+1)%e.Blocks()) {
				t.Errorf("%s/%d: entered in block %d, a saga of block %d", typology.SagaName(s), n, r.Block, s.Block)
			}
			if want := world.KindOf(r.From < 0, r.To < 0, r.To >= 0 && world.Business(r.To)); r.Kind != want {
				t.Errorf("%s/%d: kind %s, want %s", typology.SagaName(s), n, r.Kind.Code(), want.Code())
			}
			if n > 0 && r.At < list[n-1].At || r.Cause != typology.Decision && r.Cause >= n {
				t.Errorf("%s/%d: is not in order", typology.SagaName(s), n)
			}
			if r.At < int64(s.Day-1)*dayMS || r.At >= int64(s.Day+s.Days)*dayMS {
				t.Errorf("%s/%d: lies outside its window", typology.SagaName(s), n)
			}
		}
	}
	for block, sum := range funding {
		if sum > e.Funding {
			t.Errorf("block %d is funded with %d, planned %d", block, sum, e.Funding)
		}
	}
}

// A saga is drawn by its number: more of them change none, and their facts stand.
func TestPlantIsByPosition(t *testing.T) {
	few := planted(t, 3, world.Emoney{Accounts: 5000, Days: 20, Rows: 200_000, Illicit: 1000})
	many := planted(t, 3, world.Emoney{Accounts: 5000, Days: 20, Rows: 200_000, Illicit: 5000})
	for _, s := range few.Emoney.Sagas {
		if !slices.Contains(many.Emoney.Sagas, s) {
			t.Errorf("%s is another one in a larger plan", typology.SagaName(&s))
		}
	}
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
	if guilty < 200 || 5*guilty > 3*len(refs) || 5*guilty < 2*len(refs) {
		t.Errorf("%d of %d facts are of typologies", guilty, len(refs))
	}
}

// Books that cannot be are refused with the field; no books are nothing.
func TestPlantRefuses(t *testing.T) {
	ok := world.Emoney{Accounts: 1000, Days: 1, Rows: 1000}
	for field, edit := range map[string]func(*world.Emoney){
		"accounts": func(e *world.Emoney) { e.Accounts = 999 }, "days": func(e *world.Emoney) { e.Days = 367 },
		"rows": func(e *world.Emoney) { e.Rows = 0 }, "illicit": func(e *world.Emoney) { e.Illicit = 100 },
	} {
		e := ok
		edit(&e)
		if err := typology.Plant(&world.World{Emoney: e}); err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	w := &world.World{}
	if err := typology.Plant(w); err != nil || len(w.Emoney.Sagas) != 0 {
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
