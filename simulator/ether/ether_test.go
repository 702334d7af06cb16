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
