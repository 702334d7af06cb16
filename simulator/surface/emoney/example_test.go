package emoney_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/emoney"
	"github.com/osint-radar/academy/simulator/world"
)

// A world with books is one that says how large they are. Parts can be written
// in any order, by any worker.
func Example() {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	w := &world.World{
		Key: stream.NewKey([16]byte{15: 1}), Start: start, End: start.AddDate(0, 0, 2),
		Emoney: world.Emoney{Accounts: 1000, Days: 2, Rows: 4000},
	}
	dir, err := os.MkdirTemp("", "books")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	books, out := emoney.New(dataset.CSV, dataset.Parquet), dataset.NewWriter(dir)
	for part := range books.Parts(w) {
		if err := books.Emit(context.Background(), w, part, out); err != nil {
			fmt.Println(err)
			return
		}
	}
	for _, f := range out.Files() {
		fmt.Println(f.Path, f.Records > 1000)
	}
	// Output:
	// emoney/accounts/000.csv true
	// emoney/transfers/2026-03-02-000.csv true
	// emoney/transfers/2026-03-02-000.parquet true
	// emoney/transfers/2026-03-03-000.csv true
	// emoney/transfers/2026-03-03-000.parquet true
}
