package world_test

import (
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// A table that is handed over has a file of its own, and each row as many cells
// as columns and, where one has a cause, a cause that is there.
func TestHandedOver(t *testing.T) {
	table := func() world.Table {
		return world.Table{Ref: "table:weather", Name: "weather", Columns: []string{"at", "wind"}, Rows: [][]string{{"1", "7"}, {"2", "3"}}}
	}
	for name, c := range map[string]struct {
		edit func(*world.Table)
		says string
	}{
		"whole":                {func(*world.Table) {}, ""},
		"caused":               {func(t *world.Table) { t.Causes = []world.Cause{{Saga: "a"}, {Saga: "a", Cause: "row:weather/1"}} }, ""},
		"a cause that is not":  {func(t *world.Table) { t.Causes = []world.Cause{{Cause: "row:weather/9"}, {}} }, "row:weather/9"},
		"too few causes":       {func(t *world.Table) { t.Causes = []world.Cause{{}} }, "2 rows and 1 causes"},
		"a cell too few":       {func(t *world.Table) { t.Rows[1] = t.Rows[1][:1] }, "1 cells, want 2"},
		"a column twice":       {func(t *world.Table) { t.Columns[1] = "at" }, `column "at"`},
		"a name that is taken": {func(t *world.Table) { t.Name = "posts" }, `"posts" is taken`},
	} {
		w := world.World{Start: time.Unix(0, 0), Opens: time.Unix(1, 0), End: time.Unix(2, 0), Case: world.Case{Tables: []world.Table{table()}}}
		c.edit(&w.Case.Tables[0])
		err := world.Validate(&w)
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v, want it to say %q", name, err, c.says)
		}
	}
}

// RFC 4180: a field with a comma or a quotation mark stands in quotation marks.
// The digest is that of sha256sum over these bytes.
func TestTableFile(t *testing.T) {
	table := world.Table{Columns: []string{"at", "says"}, Rows: [][]string{{"1", `so, "well"`}}}
	if got, want := string(table.CSV()), "at,says\n1,\"so, \"\"well\"\"\"\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := table.SHA256(), "9dbc508f54e218802dabbba0a666ff56278bb5784cac9ac2b0d49899781e5eec"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
