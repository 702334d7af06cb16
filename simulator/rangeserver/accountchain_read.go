package rangeserver

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/ether"
	"github.com/osint-radar/academy/simulator/record"
)

// wholeFile reads a file that is no list of rows; nil where the manifest names none.
func wholeFile(dir string, m *dataset.Manifest, path string) ([]byte, error) {
	for _, f := range m.Files {
		if f.Path != path {
			continue
		}
		full := filepath.Join(dir, filepath.FromSlash(f.Path))
		b, err := os.ReadFile(full)
		if err == nil && digest(b) != f.SHA256 {
			err = fmt.Errorf("%s: is not the file that the manifest names (digest differs); radar verify says more", full)
		}
		return b, err
	}
	return nil, nil
}

// chainReader replays the ledger while its blocks are read.
type chainReader struct {
	c   *accountChain
	now []purse // beside c.accounts
}

// purse is what an account has at the moment.
type purse struct {
	nonce  uint64
	wei    *big.Int
	tokens uint64
}

// newChainReader begins with a genesis file.
func newChainReader(genesis []byte) (*chainReader, error) {
	var g record.AccountGenesis
	if err := json.Unmarshal(genesis, &g); err != nil {
		return nil, err
	}
	r := &chainReader{c: &accountChain{token: g.Token, byBlock: map[ether.Hash]int32{}, byTx: map[ether.Hash]int32{}, byAddr: map[ether.Address]int32{}}}
	var err error
	if r.c.addr, err = ether.ParseAddress(g.Token.Address); err != nil {
		return nil, err
	}
	if r.c.code, err = bytesOf(g.Token.Code); err != nil {
		return nil, err
	}
	if g.ChainID != ether.ChainID {
		return nil, fmt.Errorf("chain %d; right is %d", g.ChainID, ether.ChainID)
	}
	for address, text := range g.Alloc {
		a, err := ether.ParseAddress(address)
		if err != nil {
			return nil, err
		}
		wei, err := weiOf(text)
		if err != nil {
			return nil, err
		}
		r.purse(a).wei = wei
		r.note(a, 0)
	}
	return r, nil
}

func bytesOf(text string) ([]byte, error) {
	digits, ok := strings.CutPrefix(text, "0x")
	b, err := hex.DecodeString(digits)
	if !ok || err != nil {
		return nil, fmt.Errorf("%.80q is not 0x and hexadecimal digits", text)
	}
	return b, nil
}

func weiOf(text string) (*big.Int, error) {
	n, ok := new(big.Int).SetString(text, 10)
	if !ok || n.Sign() < 0 || n.BitLen() > 100 {
		return nil, fmt.Errorf("%.80q is no amount in wei", text)
	}
	return n, nil
}

// purse is that of an address, and makes it.
func (r *chainReader) purse(a ether.Address) *purse {
	n, ok := r.c.byAddr[a]
	if !ok {
		n = int32(len(r.now))
		r.c.byAddr[a] = n
		r.c.accounts = append(r.c.accounts, chainAccount{})
		r.now = append(r.now, purse{wei: new(big.Int)})
	}
	return &r.now[n]
}

// note keeps what an address has after a block.
func (r *chainReader) note(a ether.Address, block int32) {
	p := r.purse(a)
	s := chainState{block: block, nonce: p.nonce, tokens: p.tokens}
	p.wei.FillBytes(s.wei[:])
	h := &r.c.accounts[r.c.byAddr[a]]
	if n := len(h.states); n > 0 && h.states[n-1].block == block {
		h.states[n-1] = s
		return
	}
	h.states = append(h.states, s)
}

func (r *chainReader) block(row record.AccountBlock) error {
	c, n := r.c, int32(len(r.c.blocks))
	b := chainBlock{first: int32(len(c.txs)), log: int32(len(c.logs))}
	b.Header = ether.Header{
		Uncles: ether.NoUncles(), Difficulty: 1, Number: row.Number, GasLimit: row.GasLimit, GasUsed: row.GasUsed, Time: uint64(row.Timestamp), Extra: []byte(label),
	}
	for _, x := range []struct {
		text string
		to   *ether.Hash
	}{{row.Hash, &b.hash}, {row.ParentHash, &b.Parent}, {row.StateRoot, &b.State}, {row.TransactionsRoot, &b.Txs}, {row.ReceiptsRoot, &b.Receipts}} {
		var err error
		if *x.to, err = ether.ParseHash(x.text); err != nil {
			return err
		}
	}
	var err error
	if b.Coinbase, err = ether.ParseAddress(row.Miner); err != nil {
		return err
	}
	bloom, err := bytesOf(row.LogsBloom)
	if err != nil || copy(b.Bloom[:], bloom) != len(b.Bloom) {
		return fmt.Errorf("block %d: its bloom is not 256 bytes", row.Number)
	}
	switch {
	case row.Number != uint64(n):
		return fmt.Errorf("block %d stands where %d should", row.Number, n)
	case n > 0 && (b.Parent != c.blocks[n-1].hash || b.Time <= c.blocks[n-1].Time):
		return fmt.Errorf("block %d does not follow the one before it", n)
	case b.Hash() != b.hash:
		return fmt.Errorf("block %d: its hash is not that of its header", n)
	}
	c.blocks = append(c.blocks, b)
	c.byBlock[b.hash] = n
	total := uint64(0)
	for i := range row.Transactions {
		x := &row.Transactions[i]
		total += x.GasUsed
		if err := r.tx(x, n, total); err != nil {
			return fmt.Errorf("transaction %s: %w", x.Hash, err)
		}
	}
	return nil
}

// tx enters a transaction and moves what it moves.
func (r *chainReader) tx(row *record.AccountTx, block int32, total uint64) error {
	c, n := r.c, int32(len(r.c.txs))
	x := chainTx{block: block, log: int32(len(c.logs)), used: row.GasUsed, total: total}
	x.Tx = ether.Tx{Nonce: row.Nonce, GasPrice: row.GasPrice, Gas: row.Gas, V: row.V}
	var err error
	if x.hash, err = ether.ParseHash(row.Hash); err != nil {
		return err
	}
	if x.from, err = ether.ParseAddress(row.From); err != nil {
		return err
	}
	to := c.addr
	if row.To != "" {
		if to, err = ether.ParseAddress(row.To); err != nil {
			return err
		}
		x.To = &to
	}
	if x.Value, err = weiOf(row.Value); err != nil {
		return err
	}
	if x.Data, err = bytesOf(row.Input); err != nil {
		return err
	}
	half, err := ether.ParseHash(row.R)
	if err != nil {
		return err
	}
	x.R = new(big.Int).SetBytes(half[:])
	if half, err = ether.ParseHash(row.S); err != nil {
		return err
	}
	x.S = new(big.Int).SetBytes(half[:])
	if x.Hash() != x.hash {
		return errors.New("its hash is that of another")
	}
	c.txs = append(c.txs, x)
	c.byTx[x.hash] = n
	miner := c.blocks[block].Coinbase
	fee := new(big.Int).Mul(new(big.Int).SetUint64(x.used), new(big.Int).SetUint64(x.GasPrice))
	from, got := r.purse(x.from).wei, r.purse(to).wei
	from.Sub(from, fee).Sub(from, x.Value)
	got.Add(got, x.Value)
	earned := r.purse(miner).wei
	earned.Add(earned, fee)
	if from.Sign() < 0 {
		return errOverdrawn
	}
	r.purse(x.from).nonce = x.Nonce + 1
	for _, l := range row.Logs {
		if err := r.log(l, n, block); err != nil {
			return fmt.Errorf("log %d: %w", l.Index, err)
		}
	}
	for _, a := range []ether.Address{x.from, miner, to} {
		r.note(a, block)
	}
	return nil
}

// log enters a transfer of tokens; those of nobody are made.
func (r *chainReader) log(row record.AccountLog, tx, block int32) error {
	c, n := r.c, int32(len(r.c.logs))
	address, err := ether.ParseAddress(row.Address)
	if err != nil {
		return err
	}
	data, err := ether.ParseHash(row.Data)
	if err != nil || !bytes.Equal(data[:24], make([]byte, 24)) || len(row.Topics) != 3 {
		return errors.New("is no transfer of tokens")
	}
	l := chainLog{tx: tx, amount: new(big.Int).SetBytes(data[24:]).Uint64()}
	for i, to := range []*ether.Address{&l.from, &l.to} {
		word, err := ether.ParseHash(row.Topics[i+1])
		if err != nil {
			return err
		}
		copy(to[:], word[12:])
	}
	c.logs = append(c.logs, l)
	said := c.log(int(n))
	if address != c.addr || row.Topics[0] != said.Topics[0].Hex() || row.Topics[1] != said.Topics[1].Hex() || row.Topics[2] != said.Topics[2].Hex() || row.Index != int(n-c.blocks[block].log) {
		return errors.New("is no transfer of this token, or is not counted right")
	}
	if l.from == (ether.Address{}) {
		c.supply += l.amount
		r.purse(l.from).tokens = l.amount
	}
	if r.purse(l.from).tokens < l.amount {
		return errOverdrawn
	}
	r.purse(l.from).tokens -= l.amount
	r.purse(l.to).tokens += l.amount
	for _, a := range []ether.Address{l.from, l.to} {
		h := &c.accounts[c.byAddr[a]]
		if k := len(h.logs); k == 0 || h.logs[k-1] != n { // once where somebody pays himself
			h.logs = append(h.logs, n)
		}
		r.note(a, block)
	}
	return nil
}
