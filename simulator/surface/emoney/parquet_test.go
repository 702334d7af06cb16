package emoney

import (
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// Another library than the writer's finds in the Parquet file every row of the
// CSV file, in order, and the types that tools go by.
func TestParquetReadByAnother(t *testing.T) {
	w := books(t, 9, world.Emoney{Accounts: 2000, Days: 2, Rows: 300_000, Illicit: 20_000})
	s := New(dataset.CSV, dataset.Parquet)
	dir, out := emit(t, s, w, []int{1})
	name := filepath.Join(dir, "emoney/transfers/2026-03-03-000")
	r := worldtest.Parquet(t, name+".parquet")
	at, amount := r.GetColumnByName("at").Element().GetLogicalType(), r.GetColumnByName("amount").Element().GetLogicalType()
	if at.GetTIMESTAMP() == nil || !at.GetTIMESTAMP().GetIsAdjustedToUTC() || !at.GetTIMESTAMP().GetUnit().IsSetMILLIS() {
		t.Errorf("at has the type %v", at)
	}
	if amount.GetDECIMAL() == nil || amount.GetDECIMAL().GetScale() != 2 {
		t.Errorf("amount has the type %v", amount)
	}
	if n := r.RowGroupCount(); n < 2 {
		t.Errorf("%d row groups: the writer holds all of the file", n)
	}
	rows := int64(0)
	lines(t, name+".csv", func(want []string) {
		got, err := r.NextRow()
		if err != nil {
			t.Fatalf("row %d: %v", rows, err)
		}
		amount := strconv.FormatInt(got["amount"].(int64), 10)
		fields := []string{
			string(got["id"].([]byte)), time.UnixMilli(got["at"].(int64)).UTC().Format(time.RFC3339), string(got["from"].([]byte)),
			string(got["to"].([]byte)), amount[:len(amount)-2] + "." + amount[len(amount)-2:], string(got["kind"].([]byte)),
		}
		for i := range want {
			if fields[i] != want[i] {
				t.Fatalf("row %d: %v, the CSV file has %v", rows, fields, want)
			}
		}
		rows++
	})
	if _, err := r.NextRow(); !errors.Is(err, io.EOF) {
		t.Errorf("after the last row: %v", err)
	}
	for _, f := range out.Files() {
		if filepath.Dir(f.Path) == "emoney/transfers" && f.Records != rows {
			t.Errorf("%s: the list counts %d records, %d were read", f.Path, f.Records, rows)
		}
	}
}
