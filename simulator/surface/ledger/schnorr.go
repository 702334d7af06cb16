package ledger

import (
	"errors"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/schnorr"
	"github.com/btcsuite/btcd/chaincfg/chainhash"
)

// zeroAux is the auxiliary randomness of every signature: none.
var zeroAux = [32]byte{}

// signSchnorr is the default signing of BIP 340 over a 32-byte hash with zero
// auxiliary randomness, 64 bytes. Unlike the library's it is given the public
// key, which the purse knows, and saves a third of the work.
func signSchnorr(key *btcec.PrivateKey, pub *btcec.PublicKey, hash []byte) ([]byte, error) {
	p := schnorr.SerializePubKey(pub)
	d := key.Key
	if pub.SerializeCompressed()[0] == 0x03 { // y is odd
		d.Negate()
	}
	t := d.Bytes()
	for i, b := range chainhash.TaggedHash(chainhash.TagBIP0340Aux, zeroAux[:]) {
		t[i] ^= b
	}
	var k, e btcec.ModNScalar
	k.SetByteSlice(chainhash.TaggedHash(chainhash.TagBIP0340Nonce, t[:], p, hash)[:])
	if k.IsZero() {
		return nil, errors.New("ledger: a nonce of zero")
	}
	var r btcec.JacobianPoint
	btcec.ScalarBaseMultNonConst(&k, &r)
	r.ToAffine()
	if r.Y.IsOdd() {
		k.Negate()
	}
	rx := r.X.Bytes()
	e.SetByteSlice(chainhash.TaggedHash(chainhash.TagBIP0340Challenge, rx[:], p, hash)[:])
	s := e.Mul(&d).Add(&k).Bytes()
	return append(rx[:], s[:]...), nil
}
