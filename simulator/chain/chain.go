// Package chain reads TESTCHAIN-U: the blocks of a dataset's
// ledger/blk00000.dat, checked and indexed in memory.
//
//	c, err := chain.Open(dir)
//	tip := c.HeightAt(clock)            // what exists at a scenario time
//	script, err := chain.ScriptOf(address)
//	sh := chain.HashOf(script)          // Electrum's scripthash
//	c.Stats(sh, tip).Balance()          // satoshi
//	c.History(sh, tip)                  // oldest first
//
// Every question takes the height that is the observer's tip: blocks above it
// do not exist yet. Answers come from tables built once, in time that grows
// with the answer and not with the chain. A Chain is never changed after Open
// and safe for use by several goroutines.
//
// Reading checks what can be checked without running scripts: framing, links,
// proof of work, transaction and witness roots, that every input spends an
// earlier unspent output, and that no transaction makes money.
package chain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"time"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/record"
)

// The files of the ledger inside a dataset.
const (
	BlockFile   = "ledger/blk00000.dat"
	SummaryFile = "ledger/chain.json"
)

// Chain is a checked and indexed chain.
type Chain struct {
	blocks []block
	byHash map[chainhash.Hash]int
	txs    []txRow
	byTx   map[chainhash.Hash]int32
	outs   []outRow // of all transactions, in order
	spends []spend  // beside outs
	script []scriptRow
	bySH   map[ScriptHash]int32
	latest []int64 // per height, the latest block time up to it, Unix seconds
}

type block struct {
	header wire.BlockHeader
	hash   chainhash.Hash
	raw    []byte
	bare   int   // size without witnesses
	first  int32 // number of its first transaction
	count  int32
}

type txRow struct {
	id       chainhash.Hash
	raw      []byte
	fee      int64
	height   int32
	firstOut int32 // number of its first output in outs
}

// Open reads and checks the ledger of a dataset directory.
func Open(dir string) (*Chain, error) {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(BlockFile)))
	if err != nil {
		return nil, fmt.Errorf("chain: %w", err)
	}
	c, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", BlockFile, err)
	}
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(SummaryFile)))
	if err != nil {
		return nil, fmt.Errorf("chain: %w", err)
	}
	var want record.Chain
	if err := json.Unmarshal(text, &want); err != nil {
		return nil, fmt.Errorf("chain: %s: %w", SummaryFile, err)
	}
	if got := c.Summary(); got != want {
		return nil, fmt.Errorf("chain: %s says height %d, best hash %s, %d transactions; the blocks give height %d, %s, %d (or other times)",
			SummaryFile, want.Height, want.BestHash, want.Txs, got.Height, got.BestHash, got.Txs)
	}
	return c, nil
}

// Parse checks and indexes the bytes of a block file. It keeps data.
func Parse(data []byte) (*Chain, error) {
	c := &Chain{
		byHash: map[chainhash.Hash]int{},
		byTx:   map[chainhash.Hash]int32{},
		bySH:   map[ScriptHash]int32{},
	}
	for off := 0; off < len(data); {
		raw, err := frame(data, off)
		if err != nil {
			return nil, err
		}
		if err := c.add(raw); err != nil {
			return nil, fmt.Errorf("chain: block %d at byte %d: %w", len(c.blocks), off, err)
		}
		off += 8 + len(raw)
	}
	if len(c.blocks) == 0 {
		return nil, fmt.Errorf("chain: the block file is empty, want at least the genesis block")
	}
	return c, nil
}

// Summary is what ledger/chain.json says of the chain.
func (c *Chain) Summary() record.Chain {
	tip := c.Tip()
	return record.Chain{
		Network: "regtest", Height: tip, BestHash: c.Hash(tip).String(),
		First: c.Time(min(1, tip)), Tip: c.Time(tip), Txs: len(c.txs),
	}
}

// Tip is the height of the last block of the file.
func (c *Chain) Tip() int { return len(c.blocks) - 1 }

// HeightAt is the height of the last block that exists at t: it and all before
// it have a time not after t. Before the first block it is 0, the genesis block.
func (c *Chain) HeightAt(t time.Time) int {
	now := t.Unix()
	return max(0, sort.Search(len(c.latest), func(h int) bool { return c.latest[h] > now })-1)
}

// Header returns the header of a block. Height must be from 0 to Tip.
func (c *Chain) Header(height int) wire.BlockHeader { return c.blocks[height].header }

// HeaderBytes returns the 80 bytes of a header.
func (c *Chain) HeaderBytes(height int) []byte { return bytes.Clone(c.blocks[height].raw[:80]) }

// Hash returns a block's hash.
func (c *Chain) Hash(height int) chainhash.Hash { return c.blocks[height].hash }

// Time returns a block's time, UTC.
func (c *Chain) Time(height int) time.Time { return c.blocks[height].header.Timestamp.UTC() }

// MedianTime is the median of the times of the block and the ten before it
// (BIP 113), UTC.
func (c *Chain) MedianTime(height int) time.Time {
	var at []int64
	for h := max(0, height-10); h <= height; h++ {
		at = append(at, c.blocks[h].header.Timestamp.Unix())
	}
	sort.Slice(at, func(i, j int) bool { return at[i] < at[j] })
	return time.Unix(at[len(at)/2], 0).UTC()
}

// HeightOf finds a block by its hash among those up to tip.
func (c *Chain) HeightOf(hash chainhash.Hash, tip int) (int, bool) {
	h, ok := c.byHash[hash]
	return h, ok && h <= tip
}

// Raw returns the serialised block (BIP 144). The bytes must not be changed.
func (c *Chain) Raw(height int) []byte { return c.blocks[height].raw }

// Size returns a block's bytes and its weight (BIP 141).
func (c *Chain) Size(height int) (size, weight int) {
	b := &c.blocks[height]
	return len(b.raw), 3*b.bare + len(b.raw)
}

// TxIDs returns the transactions of a block in order.
func (c *Chain) TxIDs(height int) []chainhash.Hash {
	b := &c.blocks[height]
	ids := make([]chainhash.Hash, b.count)
	for i := range ids {
		ids[i] = c.txs[int(b.first)+i].id
	}
	return ids
}
