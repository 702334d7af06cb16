package dataset

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// A list of formats has each of them once.
func TestParseFormats(t *testing.T) {
	for _, list := range []string{"", "csv,csv", "csv,xml"} {
		if _, err := ParseFormats(list); err == nil {
			t.Errorf("%q is read", list)
		}
	}
	if got, err := ParseFormats("csv, parquet,jsonl"); err != nil || !slices.Equal(got, []Format{CSV, Parquet, JSONL}) {
		t.Errorf("%v, %v", got, err)
	}
}

// Fields with what stands between them are what other readers of CSV and JSON read.
func TestBetween(t *testing.T) {
	columns, fields := []string{"id", "from", "to"}, []string{"z1", "", "b"}
	line := func(f Format) string {
		head, between := f.Between(columns...)
		for i, field := range fields {
			head += between[i] + field
		}
		return head + between[len(fields)]
	}
	rows, err := csv.NewReader(strings.NewReader(line(CSV))).ReadAll()
	if err != nil || len(rows) != 2 || !slices.Equal(rows[0], columns) || !slices.Equal(rows[1], fields) {
		t.Errorf("CSV: %q, %v", rows, err)
	}
	var object map[string]string
	if err := json.Unmarshal([]byte(line(JSONL)), &object); err != nil || len(object) != 3 || object["id"] != "z1" || object["from"] != "" || object["to"] != "b" {
		t.Errorf("JSON Lines: %q, %v", object, err)
	}
	if text := line(JSONL); strings.Index(text, "\n") != len(text)-1 {
		t.Errorf("%q is not one line", text)
	}
}
