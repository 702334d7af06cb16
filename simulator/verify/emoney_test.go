package verify_test

import (
	"bytes"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/surface/emoney"
	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/typology"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
)

// books writes a dataset that is the books of Zefir Pay and nothing else, with
// a story of two transfers and the sagas of a plan.
func books(t *testing.T, e world.Emoney, formats ...dataset.Format) (dir string, key []byte) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	seed := [16]byte{15: 7}
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	w := &world.World{
		Scenario: "books", Variant: "team-a", Scale: 1000, Key: stream.NewKey(seed), Start: start, End: start.AddDate(0, 0, e.Days), Emoney: e,
		PayAccounts: []world.PaymentAccount{{Ref: "pay:a", Number: 7}, {Ref: "pay:b", Number: 940}},
		Transfers: []world.Transfer{
			{Ref: "transfer:1", To: "pay:a", Amount: 500_00, At: start.Add(30 * time.Hour)},
			{Ref: "transfer:2", From: "pay:a", To: "pay:b", Amount: 400_00, At: start.Add(40 * time.Hour), Cause: world.Cause{Cause: "transfer:1"}},
		},
	}
	w.Facts = typology.Facts(w)
	for _, x := range w.Transfers {
		w.Facts = append(w.Facts, world.Fact{Kind: truth.Event, Ref: x.Ref, Difficulty: 2, Proof: []world.Ref{x.Ref}, Cause: x.Cause})
	}
	for _, a := range w.PayAccounts {
		w.Facts = append(w.Facts, world.Fact{Kind: truth.Entity, Type: "payment_account", Ref: a.Ref, Difficulty: 1, Proof: []world.Ref{a.Ref}})
	}
	dir = filepath.Join(t.TempDir(), "ds")
	out, err := dataset.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := emoney.New(formats...)
	for part := range s.Parts(w) {
		if err := s.Emit(t.Context(), w, part, out); err != nil {
			t.Fatal(err)
		}
	}
	facts, err := simulator.Resolve(w, out)
	if err != nil {
		t.Fatal(err)
	}
	root, err := truth.Root(facts)
	if err != nil {
		t.Fatal(err)
	}
	salt := [32]byte{1}
	head := truth.Header{Format: 1, Scenario: w.Scenario, Variant: w.Variant, Seed: hex.EncodeToString(seed[:]), SeedSalt: hex.EncodeToString(salt[:])}
	if err := out.Seal(dataset.TruthFile, func(f io.Writer) error { return truth.Seal(f, head, facts, id.Recipient()) }); err != nil {
		t.Fatal(err)
	}
	_, err = out.Finish(dataset.Manifest{
		Scenario: w.Scenario, Variant: w.Variant, Scale: 1000, Simulator: simulator.Version, Clock: dataset.Clock{Start: w.Start, End: w.End},
		SeedCommitment: truth.Commitment(salt, seed), SeedStrength: "test", TruthRoot: root.String(),
		Truth: dataset.Sealed{Path: dataset.TruthFile, Sealed: true, Recipients: []string{id.Recipient().String()}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir, []byte(id.String() + "\n")
}

// field changes a field of the first row after the header that want accepts.
func field(column int, want func(f []string) bool, set func(f []string) string) func([]byte) []byte {
	return func(b []byte) []byte {
		lines := bytes.SplitAfter(b, []byte("\n"))
		for i, line := range lines[1:] {
			f := strings.Split(strings.TrimSuffix(string(line), "\n"), ",")
			if len(f) < column || !want(f) {
				continue
			}
			f[column] = set(f)
			lines[i+1] = []byte(strings.Join(f, ",") + "\n")
			break
		}
		return bytes.Join(lines, nil)
	}
}

func TestEmoney(t *testing.T) {
	dir, key := books(t, world.Emoney{Accounts: 33_000, Days: 3, Rows: 21_000, Illicit: 20_000}, dataset.CSV, dataset.JSONL, dataset.Parquet)
	for _, k := range [][]byte{nil, key} {
		r := check(t, dir, k)
		for _, f := range r.Faults[:min(5, len(r.Faults))] {
			t.Errorf("%s", f)
		}
		if k != nil && len(r.Facts) < 400 {
			t.Errorf("%d facts", len(r.Facts))
		}
	}
	t.Run("another payer's block", func(t *testing.T) {
		const day = "emoney/transfers/2026-03-03-001.csv"
		defer edit(t, dir, day, func(b []byte) []byte {
			other, err := os.ReadFile(filepath.Join(dir, strings.Replace(day, "001", "000", 1)))
			if err != nil {
				t.Fatal(err)
			}
			rows := bytes.SplitAfter(other, []byte("\n"))
			return append(b, rows[len(rows)-2]...)
		})()
		clean, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		resign(t, dir, day)
		if r := check(t, dir, nil); !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return strings.Contains(f.Reason, "is entered in block 1") }) {
			t.Errorf("%v", r.Faults)
		}
		if err := os.WriteFile(filepath.Join(dir, "manifest.json"), clean, 0o600); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("lies", func(t *testing.T) {
		small, _ := books(t, world.Emoney{Accounts: 1000, Days: 2, Rows: 3000, Illicit: 20_000}, dataset.CSV, dataset.JSONL, dataset.Parquet)
		emoneyLies(t, small)
	})
	t.Run("truth", func(t *testing.T) { emoneyTruth(t, dir, key) })
}

// Each lie about the books is found in the file that tells it.
func emoneyLies(t *testing.T, dir string) {
	clean, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	each := func([]string) bool { return true }
	to := func(v string) func([]string) string { return func([]string) string { return v } }
	kind := func(k string) func([]string) bool { return func(f []string) bool { return f[5] == k } }
	const (
		accounts = "emoney/accounts/000.csv"
		day      = "emoney/transfers/2026-03-03-000.csv"
		lines    = "emoney/transfers/2026-03-03-000.jsonl"
	)
	for _, c := range []struct {
		name, path string
		edit       func([]byte) []byte
		says       string
	}{
		{"an overdraft", day, field(4, kind("P2P"), to("99999999.00")), "and lacks"},
		{"an account that opens poor", accounts, func(b []byte) []byte {
			lines := strings.SplitAfter(string(b), "\n")
			for i := range lines[1:800] {
				at := strings.LastIndex(lines[i+1], ",")
				lines[i+1] = lines[i+1][:at] + ",0.00\n"
			}
			return []byte(strings.Join(lines, ""))
		}, "and lacks"},
		{"a payment to nobody", day, field(3, kind("P2P"), to("ZZ78ZEFI0000000000")), "in no file of accounts"},
		{"a payment to oneself", day, field(3, kind("P2P"), func(f []string) string { return f[2] }), "they are one"},
		{"another kind", day, field(5, kind("TOP"), to("P2P")), "does not fit holders"},
		{"an unknown kind", day, field(5, kind("PAY"), to("QQQ")), "does not fit holders"},
		{"a row out of order", day, field(1, each, to("2026-03-03T23:59:59Z")), "comes after a row of"},
		{"another day", day, field(1, each, to("2026-03-04T00:00:00Z")), "of another day"},
		{"finer time", day, field(1, each, to("2026-03-03T00:00:00.5Z")), "no time in UTC with seconds"},
		{"a short id", day, field(0, each, to("12ab")), "fifteen hex digits"},
		{"an id twice", day, func(b []byte) []byte {
			lines := bytes.SplitAfter(b, []byte("\n"))
			copy(lines[2], lines[1][:16])
			return bytes.Join(lines, nil)
		}, "is there twice"},
		{"three places", day, field(4, each, to("1.234")), "no amount"},
		{"a row too many", day, func(b []byte) []byte { return append(b, b[27:bytes.IndexByte(b[27:], '\n')+28]...) }, "records, manifest.json says"},
		{"a cut file", day, func(b []byte) []byte { return b[:len(b)-9] }, "was cut"},
		{"another header", day, func(b []byte) []byte { return bytes.Replace(b, []byte("id,"), []byte("no,"), 1) }, "has the header"},
		{"formats that differ", lines, change(has("id"), func(r map[string]any) { r["amount"] = "1.00" }), "holds other rows"},
		{"no Parquet", "emoney/transfers/2026-03-03-000.parquet", func(b []byte) []byte { return b[:len(b)-3] }, "no Parquet file of such rows"},
		{"another day's Parquet", "emoney/transfers/2026-03-03-000.parquet", func([]byte) []byte {
			other, err := os.ReadFile(filepath.Join(dir, "emoney/transfers/2026-03-02-000.parquet"))
			if err != nil {
				t.Fatal(err)
			}
			return other
		}, "holds other rows"},
		{"a wrong check digit", accounts, field(0, each, to("ZZ00ZEFI0000000000")), "no account number"},
		{"an account of a country", accounts, field(0, each, to("GB82WEST12345698765432")), "no account number"},
		{"a holder of another sort", accounts, field(1, each, to("robot")), "no person, business or institution"},
		{"two institutions", accounts, field(1, each, to("institution")), "accounts of the institution, want 1"},
		{"opened later", accounts, field(2, each, to("2027-01-01")), "no day before"},
	} {
		undo := edit(t, dir, c.path, c.edit)
		resign(t, dir, c.path)
		r := check(t, dir, nil)
		if !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return f.Kind == verify.Rule && strings.Contains(f.Reason, c.says) }) {
			t.Errorf("%s: %v, want it to say %q", c.name, r.Faults[:min(4, len(r.Faults))], c.says)
		}
		undo()
		if err := os.WriteFile(filepath.Join(dir, "manifest.json"), clean, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A proof that is no row, and an effect before its cause, are found in the truth.
func emoneyTruth(t *testing.T, dir string, key []byte) {
	plain := string(openTruth(t, dir, key))
	for _, c := range []struct{ old, new, says string }{
		{`"proof":["emoney/transfers/2026-03-03-000.csv#z`, `"proof":["emoney/transfers/2026-03-03-000.csv#y`, "is not there"},
		{`"value":"ZZ`, `"value":"ZY`, "there is no payment account"},
		{`"cause":"transfer:`, `"cause":"transfer:nobody-`, "is nothing that the truth speaks of"},
	} {
		forged := strings.Replace(plain, c.old, c.new, 1)
		if forged == plain {
			t.Fatalf("no fact has %s", c.old)
		}
		r := check(t, dir, []byte(forged))
		if !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return strings.Contains(f.Reason, c.says) }) {
			t.Errorf("%v, want it to say %q", r.Faults, c.says)
		}
	}
	// The second transfer of the story is said to have brought about the first.
	lines := strings.SplitAfter(plain, "\n")
	for i, line := range lines {
		if strings.Contains(line, `"id":"transfer:1"`) {
			lines[i] = regexp.MustCompile(`"cause":"[^"]*"`).ReplaceAllLiteralString(line, `"cause":"transfer:2"`)
		}
	}
	r := check(t, dir, []byte(strings.Join(lines, "")))
	if !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return strings.Contains(f.Reason, "before its cause") }) {
		t.Errorf("an effect before its cause: %v", r.Faults)
	}
}
