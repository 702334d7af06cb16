package glassledger_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/osint-radar/academy/simulator"
	"github.com/osint-radar/academy/simulator/realism"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/verify"
	"github.com/osint-radar/academy/simulator/world"
)

// A written dataset is whole for the verifier, no realism metric fails, and no
// open file holds a name of the plan, a saga or a role;
// the wallet behind the till stands on the ledger alone.
func TestDataset(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	seed := [16]byte{3: 0x5e, 15: 9}
	w, err := simulator.Plan(spec("team-a"), stream.NewKey(seed))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "set")
	if _, err := simulator.Write(context.Background(), w, dir, simulator.Options{Seed: seed, Recipients: []string{id.Recipient().String()}, Workers: 2}); err != nil {
		t.Fatal(err)
	}
	r, err := verify.Dataset(context.Background(), dir, verify.Options{Key: []byte(id.String() + "\n")})
	if err != nil || len(r.Faults) > 0 {
		t.Errorf("verify: %v %v", err, r.Faults)
	}
	report(t, dir)
	agrees(t, w, dir)

	secrets := [][]byte{[]byte("cash-out"), []byte("round-1"), []byte("poisoned-customer"), []byte("shell-shop")}
	for _, f := range w.Facts {
		if strings.Contains(string(f.Ref), ":") {
			secrets = append(secrets, []byte(f.Ref))
		}
	}
	secrets = append(secrets, []byte(w.TokenAddress("token-wallet:pool")[2:])) // stands on the ledger alone
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".age" {
			return err
		}
		body, err := os.ReadFile(path)
		if strings.Contains(path, "accountledger") {
			body = bytes.ReplaceAll(body, secrets[len(secrets)-1], nil)
		}
		for _, s := range secrets {
			if bytes.Contains(body, s) {
				t.Errorf("%s holds %q", path, s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func report(t *testing.T, dir string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, realism.File))
	if err != nil {
		t.Fatal(err)
	}
	var r realism.Report
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Metrics {
		if m.Verdict == realism.Fail {
			t.Errorf("%s is %s, want %s to %s", m.Name, m.Measured, m.Low, m.High)
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
