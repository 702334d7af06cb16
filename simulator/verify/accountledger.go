package verify

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

const (
	accountBlocks  = "accountledger/blocks.jsonl"
	accountGenesis = "accountledger/genesis.json"
	accountTags    = "accountledger/tags.csv"
	bridgeRates    = "accountledger/rates.csv"

	accountChain = 1337 // EIP-155: private chains of developers
	emptyUncles  = "1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"
	syntheticTag = "SYNTHETIC TRAINING DATA"
)

type accountGenesisRow struct {
	Synthetic string `json:"synthetic"`
	ChainID   int    `json:"chain_id"`
	Token     struct {
		Address  string `json:"address"`
		Name     string `json:"name"`
		Symbol   string `json:"symbol"`
		Decimals int    `json:"decimals"`
		Code     string `json:"code"`
	} `json:"token"`
	Alloc map[string]string `json:"alloc"`
}

type accountBlockRow struct {
	Number           uint64         `json:"number"`
	Hash             string         `json:"hash"`
	ParentHash       string         `json:"parent_hash"`
	Timestamp        int64          `json:"timestamp"`
	Miner            string         `json:"miner"`
	StateRoot        string         `json:"state_root"`
	TransactionsRoot string         `json:"transactions_root"`
	ReceiptsRoot     string         `json:"receipts_root"`
	LogsBloom        string         `json:"logs_bloom"`
	GasLimit         uint64         `json:"gas_limit"`
	GasUsed          uint64         `json:"gas_used"`
	Transactions     []accountTxRow `json:"transactions"`
}

type accountTxRow struct {
	Hash     string          `json:"hash"`
	From     string          `json:"from"`
	To       string          `json:"to"`
	Nonce    uint64          `json:"nonce"`
	Value    string          `json:"value"`
	Gas      uint64          `json:"gas"`
	GasPrice uint64          `json:"gas_price"`
	Input    string          `json:"input"`
	V        uint64          `json:"v"`
	R        string          `json:"r"`
	S        string          `json:"s"`
	GasUsed  uint64          `json:"gas_used"`
	Contract string          `json:"contract"`
	Logs     []accountLogRow `json:"logs"`
}

type accountLogRow struct {
	Index   int      `json:"index"`
	Address string   `json:"address"`
	Topics  []string `json:"topics"`
	Data    string   `json:"data"`
}

// purse is what an address has.
type purse struct {
	nonce  uint64
	wei    *big.Int
	tokens *big.Int
}

// moved is tokens that went from one address to another.
type moved struct {
	tx       string
	index    int
	from, to string
	amount   int64
	at       int64
}

// accountChainState is the ledger as it is replayed.
type accountChainState struct {
	token  string
	code   []byte
	has    map[string]*purse
	dirty  map[string]bool
	state  []byte
	parent string
	next   uint64
	at     int64
	moves  []moved
	logOf  map[string][]moved // by transaction
}

func (s *accountChainState) purse(address string) *purse {
	p := s.has[address]
	if p == nil {
		p = &purse{wei: new(big.Int), tokens: new(big.Int)}
		s.has[address] = p
	}
	return p
}

// readAccountLedger replays TESTCHAIN-A from its genesis: hashes, signatures, nonces,
// gas, balances, logs; then the tags, and the bridges against the other ledger.
func (c *checker) readAccountLedger() {
	if !c.whole("accountledger") {
		return
	}
	s := c.accountStart()
	if s == nil {
		return
	}
	rows(c, accountBlocks, func(line int, b *accountBlockRow) {
		for _, err := range s.block(b, c.m.Clock.End.Unix()) {
			c.fault(Rule, accountBlocks, "block %d: %v", line-1, err)
		}
		for i := range b.Transactions {
			c.record(accountBlocks, b.Transactions[i].Hash, b.Timestamp*1000)
		}
	})
	c.accounts = s
	c.readTags(s)
}

// accountStart reads who has how much at the beginning.
func (c *checker) accountStart() *accountChainState {
	b, ok := c.open(accountGenesis)
	if !ok {
		return nil
	}
	var g accountGenesisRow
	if err := strict(b, &g); err != nil {
		c.fault(Rule, accountGenesis, "%v", err)
		return nil
	}
	code, err := hexIn(g.Token.Code, -1)
	if err != nil || g.ChainID != accountChain || g.Synthetic != syntheticTag || g.Token.Decimals != 6 || !bytes.HasPrefix(code, []byte("\xfe"+syntheticTag)) {
		c.fault(Rule, accountGenesis, "chain %d with the token %q, want chain %d, a synthetic label in both and a token of 6 decimals", g.ChainID, g.Token.Name, accountChain)
		return nil
	}
	s := &accountChainState{
		token: g.Token.Address, code: code, has: map[string]*purse{}, dirty: map[string]bool{}, state: make([]byte, 32), parent: "0x" + strings.Repeat("0", 64),
		at: c.m.Clock.Start.Unix() - 1, logOf: map[string][]moved{},
	}
	for address, text := range g.Alloc {
		wei, ok := new(big.Int).SetString(text, 10)
		if _, err := hexIn(address, 20); err != nil || !ok || wei.Sign() <= 0 {
			c.fault(Rule, accountGenesis, "gives %s to %s", text, address)
			return nil
		}
		s.purse(address).wei = wei
		s.dirty[address] = true
	}
	return s
}

// block checks one block on top of those before it.
func (s *accountChainState) block(b *accountBlockRow, end int64) (bad []error) {
	fail := func(format string, args ...any) { bad = append(bad, fmt.Errorf(format, args...)) }
	if b.Number != s.next || b.ParentHash != s.parent {
		fail("has the number %d and the parent %.18s…, want %d and %.18s…", b.Number, b.ParentHash, s.next, s.parent)
	}
	if b.Timestamp <= s.at || b.Timestamp >= end {
		fail("is of the second %d, want it after %d and on the clock", b.Timestamp, s.at)
	}
	if (len(b.Transactions) == 0) != (b.Number == 0) {
		fail("has %d transactions", len(b.Transactions))
	}
	var raws, receipts, entries [][]byte
	used, index := uint64(0), 0
	for i := range b.Transactions {
		x := &b.Transactions[i]
		raw, err := x.raw()
		if err != nil {
			fail("transaction %d: %v", i, err)
			return bad
		}
		for _, err := range s.apply(x, raw, b, &index) {
			fail("transaction %s: %v", x.Hash, err)
		}
		used += x.GasUsed
		receipt, more := x.receipt(used)
		raws, receipts, entries = append(raws, raw), append(receipts, receipt), append(entries, more...)
	}
	if used != b.GasUsed || used > b.GasLimit {
		fail("uses %d gas by its transactions, says %d of %d", used, b.GasUsed, b.GasLimit)
	}
	for _, root := range []struct {
		what, said string
		is         []byte
	}{
		{"transactions root", b.TransactionsRoot, listRoot(raws)},
		{"receipts root", b.ReceiptsRoot, listRoot(receipts)},
		{"bloom", b.LogsBloom, logBloom(entries)},
		{"state digest", b.StateRoot, s.commit()},
	} {
		if root.said != "0x"+hex.EncodeToString(root.is) {
			fail("its %s is %.18s…, want 0x%.16x…", root.what, root.said, root.is)
		}
	}
	if hash, err := b.digest(); err != nil || b.Hash != hash {
		fail("its hash is %s, want %s (%v)", b.Hash, hash, err)
	}
	s.next, s.parent, s.at = b.Number+1, b.Hash, b.Timestamp
	return bad
}

// digest is the hash of the fifteen fields of a header of before EIP-1559.
func (b *accountBlockRow) digest() (string, error) {
	var fields [][]byte
	for _, f := range []struct {
		text string
		n    int
	}{{b.ParentHash, 32}, {"0x" + emptyUncles, 32}, {b.Miner, 20}, {b.StateRoot, 32}, {b.TransactionsRoot, 32}, {b.ReceiptsRoot, 32}, {b.LogsBloom, 256}} {
		v, err := hexIn(f.text, f.n)
		if err != nil {
			return "", err
		}
		fields = append(fields, rlpBytes(v))
	}
	for _, n := range []uint64{1, b.Number, b.GasLimit, b.GasUsed, uint64(b.Timestamp)} {
		fields = append(fields, rlpNumber(n))
	}
	fields = append(fields, rlpBytes([]byte(syntheticTag)), rlpBytes(make([]byte, 32)), rlpBytes(make([]byte, 8)))
	return "0x" + hex.EncodeToString(keccak(rlpList(fields...))), nil
}

// commit is the digest that stands for the state: of the one before and, for
// each account that has changed, of address, nonce, wei and tokens.
func (s *accountChainState) commit() []byte {
	list := make([]string, 0, len(s.dirty))
	for a := range s.dirty {
		list = append(list, a)
	}
	slices.Sort(list)
	b := slices.Clone(s.state)
	for _, a := range list {
		p := s.has[a]
		address, _ := hex.DecodeString(a[2:]) // it was read before
		b = append(b, address...)
		b = append(b, new(big.Int).SetUint64(p.nonce).FillBytes(make([]byte, 8))...)
		for _, n := range []*big.Int{p.wei, p.tokens} {
			b = append(b, new(big.Int).Abs(n).FillBytes(make([]byte, 32))...)
		}
	}
	clear(s.dirty)
	s.state = keccak(b)
	return s.state
}
