package keys

import (
	"fmt"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/schnorr"
	"github.com/btcsuite/btcd/btcutil"
	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/txscript"
)

// Affine brings points to affine form with one inversion for all of them
// (Montgomery's trick). None may be the point at infinity.
func Affine(points []btcec.JacobianPoint) {
	if len(points) == 0 {
		return
	}
	before := make([]btcec.FieldVal, len(points)) // product of the z of all points before
	var run btcec.FieldVal
	run.SetInt(1)
	for i := range points {
		before[i] = run
		run.Mul(&points[i].Z)
	}
	run.Inverse() // of all z
	for i := len(points) - 1; i >= 0; i-- {
		p := &points[i]
		var inv, square btcec.FieldVal
		inv.Mul2(&run, &before[i])
		run.Mul(&p.Z)
		square.SquareVal(&inv)
		p.X.Mul(&square)
		p.Y.Mul(square.Mul(&inv))
		p.X.Normalize()
		p.Y.Normalize()
		p.Z.SetInt(1)
	}
}

// NewSigners is NewSigner for many keys at once, each of the kind beside it. It
// saves a third of the work.
func NewSigners(kinds []string, private []*btcec.PrivateKey) ([]Signer, error) {
	points := make([]btcec.JacobianPoint, len(private))
	for i, key := range private {
		btcec.ScalarBaseMultNonConst(&key.Key, &points[i])
	}
	Affine(points)
	out := make([]Signer, len(private))
	var tweaked []int // of out
	var second []btcec.JacobianPoint
	for i, key := range private {
		pub := btcec.NewPublicKey(&points[i].X, &points[i].Y)
		if kinds[i] == P2TR {
			// BIP 86: the key with an even y, plus the hash of its x.
			d := key.Key
			if points[i].Y.IsOdd() {
				d.Negate()
			}
			var t btcec.ModNScalar
			if t.SetBytes((*[32]byte)(chainhash.TaggedHash(chainhash.TagTapTweak, schnorr.SerializePubKey(pub)))) != 0 {
				return nil, fmt.Errorf("keys: a tweak is no scalar")
			}
			out[i].Key = btcec.PrivKeyFromScalar(d.Add(&t))
			var q btcec.JacobianPoint
			btcec.ScalarBaseMultNonConst(&out[i].Key.Key, &q)
			tweaked, second = append(tweaked, i), append(second, q)
			continue
		}
		out[i] = Signer{Key: key, Public: pub}
	}
	Affine(second)
	for n, i := range tweaked {
		out[i].Public = btcec.NewPublicKey(&second[n].X, &second[n].Y)
	}
	for i := range out {
		var err error
		if out[i].Script, err = scriptOf(kinds[i], out[i].Public); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// scriptOf is the output script for the key that signs: for p2tr the output key.
func scriptOf(kind string, pub *btcec.PublicKey) ([]byte, error) {
	if kind == P2TR {
		return txscript.PayToTaprootScript(pub)
	}
	hash := btcutil.Hash160(pub.SerializeCompressed())
	switch kind {
	case P2PKH:
		return append(append([]byte{txscript.OP_DUP, txscript.OP_HASH160, 20}, hash...), txscript.OP_EQUALVERIFY, txscript.OP_CHECKSIG), nil
	case P2WPKH:
		return append([]byte{txscript.OP_0, 20}, hash...), nil
	}
	return nil, fmt.Errorf("keys: wallet kind %q is none of %s, %s, %s", kind, P2PKH, P2WPKH, P2TR)
}

// Series returns the keys that follow a key: n of them, each the one before
// plus one. Whoever looks for an address goes through keys in this way,
// because the next public key costs one addition.
func Series(private *btcec.PrivateKey, n int) []*btcec.PrivateKey {
	out := make([]*btcec.PrivateKey, n)
	next := private.Key
	one := new(btcec.ModNScalar).SetInt(1)
	for i := range out {
		next.Add(one)
		out[i] = btcec.PrivKeyFromScalar(&next)
	}
	return out
}

// series returns the points of the keys of Series, in affine form.
func series(private *btcec.PrivateKey, n int) []btcec.JacobianPoint {
	points := make([]btcec.JacobianPoint, n)
	var one btcec.ModNScalar
	one.SetInt(1)
	var g, at, next btcec.JacobianPoint
	btcec.ScalarBaseMultNonConst(&one, &g)
	btcec.ScalarBaseMultNonConst(&private.Key, &at)
	for i := range points {
		btcec.AddNonConst(&at, &g, &next)
		at, points[i] = next, next
	}
	Affine(points)
	return points
}

// SeriesAddresses returns the addresses of the keys of Series.
func SeriesAddresses(kind string, private *btcec.PrivateKey, n int) ([]string, error) {
	points := series(private, n)
	out := make([]string, n)
	for i := range points {
		pub := btcec.NewPublicKey(&points[i].X, &points[i].Y)
		if kind == P2TR {
			pub = txscript.ComputeTaprootKeyNoScript(pub)
		}
		script, err := scriptOf(kind, pub)
		if err != nil {
			return nil, err
		}
		out[i] = string(AppendAddress(nil, script))
	}
	return out, nil
}
