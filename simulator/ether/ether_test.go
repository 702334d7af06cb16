package ether_test

import (
	"bytes"
	"encoding/hex"
	"math/big"
	"strings"
	"testing"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/ecdsa"

	"github.com/osint-radar/academy/simulator/ether"
)

// TestKnown compares with values that stand in the specifications and on every
// public chain.
func TestKnown(t *testing.T) {
	private, _ := btcec.PrivKeyFromBytes(bytes.Repeat([]byte{0x46}, 32)) // EIP-155, its example
	var sender ether.Address
	if _, err := hex.Decode(sender[:], []byte("6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, got, want string }{
		{"Keccak-256 of nothing", ether.Keccak().Hex(), "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"},
		{"no uncles", ether.NoUncles().Hex(), "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"},
		{"an empty trie", ether.TrieRoot(nil).Hex(), "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"},
		{"the event Transfer", ether.TransferTopic.Hex(), "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"},
		{"the function transfer", hex.EncodeToString(ether.TransferCall[:]), "a9059cbb"},
		{"the function balanceOf", hex.EncodeToString(ether.BalanceOfCall[:]), "70a08231"},
		{"the function totalSupply", hex.EncodeToString(ether.TotalSupplyCall[:]), "18160ddd"},
		{"the function decimals", hex.EncodeToString(ether.DecimalsCall[:]), "313ce567"},
		{"the function symbol", hex.EncodeToString(ether.SymbolCall[:]), "95d89b41"},
		{"the function name", hex.EncodeToString(ether.NameCall[:]), "06fdde03"},
		{"a text that a call returns", hex.EncodeToString(ether.Text("dave")), word("20") + word("4") + "64617665" + strings.Repeat("0", 56)}, // "dave" is in the contract ABI's examples
		{"a text of nothing", hex.EncodeToString(ether.Text("")), word("20") + word("0")},
		{"the address of EIP-155's key", ether.AddressOf(private.PubKey()).Hex(), strings.ToLower("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F")},
		{"a contract's address", ether.Created(sender, 0).Hex(), "0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d"},
		{"RLP of cat and dog", hex.EncodeToString(ether.RLP(ether.List{"cat", "dog"})), "c88363617483646f67"},
		{"RLP of 1024", hex.EncodeToString(ether.RLP(uint64(1024))), "820400"},
		{"RLP of nought", hex.EncodeToString(ether.RLP(uint64(0))), "80"},
		{"RLP of a long text", hex.EncodeToString(ether.RLP("Lorem ipsum dolor sit amet, consectetur adipisicing elit"))[:6], "b8384c"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %s, want %s", c.what, c.got, c.want)
		}
	}
}

func word(digits string) string { return strings.Repeat("0", 64-len(digits)) + digits }

// TestHeader: block 1 of the public chain, which every explorer shows with this
// hash and 537 bytes.
func TestHeader(t *testing.T) {
	hash := func(digits string) ether.Hash {
		h, err := ether.ParseHash("0x" + digits)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	miner, err := ether.ParseAddress("0x05A56E2D52C817161883f50c441c3228cfe54d9f")
	if err != nil {
		t.Fatal(err)
	}
	h := ether.Header{
		Parent: hash("d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"), Uncles: ether.NoUncles(), Coinbase: miner,
		State: hash("d67e4d450343046425ae4271474353857ab860dbc0a1dde64b41b5cd3a532bf3"), Txs: ether.TrieRoot(nil), Receipts: ether.TrieRoot(nil),
		Difficulty: 17_171_480_576, Number: 1, GasLimit: 5000, Time: 1_438_269_988, Extra: []byte("Geth/v1.0.0/linux/go1.4.2"),
		Mix: hash("969b900de27b6ac6a67742365dd65f55a0526c41fd18e1b16f1a1215c2e66f59"), Nonce: [8]byte{0x53, 0x9b, 0xd4, 0x97, 0x9f, 0xef, 0x1e, 0xc4},
	}
	if got := h.Hash().Hex(); got != "0x88e96d4537bea4d9c05d12549907b32561d3bf31f45aae734cdc119f13406cb6" {
		t.Errorf("its hash is %s", got)
	}
	if got := h.Size(nil); got != 537 {
		t.Errorf("it has %d bytes", got)
	}
	for _, bad := range []string{"", "0x", "88", "0x88e96d4537bea4d9c05d12549907b32561d3bf31f45aae734cdc119f13406cbg"} {
		if _, err := ether.ParseHash(bad); err == nil {
			t.Errorf("%q is a hash", bad)
		}
	}
}

// TestSign: the signature gives the sender back, the smaller s, and names the chain.
func TestSign(t *testing.T) {
	private, _ := btcec.PrivKeyFromBytes(bytes.Repeat([]byte{0x46}, 32))
	to := ether.AddressOf(private.PubKey())
	half := new(big.Int).Rsh(btcec.S256().N, 1)
	for nonce := range uint64(20) {
		tx := ether.Tx{Nonce: nonce, GasPrice: 20_000_000_000, Gas: 21_000, To: &to, Value: big.NewInt(1e18)}
		tx.Sign(private)
		digest := ether.Keccak(ether.RLP(ether.List{nonce, uint64(20_000_000_000), uint64(21_000), to[:], big.NewInt(1e18), "", uint64(1337), "", ""}))
		sig := make([]byte, 65)
		sig[0] = byte(tx.V - 2674 - 35 + 27)
		tx.R.FillBytes(sig[1:33])
		tx.S.FillBytes(sig[33:])
		pub, _, err := ecdsa.RecoverCompact(sig, digest[:])
		if err != nil || ether.AddressOf(pub) != to || tx.S.Cmp(half) > 0 {
			t.Errorf("nonce %d: %v, s %x", nonce, err, tx.S)
		}
	}
}
