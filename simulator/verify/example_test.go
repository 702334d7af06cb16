package verify_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/osint-radar/academy/simulator/verify"
)

// A folder that simulate never finished has no manifest.
func ExampleDataset() {
	dir, err := os.MkdirTemp("", "radar-verify-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.WriteFile(filepath.Join(dir, ".incomplete"), nil, 0o600); err != nil {
		fmt.Println(err)
		return
	}
	report, err := verify.Dataset(context.Background(), dir, verify.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Faults {
		fmt.Println(f)
	}
	// Output:
	// missing manifest.json a folder without it is no finished dataset; simulate writes it last
}
