package simulator_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// TestSecrecyOfSurfaces feeds the ids, moments and amounts of every surface to the
// attack on linear generators that TestSecrecy proves to work, and looks for a
// nonce point that two signatures of TESTCHAIN-A share.
func TestSecrecyOfSurfaces(t *testing.T) {
	spec, _ := simulator.Standing("market", "team-a")
	spec.Scale = 300
	seed := [16]byte{0x3d, 0x77, 0x02, 0xc9, 0x5a, 0x10, 0xee, 0x41, 0x98, 0xb6, 0x2f, 0x0d, 0x63, 0xa4, 0xf8, 0x15}
	market, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	spec, _ = simulator.Standing("haystack", "team-a")
	spec.Scale = 20
	bulk, err := simulator.Plan(spec, stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	dirs := map[string]string{"market": wholeSet(t, market, seed), "town": wholeSet(t, worldtest.New(300), seed), "haystack": wholeSet(t, bulk, seed)}
	for _, c := range []struct {
		world, files, column string
		read                 func(string) (uint64, error)
		bits                 int // drawn ones, the low ones of the value
	}{
		{"market", "classifieds/listings.jsonl", "id", hexadecimal, 16},
		{"market", "messenger/messages/*.jsonl", "at", milliseconds, 8},
		{"market", "web/pages.jsonl", "id", hexadecimal, 16},
		{"market", "infra/dns.jsonl", "id", hexadecimal, 16},
		{"market", "infra/pdns.jsonl", "time_first", decimal, 4},
		{"market", "emoney/transfers/*.csv", "id", hexadecimal, 16},
		{"market", "emoney/transfers/*.csv", "at", seconds, 4},
		{"market", "emoney/transfers/*.csv", "amount", decimal, 4},
		{"town", "forum/private/posts.jsonl", "id", decimal, 16},
		{"town", "forum/private/posts.jsonl", "created_at", milliseconds, 8},
		{"town", "loopi/comments.jsonl", "id", decimal, 16},
		{"town", "loopi/likes.jsonl", "created_at", milliseconds, 8},
		{"town", "movement/ais.csv", "id", hexadecimal, 16},
		{"town", "movement/ais.csv", "lat", decimal, 8},
		{"town", "movement/plates.csv", "id", hexadecimal, 16},
		{"town", "movement/plates.csv", "at", seconds, 4},
		{"town", "movement/tolls.csv", "id", hexadecimal, 16},
		{"town", "movement/tolls.csv", "entered_at", seconds, 4},
		{"town", "movement/tolls.csv", "left_at", seconds, 4},
		{"town", "casp/private/*/*/movements.csv", "id", hexadecimal, 16},
		{"town", "casp/private/*/*/movements.csv", "at", seconds, 4},
		{"town", "casp/private/*/*/movements.csv", "amount_sat", decimal, 6},
		{"town", "casp/private/*/*/logins.csv", "at", seconds, 4},
		{"market", "paper/entries.csv", "id", hexadecimal, 16},
		{"market", "paper/entries.csv", "at", minutes, 4},
		{"market", "paper/entries.csv", "amount", whole, 3},
		{"town", "accountledger/blocks.jsonl", "timestamp", ticks, 4},
		{"town", "accountledger/blocks.jsonl", "data", hexadecimal, 4},
		{"haystack", "ledger/txs-*.csv", "txid", hexadecimal, 16},
		{"haystack", "ledger/txs-*.csv", "time", seconds, 4},
		{"haystack", "ledger/txs-*.csv", "sat", decimal, 8},
	} {
		var list []uint64
		for _, text := range column(t, filepath.Join(dirs[c.world], filepath.FromSlash(c.files)), c.column) {
			n, err := c.read(text)
			if err != nil {
				t.Fatalf("%s, %s: %v", c.files, c.column, err)
			}
			list = append(list, n)
		}
		if c.column == "time" {
			list = slices.Compact(list) // a block's moment stands at each of its rows
		}
		list = list[:min(len(list), 3000)]
		if len(list) < 120 { // the shorter the list, the shorter the generators that are found
			t.Errorf("%s of %s: only %d", c.column, c.files, len(list))
			continue
		}
		for bit := range c.bits {
			if s := plane(list, bit); complexity(s) < len(s)/2-40 {
				t.Errorf("bit %d of %s in %s follows a recurrence of length %d in %d values", bit, c.column, c.files, complexity(s), len(s))
			}
		}
	}
	blocks, err := os.ReadFile(filepath.Join(dirs["town"], "accountledger", "blocks.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	points := regexp.MustCompile(`"r":"(0x[0-9a-f]+)"`).FindAllSubmatch(blocks, -1)
	seen := map[string]bool{}
	for _, p := range points {
		seen[string(p[1])] = true
	}
	if len(points) < 500 || len(seen) != len(points) {
		t.Errorf("%d nonce points in %d signatures of TESTCHAIN-A", len(seen), len(points))
	}
}

// wholeSet writes a dataset of all surfaces.
func wholeSet(t *testing.T, w *world.World, seed [16]byte) string {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "set")
	if _, err := simulator.Write(t.Context(), w, dir, simulator.Options{Seed: seed, Recipients: []string{id.Recipient().String()}, Workers: 2}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// column reads one column of JSON Lines or CSV files, in the order of the rows. A
// name that a line does not have itself is taken from whatever lies in it.
func column(t *testing.T, pattern, name string) (out []string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, ".csv") {
			rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			at := slices.Index(rows[0], name)
			for _, r := range rows[1:] {
				out = append(out, r[at])
			}
			continue
		}
		for line := range bytes.Lines(text) {
			var row map[string]json.RawMessage
			if err := json.Unmarshal(line, &row); err != nil {
				t.Fatal(err)
			}
			if value, ok := row[name]; ok {
				out = append(out, strings.Trim(string(value), `"`))
				continue
			}
			for _, m := range regexp.MustCompile(`"`+name+`":"([^"]+)"`).FindAllSubmatch(line, -1) {
				out = append(out, string(m[1]))
			}
		}
	}
	return out
}

// hexadecimal reads the last sixteen digits.
func hexadecimal(s string) (uint64, error) {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "z"), "0x")
	return strconv.ParseUint(s[max(len(s)-16, 0):], 16, 64)
}

// decimal reads a number without its point, and without its sign.
func decimal(s string) (uint64, error) {
	return strconv.ParseUint(strings.TrimPrefix(strings.ReplaceAll(s, ".", ""), "-"), 10, 64)
}

func seconds(s string) (uint64, error) {
	at, err := time.Parse(time.RFC3339, s)
	return uint64(at.Unix()), err
}

func minutes(s string) (uint64, error) {
	at, err := seconds(s)
	return at / 60, err
}

// whole leaves out the hundredths.
func whole(s string) (uint64, error) {
	n, err := decimal(s)
	return n / 100, err
}

// ticks are TESTCHAIN-A's twelve seconds.
func ticks(s string) (uint64, error) {
	at, err := decimal(s)
	return at / 12, err
}

func milliseconds(s string) (uint64, error) {
	at, err := time.Parse(time.RFC3339, s)
	return uint64(at.UnixMilli()), err
}
