package glassledger_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/storytest"
	"github.com/osint-radar/academy/simulator/world"
)

// A written dataset is whole for the verifier, no realism metric fails, and no
// open file holds a name of the plan, a saga or a role;
// the wallet behind the till stands on the ledger alone.
func TestDataset(t *testing.T) {
	dir, w := story.Whole(t, 9, "team-a", "cash-out", "round-1", "poisoned-customer", "shell-shop"), story.World(t, 9, "team-a")
	storytest.Hidden(t, dir, "accountledger", w.TokenAddress("token-wallet:pool")[2:])
	agrees(t, w, dir)
	lured(t, w, dir)
}

// lured: one wallet of the token ledger, whose address begins or ends as the pool's
// does, has sent dust to the family and to strangers; it is in no fact.
func lured(t *testing.T, w *world.World, dir string) {
	t.Helper()
	pool, lure, family := w.TokenAddress("token-wallet:pool"), w.TokenAddress("token-wallet:lure"), w.TokenAddress("token-wallet:remitter")
	if pool[:4] != lure[:4] && pool[40:] != lure[40:] {
		t.Errorf("%s does not look like %s", lure, pool)
	}
	storytest.Hidden(t, dir, "accountledger", lure[2:])
	b, err := os.ReadFile(filepath.Join(dir, record.AccountBlocksFile))
	if err != nil {
		t.Fatal(err)
	}
	paid := map[string]int{}
	for line := range bytes.Lines(b) {
		var block record.AccountBlock
		if err := json.Unmarshal(line, &block); err != nil {
			t.Fatal(err)
		}
		for _, x := range block.Transactions {
			for _, l := range x.Logs {
				if l.Topics[1][26:] != lure[2:] {
					continue
				}
				if n, err := strconv.ParseUint(l.Data[2:], 16, 64); err != nil || n < 1_000 || n > 10_000 {
					t.Errorf("the look-alike pays %s (%v)", l.Data, err)
				}
				paid["0x"+l.Topics[2][26:]]++
			}
		}
	}
	if paid[family] != 1 || len(paid) < 3 || paid[pool] > 0 {
		t.Errorf("the look-alike pays %v, want once the family %s and some strangers", paid, family)
	}
	for _, f := range w.Facts {
		if f.Subject == "token-wallet:lure" || f.Object == "token-wallet:lure" || f.Ref == "token-wallet:lure" {
			t.Errorf("fact %s names the look-alike", f.Ref)
		}
	}
}

// agrees wants what is handed over to be what the messenger, the books and the
// exchange have: the lines of the chat, the orders by their codes, the statement
// by its amounts.
func agrees(t *testing.T, w *world.World, dir string) {
	t.Helper()
	read := func(path string) string {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	table := func(name string) [][]string {
		all, err := csv.NewReader(strings.NewReader(read("case/" + name + ".csv"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return all[1:]
	}
	chat := read(fmt.Sprintf("messenger/private/%d/chat.txt", w.Rooms[0].ID))
	for _, r := range table("chat") {
		if !strings.Contains(chat, r[1]+": "+r[2]+"\n") {
			t.Errorf("the chat does not say %q by %s", r[2], r[1])
		}
	}
	books := read("paper/entries.csv")
	for _, r := range table("counters") {
		if strings.Count(books, ","+r[6]+","+r[7]+",") != 2 {
			t.Errorf("the books do not have %s of %s twice", r[7], r[6])
		}
	}
	c := w.Customer("customer:koingate/poisoned")
	moved := read("casp/private/koingate/" + c.Number + "/movements.csv")
	for _, r := range table("statement") {
		if !strings.Contains(moved, ",deposit,"+r[2]+",") {
			t.Errorf("the exchange has no deposit of %s", r[2])
		}
	}
	if n := len(table("chat")); n < 50 {
		t.Errorf("%d lines of the chat are handed over", n)
	}
}
