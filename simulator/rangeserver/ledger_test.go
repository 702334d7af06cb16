package rangeserver_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net"
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

// TestElectrum watches the wallets of the story with the real wallet: three
// weeks before the exercise, and, while it runs, at its opening. It learns of
// the new blocks because the range tells it.
func TestElectrum(t *testing.T) {
	s := simulated(t)
	l := start(t, s.dir)
	early := s.opens.AddDate(0, 0, -25)
	l.at(early)
	e := newElectrum(t, l.ends.Electrum)
	wallets := map[string][]string{}
	for _, id := range []string{"wallet:deposit", "wallet:producer", "wallet:transport"} {
		wallets[id] = selectors(s.entity(t, id), "wallet")
		e.restore(id, wallets[id])
	}
	for _, at := range []time.Time{early, s.opens} {
		l.at(at)
		for id, addresses := range wallets {
			want := reading(t, s, at, addresses...)
			if at.Equal(s.opens) && len(want.txs) == 0 {
				t.Fatalf("%s has no history at the opening", id)
			}
			got := e.watch(id, want.tip)
			if got.sat != want.sat || got.tip != want.tip {
				t.Errorf("%s at %v: %d sat at height %d, the blocks say %d at %d", id, at, got.sat, got.tip, want.sat, want.tip)
			}
			slices.Sort(got.txs)
			slices.Sort(want.txs)
			equal(t, id, got.txs, want.txs)
		}
	}
}

// electrum is a running daemon of the real wallet, asked over its JSON-RPC.
type electrum struct {
	t   *testing.T
	dir string
	rpc string
}

func newElectrum(t *testing.T, server string) *electrum {
	t.Helper()
	program := toolbin.Find(t, "electrum")
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	_ = free.Close()
	e := &electrum{t, t.TempDir(), fmt.Sprintf("http://test:test@127.0.0.1:%d", port)}
	if err := os.MkdirAll(e.dir+"/regtest", 0o700); err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf(`{"rpcuser": "test", "rpcpassword": "test", "rpcport": %d}`, port)
	if err := os.WriteFile(e.dir+"/regtest/config", []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	var diag bytes.Buffer
	cmd := exec.Command(program, "--regtest", "-D", e.dir, "daemon", "--oneserver", "-s", server+":t")
	cmd.Env = append(os.Environ(), "HOME="+e.dir)
	cmd.Stdout, cmd.Stderr = &diag, &diag
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	every := time.NewTicker(50 * time.Millisecond)
	defer every.Stop()
	for n := 0; ; n++ {
		if conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			_ = conn.Close()
			break
		}
		if n == 600 {
			t.Fatalf("electrum does not come up: %v %s", cmd.Process.Kill(), &diag)
		}
		<-every.C
	}
	t.Cleanup(func() {
		e.do(nil, "stop", map[string]any{})
		if err := cmd.Wait(); err != nil {
			t.Logf("electrum: %v %s", err, &diag)
		}
	})
	return e
}

// do calls a command of the daemon.
func (e *electrum) do(result any, method string, params map[string]any) {
	e.t.Helper()
	body, err := json.Marshal(map[string]any{"id": 1, "method": method, "params": params})
	if err != nil {
		e.t.Fatal(err)
	}
	resp, err := http.Post(e.rpc, "application/json", bytes.NewReader(body))
	if err != nil {
		e.t.Fatalf("electrum %s: %v", method, err)
	}
	defer func() { _ = resp.Body.Close() }()
	var reply struct{ Result, Error json.RawMessage }
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil || len(reply.Error) > 0 && string(reply.Error) != "null" {
		e.t.Fatalf("electrum %s: %v %s", method, err, reply.Error)
	}
	if result != nil {
		if err := json.Unmarshal(reply.Result, result); err != nil {
			e.t.Fatalf("electrum %s: %v in %s", method, err, reply.Result)
		}
	}
}

func (e *electrum) wallet(id string) string { return e.dir + "/" + strings.ReplaceAll(id, ":", "-") }

// restore makes a watch-only wallet of the addresses.
func (e *electrum) restore(id string, addresses []string) {
	e.t.Helper()
	e.do(nil, "restore", map[string]any{"text": strings.Join(addresses, " "), "wallet_path": e.wallet(id)})
	e.do(nil, "load_wallet", map[string]any{"wallet_path": e.wallet(id)})
}

// watch waits until Electrum says that it has seen the tip and has verified
// every transaction by its Merkle proof, and returns what it shows.
func (e *electrum) watch(id string, tip int) book {
	t := e.t
	t.Helper()
	var info struct {
		Height int `json:"server_height"`
		Local  int `json:"blockchain_height"`
	}
	var hist struct {
		Transactions []struct {
			TxID          string `json:"txid"`
			Confirmations int
		}
	}
	in := map[string]any{"wallet": e.wallet(id)}
	every := time.NewTicker(100 * time.Millisecond)
	defer every.Stop()
	for n := 0; ; n++ {
		synced, unproved := false, 0
		e.do(&info, "getinfo", map[string]any{})
		e.do(&synced, "is_synchronized", in)
		e.do(&hist, "onchain_history", in)
		for _, x := range hist.Transactions {
			if x.Confirmations < 1 {
				unproved++
			}
		}
		if synced && unproved == 0 && info.Height == tip && info.Local == tip {
			break
		}
		if n == 600 {
			t.Fatalf("electrum stays at %+v, synchronised %v, %d transactions without proof; the tip is %d", info, synced, unproved, tip)
		}
		<-every.C
	}
	var balance struct{ Confirmed, Unconfirmed string }
	e.do(&balance, "getbalance", in)
	amount, err := btcutil.NewAmount(parseFloat(t, balance.Confirmed))
	if err != nil || balance.Unconfirmed != "" {
		t.Fatalf("balance %+v: %v", balance, err)
	}
	got := book{tip: info.Height, sat: int64(amount)}
	for _, x := range hist.Transactions {
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
