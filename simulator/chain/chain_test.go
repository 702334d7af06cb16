package chain_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
)

var start = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)

// forge is a chain under construction: what the test puts into it is known
// from here, not from the reader.
type forge struct {
	t      testing.TB
	blocks []*wire.MsgBlock
}

func newForge(t testing.TB) *forge {
	return &forge{t, []*wire.MsgBlock{chaincfg.RegressionNetParams.GenesisBlock}}
}

// script is a made-up output script.
func script(n byte) []byte {
	return append([]byte{txscript.OP_0, txscript.OP_DATA_20}, bytes.Repeat([]byte{n}, 20)...)
}

// block adds a block of a coinbase to script(0) and the transactions, an hour
// after the one before, and returns the coinbase's id.
func (f *forge) block(txs ...*wire.MsgTx) chainhash.Hash {
	h := len(f.blocks)
	cb := wire.NewMsgTx(2)
	cb.AddTxIn(wire.NewTxIn(wire.NewOutPoint(&chainhash.Hash{}, wire.MaxPrevOutIndex), []byte{2, byte(h), byte(h >> 8)}, nil))
	cb.AddTxOut(wire.NewTxOut(chain.Subsidy(h), script(0)))
	b := wire.NewMsgBlock(&wire.BlockHeader{
		Version: 0x20000000, PrevBlock: f.blocks[h-1].BlockHash(), Bits: 0x207fffff,
		Timestamp: start.Add(time.Duration(h) * time.Hour),
	})
	var ids []chainhash.Hash
	for _, tx := range append([]*wire.MsgTx{cb}, txs...) {
		if err := b.AddTransaction(tx); err != nil {
			f.t.Fatal(err)
		}
		ids = append(ids, tx.TxHash())
	}
	b.Header.MerkleRoot = chain.MerkleRoot(ids)
	f.blocks = append(f.blocks, b)
	f.mine(h)
	return ids[0]
}

func (f *forge) mine(h int) {
	for !chain.Worked(f.blocks[h].BlockHash()) {
		f.blocks[h].Header.Nonce++
	}
}

func (f *forge) bytes() []byte {
	var out []byte
	for _, b := range f.blocks {
		var buf bytes.Buffer
		if err := b.Serialize(&buf); err != nil {
			f.t.Fatal(err)
		}
		out = append(append(out, chain.Frame(buf.Len())...), buf.Bytes()...)
	}
	return out
}

func pay(from wire.OutPoint, outs ...*wire.TxOut) *wire.MsgTx {
	tx := wire.NewMsgTx(2)
	tx.AddTxIn(wire.NewTxIn(&from, nil, nil))
	tx.TxOut = outs
	return tx
}

// small is a chain of four blocks: 1 and 2 only coinbases, 3 splits the first
// coinbase, 4 spends one part of it twice over, in a row.
func small(t *testing.T) (f *forge, split, move, back *wire.MsgTx) {
	f = newForge(t)
	first := f.block()
	f.block()
	split = pay(wire.OutPoint{Hash: first}, wire.NewTxOut(30_0000_0000, script(1)), wire.NewTxOut(19_9999_0000, script(2)))
	f.block(split)
	move = pay(wire.OutPoint{Hash: split.TxHash()}, wire.NewTxOut(29_9999_9000, script(3)))
	back = pay(wire.OutPoint{Hash: move.TxHash()}, wire.NewTxOut(29_9999_8500, script(1)))
	f.block(move, back)
	return f, split, move, back
}

func TestLookupsFollowTheTip(t *testing.T) {
	f, split, move, back := small(t)
	c, err := chain.Parse(f.bytes())
	if err != nil {
		t.Fatal(err)
	}
	if c.Tip() != 4 || c.Hash(4) != f.blocks[4].BlockHash() {
		t.Fatalf("tip %d %s", c.Tip(), c.Hash(4))
	}
	one := chain.HashOf(script(1))
	for tip, want := range []struct {
		balance int64
		txs     int
		coins   int
	}{{}, {}, {}, {30_0000_0000, 1, 1}, {29_9999_8500, 3, 1}} {
		s := c.Stats(one, tip)
		if s.Balance() != want.balance || s.Txs != want.txs || len(c.History(one, tip)) != want.txs || len(c.Unspent(one, tip)) != want.coins {
			t.Errorf("tip %d: %+v, %d entries, %d coins; want %+v", tip, s, len(c.History(one, tip)), len(c.Unspent(one, tip)), want)
		}
	}
	hist := c.History(one, 4)
	if got := []chainhash.Hash{hist[0].Tx, hist[1].Tx, hist[2].Tx}; !slices.Equal(got, []chainhash.Hash{split.TxHash(), move.TxHash(), back.TxHash()}) {
		t.Errorf("history %v", hist)
	}
	for _, v := range []struct {
		before *chainhash.Hash
		n      int
		want   []chainhash.Hash
		ok     bool
	}{
		{nil, 2, []chainhash.Hash{back.TxHash(), move.TxHash()}, true},
		{ptr(move.TxHash()), 25, []chainhash.Hash{split.TxHash()}, true},
		{ptr(split.TxHash()), 25, []chainhash.Hash{}, true},
		{ptr(f.blocks[1].Transactions[0].TxHash()), 25, nil, false},
		{&chainhash.Hash{}, 25, nil, false},
	} {
		page, ok := c.Recent(one, 4, v.before, v.n)
		var got []chainhash.Hash
		for _, e := range page {
			got = append(got, e.Tx)
		}
		if ok != v.ok || !slices.Equal(got, v.want) {
			t.Errorf("recent before %v: %v %v, want %v %v", v.before, got, ok, v.want, v.ok)
		}
	}
	if _, ok := c.Recent(one, 3, ptr(move.TxHash()), 1); ok {
		t.Error("a page before a transaction that is not there yet")
	}
	if coin := c.Unspent(one, 4)[0]; coin.OutPoint.Hash != back.TxHash() || coin.Height != 4 || coin.Coinbase {
		t.Errorf("coin %+v", coin)
	}
	out := wire.OutPoint{Hash: split.TxHash()}
	if _, ok := c.Spender(out, 3); ok {
		t.Error("an output is spent before the block that spends it")
	}
	if by, ok := c.Spender(out, 4); !ok || by.Tx != move.TxHash() || by.Input != 0 || by.Height != 4 {
		t.Errorf("spender %+v %v", by, ok)
	}
	if _, ok := c.Spender(wire.OutPoint{Hash: split.TxHash(), Index: 2}, 4); ok {
		t.Error("an output that is not there is spent")
	}
	if _, ok := c.Tx(move.TxHash(), 3); ok {
		t.Error("a transaction is there before its block")
	}
	tx, ok := c.Tx(move.TxHash(), 4)
	if !ok || tx.Height != 4 || tx.Position != 1 || tx.Fee != 1000 || tx.Prevouts[0].Sat != 30_0000_0000 || !bytes.Equal(tx.Prevouts[0].Script, script(1)) {
		t.Errorf("transaction %+v", tx)
	}
	if sh, err := chain.ParseScriptHash(one.String()); err != nil || sh != one {
		t.Errorf("script hash %s: %v", one, err)
	}
}

func TestHeightAt(t *testing.T) {
	f, _, _, _ := small(t)
	c, err := chain.Parse(f.bytes())
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[time.Duration]int{
		-time.Hour: 0, time.Hour - time.Second: 0, time.Hour: 1, time.Hour + time.Second: 1, 4 * time.Hour: 4, 900 * time.Hour: 4,
	} {
		if got := c.HeightAt(start.Add(at)); got != want {
			t.Errorf("height at start + %v is %d, want %d", at, got, want)
		}
	}
}

// TestMerkleMainnet checks roots and branches against block 100,000 of the
// Bitcoin main network (four transactions, published everywhere).
func TestMerkleMainnet(t *testing.T) {
	var leaves []chainhash.Hash
	for _, s := range []string{
		"8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87",
		"fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4",
		"6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4",
		"e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d",
	} {
		h, err := chainhash.NewHashFromStr(s)
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, *h)
	}
	if got := chain.MerkleRoot(leaves).String(); got != "f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766" {
		t.Errorf("root %s", got)
	}
}

// TestProofs folds each proof of blocks of one to seven transactions up to the
// header's root.
func TestProofs(t *testing.T) {
	f := newForge(t)
	var coins []wire.OutPoint
	for range 30 {
		coins = append(coins, wire.OutPoint{Hash: f.block()})
	}
	for n := range 7 {
		var txs []*wire.MsgTx
		for range n {
			txs = append(txs, pay(coins[0], wire.NewTxOut(1000, script(9))))
			coins = coins[1:]
		}
		f.block(txs...)
	}
	c, err := chain.Parse(f.bytes())
	if err != nil {
		t.Fatal(err)
	}
	for h := 31; h <= c.Tip(); h++ {
		for pos, id := range c.TxIDs(h) {
			p, ok := c.Proof(id, h)
			if !ok || p.Height != h || p.Position != pos {
				t.Fatalf("proof of %s: %+v %v", id, p, ok)
			}
			at, pos := id, p.Position
			for _, side := range p.Branch {
				if pos&1 == 1 {
					at, side = side, at
				}
				at = chainhash.DoubleHashH(append(at[:], side[:]...))
				pos >>= 1
			}
			if at != f.blocks[h].Header.MerkleRoot {
				t.Errorf("block %d, transaction %d: the proof leads to %s", h, p.Position, at)
			}
			if _, ok := c.Proof(id, h-1); ok {
				t.Errorf("a proof before the block")
			}
		}
	}
}

// TestBadFiles damages a good file and wants an error that says what and where.
func TestBadFiles(t *testing.T) {
	good, split, _, _ := small(t)
	file := good.bytes()
	second := 8 + good.blocks[0].SerializeSize()
	double := func() []byte {
		f, split, _, _ := small(t)
		f.block(pay(wire.OutPoint{Hash: split.TxHash()}, wire.NewTxOut(5, script(5))))
		return f.bytes()
	}
	money := func() []byte {
		f, split, _, _ := small(t)
		f.block(pay(wire.OutPoint{Hash: split.TxHash(), Index: 1}, wire.NewTxOut(19_9999_0001, script(5))))
		return f.bytes()
	}
	for _, v := range []struct {
		name string
		file []byte
		want []string
	}{
		{"empty", nil, []string{"empty"}},
		{"cut in the frame", file[:second+5], []string{"truncated at byte " + itoa(second+5)}},
		{"cut in the block", file[:second+60], []string{"truncated at byte " + itoa(second+60), "the block at byte " + itoa(second)}},
		{"cut by one byte", file[:len(file)-1], []string{"truncated at byte " + itoa(len(file)-1)}},
		{"wrong magic", flip(file, second), []string{"byte " + itoa(second), "magic"}},
		{"other genesis", flip(file, 8+70), []string{"block 0 at byte 0", "genesis"}},
		{"broken link", flip(file, second+8+10), []string{"block 1 at byte " + itoa(second), "follows"}},
		{"changed amount", flip(file, second+8+80+1+4+1+36+1+3+4+1), []string{"block 1 at byte " + itoa(second)}},
		{"double spend", double(), []string{"block 5", split.TxHash().String() + ":0", "spent already"}},
		{"money from nothing", money(), []string{"block 5", "pays out 1999990001 sat and takes in 1999990000"}},
	} {
		_, err := chain.Parse(v.file)
		if err == nil {
			t.Errorf("%s: no error", v.name)
			continue
		}
		for _, w := range v.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %q does not say %q", v.name, err, w)
			}
		}
	}
}

// TestEveryByteCounts flips each byte of a file in turn: reading fails, or the
// summary says something else.
func TestEveryByteCounts(t *testing.T) {
	f, _, _, _ := small(t)
	file := f.bytes()
	c, err := chain.Parse(bytes.Clone(file))
	if err != nil {
		t.Fatal(err)
	}
	for at := range file {
		other, err := chain.Parse(flip(file, at))
		if err == nil && other.Summary() == c.Summary() {
			t.Errorf("a changed byte %d of %d is not noticed", at, len(file))
		}
	}
}

func TestOpenComparesTheSummary(t *testing.T) {
	f, _, _, _ := small(t)
	dir := t.TempDir()
	if _, err := chain.Open(dir); err == nil || !strings.Contains(err.Error(), "blk00000.dat") {
		t.Errorf("an empty directory: %v", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "ledger"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name string, b []byte) {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(chain.BlockFile, f.bytes())
	c, err := chain.Parse(f.bytes())
	if err != nil {
		t.Fatal(err)
	}
	summary := c.Summary()
	text, err := json.Marshal(summary)
	if err != nil {
		t.Fatal(err)
	}
	write(chain.SummaryFile, text)
	if _, err := chain.Open(dir); err != nil {
		t.Error(err)
	}
	f.block()
	write(chain.BlockFile, f.bytes())
	if _, err := chain.Open(dir); err == nil || !strings.Contains(err.Error(), "says height 4") {
		t.Errorf("a longer file than the summary: %v", err)
	}
}

// TestRegtestAddress takes an address that Bitcoin Core documents for regtest
// (BIP 173's program under the prefix bcrt) and BIP 350's taproot program.
func TestRegtestAddress(t *testing.T) {
	for address, script := range map[string]string{
		"bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080": "0014751e76e8199196d454941c45d1b3a323f1433bd6",
		"mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r":           "76a914751e76e8199196d454941c45d1b3a323f1433bd688ac",
	} {
		got, err := chain.ScriptOf(address)
		if err != nil {
			t.Fatal(err)
		}
		if hex.EncodeToString(got) != script {
			t.Errorf("ScriptOf(%s) = %x, want %s", address, got, script)
		}
		if back := chain.AddressOf(got); back != address {
			t.Errorf("AddressOf(%x) = %s, want %s", got, back, address)
		}
	}
	for _, bad := range []string{"", "bcrt1qqq", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH"} {
		if s, err := chain.ScriptOf(bad); err == nil {
			t.Errorf("ScriptOf(%q) = %x, want an error", bad, s)
		}
	}
}

// TestScriptHash uses the example of Electrum's protocol documentation.
func TestScriptHash(t *testing.T) {
	script, err := hex.DecodeString("76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac")
	if err != nil {
		t.Fatal(err)
	}
	if got := chain.HashOf(script).String(); got != "8b01df4e368ea28f8dc0423bcf7a4923e3a12d307c875e47a0cfbf90b5c39161" {
		t.Errorf("script hash %s", got)
	}
}

func ExampleScriptOf() {
	// The script of an address, and the name by which Electrum asks for it.
	script, err := chain.ScriptOf("mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%x\n%s\n", script, chain.AddressOf(script))
	// Output:
	// 76a914751e76e8199196d454941c45d1b3a323f1433bd688ac
	// mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r
}

func flip(b []byte, at int) []byte {
	b = bytes.Clone(b)
	b[at] ^= 1
	return b
}

func ptr(h chainhash.Hash) *chainhash.Hash { return &h }

func itoa(n int) string { return strconv.Itoa(n) }
