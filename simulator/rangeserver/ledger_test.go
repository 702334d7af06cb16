package rangeserver_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/btcsuite/btcd/btcutil"
	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/truth"
)

// book is the test's own reading of the block file: what a set of addresses
// holds and which transactions touch it, in blocks up to a time.
type book struct {
	sat int64
	txs []string
	tip int
}

func reading(t *testing.T, s *s1, at time.Time, addresses ...string) book {
	t.Helper()
	mine := map[string]bool{}
	for _, text := range addresses {
		a, err := btcutil.DecodeAddress(text, &chaincfg.RegressionNetParams)
		if err != nil {
			t.Fatal(err)
		}
		script, err := txscript.PayToAddrScript(a)
		if err != nil {
			t.Fatal(err)
		}
		mine[string(script)] = true
	}
	data, err := os.ReadFile(s.dir + "/ledger/blk00000.dat")
	if err != nil {
		t.Fatal(err)
	}
	var b book
	coins := map[wire.OutPoint]int64{}
	for height := 0; len(data) > 0; height++ {
		n := int(binary.LittleEndian.Uint32(data[4:]))
		var m wire.MsgBlock
		if err := m.Deserialize(bytes.NewReader(data[8 : 8+n])); err != nil {
			t.Fatal(err)
		}
		data = data[8+n:]
		if height > 0 && m.Header.Timestamp.After(at) {
			break
		}
		b.tip = height
		for _, tx := range m.Transactions {
			touched := false
			for _, in := range tx.TxIn {
				if v, ok := coins[in.PreviousOutPoint]; ok {
					b.sat -= v
					delete(coins, in.PreviousOutPoint)
					touched = true
				}
			}
			for i, out := range tx.TxOut {
				if mine[string(out.PkScript)] {
					coins[wire.OutPoint{Hash: tx.TxHash(), Index: uint32(i)}] = out.Value
					b.sat += out.Value
					touched = true
				}
			}
			if touched {
				b.txs = append(b.txs, tx.TxHash().String())
			}
		}
	}
	return b
}

// TestElectrum watches the wallets of the story with the real wallet, half way
// through and at the opening of the exercise.
func TestElectrum(t *testing.T) {
	electrum := toolbin.Find(t, "electrum")
	s := simulated(t)
	l := start(t, s.dir)
	for i, at := range []time.Time{s.opens.AddDate(0, 0, -25), s.opens} {
		l.at(at)
		for _, id := range []string{"wallet:deposit", "wallet:producer", "wallet:transport"} {
			addresses := selectors(s.entity(t, id), "wallet")
			want := reading(t, s, at, addresses...)
			if i == 1 && len(want.txs) == 0 {
				t.Fatalf("%s has no history at the opening", id)
			}
			got := watch(t, electrum, l.ends.Electrum, addresses)
			if got.sat != want.sat || got.tip != want.tip {
				t.Errorf("%s at %v: %d sat at height %d, the blocks say %d at %d", id, at, got.sat, got.tip, want.sat, want.tip)
			}
			slices.Sort(got.txs)
			slices.Sort(want.txs)
			equal(t, id, got.txs, want.txs)
		}
	}
}

// watch restores a watch-only wallet of the addresses and waits until Electrum
// says that it has verified everything.
func watch(t *testing.T, electrum, server string, addresses []string) book {
	t.Helper()
	dir := t.TempDir()
	do := func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), electrum, append([]string{"--regtest", "-D", dir}, args...)...)
		cmd.Env = append(os.Environ(), "HOME="+dir)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("electrum %s: %v %s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	do("restore", "--offline", strings.Join(addresses, " "))
	do("daemon", "-d", "--oneserver", "-s", server+":t")
	defer do("stop")
	do("load_wallet")
	var info struct {
		Height int `json:"server_height"`
		Local  int `json:"blockchain_height"`
	}
	// Each command takes long enough that the loop needs no pause.
	for range 60 {
		if err := json.Unmarshal([]byte(do("getinfo")), &info); err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(do("is_synchronized")) == "true" && info.Height > 0 && info.Local == info.Height {
			break
		}
	}
	var balance struct{ Confirmed, Unconfirmed, Unmatured string }
	if err := json.Unmarshal([]byte(do("getbalance")), &balance); err != nil {
		t.Fatal(err)
	}
	if balance.Unconfirmed != "" {
		t.Errorf("unconfirmed %s", balance.Unconfirmed)
	}
	var hist struct {
		Transactions []struct {
			TxID          string `json:"txid"`
			Confirmations int
		}
	}
	if err := json.Unmarshal([]byte(do("onchain_history")), &hist); err != nil {
		t.Fatal(err)
	}
	got := book{tip: info.Height}
	amount, err := btcutil.NewAmount(parseFloat(t, balance.Confirmed))
	if err != nil {
		t.Fatal(err)
	}
	got.sat = int64(amount)
	for _, x := range hist.Transactions {
		if x.Confirmations < 1 {
			t.Errorf("%s has %d confirmations: its Merkle proof was not taken", x.TxID, x.Confirmations)
		}
		got.txs = append(got.txs, x.TxID)
	}
	return got
}

func parseFloat(t *testing.T, s string) (f float64) {
	t.Helper()
	if _, err := fmt.Sscan(s, &f); err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return f
}

// TestEsplora follows the truth's hops by plain HTTP.
func TestEsplora(t *testing.T) {
	s := simulated(t)
	l := start(t, s.dir)
	get := func(path string, v any) int {
		t.Helper()
		r := l.get(l.ends.Esplora + path)
		if r.status == http.StatusOK {
			if err := json.Unmarshal([]byte(r.body), v); err != nil {
				t.Fatalf("%s: %v in %s", path, err, r.body)
			}
		}
		return r.status
	}
	type tx struct {
		TxID string
		Vin  []struct {
			Prevout struct {
				Address string `json:"scriptpubkey_address"`
			}
		}
		Vout []struct {
			Address string `json:"scriptpubkey_address"`
			Value   int64
		}
		Status struct {
			Confirmed bool
			Height    int   `json:"block_height"`
			Time      int64 `json:"block_time"`
		}
	}
	hops := 0
	for _, f := range s.facts {
		if f.Kind != truth.Hop {
			continue
		}
		l.at(s.w.End)
		var x tx
		if code := get("/tx/"+f.TxID, &x); code != http.StatusOK {
			t.Fatalf("%s: %d", f.TxID, code)
		}
		hops++
		to := selectors(s.entity(t, f.Object), "wallet")
		if out := x.Vout[f.Vout]; out.Value != f.AmountSat || !slices.Contains(to, out.Address) {
			t.Errorf("%s: output %+v, the truth says %d to %v", f.ID, out, f.AmountSat, to)
		}
		from := selectors(s.entity(t, f.Subject), "wallet")
		for _, in := range x.Vin {
			if !slices.Contains(from, in.Prevout.Address) {
				t.Errorf("%s: paid by %s, the truth says %v", f.ID, in.Prevout.Address, from)
			}
		}
		l.at(time.Unix(x.Status.Time, 0).Add(-time.Second))
		if code := get("/tx/"+f.TxID, &x); code != http.StatusNotFound {
			t.Errorf("%s is there before its block: %d", f.TxID, code)
		}
	}
	if hops < 4 {
		t.Fatalf("%d hops", hops)
	}
	l.at(s.opens)
	// The busiest address of the story, page by page, newest first.
	address := selectors(s.entity(t, "wallet:deposit"), "wallet")[0]
	want := reading(t, s, s.opens, address)
	slices.Reverse(want.txs)
	var got []string
	var stats struct {
		Stats struct {
			Count  int   `json:"tx_count"`
			Funded int64 `json:"funded_txo_sum"`
			Spent  int64 `json:"spent_txo_sum"`
		} `json:"chain_stats"`
	}
	get("/address/"+address, &stats)
	if stats.Stats.Count != len(want.txs) || stats.Stats.Funded-stats.Stats.Spent != want.sat {
		t.Errorf("%+v, the blocks say %d transactions, %d sat", stats, len(want.txs), want.sat)
	}
	for path := "/address/" + address + "/txs"; ; path = "/address/" + address + "/txs/chain/" + got[len(got)-1] {
		var page []tx
		get(path, &page)
		if len(page) == 0 {
			break
		}
		for _, x := range page {
			got = append(got, x.TxID)
		}
	}
	equal(t, "history", got, want.txs)
	if r := l.get(l.ends.Esplora + "/api/blocks/tip/height"); r.body != fmt.Sprint(want.tip) {
		t.Errorf("tip %s, the blocks say %d", r.body, want.tip)
	}
	for path, code := range map[string]int{"/address/bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4": 400, "/tx/zz": 400, "/tx/" + strings.Repeat("0", 64): 404, "/block-height/999999": 404, "/nonsense": 404} {
		if r := l.get(l.ends.Esplora + path); r.status != code {
			t.Errorf("%s: %d, want %d", path, r.status, code)
		}
	}
}
