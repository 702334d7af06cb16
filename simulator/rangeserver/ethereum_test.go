package rangeserver_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

// moved is a log of the token as the test reads it out of the block file: amounts
// in millionths of a dollar.
type moved struct {
	Tx        string
	Index     int
	From, To  string
	Micro, At int64
}

// accountBook is the test's own reading of TESTCHAIN-A up to a time.
type accountBook struct {
	token  string
	blocks []record.AccountBlock
	moves  []moved
	wei    map[string]*big.Int
	tokens map[string]int64
	nonce  map[string]int64
}

func accountsAt(t *testing.T, dir string, at time.Time) accountBook {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, record.AccountGenesisFile))
	if err != nil {
		t.Fatal(err)
	}
	var g record.AccountGenesis
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	b := accountBook{token: g.Token.Address, wei: map[string]*big.Int{}, tokens: map[string]int64{}, nonce: map[string]int64{}}
	number := func(text string, base int) *big.Int {
		n, ok := new(big.Int).SetString(text, base)
		if !ok {
			t.Fatalf("%q is no number", text)
		}
		return n
	}
	add := func(who string, n *big.Int) {
		if b.wei[who] == nil {
			b.wei[who] = new(big.Int)
		}
		b.wei[who].Add(b.wei[who], n)
	}
	for who, text := range g.Alloc {
		add(who, number(text, 10))
	}
	for _, block := range rows[record.AccountBlock](t, &s1{dir: dir}, record.AccountBlocksFile) {
		if block.Timestamp > at.Unix() {
			break
		}
		b.blocks = append(b.blocks, block)
		for _, x := range block.Transactions {
			fee := new(big.Int).Mul(new(big.Int).SetUint64(x.GasUsed), new(big.Int).SetUint64(x.GasPrice))
			add(x.From, new(big.Int).Neg(fee))
			add(block.Miner, fee)
			add(x.From, new(big.Int).Neg(number(x.Value, 10)))
			add(x.To, number(x.Value, 10))
			b.nonce[x.From]++
			for _, l := range x.Logs {
				m := moved{x.Hash, l.Index, "0x" + l.Topics[1][26:], "0x" + l.Topics[2][26:], number(l.Data[2:], 16).Int64(), block.Timestamp}
				b.tokens[m.From] -= m.Micro
				b.tokens[m.To] += m.Micro
				b.moves = append(b.moves, m)
			}
		}
	}
	return b
}

// web3Script follows tokens from an address to the exchanges that it is given, as
// an analyst would, and computes again what can be computed: the hash of each
// block from its header, the hash and the sender of each transaction from its bytes.
const web3Script = `
import json, sys
import rlp
from eth_account import Account
from web3 import Web3

url, token, first, stops, known = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4].split(','), sys.argv[5].split(',')
w = Web3(Web3.HTTPProvider(url))
def reads(name, inputs, output):
    return {'type': 'function', 'name': name, 'stateMutability': 'view', 'inputs': [{'name': 'who', 'type': i} for i in inputs], 'outputs': [{'name': '', 'type': output}]}
sums = {'type': 'event', 'name': 'Transfer', 'anonymous': False, 'inputs': [
    {'name': 'from', 'type': 'address', 'indexed': True}, {'name': 'to', 'type': 'address', 'indexed': True}, {'name': 'value', 'type': 'uint256', 'indexed': False}]}
t = w.eth.contract(address=Web3.to_checksum_address(token), abi=[
    reads('name', [], 'string'), reads('symbol', [], 'string'), reads('decimals', [], 'uint8'), reads('totalSupply', [], 'uint256'), reads('balanceOf', ['address'], 'uint256'), sums])
out = {'connected': w.is_connected(), 'chain': w.eth.chain_id, 'tip': w.eth.block_number, 'syncing': w.eth.syncing,
       'token': [t.functions.name().call(), t.functions.symbol().call(), t.functions.decimals().call(), t.functions.totalSupply().call()],
       'code': bytes(w.eth.get_code(t.address)).hex(), 'hops': [], 'into': [], 'wrong': [], 'accounts': {}}
def move(e):
    return {'tx': e.transactionHash.to_0x_hex(), 'index': e.logIndex, 'from': e.args['from'].lower(), 'to': e.args.to.lower(), 'micro': e.args.value, 'at': w.eth.get_block(e.blockNumber).timestamp}
def wants(what, is_, want):
    if is_ != want:
        out['wrong'].append([what, str(is_), str(want)])
def again(e):
    x, b, r = w.eth.get_transaction(e.transactionHash), w.eth.get_block(e.blockHash), w.eth.get_transaction_receipt(e.transactionHash)
    head = [b.parentHash, b.sha3Uncles, Web3.to_bytes(hexstr=b.miner), b.stateRoot, b.transactionsRoot, b.receiptsRoot, b.logsBloom, b.difficulty, b.number,
            b.gasLimit, b.gasUsed, b.timestamp, b.extraData, b.mixHash, b.nonce]
    wants('block hash', Web3.keccak(rlp.encode([bytes(f) if not isinstance(f, int) else f for f in head])), b.hash)
    raw = w.eth.get_raw_transaction(e.transactionHash)
    wants('transaction hash', Web3.keccak(raw), x.hash)
    wants('sender', Account.recover_transaction(raw), x['from'])
    wants('parent', w.eth.get_block(b.number - 1).hash, b.parentHash)
    wants('place', w.eth.get_transaction_by_block(b.hash, x.transactionIndex).hash, x.hash)
    wants('count', w.eth.get_block_transaction_count(b.number), len(b.transactions))
    wants('receipts', [y.transactionHash for y in w.eth.get_block_receipts(b.number)], b.transactions)
    wants('status', [r.status, r.transactionHash, r.blockNumber, r.effectiveGasPrice, r.to], [1, x.hash, b.number, x.gasPrice, t.address])
    wants('log', [r.logs[0].logIndex, r.logs[0].topics], [e.logIndex, w.eth.get_logs({'blockHash': b.hash})[e.logIndex].topics])
    wants('fee', w.eth.get_transaction_count(x['from'], b.number) - w.eth.get_transaction_count(x['from'], b.number - 1) > 0, True)
todo, done = [first], set()
while todo:
    who = todo.pop(0)
    if who in done or who in stops:
        continue
    done.add(who)
    for e in t.events.Transfer.get_logs(from_block=0, argument_filters={'from': Web3.to_checksum_address(who)}):
        again(e)
        out['hops'].append(move(e))
        todo.append(e.args.to.lower())
for e in t.events.Transfer.get_logs(from_block=0, argument_filters={'to': Web3.to_checksum_address(first)}):
    again(e)
    out['into'].append(move(e))
for who in known:
    a = Web3.to_checksum_address(who)
    out['accounts'][who] = [str(w.eth.get_balance(a)), w.eth.get_transaction_count(a), t.functions.balanceOf(a).call()]
print(json.dumps(out))
`

// TestWeb3 follows the desk's tokens with web3.py, before and after they reach the
// exchange. What it must find stands in the plan and in the test's own reading.
func TestWeb3(t *testing.T) {
	python := toolbin.Find(t, "python")
	dir := townDir(t)
	l := start(t, dir)
	plan := worldtest.New(200)
	script := filepath.Join(t.TempDir(), "follow.py")
	if err := os.WriteFile(script, []byte(web3Script), 0o600); err != nil {
		t.Fatal(err)
	}
	desk, hot := plan.TokenAddress("token-wallet:desk"), plan.TokenAddress("token-wallet:koingate")
	known := []string{accountsAt(t, dir, plan.Start).blocks[0].Miner}
	for _, x := range plan.TokenWallets {
		known = append(known, plan.TokenAddress(x.Ref))
	}
	for _, c := range []struct {
		at   time.Time
		hops []world.Ref // planned payments that are made by then
	}{
		{worldtest.Day(20), nil},
		{worldtest.Day(27).Add(21 * time.Hour), []world.Ref{"token-payment:mule"}},
		{plan.End, []world.Ref{"token-payment:mule", "token-payment:deposit"}},
	} {
		l.at(c.at)
		book := accountsAt(t, dir, c.at)
		out := run(t, "", nil, python, script, l.ends.Ethereum, book.token, desk, hot, strings.Join(known, ","))
		var got struct {
			Connected, Syncing bool
			Chain, Tip         int
			Token              [4]any
			Code               string
			Hops, Into         []moved
			Wrong              [][3]string
			Accounts           map[string][3]any
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		if !got.Connected || got.Syncing || got.Chain != 1337 || got.Tip != len(book.blocks)-1 {
			t.Errorf("%v: chain %d at block %d, the file has %d", c.at, got.Chain, got.Tip, len(book.blocks)-1)
		}
		if want := [4]any{"Training Dollar (synthetic)", "TUSD-TEST", 6.0, 1e14}; got.Token != want || !strings.HasPrefix(got.Code, "fe53594e5448455449") {
			t.Errorf("the token is %v with the code %s", got.Token, got.Code)
		}
		if len(got.Wrong) > 0 {
			t.Errorf("%v: computed again it is otherwise: %v", c.at, got.Wrong)
		}
		var hops, into []moved
		for todo, done := []string{desk}, map[string]bool{hot: true}; len(todo) > 0; todo = todo[1:] {
			if done[todo[0]] {
				continue
			}
			done[todo[0]] = true
			for _, m := range book.moves {
				if m.From == todo[0] {
					hops, todo = append(hops, m), append(todo, m.To)
				}
			}
		}
		for _, m := range book.moves {
			if m.To == desk {
				into = append(into, m)
			}
		}
		if !slices.Equal(got.Hops, hops) || !slices.Equal(got.Into, into) {
			t.Errorf("%v: out %v, in %v; the file has %v and %v", c.at, got.Hops, got.Into, hops, into)
		}
		for i, ref := range c.hops {
			p := plan.TokenPayment(ref)
			if h := got.Hops[i]; h.From != plan.TokenAddress(p.From) || h.To != plan.TokenAddress(p.To) || h.Micro != p.Amount && !p.Sweep || h.Micro < p.Amount || h.At < p.At.Unix() || h.At > c.at.Unix() {
				t.Errorf("hop %d is %+v, the plan says %+v", i, h, p)
			}
		}
		if len(c.hops) < 2 && len(got.Hops) != len(c.hops) {
			t.Errorf("%v: %d hops, the plan has %d by then", c.at, len(got.Hops), len(c.hops))
		}
		for who, a := range got.Accounts {
			wei := "0"
			if book.wei[who] != nil {
				wei = book.wei[who].String()
			}
			if want := [3]any{wei, float64(book.nonce[who]), float64(book.tokens[who])}; a != want {
				t.Errorf("%v: %s has %v, the file says %v", c.at, who, a, want)
			}
		}
	}
}

// TestEthereumETL takes blocks, transactions, receipts, logs and the token's
// transfers out of the range with ethereum-etl, and holds every row against the file.
func TestEthereumETL(t *testing.T) {
	// As a module: the program that some installers write beside it looks for
	// libraries at its start that no command here uses.
	python := filepath.Join(filepath.Dir(toolbin.Find(t, "ethereumetl")), "python")
	etl := func(args ...string) {
		t.Helper()
		run(t, "", nil, python, append([]string{"-m", "ethereumetl"}, args...)...)
	}
	dir := townDir(t)
	l := start(t, dir)
	at := worldtest.Day(28).Add(12 * time.Hour)
	l.at(at)
	book := accountsAt(t, dir, at)
	out := t.TempDir()
	file := func(name string) string { return filepath.Join(out, name) }
	table := func(name string) []map[string]string {
		b, err := os.ReadFile(file(name))
		if err != nil {
			t.Fatal(err)
		}
		list, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var rows []map[string]string
		for _, r := range list[1:] {
			row := map[string]string{}
			for i, column := range list[0] {
				row[column] = r[i]
			}
			rows = append(rows, row)
		}
		return rows
	}
	from := []string{"-p", l.ends.Ethereum, "-w", "1"}
	etl(append([]string{"export_blocks_and_transactions", "-s", "0", "-e", strconv.Itoa(len(book.blocks) - 1), "--blocks-output", file("blocks.csv"), "--transactions-output", file("txs.csv")}, from...)...)
	etl("extract_csv_column", "-i", file("txs.csv"), "-c", "hash", "-o", file("hashes"))
	etl(append([]string{"export_receipts_and_logs", "--transaction-hashes", file("hashes"), "--receipts-output", file("receipts.csv"), "--logs-output", file("logs.csv")}, from...)...)
	etl("extract_token_transfers", "-l", file("logs.csv"), "-o", file("transfers.csv"))
	if err := os.WriteFile(file("tokens"), []byte(book.token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	etl(append([]string{"export_tokens", "-t", file("tokens"), "-o", file("tokens.csv")}, from...)...)

	var blocks, txs, receipts, transfers []string
	for _, b := range table("blocks.csv") {
		blocks = append(blocks, strings.Join([]string{b["number"], b["hash"], b["parent_hash"], b["timestamp"], b["gas_used"], b["transaction_count"]}, " "))
	}
	for _, x := range table("txs.csv") {
		txs = append(txs, strings.Join([]string{x["block_number"], x["transaction_index"], x["hash"], x["from_address"], x["to_address"], x["nonce"], x["value"], x["gas_price"], x["input"]}, " "))
	}
	for _, r := range table("receipts.csv") {
		receipts = append(receipts, strings.Join([]string{r["block_number"], r["transaction_hash"], r["status"], r["gas_used"], r["cumulative_gas_used"], r["contract_address"]}, " "))
	}
	for _, m := range table("transfers.csv") {
		transfers = append(transfers, strings.Join([]string{m["block_number"], m["log_index"], m["transaction_hash"], m["token_address"], m["from_address"], m["to_address"], m["value"]}, " "))
	}
	var wantBlocks, wantTxs, wantReceipts, wantTransfers []string
	n := 0
	for _, b := range book.blocks {
		wantBlocks = append(wantBlocks, fmt.Sprintln(b.Number, b.Hash, b.ParentHash, b.Timestamp, b.GasUsed, len(b.Transactions)))
		total := uint64(0)
		for i, x := range b.Transactions {
			total += x.GasUsed
			wantTxs = append(wantTxs, fmt.Sprintln(b.Number, i, x.Hash, x.From, x.To, x.Nonce, x.Value, x.GasPrice, x.Input))
			wantReceipts = append(wantReceipts, fmt.Sprintln(b.Number, x.Hash, 1, x.GasUsed, total, x.Contract))
			for range x.Logs {
				m := book.moves[n]
				n++
				wantTransfers = append(wantTransfers, fmt.Sprintln(b.Number, m.Index, m.Tx, book.token, m.From, m.To, m.Micro))
			}
		}
	}
	for what, pair := range map[string][2][]string{"blocks": {blocks, wantBlocks}, "transactions": {txs, wantTxs}, "receipts": {receipts, wantReceipts}, "transfers": {transfers, wantTransfers}} {
		got, want := pair[0], pair[1]
		for i := range want {
			want[i] = strings.TrimSuffix(want[i], "\n")
		}
		slices.Sort(got)
		slices.Sort(want)
		if len(want) < 100 {
			t.Errorf("%d %s are no test", len(want), what)
		}
		if i := slices.IndexFunc(want, func(w string) bool { _, ok := slices.BinarySearch(got, w); return !ok }); i >= 0 || len(got) != len(want) {
			t.Errorf("%d %s, the file has %d; not among them: %q", len(got), what, len(want), want[max(i, 0)])
		}
	}
	if got := table("tokens.csv"); len(got) != 1 || got[0]["symbol"] != "TUSD-TEST" || got[0]["decimals"] != "6" || got[0]["total_supply"] != "100000000000000" {
		t.Errorf("the token is %v", got)
	}
}
