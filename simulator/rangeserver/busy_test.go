package rangeserver_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/dataset"
)

// busy is a dataset with a chain of so many blocks, a second apart; each has a
// coinbase alone, which pays nothing to one script.
func busy(t *testing.T, blocks int, script []byte) string {
	t.Helper()
	dir := t.TempDir() + "/busy"
	w, err := dataset.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	put := func(b *wire.MsgBlock) {
		file.Write(chain.Frame(b.SerializeSize()))
		if err := b.Serialize(&file); err != nil {
			t.Fatal(err)
		}
	}
	prev := chaincfg.RegressionNetParams.GenesisBlock
	put(prev)
	for h := 1; h <= blocks; h++ {
		tx := wire.NewMsgTx(2)
		tag := binary.LittleEndian.AppendUint32([]byte{4}, uint32(h))
		tx.AddTxIn(wire.NewTxIn(wire.NewOutPoint(&chainhash.Hash{}, wire.MaxPrevOutIndex), tag, nil))
		tx.AddTxOut(wire.NewTxOut(0, script))
		b := wire.NewMsgBlock(&wire.BlockHeader{
			Version: 0x20000000, PrevBlock: prev.BlockHash(), Bits: 0x207fffff,
			Timestamp: day(0).Add(time.Duration(h) * time.Second), MerkleRoot: tx.TxHash(),
		})
		if err := b.AddTransaction(tx); err != nil {
			t.Fatal(err)
		}
		for !chain.Worked(b.BlockHash()) {
			b.Header.Nonce++
		}
		put(b)
		prev = b
	}
	c, err := chain.Parse(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	summary, err := json.Marshal(c.Summary())
	if err != nil {
		t.Fatal(err)
	}
	for path, body := range map[string][]byte{chain.BlockFile: file.Bytes(), chain.SummaryFile: summary} {
		if _, err := w.Put(path, "ledger", body); err != nil {
			t.Fatal(err)
		}
	}
	finish(t, w)
	return dir
}

// TestBusyScript: a script with ten thousand transactions is told whole; one
// more, and the client is sent to the explorer, which lists them page by page.
func TestBusyScript(t *testing.T) {
	const most = 10_000
	script := append([]byte{0, 20}, make([]byte, 20)...)
	l := start(t, busy(t, most+1, script))
	w := l.electrumWire()
	sh := chain.HashOf(script)
	ask := func(method string) string {
		return w.say(fmt.Sprintf(`{"id":1,"method":"blockchain.scripthash.%s","params":[%q]}`, method, sh))
	}
	l.at(day(0).Add(most * time.Second))
	for _, method := range []string{"get_history", "listunspent"} {
		if got := ask(method); strings.Count(got, "tx_hash") != most {
			t.Errorf("%s: %.200s", method, got)
		}
	}
	plain := hex.EncodeToString(sh[:])
	if got := l.get(l.ends.Esplora + "/scripthash/" + plain + "/utxo"); strings.Count(got.body, "txid") != most {
		t.Errorf("utxo: %d %.200s", got.status, got.body)
	}
	l.at(day(0).Add((most + 1) * time.Second))
	for _, method := range []string{"get_history", "listunspent", "subscribe"} {
		if got := ask(method); !strings.Contains(got, "history too large: 10001 transactions") {
			t.Errorf("%s: %.200s", method, got)
		}
	}
	if got := ask("get_balance"); !strings.Contains(got, `"confirmed":0`) {
		t.Errorf("balance: %.200s", got)
	}
	if got := l.get(l.ends.Esplora + "/scripthash/" + plain + "/utxo"); got.status != 400 || !strings.Contains(got.body, "Too many") {
		t.Errorf("utxo: %d %.200s", got.status, got.body)
	}
	if got := l.get(l.ends.Esplora + "/scripthash/" + plain + "/txs"); strings.Count(got.body, `"locktime"`) != 25 {
		t.Errorf("txs: %d %.200s", got.status, got.body)
	}
}
