// Package accountledger is the surface TESTCHAIN-A: a chain of accounts in the
// shape of Ethereum, with a dollar token, the story's payments on it and a
// benign crowd.
//
//	accountledger/genesis.json   the token, and who has how much of the coin at the start
//	accountledger/blocks.jsonl   a block a line, with its transactions, receipts and logs
//	accountledger/tags.csv       addresses that are publicly known: token, issuer, exchanges, bridges
//	accountledger/rates.csv      what a bridge asks, where there is one
//
// # What is Ethereum's, and what is not
//
// Transactions are legacy ones with real signatures for chain id 1337 (EIP-155,
// which lists it for private chains): hash, sender, nonce and size are what any
// library computes. So are the roots of transactions and receipts, the blooms,
// the hash of a block over its fifteen fields (those of before EIP-1559, so
// without a base fee), and the address of the token (sender and nonce of the
// transaction that makes it).
//
// Not Ethereum's are: the state root, which is no root of a trie but a running
// digest of all balances (chain.go, commit); the seal (difficulty 1, no work, nobody signs);
// and the token, which is no program. It stands at an address whose code is
// the byte INVALID and a label, knows transfer(address,uint256) alone, tells
// what EIP-20 wants it to tell, and uses the gas of a table (move.go). There is no block
// without a transaction, as in geth's developer mode; times are multiples of
// twelve seconds. Fees go to the miner, nothing is burnt or newly made, so the
// sum of all balances never changes.
//
// # The crowd
//
// At scale 1 some 260 people, 24 shops and 6 firms with two exchanges: payments
// in shops, between friends, to family abroad, wages, deposits at an exchange's
// address for one customer (which is swept to its hot wallet, after gas for the
// sweep has come from there), withdrawals. Their lookalikes: people who collect
// from a circle of friends and pass it on at once, and family that many send to.
//
// The story's wallets get gas as everybody does, by a withdrawal from an
// exchange, unless the plan brings it. A stranger who pays into the story has
// withdrawn the money before. Deposits of the story are swept like others. A wallet
// that is to look like another has the key of somebody who went through many.
//
// # What is bound
//
// A token wallet to its address (selector wallet) and the first transaction that
// names it; a token payment to its transaction and log.
package accountledger

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/ether"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/world"
)

// Surface writes TESTCHAIN-A. The zero value is ready to use.
type Surface struct{}

const surface = "accountledger"

// Name is "accountledger".
func (Surface) Name() string { return surface }

// Parts is 1: a chain needs the blocks before it.
func (Surface) Parts(*world.World) int { return 1 }

// tools are the programs to which the range shows what these files hold.
var tools = []string{"web3.py", "ethereum-etl", "curl"}

// The token.
const (
	tokenName   = "Training Dollar (synthetic)"
	tokenSymbol = "TUSD-TEST"
	decimals    = 6
	notice      = "SYNTHETIC TRAINING DATA"
)

// code is what stands at the token's address: INVALID (EIP-141) and the label.
var code = append([]byte{0xfe}, notice...)

// Emit writes the chain, a day of intentions in memory at a time.
func (Surface) Emit(ctx context.Context, w *world.World, _ int, out *dataset.Writer) error {
	c := newChain(w, out)
	c.people()
	if err := c.genesis(); err != nil {
		return err
	}
	f, err := out.Create(record.AccountBlocksFile, surface, tools...)
	if err != nil {
		return err
	}
	c.file = f
	if err := c.seal(w.Start.Unix()); err != nil { // block 0
		return err
	}
	if err := c.mint(); err != nil {
		return err
	}
	c.story()
	for day := range c.days() {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("accountledger: %w", err)
		}
		c.crowd(day)
		if err := c.run(w.Start.Unix() + int64(day+1)*86_400); err != nil {
			return err
		}
	}
	if _, err := f.Close(); err != nil {
		return err
	}
	if err := c.unpaid(); err != nil {
		return err
	}
	c.bindWallets()
	return c.tables()
}

func (c *chain) days() int { return int((c.w.End.Unix() - c.w.Start.Unix() + 86_399) / 86_400) }

// genesis writes who has how much at the start.
func (c *chain) genesis() error {
	g := record.AccountGenesis{
		Synthetic: notice, ChainID: ether.ChainID, Alloc: map[string]string{},
		Token: record.AccountToken{Address: c.token.Hex(), Name: tokenName, Symbol: tokenSymbol, Decimals: decimals, Code: "0x" + hex.EncodeToString(code)},
	}
	for _, a := range c.order {
		if a.wei.Sign() > 0 {
			g.Alloc[a.addr.Hex()] = a.wei.String()
			c.touched[a] = true
		}
	}
	b, err := json.MarshalIndent(g, "", "  ")
	if err != nil {
		return fmt.Errorf("accountledger: %w", err)
	}
	_, err = c.out.Put(record.AccountGenesisFile, surface, append(b, '\n'), tools...)
	return err
}

// tables writes the tags and what bridges ask.
func (c *chain) tables() error {
	rows := []string{c.token.Hex() + ",token," + tokenName, c.issuer.addr.Hex() + ",issuer,Issuer of " + tokenSymbol}
	for _, h := range c.houses {
		rows = append(rows, h.hot.addr.Hex()+",exchange,"+h.name+": hot wallet")
	}
	bridge := false
	for _, x := range c.w.TokenWallets {
		if x.Kind == world.BridgeVault {
			bridge = true
			rows = append(rows, c.of(x.Ref).addr.Hex()+",bridge,"+c.w.Exchange(x.Exchange).Name+": vault")
		}
	}
	slices.Sort(rows)
	if err := c.table(record.AccountTagsFile, record.AccountTagsHead, rows); err != nil || !bridge {
		return err
	}
	rows = rows[:0]
	for day, cents := range world.CoinPrices(c.w.Key, c.days()) {
		rows = append(rows, fmt.Sprintf("%s,%d,%d", c.w.Start.AddDate(0, 0, day).Format(time.DateOnly), cents, world.BridgeFee))
	}
	return c.table(record.BridgeRatesFile, record.BridgeRatesHead, rows)
}

func (c *chain) table(path, head string, rows []string) error {
	f, err := c.out.Create(path, surface, "spreadsheet")
	if err != nil {
		return err
	}
	if _, err := f.Write([]byte(head + "\n")); err != nil {
		return fmt.Errorf("accountledger: %w", err)
	}
	for _, r := range rows {
		if err := f.Record([]byte(r + "\n")); err != nil {
			return err
		}
	}
	_, err = f.Close()
	return err
}
