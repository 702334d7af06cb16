package ledger

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/schnorr"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// TestSchnorr uses test vector 0 of BIP 340, the one with zero auxiliary
// randomness, and the library's slower signing for more keys of either sign.
func TestSchnorr(t *testing.T) {
	three := make([]byte, 32)
	three[31] = 3
	key, pub := btcec.PrivKeyFromBytes(three)
	sig, err := signSchnorr(key, pub, make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	const vector = "e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca821525f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0"
	if got := hex.EncodeToString(sig); got != vector {
		t.Errorf("vector 0: %s", got)
	}
	signs := map[byte]int{}
	for i := range 64 {
		key := keys.Private(stream.NewKey([16]byte{9}), "schnorr", i)
		pub := key.PubKey()
		signs[pub.SerializeCompressed()[0]]++
		hash := make([]byte, 32)
		binary.BigEndian.PutUint64(hash, uint64(i))
		got, err := signSchnorr(key, pub, hash)
		if err != nil {
			t.Fatal(err)
		}
		want, err := schnorr.Sign(key, hash, schnorr.CustomNonce([32]byte{}))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Serialize()) {
			t.Errorf("key %d: %x, the library says %x", i, got, want.Serialize())
		}
	}
	if len(signs) != 2 {
		t.Errorf("public keys of one sign only: %v", signs)
	}
}
