package verify_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/paper"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// TestPaper damages the books of money shops: each damage is a sum, a name or a
// line that another book contradicts.
func TestPaper(t *testing.T) {
	s, _ := simulator.Standing("market", "team-a")
	s.Market, s.Crowd = world.Market{Networks: 2, Bookings: 10}, world.Crowd{Accounts: 200, Posts: 2000}
	w, err := simulator.Plan(s, stream.NewKey([16]byte{15: 7}))
	if err != nil {
		t.Fatal(err)
	}
	w.Facts = slices.DeleteFunc(w.Facts, func(f world.Fact) bool { // this dataset is the books alone
		return f.Kind != truth.Entity || !strings.HasPrefix(string(f.Ref), "broker:")
	})
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "set")
	opt := simulator.Options{Recipients: []string{id.Recipient().String()}, Surfaces: []simulator.Surface{paper.Surface{}}}
	if _, err := simulator.Write(t.Context(), w, dir, opt); err != nil {
		t.Fatal(err)
	}
	for _, f := range check(t, dir, []byte(id.String())).Faults {
		t.Errorf("the books as they are: %s", f)
	}
	type sheet struct{ ID, Kind, Shop string }
	var sheets []sheet
	text, err := os.ReadFile(filepath.Join(dir, "paper", "sheets.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(text) {
		var s sheet
		if err := json.Unmarshal(line, &s); err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, s)
	}
	// row edits the first line of a kind of entry.
	row := func(kind string, change func([]byte) []byte) func([]byte) []byte {
		line := regexp.MustCompile(`(?m)^.*,` + kind + `,.*\n`)
		return func(b []byte) []byte {
			at := line.FindIndex(b)
			if at == nil {
				t.Fatalf("no entry %s", kind)
			}
			return slices.Concat(b[:at[0]], change(bytes.Clone(b[at[0]:at[1]])), b[at[1]:])
		}
	}
	// field replaces a field, from the end of a line.
	field := func(fromEnd int, value string) func([]byte) []byte {
		return func(b []byte) []byte {
			parts := strings.Split(string(b), ",")
			parts[len(parts)-fromEnd] = value
			return []byte(strings.Join(parts, ","))
		}
	}
	// again adds a line of a kind once more, under an id of its own.
	again := func(kind string) func([]byte) []byte {
		return row(kind, func(line []byte) []byte { return append(bytes.Clone(line), append([]byte("f"), line[1:]...)...) })
	}
	// on puts the first order on the sheet that fits.
	on := func(fits func(s sheet, shop string) bool) func([]byte) []byte {
		return row("IN", func(line []byte) []byte {
			parts := strings.Split(string(line), ",")
			at := slices.IndexFunc(sheets, func(s sheet) bool { return fits(s, parts[2]) })
			parts[1] = sheets[at].ID
			return []byte(strings.Join(parts, ","))
		})
	}
	put := func(key string, v any) func(map[string]any) { return func(row map[string]any) { row[key] = v } }
	book := func(row map[string]any) bool { return row["kind"] == "book" }
	receipt := func(row map[string]any) bool { return row["kind"] == "receipt" }
	const entries, pages = "paper/entries.csv", "paper/sheets.jsonl"
	refuted(t, dir, []claim{
		{"a payment that is larger than its order", entries, row("OUT", field(2, "999999.00")), "the order was"},
		{"a payment under another code", entries, row("OUT", field(3, "nothing")), "under code"},
		{"a payment to another person", entries, row("OUT", field(5, "Somebody Else")), "goes to Somebody Else"},
		{"a payment of an order that nobody took", entries, row("OUT", field(7, "9999")), "never took it"},
		{"a refund that is larger than its order", entries, row("BACK", field(2, "999999.00")), "the order was"},
		{"a settlement in one book", entries, row("GOT", field(2, "1.00")), "whose book does not say so"},
		{"a settlement of more than is owed", entries, func(b []byte) []byte {
			all := regexp.MustCompile(`(?m)^(.*,(?:GAVE|GOT),.*,)(\d+)(\.\d\d,0\.00)$`)
			return all.ReplaceAll(b, []byte("${1}9${2}${3}"))
		}, "than it owes"},
		{"a sum that is none", entries, row("IN", field(2, "12.5")), "is no sum"},
		{"a sheet of another shop", entries, row("IN", func(b []byte) []byte { return bytes.Replace(b, []byte(","), []byte(",x"), 1) }), "is no page of"},
		{"a sheet of another book", entries, on(func(s sheet, shop string) bool { return s.Kind == "book" && s.Shop != shop }), "is no page of"},
		{"a line on a receipt", entries, on(func(s sheet, shop string) bool { return s.Kind == "receipt" && s.Shop == shop }), "is no page of"},
		{"a line after its page", entries, row("IN", field(9, "2026-12-31T00:00:00Z")), "after its page is said to be whole"},
		{"a time of seconds", entries, row("IN", field(9, "2026-03-01T00:00:30Z")), "is no minute in UTC"},
		{"a time of nobody", entries, row("IN", field(9, "soon:00Z")), "is no minute in UTC"},
		{"an entry that is none", entries, row("IN", field(8, "LOST")), `entry "LOST"`},
		{"an order of nothing", entries, row("IN", field(2, "0.00")), "over 0 between"},
		{"an order with oneself", entries, row("IN", func(line []byte) []byte {
			return field(6, strings.Split(string(line), ",")[2])(line)
		}), `entry "IN" over`},
		{"two orders of a number", entries, again("IN"), "has two orders of the number"},
		{"an order paid twice", entries, again("OUT"), "has ended"},
		{"a refund to another person", entries, row("BACK", field(5, "Somebody Else")), "goes to Somebody Else"},
		{"a payment before its order", entries, row("OUT", field(9, "2026-01-01T00:00:00Z")), "is paid before the money is given"},
		{"a settlement that one shop got", entries, row("GOT", field(2, "1.00")), " got 100 from "},
		{"a settlement that one shop gave", entries, row("GAVE", field(2, "1.00")), " gave 100 to "},
		{"a sheet that is neither", pages, change(receipt, put("kind", "note")), `is a "note"`},
		{"a page without a number", pages, change(book, put("page", 0)), `is a "book" with page 0`},
		{"a sheet without its picture", pages, change(book, put("file", "paper/none.jpg")), "is not in the dataset with these bytes"},
		{"a sheet of another length", pages, change(book, put("bytes", 7)), "is not in the dataset with these bytes"},
		{"a sheet of another picture", pages, change(book, put("sha256", strings.Repeat("0", 64))), "is not in the dataset with these bytes"},
		{"a page of another size", pages, change(book, put("width", 7)), "its record says"},
	})
}
