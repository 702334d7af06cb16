package emoney

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/world"
)

// books plans a world with books and nothing else.
func books(tb testing.TB, seed byte, e world.Emoney) *world.World {
	tb.Helper()
	w := &world.World{Key: stream.NewKey([16]byte{15: seed}), Start: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), Emoney: e}
	w.End = w.Start.AddDate(0, 0, e.Days)
	return w
}

// emit writes parts in the given order and returns the folder and the list of files.
func emit(tb testing.TB, s Surface, w *world.World, parts []int) (string, *dataset.Writer) {
	tb.Helper()
	dir := tb.TempDir()
	out := dataset.NewWriter(dir)
	for _, p := range parts {
		if err := s.Emit(tb.Context(), w, p, out); err != nil {
			tb.Fatal(err)
		}
	}
	return dir, out
}

func all(s Surface, w *world.World) []int {
	parts := make([]int, s.Parts(w))
	for i := range parts {
		parts[i] = i
	}
	return parts
}

// lines calls visit for each row of a CSV file after its header.
func lines(tb testing.TB, path string, visit func(f []string)) {
	tb.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	in := bufio.NewScanner(bytes.NewReader(b))
	in.Scan()
	for in.Scan() {
		visit(strings.Split(in.Text(), ","))
	}
}

func hundredths(tb testing.TB, s string) int64 {
	tb.Helper()
	v, err := strconv.ParseInt(strings.Replace(s, ".", "", 1), 10, 64)
	if err != nil || len(s) < 4 || s[len(s)-3] != '.' {
		tb.Fatalf("%q is no amount", s)
	}
	return v
}

// Nobody is ever overdrawn, each block's file read in any order on its day, and
// what all hold together stays the same. Small, sparse and crowded books.
func TestBalances(t *testing.T) {
	for i, e := range []world.Emoney{
		{Accounts: 1000, Days: 75, Rows: 90_000, Illicit: 20_000},
		{Accounts: 3000, Days: 1, Rows: 600_000},
		{Accounts: 33_000, Days: 3, Rows: 30_000},
		{Accounts: 1000, Days: 1, Rows: 200_000, Illicit: 20_000},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			w := books(t, byte(i), e)
			s := New(dataset.CSV)
			dir, out := emit(t, s, w, all(s, w))
			balance := map[string]int64{}
			var sum int64
			for b := range e.Blocks() {
				lines(t, filepath.Join(dir, accountsPath(b)), func(f []string) {
					if _, twice := balance[f[0]]; twice {
						t.Fatalf("account %s is there twice", f[0])
					}
					balance[f[0]] = hundredths(t, f[3])
					sum += balance[f[0]]
				})
			}
			if len(balance) != e.Accounts+e.Blocks() {
				t.Errorf("%d accounts", len(balance))
			}
			rows, last := int64(0), ""
			for day := range e.Days {
				for k := range e.Blocks() {
					b := (k + day) % e.Blocks() // another order each day
					name := fmt.Sprintf("emoney/transfers/%s-%03d.csv", w.Start.AddDate(0, 0, day).Format("2006-01-02"), b)
					last = ""
					lines(t, filepath.Join(dir, name), func(f []string) {
						if f[1] < last {
							t.Fatalf("%s: %s after %s", name, f[1], last)
						}
						last = f[1]
						amount := hundredths(t, f[4])
						from, ok1 := balance[f[2]]
						_, ok2 := balance[f[3]]
						if !ok1 || !ok2 || f[2] == f[3] || amount < 100 {
							t.Fatalf("%s: %v", name, f)
						}
						if from < amount {
							t.Fatalf("%s: %v pays and has %d", name, f, from)
						}
						balance[f[2]] -= amount
						balance[f[3]] += amount
						rows++
					})
				}
			}
			for _, v := range balance {
				sum -= v
			}
			if sum != 0 {
				t.Errorf("%d hundredths are lost", sum)
			}
			if rows < e.Rows*85/100 || rows > e.Rows*115/100 {
				t.Errorf("%d rows, want about %d", rows, e.Rows)
			}
			for _, f := range typology.Facts(w) {
				if b, ok := out.Bound(string(f.Proof[0])); !ok || len(b.Records) != 1 {
					t.Errorf("%s is in no file", f.Ref)
				}
			}
		})
	}
}
