package verify_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/surface/accountledger"
	"github.com/osint-radar/academy/simulator/surface/ledger"
)

// TestAccountLedger damages TESTCHAIN-A: each damage breaks one rule of the
// chain, and the reading names it.
func TestAccountLedger(t *testing.T) {
	dir, key := town(t, accountledger.Surface{}, ledger.Surface{})
	whole(t, dir, key)
	const blocks, genesis, tags, rates = "accountledger/blocks.jsonl", "accountledger/genesis.json", "accountledger/tags.csv", "accountledger/rates.csv"
	// to replaces the first match by a text that may name its groups.
	to := func(pattern, with string) func([]byte) []byte {
		re := regexp.MustCompile(pattern)
		return func(b []byte) []byte {
			return replaceFirst(re, b, func(m []byte) []byte { return re.ReplaceAll(m, []byte(with)) })
		}
	}
	line := func(n int, change func(string) string) func([]byte) []byte {
		return func(b []byte) []byte {
			lines := strings.Split(string(b), "\n")
			lines[n] = change(lines[n])
			return []byte(strings.Join(lines, "\n"))
		}
	}
	refuted(t, dir, []claim{
		{"another chain", genesis, to(`1337`, "1"), "want chain 1337"},
		{"a label that is gone", genesis, to(`SYNTHETIC`, "REAL"), "want chain 1337"},
		{"less at the start than is spent", genesis, to(`("0x[0-9a-f]{40}"): "5\d{21}"`, `$1: "5000"`), "its sender has"},
		{"a block twice", blocks, line(5, func(s string) string { return s + "\n" + s }), "has the number 5 and the parent"},
		{"a block that is left out", blocks, line(5, func(string) string { return "{}" }), "has the number 0 and the parent"},
		{"a time that does not rise", blocks, line(6, func(s string) string {
			return regexp.MustCompile(`"timestamp":\d+`).ReplaceAllString(s, `"timestamp":1769990400`)
		}), "want it after"},
		{"another parent", blocks, line(6, func(s string) string {
			return regexp.MustCompile(`"parent_hash":"0x..`).ReplaceAllString(s, `"parent_hash":"0x00`)
		}), "its hash is"},
		{"a nonce that is left out", blocks, to(`"nonce":1,`, `"nonce":2,`), "has the nonce 2, the next of its sender is 1"},
		{"a signature for another chain", blocks, to(`"v":27\d\d`, `"v":37`), "is signed for another chain"},
		{"a price that nobody signed", blocks, to(`"gas_price":\d+`, `"gas_price":1`), "is signed by"},
		{"another sender", blocks, to(`"from":"0x....`, `"from":"0x0000`), "not by 0x0000"},
		{"another hash of a transaction", blocks, to(`"transactions":\[\{"hash":"0x....`, `"transactions":[{"hash":"0x0000`), "its hash is not"},
		{"gas that is not used", blocks, to(`"gas_used":(\d+),"logs"`, `"gas_used":1,"logs"`), "uses 1 gas"},
		{"gas of a block", blocks, to(`"gas_limit":30000000,"gas_used":2\d+`, `"gas_limit":30000000,"gas_used":22`), "by its transactions, says 22"},
		{"more tokens than there are", blocks, to(`(a9059cbb\w{64})0{16}`, "${1}00000000000000ff"), "tokens, 0x"},
		{"a call of something else", blocks, to(`a9059cbb`, "095ea7b3"), "for something that it cannot do"},
		{"a log that says more", blocks, to(`("index":0,"address":"0x\w{40}","topics":\["0x\w{64}","0x0{24}[1-9a-f]\w*","0x\w{64}"\],"data":"0x)0000`, "${1}0001"), "does not say what its call does"},
		{"a log of somebody else", blocks, to(`("topics":\["0x\w{64}","0x0{24})[1-9a-f]...`, "${1}0000"), "does not say what its call does"},
		{"no log", blocks, line(3, func(s string) string {
			return regexp.MustCompile(`"logs":\[\{.*?\}\]`).ReplaceAllString(s, `"logs":[]`)
		}), "tells 0 logs"},
		{"a bloom of nothing", blocks, to(`("number":3,.*"logs_bloom":"0x)\w{512}`, "${1}"+strings.Repeat("0", 512)), "its bloom is"},
		{"another root of transactions", blocks, to(`"transactions_root":"0x....`, `"transactions_root":"0x0000`), "its transactions root is"},
		{"another root of receipts", blocks, to(`"receipts_root":"0x....`, `"receipts_root":"0x0000`), "its receipts root is"},
		{"another state", blocks, to(`"state_root":"0x....`, `"state_root":"0x0000`), "its state digest is"},
		{"a tag of nobody", tags, to(`(?m)^0x....(.*,exchange)`, "0x0000$1"), "is nowhere on the ledger"},
		{"a tag of another kind", tags, to(`,exchange,`, ",bank,"), `is said to be "bank"`},
		{"somebody who is called a bridge", tags, to(`,exchange,`, ",bridge,"), "a bridge pays"},
		{"a price that nobody paid", rates, func(b []byte) []byte {
			return regexp.MustCompile(`(?m)^(\d{4}-\d\d-\d\d),\d+`).ReplaceAll(b, []byte("$1,6000000"))
		}, "pays no coins on the other ledger"},
		{"another fee", rates, func(b []byte) []byte { return regexp.MustCompile(`(?m),3$`).ReplaceAll(b, []byte(",4")) }, "no coins came to the other ledger"},
		{"a day that is left out", rates, to(`\d{4}-\d\d-\d\d,\d+,3\n`, ""), "want two numbers for"},
		{"an address of somebody", tags, to(`Issuer of`, "0x52908400098527886E0F7030069857D2E4169EE7"), "not on the account ledger"},
	})
}
