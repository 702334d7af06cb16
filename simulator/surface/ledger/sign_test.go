package ledger

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/ecdsa"
	"github.com/btcsuite/btcd/btcec/v2/schnorr"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

func jobOf(key *btcec.PrivateKey, hash []byte, schnorr bool) job {
	return job{key: &key.Key, pub: key.PubKey().SerializeCompressed(), hash: hash, schnorr: schnorr}
}

// TestSignatures uses test vector 0 of BIP 340, the one with zero auxiliary
// randomness, and the library's own signing, one by one, for more keys of
// either sign.
func TestSignatures(t *testing.T) {
	three := make([]byte, 32)
	three[31] = 3
	key, _ := btcec.PrivKeyFromBytes(three)
	sigs, err := signJobs([]job{jobOf(key, make([]byte, 32), true)})
	if err != nil {
		t.Fatal(err)
	}
	const vector = "e907831f80848d1069a5371b402410364bdf1c5f8307b0084c55f1ce2dca821525f66a4a85ea8b71e482a74f382d2ce5ebeee8fdb2172f477df4900d310536c0"
	if got := hex.EncodeToString(sigs[0]); got != vector {
		t.Errorf("vector 0: %s", got)
	}
	var jobs []job
	var want [][]byte
	signs := map[byte]int{}
	for i := range 128 {
		key := keys.Private(stream.NewKey([16]byte{9}), "sign", i)
		signs[key.PubKey().SerializeCompressed()[0]]++
		hash := make([]byte, 32)
		binary.BigEndian.PutUint64(hash, uint64(i)<<40)
		jobs = append(jobs, jobOf(key, hash, i%3 == 0))
		if i%3 != 0 {
			want = append(want, ecdsa.Sign(key, hash).Serialize())
			continue
		}
		sig, err := schnorr.Sign(key, hash, schnorr.CustomNonce([32]byte{}))
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, sig.Serialize())
	}
	got, err := signJobs(jobs)
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		if !bytes.Equal(got[i], want[i]) {
			t.Errorf("signature %d: %x, the library says %x", i, got[i], want[i])
		}
	}
	if len(signs) != 2 {
		t.Errorf("public keys of one sign only: %v", signs)
	}
}
