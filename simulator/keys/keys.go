// Package keys derives the keys and addresses of TESTCHAIN-U wallets from a
// world's key, so that a post can quote an address before the chain exists.
//
// A wallet is a name; its keys are numbered from 0. Each key is its own keyed
// draw: nothing that the chain reveals (public keys, signatures) ties one key
// of a wallet to the next. Addresses are regtest addresses only (bcrt1…, m…,
// n…): they are worth nothing on any other network.
package keys

import (
	"fmt"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/schnorr"
	"github.com/btcsuite/btcd/btcutil"
	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"

	"github.com/osint-radar/academy/simulator/stream"
)

// The kinds of wallet.
const (
	P2PKH  = "p2pkh"  // legacy, base58 m… or n…
	P2WPKH = "p2wpkh" // BIP 84, bcrt1q…
	P2TR   = "p2tr"   // BIP 86, key path only, bcrt1p…
)

// Known says whether kind is one of the three.
func Known(kind string) bool { return kind == P2PKH || kind == P2WPKH || kind == P2TR }

// DrawKind draws the kind of a wallet as common as each is among all.
func DrawKind(s *stream.Stream) string {
	return [...]string{P2PKH, P2WPKH, P2TR}[stream.Pick(s, kinds)]
}

var kinds = stream.Lots(18, 52, 30)

// Private returns key number i of a wallet.
func Private(k stream.Key, wallet string, i int) *btcec.PrivateKey {
	return NewRing(k).Private(wallet, i)
}

// Address returns the address of key number i of a wallet of that kind. The
// kind must be one of the three.
func Address(k stream.Key, kind, wallet string, i int) string {
	a, err := address(kind, Private(k, wallet, i).PubKey())
	if err != nil {
		panic(err)
	}
	return a.EncodeAddress()
}

// Signer is what spends from an address. For p2tr the key is the tweaked one
// and Public belongs to it.
type Signer struct {
	Key    *btcec.PrivateKey
	Public *btcec.PublicKey
	Script []byte // the output script that Key can spend
}

// NewSigner returns the signer of a private key's address of that kind.
func NewSigner(kind string, private *btcec.PrivateKey) (Signer, error) {
	if kind != P2TR {
		pub := private.PubKey()
		script, err := Script(kind, pub)
		return Signer{private, pub, script}, err
	}
	// As Script does it, but with one multiplication less: the output key is
	// the tweaked private key's own.
	key := txscript.TweakTaprootPrivKey(*private, nil)
	pub := key.PubKey()
	script, err := txscript.PayToTaprootScript(pub)
	return Signer{key, pub, script}, err
}

// Script returns the output script that pays a public key: for p2tr the key is
// the internal one and is tweaked as BIP 86 says.
func Script(kind string, pub *btcec.PublicKey) ([]byte, error) {
	a, err := address(kind, pub)
	if err != nil {
		return nil, err
	}
	return txscript.PayToAddrScript(a)
}

func address(kind string, pub *btcec.PublicKey) (btcutil.Address, error) {
	net := &chaincfg.RegressionNetParams
	switch kind {
	case P2PKH:
		return btcutil.NewAddressPubKeyHash(btcutil.Hash160(pub.SerializeCompressed()), net)
	case P2WPKH:
		return btcutil.NewAddressWitnessPubKeyHash(btcutil.Hash160(pub.SerializeCompressed()), net)
	case P2TR:
		return btcutil.NewAddressTaproot(schnorr.SerializePubKey(txscript.ComputeTaprootKeyNoScript(pub)), net)
	}
	return nil, fmt.Errorf("keys: wallet kind %q is none of %s, %s, %s", kind, P2PKH, P2WPKH, P2TR)
}
