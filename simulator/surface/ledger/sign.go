package ledger

import (
	"errors"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/ecdsa"
	"github.com/btcsuite/btcd/chaincfg/chainhash"

	"github.com/osint-radar/academy/simulator/keys"
)

// job is one signature to make: ECDSA with the nonce of RFC 6979, or the
// default signing of BIP 340 with zero auxiliary randomness.
type job struct {
	schnorr bool
	hash    []byte // 32 bytes
	key     *btcec.ModNScalar
	pub     []byte // compressed, of key

	nonce btcec.ModNScalar
	d     btcec.ModNScalar // the key, or for BIP 340 the one whose public key has an even y
}

// auxHash is the hash of the auxiliary randomness of every Schnorr signature: none.
var auxHash = *chainhash.TaggedHash(chainhash.TagBIP0340Aux, make([]byte, 32))

var errSign = errors.New("ledger: a nonce or a half of a signature is zero")

// signJobs makes many signatures together: DER for ECDSA, 64 bytes for Schnorr.
// The nonces' points share one inversion, and so do the nonces: that, and
// public keys that need not be computed again, save half of the library's work.
func signJobs(jobs []job) ([][]byte, error) {
	points := make([]btcec.JacobianPoint, len(jobs))
	for i := range jobs {
		j := &jobs[i]
		j.draw()
		if j.nonce.IsZero() {
			return nil, errSign
		}
		btcec.ScalarBaseMultNonConst(&j.nonce, &points[i])
	}
	keys.Affine(points)
	inverse := invert(jobs)
	out := make([][]byte, len(jobs))
	for i := range jobs {
		j, p := &jobs[i], &points[i]
		if j.schnorr {
			out[i] = j.schnorrSignature(p)
			continue
		}
		var r, s, e btcec.ModNScalar
		x := p.X.Bytes()
		r.SetBytes(x)
		e.SetByteSlice(j.hash)
		s.Mul2(&j.d, &r).Add(&e).Mul(&inverse[i])
		if r.IsZero() || s.IsZero() {
			return nil, errSign
		}
		if s.IsOverHalfOrder() {
			s.Negate()
		}
		out[i] = ecdsa.NewSignature(&r, &s).Serialize()
	}
	return out, nil
}

// draw settles key and nonce.
func (j *job) draw() {
	j.d = *j.key
	if !j.schnorr {
		b := j.d.Bytes()
		j.nonce = *btcec.NonceRFC6979(b[:], j.hash, nil, nil, 0)
		return
	}
	if j.pub[0] == 0x03 { // y is odd
		j.d.Negate()
	}
	t := j.d.Bytes()
	for i, b := range auxHash {
		t[i] ^= b
	}
	j.nonce.SetByteSlice(chainhash.TaggedHash(chainhash.TagBIP0340Nonce, t[:], j.pub[1:], j.hash)[:])
}

func (j *job) schnorrSignature(r *btcec.JacobianPoint) []byte {
	k := j.nonce
	if r.Y.IsOdd() {
		k.Negate()
	}
	rx := r.X.Bytes()
	var e btcec.ModNScalar
	e.SetByteSlice(chainhash.TaggedHash(chainhash.TagBIP0340Challenge, rx[:], j.pub[1:], j.hash)[:])
	s := e.Mul(&j.d).Add(&k).Bytes()
	return append(rx[:], s[:]...)
}

// invert returns the inverses of the nonces of ECDSA, beside jobs, for the price
// of one and some multiplications (Montgomery's trick).
func invert(jobs []job) []btcec.ModNScalar {
	out := make([]btcec.ModNScalar, len(jobs))
	var run btcec.ModNScalar
	run.SetInt(1)
	for i := range jobs {
		if !jobs[i].schnorr {
			out[i] = run // product of those before
			run.Mul(&jobs[i].nonce)
		}
	}
	run.InverseNonConst()
	for i := len(jobs) - 1; i >= 0; i-- {
		if !jobs[i].schnorr {
			out[i].Mul(&run)
			run.Mul(&jobs[i].nonce)
		}
	}
	return out
}
