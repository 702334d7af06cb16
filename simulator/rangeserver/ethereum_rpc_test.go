package rangeserver_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/ether"
	"github.com/osint-radar/academy/simulator/rangeserver"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// rpc posts a body to TESTCHAIN-A.
func (l *lab) rpc(body string) reply {
	l.t.Helper()
	return l.do("POST", l.ends.Ethereum, strings.NewReader(body), "Content-Type", "application/json")
}

// TestEthereumProtocol: what JSON-RPC 2.0, EIP-1474 and EIP-1898 want of a server
// where clients never go.
func TestEthereumProtocol(t *testing.T) {
	dir := townDir(t)
	l := start(t, dir)
	at := worldtest.Day(27).Add(21 * time.Hour)
	l.at(at)
	book, all := accountsAt(t, dir, at), accountsAt(t, dir, worldtest.Day(96))
	tip, next := book.blocks[len(book.blocks)-1], all.blocks[len(book.blocks)]
	desk := worldtest.New(200).TokenAddress("token-wallet:desk")
	call := func(method, params string) string {
		return fmt.Sprintf(`{"jsonrpc":"2.0","id":7,"method":%q,"params":%s}`, method, params)
	}
	result := func(value string) string { return `{"jsonrpc":"2.0","id":7,"result":` + value + `}` }
	fails := func(code int) string { return fmt.Sprintf(`"error":{"code":%d,`, code) }
	number := func(n uint64) string { return fmt.Sprintf("%#x", n) }
	word := strings.Repeat("0", 64-40)
	for _, c := range []struct{ what, ask, want string }{
		{"no JSON", `{"jsonrpc":"2.0",`, `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"not JSON"}}`},
		{"nothing", ``, fails(-32700)},
		{"a number", `5`, fails(-32600)},
		{"no version", `{"id":7,"method":"eth_chainId"}`, fails(-32600)},
		{"an id that is an object", `{"jsonrpc":"2.0","id":{},"method":"eth_chainId"}`, fails(-32600)},
		{"an empty batch", `[]`, fails(-32600)},
		{"a batch of no JSON", `[1,`, fails(-32700)},
		{"a batch of nothing right", `[1]`, `[{"jsonrpc":"2.0","id":null,"error":{"code":-32600,`},
		{"too large a batch", "[" + strings.Repeat(`1,`, 200) + "1]", fails(-32600)},
		{"too long a body", `"` + strings.Repeat("x", 70_000) + `"`, fails(-32600)},
		{"a batch with a notification", `[{"jsonrpc":"2.0","method":"eth_chainId"},` + call("net_version", "[]") + `]`, `[` + result(`"1337"`) + `]`},
		{"no parameters", `{"jsonrpc":"2.0","id":7,"method":"eth_chainId"}`, result(`"0x539"`)},
		{"an id of null", `{"jsonrpc":"2.0","id":null,"method":"eth_chainId"}`, `{"jsonrpc":"2.0","id":null,"result":"0x539"}`},
		{"an id that is a text", `{"jsonrpc":"2.0","id":"a<b","method":"eth_syncing","params":[]}`, `{"jsonrpc":"2.0","id":"a<b","result":false}`},
		{"parameters by name", call("eth_getBalance", `{"address":"`+desk+`"}`), fails(-32602)},
		{"no such method", call("eth_newFilter", "[{}]"), fails(-32601)},
		{"a hostile method", call("\u202e<script>", "[]"), `\"\\u202e<script>\"`},
		{"no address", call("eth_getBalance", "[]"), fails(-32602)},
		{"a short address", call("eth_getBalance", `["0x12","latest"]`), fails(-32602)},
		{"an address of another kind", call("eth_getBalance", `["bcrt1qxxx","latest"]`), fails(-32602)},
		{"leading zeros", call("eth_getBlockByNumber", `["0x01",false]`), fails(-32602)},
		{"a block in decimal", call("eth_getBlockByNumber", `["12",false]`), fails(-32602)},
		{"whole transactions or not", call("eth_getBlockByNumber", `["0x1"]`), fails(-32602)},
		{"newest block", call("eth_blockNumber", "[]"), result(`"` + number(tip.Number) + `"`)},
		{"a later block", call("eth_getBlockByNumber", `["`+number(next.Number)+`",false]`), result("null")},
		{"a later block by hash", call("eth_getBlockByHash", `["`+next.Hash+`",false]`), result("null")},
		{"a later transaction", call("eth_getTransactionByHash", `["`+next.Transactions[0].Hash+`"]`), result("null")},
		{"its receipt", call("eth_getTransactionReceipt", `["`+next.Transactions[0].Hash+`"]`), result("null")},
		{"receipts of a later block", call("eth_getBlockReceipts", `["`+next.Hash+`"]`), result("null")},
		{"a state that is not yet", call("eth_getBalance", `["`+desk+`","`+number(next.Number)+`"]`), fails(-32001)},
		{"by a later hash", call("eth_getBalance", `["`+desk+`",{"blockHash":"`+next.Hash+`"}]`), fails(-32001)},
		{"by hash and number", call("eth_getBalance", `["`+desk+`",{"blockHash":"`+tip.Hash+`","blockNumber":"0x1"}]`), fails(-32602)},
		{"by hash", call("eth_getTransactionCount", `["`+desk+`",{"blockHash":"`+tip.Hash+`"}]`), result(fmt.Sprintf(`"%#x"`, book.nonce[desk]))},
		{"in large digits", call("eth_getTransactionCount", `["0x`+strings.ToUpper(desk[2:])+`","pending"]`), result(fmt.Sprintf(`"%#x"`, book.nonce[desk]))},
		{"nobody", call("eth_getBalance", `["0x`+strings.Repeat("1", 40)+`","latest"]`), result(`"0x0"`)},
		{"code of a person", call("eth_getCode", `["`+desk+`","latest"]`), result(`"0x"`)},
		{"code before it was made", call("eth_getCode", `["`+book.token+`","earliest"]`), result(`"0x"`)},
		{"a call before it was made", call("eth_call", `[{"to":"`+book.token+`","data":"0x18160ddd"},"0x0"]`), result(`"0x"`)},
		{"a call of a person", call("eth_call", `[{"to":"`+desk+`","data":"0x18160ddd"},"latest"]`), result(`"0x"`)},
		{"another call", call("eth_call", `[{"to":"`+book.token+`","data":"0xdd62ed3e"},"latest"]`), fails(-32000)},
		{"half a call", call("eth_call", `[{"to":"`+book.token+`","data":"0x70a08231`+word+`"},"latest"]`), fails(-32000)},
		{"a call", call("eth_call", `[{"to":"`+book.token+`","input":"0x70a08231`+word+desk[2:]+`"},"latest"]`), result(fmt.Sprintf(`"0x%064x"`, book.tokens[desk]))},
		{"a place behind the last", call("eth_getTransactionByBlockNumberAndIndex", `["0x1","0x5"]`), result("null")},
		{"logs by hash and number", call("eth_getLogs", `[{"blockHash":"`+tip.Hash+`","fromBlock":"0x0"}]`), fails(-32602)},
		{"logs of a later hash", call("eth_getLogs", `[{"blockHash":"`+next.Hash+`"}]`), fails(-32001)},
		{"logs from a later block on", call("eth_getLogs", `[{"fromBlock":"`+number(next.Number)+`"}]`), result("[]")},
		{"logs backwards", call("eth_getLogs", `[{"fromBlock":"0x3","toBlock":"0x2"}]`), fails(-32602)},
		{"logs of another contract", call("eth_getLogs", `[{"fromBlock":"0x0","address":["`+desk+`"]}]`), result("[]")},
		{"logs of another event", call("eth_getLogs", `[{"fromBlock":"0x0","topics":["0x`+strings.Repeat("1", 64)+`"]}]`), result("[]")},
		{"a fourth topic", call("eth_getLogs", `[{"fromBlock":"0x0","topics":[null,null,null,"0x`+strings.Repeat("1", 64)+`"]}]`), result("[]")},
		{"five topics", call("eth_getLogs", `[{"topics":[null,null,null,null,null]}]`), fails(-32602)},
		{"a topic that is an address", call("eth_getLogs", `[{"topics":[null,"`+desk+`"]}]`), fails(-32602)},
		{"to send", call("eth_sendRawTransaction", `["0x00"]`), fails(-32003)},
		{"to sign", call("personal_sign", `[]`), fails(-32003)},
	} {
		got := l.rpc(c.ask)
		if got.status != 200 || !strings.Contains(got.body, c.want) || strings.HasPrefix(c.want, `{"jsonrpc":"2.0","id":7,"result"`) && got.body != c.want {
			t.Errorf("%s: %d %.300s, want %s", c.what, got.status, got.body, c.want)
		}
		if again := l.rpc(c.ask); again.body != got.body {
			t.Errorf("%s: the same question, other bytes: %s", c.what, again.body)
		}
	}
	if got := l.rpc(`{"jsonrpc":"2.0","method":"eth_sendTransaction","params":[{}]}`); got.body != "" {
		t.Errorf("a notification is answered: %s", got.body)
	}
	sent := map[string]int{}
	for _, s := range l.rg.Served("team-a").Conduct() {
		sent[s.Conduct+" "+s.Call]++
	}
	if len(sent) != 3 || sent[`send eth_sendRawTransaction["0x00"]`] != 2 || sent[`send eth_sendTransaction[{}]`] != 1 {
		t.Errorf("attempts to act: %v", sent)
	}
	if got := l.get(l.ends.Ethereum); got.status != 200 || !strings.Contains(got.body, "SYNTHETIC TRAINING DATA") {
		t.Errorf("a browser is told %d %s", got.status, got.body)
	}
	if got := l.get(l.ends.Ethereum + "/other"); got.status != 404 {
		t.Errorf("another path: %d", got.status)
	}
	for path, whole := range map[string]bool{"tags.csv": true, "rates.csv": false} {
		b, err := os.ReadFile(filepath.Join(dir, "accountledger", path))
		if err != nil {
			t.Fatal(err)
		}
		want := string(b)
		if !whole { // the head, and a row for each of the 28 days from day 0 on
			want = strings.Join(strings.SplitAfter(want, "\n")[:29], "")
		}
		if got := l.get(l.ends.Ethereum + "/" + path); got.status != 200 || got.body != want {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
	}
}

// TestEthereumLogs: each way to narrow a filter gives what the file has.
func TestEthereumLogs(t *testing.T) {
	dir := townDir(t)
	l := start(t, dir)
	at := worldtest.Day(60)
	l.at(at)
	book := accountsAt(t, dir, at)
	block := map[string]uint64{}
	for _, b := range book.blocks {
		for _, x := range b.Transactions {
			block[x.Hash] = b.Number
		}
	}
	a, b := book.moves[len(book.moves)/2], book.moves[len(book.moves)/3]
	topic := func(who string) string { return `"0x` + strings.Repeat("0", 24) + who[2:] + `"` }
	transfer := `"` + ether.TransferTopic.Hex() + `"`
	for filter, want := range map[string]func(m moved) bool{
		`"topics":[` + transfer + `,` + topic(a.From) + `]`:                                       func(m moved) bool { return m.From == a.From },
		`"topics":[null,null,` + topic(a.To) + `]`:                                                func(m moved) bool { return m.To == a.To },
		`"topics":[[],[` + topic(a.From) + `,` + topic(b.From) + `]]`:                             func(m moved) bool { return m.From == a.From || m.From == b.From },
		`"topics":[[` + transfer + `],` + topic(a.From) + `,[` + topic(a.To) + `]]`:               func(m moved) bool { return m.From == a.From && m.To == a.To },
		`"address":"` + book.token + `","topics":[` + topic(a.From) + `]`:                         func(moved) bool { return false },
		`"address":["` + book.token + `"],"toBlock":"` + fmt.Sprintf("%#x", block[b.Tx]) + `"`:    func(m moved) bool { return block[m.Tx] <= block[b.Tx] },
		`"topics":[null,` + topic(a.To) + `],"toBlock":"` + fmt.Sprintf("%#x", block[a.Tx]) + `"`: func(m moved) bool { return m.From == a.To && block[m.Tx] <= block[a.Tx] },
	} {
		got := l.rpc(`{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"fromBlock":"0x0",` + filter + `}]}`)
		var reply struct {
			Result []struct{ TransactionHash, LogIndex string }
		}
		if err := json.Unmarshal([]byte(got.body), &reply); err != nil {
			t.Fatal(err)
		}
		var found, wanted []string
		for _, x := range reply.Result {
			found = append(found, x.TransactionHash+" "+x.LogIndex)
		}
		for _, m := range book.moves {
			if want(m) {
				wanted = append(wanted, fmt.Sprintf("%s %#x", m.Tx, m.Index))
			}
		}
		equal(t, filter, found, wanted)
	}
}

// TestEthereumServed: an answer is in the log before it leaves, with its digest and
// the records that it shows, over the port and through the proxy.
func TestEthereumServed(t *testing.T) {
	dir := townDir(t)
	l := start(t, dir)
	l.at(worldtest.Day(90))
	m := accountsAt(t, dir, worldtest.Day(90)).moves[20]
	ask := `{"jsonrpc":"2.0","id":1,"method":"eth_getTransactionReceipt","params":["` + m.Tx + `"]}`
	body := l.rpc(ask).body
	proxied := run(t, "", []string{"http_proxy=" + l.ends.HTTP, "no_proxy="}, "curl", "-s", "--data", ask, "http://testchain-a.test/")
	if proxied != body {
		t.Errorf("through the proxy: %s", proxied)
	}
	rec := record.AccountBlocksFile + "#" + m.Tx
	data, err := rangeserver.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if from, ok := data[0].VisibleFrom(rec); !ok || from.Unix() != m.At {
		t.Errorf("%s is visible from %v, its block is of %v", rec, from, time.Unix(m.At, 0).UTC())
	}
	if from, ok := data[0].VisibleFrom(rec + "0"); ok {
		t.Errorf("a hash of 65 digits is visible from %v", from)
	}
	for seconds, there := range map[int64]bool{-1: false, 0: true} {
		l.at(time.Unix(m.At+seconds, 0))
		if got := l.rpc(ask).body; (got == body) != there || (got == `{"jsonrpc":"2.0","id":1,"result":null}`) == there {
			t.Errorf("%d s from its block: %s", seconds, got)
		}
	}
	l.at(worldtest.Day(90))
	list := l.rg.Served("team-a").BySum(sum([]byte(body)))
	if len(list) != 3 {
		t.Fatalf("it was served three times and logged %d times", len(list))
	}
	for _, s := range list {
		if s.Record != rec || s.Surface != "accountledger" || s.URL != "http://testchain-a.test/" || s.Bytes != int64(len(body)) || s.Call != `eth_getTransactionReceipt["`+m.Tx+`"]` {
			t.Errorf("logged as %+v", s)
		}
	}
	if len(l.rg.Served("team-a").ByURL(l.ends.Ethereum)) != 3 {
		t.Error("it is not found by the port's address")
	}
}

// bigAccountChain is a dataset with a TESTCHAIN-A of so many transfers of tokens,
// twenty a block, a block in twelve seconds, among a hundred accounts that pay
// nothing for gas; accounts are numbered from 1.
func bigAccountChain(tb testing.TB, transfers int) string {
	tb.Helper()
	dir := tb.TempDir() + "/chain"
	w, err := dataset.Begin(dir)
	if err != nil {
		tb.Fatal(err)
	}
	maker := bigAccount(0)
	token := ether.Created(maker, 0)
	genesis, err := json.Marshal(record.AccountGenesis{
		ChainID: ether.ChainID, Alloc: map[string]string{maker.Hex(): "1"}, Token: record.AccountToken{Address: token.Hex(), Name: "Test", Symbol: "T", Decimals: 6, Code: "0xfe"},
	})
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := w.Put(record.AccountGenesisFile, "accountledger", genesis); err != nil {
		tb.Fatal(err)
	}
	f, err := w.Create(record.AccountBlocksFile, "accountledger")
	if err != nil {
		tb.Fatal(err)
	}
	one := big.NewInt(1)
	nonce := map[ether.Address]uint64{}
	row := func(from ether.Address, to *ether.Address, payee ether.Address, amount uint64, index int) record.AccountTx {
		tx := ether.Tx{Nonce: nonce[from], Gas: 90_000, To: to, Value: new(big.Int), Data: ether.Transfer(payee, amount), V: 2709, R: one, S: one}
		nonce[from]++
		sent := from
		if to == nil {
			sent = ether.Address{}
		}
		l := ether.Transferred(token, sent, payee, amount)
		word := ether.Word(1).Hex()
		out := record.AccountTx{
			Hash: tx.Hash().Hex(), From: from.Hex(), Nonce: tx.Nonce, Value: "0", Gas: tx.Gas, Input: fmt.Sprintf("%#x", tx.Data), V: tx.V, R: word, S: word, GasUsed: 51_000,
			Logs: []record.AccountLog{{Index: index, Address: token.Hex(), Topics: []string{l.Topics[0].Hex(), l.Topics[1].Hex(), l.Topics[2].Hex()}, Data: fmt.Sprintf("%#x", l.Data)}},
		}
		if to != nil {
			out.To = to.Hex()
		}
		return out
	}
	parent := ether.Hash{}
	seal := func(number uint64, txs []record.AccountTx) {
		h := ether.Header{
			Parent: parent, Uncles: ether.NoUncles(), Coinbase: maker, Difficulty: 1, Number: number, GasLimit: 30_000_000, Time: uint64(day(0).Unix()) + 12*number,
			Extra: []byte("SYNTHETIC TRAINING DATA"),
		}
		zero := ether.Hash{}.Hex()
		b := record.AccountBlock{
			Number: number, Hash: h.Hash().Hex(), ParentHash: parent.Hex(), Timestamp: int64(h.Time), Miner: maker.Hex(), StateRoot: zero, TransactionsRoot: zero, ReceiptsRoot: zero,
			LogsBloom: fmt.Sprintf("%#x", h.Bloom[:]), GasLimit: h.GasLimit, Transactions: txs,
		}
		if err := f.JSON(b); err != nil {
			tb.Fatal(err)
		}
		parent = h.Hash()
	}
	seal(0, nil)
	seal(1, []record.AccountTx{row(maker, nil, bigAccount(1), 1e15, 0)})
	first := []record.AccountTx{}
	for i := range 99 {
		first = append(first, row(bigAccount(1), &token, bigAccount(i+2), 1e12, i))
	}
	seal(2, first)
	number := uint64(3)
	for done := 0; done < transfers; number++ {
		var txs []record.AccountTx
		for i := 0; i < 20 && done < transfers; i++ {
			done++
			txs = append(txs, row(bigAccount(1+done*7%100), &token, bigAccount(1+done*13%100), uint64(done), i))
		}
		seal(number, txs)
	}
	if _, err := f.Close(); err != nil {
		tb.Fatal(err)
	}
	finish(tb, w)
	return dir
}

func bigAccount(i int) ether.Address { return ether.Address{0: 0xaa, 19: byte(i)} }

// TestEthereumTooMuch: more logs than one answer holds are refused with the range
// that can be had; within it is exactly what it can hold.
func TestEthereumTooMuch(t *testing.T) {
	const most = 10_000
	l := start(t, bigAccountChain(t, most-99)) // with the 100 of the beginning one too many
	ask := func(until string) reply {
		return l.rpc(`{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"fromBlock":"0x0","toBlock":"` + until + `"}]}`)
	}
	// Block 1 has 1 log, block 2 has 99, each further one 20: 10,000 are full with
	// block 2+495, which is 0x1f1.
	got := ask("latest")
	if !strings.Contains(got.body, `"error":{"code":-32005,"message":"query returned more than 10000 results. Try with this block range [0x0, 0x1f1]."}`) {
		t.Fatalf("%.300s", got.body)
	}
	if n := strings.Count(ask("0x1f1").body, `"logIndex"`); n != most {
		t.Errorf("%d logs in the range that it names", n)
	}
	if n := strings.Count(ask("0x1f2").body, `"logIndex"`); n != 0 {
		t.Errorf("%d logs in the range after that", n)
	}
	// A batch of such answers ends before it is too long for anybody.
	one := `{"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"fromBlock":"0x0","toBlock":"0x1f1"}]}`
	batch := l.rpc("[" + strings.Repeat(one+",", 9) + one + "]")
	if strings.Count(batch.body, `"code":-32005,"message":"the answers to this batch`) == 0 || len(batch.body) > 16<<20 || strings.Count(batch.body, `"id":1`) != 10 {
		t.Errorf("%d bytes in a batch", len(batch.body))
	}
}
