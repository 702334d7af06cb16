package ledger

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
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
	w.Ledger, w.Scale, w.End = world.Bulk, 11_000, start.AddDate(0, 0, 16) // seven towns
	dir, out := bulkFiles(t, New(1), w, forward)
	files, err := filepath.Glob(filepath.Join(dir, "ledger", "txs-0*.csv"))
	if err != nil || len(files) != 7 {
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
	if txs < 11*5000 || oneTwo*100 < 50*txs || merges*200 < txs || batches*100 < txs || exact*100 < 70*outs || old*3 < txs || joins < 10 {
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
// or not, and a file has the same bytes whatever other formats are beside it.
func TestBulkParts(t *testing.T) {
	w := storyWorld()
	w.Ledger, w.Scale = world.Bulk, 500
	one, a := bulkFiles(t, Surface{Formats: dataset.Formats()}, w, forward)
	_, b := bulkFiles(t, New(1, dataset.Parquet, dataset.JSONL, dataset.CSV), w, backward)
	csv, _ := bulkFiles(t, New(1), w, forward)
	if diff := cmp.Diff(a.Files(), b.Files()); diff != "" {
		t.Errorf("files depend on the order of parts or of formats:\n%s", diff)
	}
	var files int
	for _, f := range a.Files() {
		x, err := os.ReadFile(filepath.Join(one, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		n := int64(bytes.Count(x, []byte("\n")))
		switch filepath.Ext(f.Path) {
		case ".csv":
			files++
			n-- // the header
			if z, err := os.ReadFile(filepath.Join(csv, f.Path)); err != nil || !bytes.Equal(x, z) {
				t.Errorf("%s depends on the other formats (%v)", f.Path, err)
			}
		case ".parquet":
			n = worldtest.Parquet(t, filepath.Join(one, f.Path)).NumRows()
		}
		if n != f.Records {
			t.Errorf("%s has %d rows, its entry says %d", f.Path, n, f.Records)
		}
	}
	for _, p := range w.Payments {
		x, _ := a.Bound(string(p.Ref))
		y, _ := b.Bound(string(p.Ref))
		if len(x.Records) != 1 || len(y.Records) != 1 || strings.Replace(x.Records[0], ".csv#", ".parquet#", 1) != y.Records[0] {
			t.Errorf("%s is bound to %v, and to %v where Parquet is the first format", p.Ref, x.Records, y.Records)
		}
	}
	if n := (Surface{}).Parts(w); files != n || len(a.Files()) != 3*n {
		t.Errorf("%d files, %d of CSV, in %d parts", len(a.Files()), files, n)
	}
}

// TestBulkFormats: other programs (encoding/json, and a Parquet library that is
// not the writer's) find in the files of every format the rows of the CSV file, in
// order, and in the Parquet file the types that tools go by.
func TestBulkFormats(t *testing.T) {
	w := storyWorld()
	w.Ledger, w.Scale = world.Bulk, 500_000
	s, busy := New(1, dataset.Parquet, dataset.CSV, dataset.JSONL), 1
	dir, _ := bulkFiles(t, s, w, func(int) []int { return []int{0, busy} })
	for _, part := range []int{0, busy} {
		name := filepath.Join(dir, s.shelf.take(w).path(part))
		f, err := os.Open(name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		want, err := csv.NewReader(f).ReadAll()
		if err = errors.Join(err, f.Close()); err != nil || len(want) < 100 {
			t.Fatalf("%s: %d rows, %v", name, len(want), err)
		}
		columns := []string{"txid", "block", "time", "side", "n", "address", "sat", "source"}
		if !slices.Equal(want[0], columns) {
			t.Errorf("the header is %v", want[0])
		}
		want = want[1:]
		objects := worldtest.Rows[map[string]string](t, name+".jsonl")
		r := worldtest.Parquet(t, name+".parquet")
		if at := r.GetColumnByName("time").Element().GetLogicalType().GetTIMESTAMP(); at == nil || !at.GetIsAdjustedToUTC() || !at.GetUnit().IsSetMILLIS() {
			t.Errorf("time has the type %v", at)
		}
		for _, text := range []string{"txid", "side", "address", "source"} {
			if !r.GetColumnByName(text).Element().GetLogicalType().IsSetSTRING() {
				t.Errorf("%s is no text", text)
			}
		}
		if len(objects) != len(want) || r.NumRows() != int64(len(want)) {
			t.Fatalf("%s: %d rows of CSV, %d of JSON Lines, %d of Parquet", name, len(want), len(objects), r.NumRows())
		}
		if part == busy && r.RowGroupCount() < 2 {
			t.Errorf("%d rows in %d row group: the writer holds all of the file", r.NumRows(), r.RowGroupCount())
		}
		for i, row := range want {
			for k, name := range columns {
				if got, ok := objects[i][name]; !ok || got != row[k] || len(objects[i]) != len(columns) {
					t.Fatalf("row %d of JSON Lines: %v, of CSV: %v", i, objects[i], row)
				}
			}
			x, err := r.NextRow()
			if err != nil {
				t.Fatalf("row %d: %v", i, err)
			}
			text := func(name string) string { return string(x[name].([]byte)) }
			got := []string{
				text("txid"), fmt.Sprint(x["block"].(int32)), time.UnixMilli(x["time"].(int64)).UTC().Format(time.RFC3339), text("side"),
				fmt.Sprint(x["n"].(int32)), text("address"), fmt.Sprint(x["sat"].(int64)), text("source"),
			}
			if !slices.Equal(got, row) {
				t.Fatalf("row %d of Parquet: %v, of CSV: %v", i, got, row)
			}
		}
	}
	if err := (Surface{Formats: []dataset.Format{"xml"}}).Emit(t.Context(), w, 0, dataset.NewWriter(t.TempDir())); err == nil || !strings.Contains(err.Error(), "xml") {
		t.Errorf("a format that is none: %v", err)
	}
}
