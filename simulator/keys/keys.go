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
	"strconv"

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

// Private returns key number i of a wallet.
func Private(k stream.Key, wallet string, i int) *btcec.PrivateKey {
	s := k.Domain("ledger/key").Named(wallet + "#" + strconv.Itoa(i))
	for {
		var b [32]byte
		s.Bytes(b[:])
		var n btcec.ModNScalar
		if overflow := n.SetBytes(&b); overflow == 0 && !n.IsZero() {
			return btcec.PrivKeyFromScalar(&n)
		}
	}
}

// Address returns the address of key number i of a wallet of that kind. The
// kind must be one of the three.
func Address(k stream.Key, kind, wallet string, i int) string {
	script, err := Script(kind, Private(k, wallet, i).PubKey())
	if err != nil {
		panic(err)
	}
	return AddressOf(script)
}

// Script returns the output script that pays a public key: for p2tr the key is
// the internal one and is tweaked as BIP 86 says.
func Script(kind string, pub *btcec.PublicKey) ([]byte, error) {
	switch kind {
	case P2PKH:
		hash := btcutil.Hash160(pub.SerializeCompressed())
		script := append(make([]byte, 0, 25), txscript.OP_DUP, txscript.OP_HASH160, txscript.OP_DATA_20)
		return append(append(script, hash...), txscript.OP_EQUALVERIFY, txscript.OP_CHECKSIG), nil
	case P2WPKH:
		hash := btcutil.Hash160(pub.SerializeCompressed())
		return append(append(make([]byte, 0, 22), txscript.OP_0, txscript.OP_DATA_20), hash...), nil
	case P2TR:
		out := schnorr.SerializePubKey(txscript.ComputeTaprootKeyNoScript(pub))
		return append(append(make([]byte, 0, 34), txscript.OP_1, txscript.OP_DATA_32), out...), nil
	}
	return nil, fmt.Errorf("keys: wallet kind %q is none of %s, %s, %s", kind, P2PKH, P2WPKH, P2TR)
}

// AddressOf returns the regtest address of an output script, "" for a script
// that has none (OP_RETURN, bare keys).
func AddressOf(script []byte) string {
	class, addrs, _, err := txscript.ExtractPkScriptAddrs(script, &chaincfg.RegressionNetParams)
	if err != nil || len(addrs) != 1 || class == txscript.PubKeyTy {
		return ""
	}
	return addrs[0].EncodeAddress()
}

// ScriptOf returns the output script of a regtest address.
func ScriptOf(address string) ([]byte, error) {
	a, err := btcutil.DecodeAddress(address, &chaincfg.RegressionNetParams)
	if err != nil {
		return nil, fmt.Errorf("keys: %q is no address: %w", address, err)
	}
	if !a.IsForNet(&chaincfg.RegressionNetParams) {
		return nil, fmt.Errorf("keys: %q is an address of another network, want bcrt1…, m… or n…", address)
	}
	script, err := txscript.PayToAddrScript(a)
	if err != nil {
		return nil, fmt.Errorf("keys: %q: %w", address, err)
	}
	return script, nil
}
