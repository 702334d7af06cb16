package rivergate_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A written dataset is whole for the verifier, no realism metric fails, and no
// open file holds a name of the plan, a saga, a role or an answer.
func TestDataset(t *testing.T) {
	answered(t, story.Whole(t, 9, "team-a", "seller:again", "recruiting", "second account"))
}

// answered wants every passage of the toll roads' answer to stand in their own
// table, to the second.
func answered(t *testing.T, dir string) {
	t.Helper()
	all := map[string]bool{}
	for i, r := range rows(t, dir, "movement/tolls.csv") {
		if i > 0 {
			all[strings.Join([]string{r[1], r[3], r[4], r[5], r[6]}, " ")] = true
		}
	}
	given := rows(t, dir, "case/toll-answer.csv")
	for _, r := range given[1:] {
		if !all[strings.Join(r, " ")] {
			t.Errorf("the toll roads have no passage %v", r)
		}
	}
	if len(given) < 10 {
		t.Errorf("%d passages are answered", len(given)-1)
	}
}

func rows(t *testing.T, dir, path string) [][]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}
