package rangeserver

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/ether"
	"github.com/osint-radar/academy/simulator/record"
)

// accountChain is TESTCHAIN-A in memory. Blocks, transactions and logs stand in
// the order of the chain; a number in another table is a place in theirs.
type accountChain struct {
	token  record.AccountToken
	code   []byte
	addr   ether.Address // the token's
	supply uint64
	tags   []byte // who is publicly known, a table
	rates  []byte // what a bridge asks on each day, a table; nil without one

	blocks   []chainBlock
	txs      []chainTx
	logs     []chainLog
	accounts []chainAccount
	byBlock  map[ether.Hash]int32
	byTx     map[ether.Hash]int32
	byAddr   map[ether.Address]int32
}

type chainBlock struct {
	ether.Header
	hash  ether.Hash
	first int32 // its first transaction
	log   int32 // its first log
}

type chainTx struct {
	ether.Tx
	hash  ether.Hash
	from  ether.Address
	block int32
	log   int32 // its first log
	used  uint64
	total uint64 // gas of the block up to it
}

// chainLog is a log of the token: there is no other contract and no other event.
type chainLog struct {
	tx       int32
	from, to ether.Address
	amount   uint64
}

// chainAccount is an address: what it had after each block that changed it, and
// the logs that name it, oldest first.
type chainAccount struct {
	states []chainState
	logs   []int32
}

type chainState struct {
	block  int32
	nonce  uint64
	wei    [16]byte
	tokens uint64
}

// loadAccountChain reads TESTCHAIN-A; nil if there is none. It sees that every
// hash is the one of its bytes and that nobody pays more than there is. radar
// verify looks at signatures, gas and roots.
func loadAccountChain(dir string, m *dataset.Manifest) (*accountChain, error) {
	genesis, err := wholeFile(dir, m, record.AccountGenesisFile)
	if genesis == nil || err != nil {
		return nil, err
	}
	r, err := newChainReader(genesis)
	if err != nil {
		return nil, fmt.Errorf("%s/%s: %w", dir, record.AccountGenesisFile, err)
	}
	if r.c.tags, err = wholeFile(dir, m, record.AccountTagsFile); err != nil {
		return nil, err
	}
	if r.c.rates, err = wholeFile(dir, m, record.BridgeRatesFile); err != nil {
		return nil, err
	}
	if err := readLines(dir, m, record.AccountBlocksFile, r.block); err != nil {
		return nil, err
	}
	if len(r.c.blocks) == 0 {
		return nil, fmt.Errorf("%s/%s: a genesis without a block", dir, record.AccountGenesisFile)
	}
	return r.c, nil
}

// heightAt is the newest block at t, the genesis block before it.
func (c *accountChain) heightAt(t time.Time) int {
	return max(0, sort.Search(len(c.blocks), func(i int) bool { return int64(c.blocks[i].Time) > t.Unix() })-1)
}

// txsOf are the numbers of a block's transactions, from the first to before the last.
func (c *accountChain) txsOf(block int) (from, until int) {
	from, until = int(c.blocks[block].first), len(c.txs)
	if block+1 < len(c.blocks) {
		until = int(c.blocks[block+1].first)
	}
	return from, until
}

// logsOf are the numbers of a transaction's logs.
func (c *accountChain) logsOf(tx int) (from, until int) {
	from, until = int(c.txs[tx].log), len(c.logs)
	if tx+1 < len(c.txs) {
		until = int(c.txs[tx+1].log)
	}
	return from, until
}

// log is what a log says.
func (c *accountChain) log(n int) ether.Log {
	l := &c.logs[n]
	return ether.Transferred(c.addr, l.from, l.to, l.amount)
}

// tx finds a transaction in the blocks up to tip.
func (c *accountChain) tx(hash ether.Hash, tip int) (int, bool) {
	n, ok := c.byTx[hash]
	return int(n), ok && int(c.txs[n].block) <= tip
}

// state is what an address had after a block.
func (c *accountChain) state(a ether.Address, block int) chainState {
	n, ok := c.byAddr[a]
	if !ok {
		return chainState{}
	}
	list := c.accounts[n].states
	if i := sort.Search(len(list), func(i int) bool { return int(list[i].block) > block }); i > 0 {
		return list[i-1]
	}
	return chainState{}
}

// ratesAt is what the bridge has asked up to a time, day by day.
func (c *accountChain) ratesAt(t time.Time) []byte {
	head, days, _ := bytes.Cut(c.rates, []byte("\n"))
	out := append(bytes.Clone(head), '\n')
	for line := range bytes.Lines(days) {
		if string(line) >= t.UTC().AddDate(0, 0, 1).Format(time.DateOnly) {
			break
		}
		out = append(out, line...)
	}
	return out
}

// born says whether the token is there in a block.
func (c *accountChain) born(block int) bool {
	return len(c.logs) > 0 && int(c.txs[c.logs[0].tx].block) <= block
}

// visibleTx is the time of the block of a transaction; false for none.
func (c *accountChain) visibleTx(id string) (time.Time, bool) {
	hash, err := ether.ParseHash(id)
	n, ok := c.tx(hash, len(c.blocks))
	if err != nil || !ok {
		return time.Time{}, false
	}
	return time.Unix(int64(c.blocks[c.txs[n].block].Time), 0).UTC(), true
}

func accountRecordOf(hash ether.Hash) string { return record.AccountBlocksFile + "#" + hash.Hex() }

var errOverdrawn = errors.New("pays more than its sender has")
