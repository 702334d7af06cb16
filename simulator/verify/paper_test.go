package verify_test

import (
	"bytes"
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
	"github.com/osint-radar/academy/simulator/verify"
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
	clean, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
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
	for _, c := range []struct {
		name string
		edit func([]byte) []byte
		says string
	}{
		{"a payment that is larger than its order", row("OUT", field(2, "999999.00")), "the order was"},
		{"a payment under another code", row("OUT", field(3, "nothing")), "under code"},
		{"a payment to another person", row("OUT", field(5, "Somebody Else")), "goes to Somebody Else"},
		{"a payment of an order that nobody took", row("OUT", field(7, "9999")), "never took it"},
		{"a refund that is larger than its order", row("BACK", field(2, "999999.00")), "the order was"},
		{"a settlement in one book", row("GOT", field(2, "1.00")), "whose book does not say so"},
		{"a settlement of more than is owed", func(b []byte) []byte {
			all := regexp.MustCompile(`(?m)^(.*,(?:GAVE|GOT),.*,)(\d+)(\.\d\d,0\.00)$`)
			return all.ReplaceAll(b, []byte("${1}9${2}${3}"))
		}, "than it owes"},
		{"a sum that is none", row("IN", field(2, "12.5")), "is no sum"},
		{"a sheet of another shop", row("IN", func(b []byte) []byte { return bytes.Replace(b, []byte(","), []byte(",x"), 1) }), "is no page of"},
	} {
		undo := edit(t, dir, "paper/entries.csv", c.edit)
		resign(t, dir, "paper/entries.csv")
		r := check(t, dir, nil)
		if !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return strings.Contains(f.Reason, c.says) }) {
			t.Errorf("%s: %v, want it to say %q", c.name, r.Faults[:min(4, len(r.Faults))], c.says)
		}
		undo()
		if err := os.WriteFile(filepath.Join(dir, "manifest.json"), clean, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
