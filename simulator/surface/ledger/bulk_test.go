package ledger

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// bulkFiles writes the parts of a bulk ledger in a given order.
func bulkFiles(tb testing.TB, s Surface, w *world.World, order func(parts int) []int) (string, *dataset.Writer) {
	tb.Helper()
	dir := tb.TempDir()
	out := dataset.NewWriter(dir)
	for _, part := range order(s.Parts(w)) {
		if err := s.Emit(context.Background(), w, part, out); err != nil {
			tb.Fatal(err)
		}
	}
	return dir, out
}

func forward(parts int) []int {
	var list []int
	for i := range parts {
		list = append(list, i)
	}
	return list
}

func backward(parts int) []int {
	list := forward(parts)
	slices.Reverse(list)
	return list
}

// TestBulk reads a bulk ledger as rows of CSV: money is conserved, nothing is
// spent twice, the shapes are those of the signed chain.
func TestBulk(t *testing.T) {
	w := schemes()
	w.Ledger, w.Scale, w.End = world.Bulk, 11_000, start.AddDate(0, 0, 16) // two cells a day
	dir, out := bulkFiles(t, New(1), w, forward)
	files, err := filepath.Glob(filepath.Join(dir, "ledger", "txs-2*.csv"))
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	type output struct {
		address string
		sat     int64
		block   int
	}
	unspent := map[string]output{}
	kinds := map[string]int{}
	byID := map[string][][]string{}
	var txs, rows, oneTwo, merges, batches, exact, outs, old, joins int
	for i, name := range append([]string{filepath.Join(dir, "ledger", "txs-opening.csv")}, files...) {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(name, err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if rows += len(list) - 1; i == 0 {
			rows = 0
		}
		for list = list[1:]; len(list) > 0; {
			n := slices.IndexFunc(list, func(r []string) bool { return r[0] != list[0][0] })
			if n < 0 {
				n = len(list)
			}
			tx := list[:n]
			list = list[n:]
			id := tx[0][0]
			if byID[id] != nil {
				t.Fatalf("%s is there twice", id)
			}
			byID[id] = tx
			var in, outSum int64
			ins, outsHere, aged := 0, 0, false
			same := map[string]int{}
			for _, r := range tx {
				sat, err := strconv.ParseInt(r[6], 10, 64)
				if err != nil || sat <= 0 {
					t.Fatalf("%v", r)
				}
				block, _ := strconv.Atoi(r[1])
				if r[3] == "in" {
					ins++
					in += sat
					if r[7] == "issue" {
						if i > 0 {
							t.Fatalf("money is issued in %s", name)
						}
						continue
					}
					from, ok := unspent[r[7]]
					if !ok || from.sat != sat || from.address != r[5] {
						t.Fatalf("%s: %v spends %+v", name, r, from)
					}
					delete(unspent, r[7])
					aged = aged || block-from.block > 48
					continue
				}
				outSum += sat
				unspent[fmt.Sprintf("%s:%d", id, outsHere)] = output{r[5], sat, block}
				outsHere++
				same[r[6]]++
				if i == 0 {
					continue
				}
				outs++
				if sat%10 != 0 {
					exact++
				}
				kinds[r[5][:1]+fmt.Sprint(len(r[5]))]++
			}
			if outSum > in {
				t.Fatalf("%s makes %d satoshi", id, outSum-in)
			}
			if i == 0 {
				continue // the opening is no day of the economy
			}
			txs++
			switch {
			case ins == 1 && outsHere == 2:
				oneTwo++
			case ins >= 4 && outsHere == 1:
				merges++
			case outsHere >= 4:
				batches++
			}
			if aged {
				old++
			}
			for _, k := range same {
				if k >= 3 && ins >= 3 {
					joins++
					break
				}
			}
		}
	}
	t.Logf("%d rows, %d transactions: 1-in-2-out %d‰, consolidations %d‰, batches %d‰, coinjoins %d, %d‰ of outputs at one satoshi, %d‰ spend coins older than two days, addresses %v",
		rows, txs, oneTwo*1000/txs, merges*1000/txs, batches*1000/txs, joins, exact*1000/outs, old*1000/txs, kinds)
	if txs < 11*5000 || oneTwo*100 < 50*txs || merges*200 < txs || batches*100 < txs || exact*100 < 70*outs || old*50 < txs || joins < 10 {
		t.Error("want 55,000 transactions of the shapes of the signed chain, and coins of all ages")
	}
	for _, p := range w.Payments {
		b, ok := out.Bound(string(p.Ref))
		tx := byID[b.TxID]
		if !ok || tx == nil {
			t.Fatalf("%s is bound to %q", p.Ref, b.TxID)
		}
		found := false
		for _, r := range tx {
			found = found || r[3] == "out" && r[4] == fmt.Sprint(b.Vout) && r[6] == fmt.Sprint(p.AmountSat)
		}
		if !found || b.AmountSat != p.AmountSat {
			t.Errorf("%s: output %d of %s is not the payment: %v", p.Ref, b.Vout, b.TxID, tx)
		}
	}
}

// TestBulkParts: the parts do not know of each other, whether they share memory
// or not.
func TestBulkParts(t *testing.T) {
	w := storyWorld()
	w.Ledger, w.Scale = world.Bulk, 500
	one, a := bulkFiles(t, Surface{}, w, forward)
	two, _ := bulkFiles(t, New(1), w, backward)
	for _, f := range a.Files() {
		x, err := os.ReadFile(filepath.Join(one, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		y, err := os.ReadFile(filepath.Join(two, f.Path))
		if err != nil || !bytes.Equal(x, y) {
			t.Errorf("%s depends on the order of parts (%v)", f.Path, err)
		}
		if n := int64(bytes.Count(x, []byte("\n")) - 1); n != f.Records {
			t.Errorf("%s has %d rows, its entry says %d", f.Path, n, f.Records)
		}
	}
}
