package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/wire"
)

const (
	blocksFile = "ledger/blk00000.dat"
	chainFile  = "ledger/chain.json"

	regtestGenesis = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"
	regtestBits    = 0x207fffff
	halving        = 150
	maturity       = 100
	coin           = 100_000_000
)

type chainRow struct {
	Network  string  `json:"network"`
	Height   int     `json:"height"`
	BestHash string  `json:"best_hash"`
	First    instant `json:"first"`
	Tip      instant `json:"tip"`
	Txs      int     `json:"txs"`
}

// ledger is what later checks need of the chain, and the state while it is read.
type ledger struct {
	outs    map[wire.OutPoint]coinOut // unspent
	spends  []spend                   // whose scripts are still to be run
	made    map[string][]int64        // by transaction id, the value of each output
	times   []int64                   // of blocks, Unix seconds
	best    chainhash.Hash
	records int64
}

type coinOut struct {
	*wire.TxOut
	height   int
	coinbase bool
}

func (c *checker) readLedger() {
	if !c.whole("ledger") {
		return
	}
	if slices.ContainsFunc(c.bodies("ledger"), func(f *fileRow) bool { return isBulk(f.Path) }) {
		c.readBulk()
		return
	}
	data, ok := c.open(blocksFile)
	if !ok {
		return
	}
	l := &ledger{outs: map[wire.OutPoint]coinOut{}, made: map[string][]int64{}}
	for at := 0; at < len(data); {
		if len(data)-at < 8 || binary.LittleEndian.Uint32(data[at:]) != 0xdab5bffa {
			c.fault(Rule, blocksFile, "at byte %d there is no block with regtest's magic", at)
			return
		}
		size := int(binary.LittleEndian.Uint32(data[at+4:]))
		if size > len(data)-at-8 {
			c.fault(Rule, blocksFile, "the block at byte %d is cut", at)
			return
		}
		if err := c.block(l, data[at+8:at+8+size]); err != nil {
			c.fault(Rule, blocksFile, "block %d: %v", len(l.times), err)
			return
		}
		at += 8 + size
	}
	if err := unlocked(l.spends); err != nil {
		c.fault(Rule, blocksFile, "%v", err)
		return
	}
	c.ledger, l.spends = l, nil
	c.chainSummary(l)
	if want := c.listed[blocksFile].Records; l.records != want {
		c.fault(Rule, blocksFile, "has %d transactions, %s says %d", l.records, manifestFile, want)
	}
}

func (c *checker) chainSummary(l *ledger) {
	b, ok := c.open(chainFile)
	if !ok {
		return
	}
	var row chainRow
	if err := strict(b, &row); err != nil {
		c.fault(Rule, chainFile, "%v", err)
		return
	}
	tip := len(l.times) - 1
	if tip < 1 || row.Network != "regtest" || row.Height != tip || row.BestHash != l.best.String() || int64(row.Txs) != l.records ||
		row.First.ms != l.times[1]*1000 || row.Tip.ms != l.times[tip]*1000 {
		c.fault(Rule, chainFile, "does not describe the chain in %s: height %d, best %s, %d transactions", blocksFile, tip, l.best, l.records)
	}
}

// block checks one block on top of what was read and adds it.
func (c *checker) block(l *ledger, raw []byte) error {
	var b wire.MsgBlock
	r := bytes.NewReader(raw)
	if err := b.Deserialize(r); err != nil {
		return fmt.Errorf("cannot be read: %w", err)
	}
	if r.Len() != 0 {
		return fmt.Errorf("has %d bytes too many", r.Len())
	}
	height := len(l.times)
	if err := l.header(&b.Header, height, c.m.Clock.End.Unix()); err != nil {
		return err
	}
	var ids, wids [][32]byte
	for i, tx := range b.Transactions {
		ids = append(ids, tx.TxHash())
		if i == 0 {
			wids = append(wids, [32]byte{}) // the coinbase's counts as zero (BIP 141)
		} else {
			wids = append(wids, tx.WitnessHash())
		}
	}
	if len(ids) == 0 {
		return errors.New("has no transaction")
	}
	if root := bitcoinRoot(ids); root != [32]byte(b.Header.MerkleRoot) {
		return errors.New("the Merkle root is not that of its transactions")
	}
	if height > 0 {
		if err := witnessCommitted(b.Transactions[0], bitcoinRoot(wids), height); err != nil {
			return err
		}
	}
	if err := l.spend(b.Transactions, height); err != nil {
		return err
	}
	when := b.Header.Timestamp.Unix()
	for _, tx := range b.Transactions {
		id := tx.TxHash().String()
		sats := []int64{}
		for _, o := range tx.TxOut {
			sats = append(sats, o.Value)
		}
		l.made[id] = sats
		c.record(blocksFile, id, when*1000)
	}
	l.records += int64(len(b.Transactions))
	l.times = append(l.times, when)
	l.best = b.BlockHash()
	return nil
}

// header checks links, proof of work and time.
func (l *ledger) header(h *wire.BlockHeader, height int, end int64) error {
	hash := h.BlockHash()
	if height == 0 {
		if hash.String() != regtestGenesis {
			return errors.New("is not the genesis block of regtest")
		}
		return nil
	}
	reversed := slices.Clone(hash[:])
	slices.Reverse(reversed)
	target := new(big.Int).Lsh(big.NewInt(regtestBits&0x7fffff), 8*(regtestBits>>24-3))
	past := slices.Clone(l.times[max(0, height-11):])
	slices.Sort(past)
	switch when := h.Timestamp.Unix(); {
	case h.PrevBlock != l.best:
		return errors.New("does not follow the block before it")
	case h.Bits != regtestBits || new(big.Int).SetBytes(reversed).Cmp(target) > 0:
		return errors.New("has no proof of work")
	case when <= past[len(past)/2]:
		return errors.New("its time is not after the median of the eleven before it")
	case when > end:
		return errors.New("its time lies after the end of the clock")
	}
	return nil
}

// witnessCommitted finds the commitment of BIP 141 and the height of BIP 34 in the coinbase.
func witnessCommitted(tx *wire.MsgTx, root [32]byte, height int) error {
	if len(tx.TxIn) != 1 || tx.TxIn[0].PreviousOutPoint != (wire.OutPoint{Index: wire.MaxPrevOutIndex}) {
		return errors.New("its first transaction is no coinbase")
	}
	if w := tx.TxIn[0].Witness; len(w) != 1 || len(w[0]) != 32 {
		return errors.New("the coinbase has no witness with the reserved value")
	}
	script := tx.TxIn[0].SignatureScript
	if !bytes.HasPrefix(script, heightPush(height)) {
		return errors.New("the coinbase does not begin with the height (BIP 34)")
	}
	if len(script) < 2 || len(script) > 100 {
		return fmt.Errorf("the coinbase's script has %d bytes, want 2 to 100", len(script))
	}
	want := doubleSHA(append(slices.Clone(root[:]), tx.TxIn[0].Witness[0]...))
	for _, o := range slices.Backward(tx.TxOut) {
		if bytes.HasPrefix(o.PkScript, []byte{0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed}) && len(o.PkScript) >= 38 {
			if !bytes.Equal(o.PkScript[6:38], want[:]) {
				return errors.New("the witness commitment is not that of its transactions")
			}
			return nil
		}
	}
	return errors.New("has no witness commitment")
}

// heightPush is a height as a minimal push of script numbers.
func heightPush(height int) []byte {
	if height <= 16 {
		return []byte{byte(0x50 + height)}
	}
	var n []byte
	for v := height; v > 0; v >>= 8 {
		n = append(n, byte(v))
	}
	if n[len(n)-1]&0x80 != 0 {
		n = append(n, 0)
	}
	return append([]byte{byte(len(n))}, n...)
}

// spend takes each input from the unspent outputs and sees that no money is made.
func (l *ledger) spend(txs []*wire.MsgTx, height int) error {
	var fees int64
	for i, tx := range txs {
		var in, out int64
		var spent []*wire.TxOut
		for _, o := range tx.TxOut {
			if o.Value < 0 || o.Value > 21_000_000*coin-out { // a sum may not overflow either (CVE-2010-5139)
				return fmt.Errorf("transaction %s has an impossible value", tx.TxHash())
			}
			out += o.Value
		}
		for _, t := range tx.TxIn {
			if i == 0 {
				break
			}
			from, ok := l.outs[t.PreviousOutPoint]
			if !ok {
				return fmt.Errorf("transaction %s spends %s, which is not there or already spent", tx.TxHash(), t.PreviousOutPoint)
			}
			if from.coinbase && height-from.height < maturity {
				return fmt.Errorf("transaction %s spends a coinbase before it is ripe", tx.TxHash())
			}
			delete(l.outs, t.PreviousOutPoint)
			in += from.Value
			spent = append(spent, from.TxOut)
		}
		if i > 0 {
			l.spends = append(l.spends, spend{tx, spent, height})
			if out > in {
				return fmt.Errorf("transaction %s makes %d satoshi out of nothing", tx.TxHash(), out-in)
			}
			fees += in - out
		}
		for n, o := range tx.TxOut {
			if height > 0 { // the genesis output cannot be spent
				l.outs[wire.OutPoint{Hash: tx.TxHash(), Index: uint32(n)}] = coinOut{o, height, i == 0}
			}
		}
	}
	var reward int64
	for _, o := range txs[0].TxOut {
		reward += o.Value
	}
	if subsidy := int64(50*coin) >> (height / halving); reward > subsidy+fees {
		return fmt.Errorf("the coinbase takes %d satoshi, subsidy and fees are %d", reward, subsidy+fees)
	}
	return nil
}

// bitcoinRoot is Bitcoin's Merkle root: pairs hashed twice, an odd node with itself.
func bitcoinRoot(level [][32]byte) [32]byte {
	level = slices.Clone(level)
	for len(level) > 1 {
		if len(level)%2 == 1 {
			level = append(level, level[len(level)-1])
		}
		next := level[:0:0]
		for i := 0; i < len(level); i += 2 {
			next = append(next, doubleSHA(append(slices.Clone(level[i][:]), level[i+1][:]...)))
		}
		level = next
	}
	return level[0]
}

func doubleSHA(b []byte) [32]byte {
	one := sha256.Sum256(b)
	return sha256.Sum256(one[:])
}

// flag reads an answer's JSON string that must be a digest.
func flag(object string) (string, bool) {
	var s string
	if json.Unmarshal([]byte(object), &s) != nil {
		return "", false
	}
	b, err := hex.DecodeString(s)
	return s, err == nil && len(b) == 32
}
