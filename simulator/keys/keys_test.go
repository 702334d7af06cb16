package keys_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcutil"
	"github.com/btcsuite/btcd/btcutil/base58"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// TestScriptVectors uses the vectors of BIP 84 and BIP 86 (mnemonic "abandon …
// about") and of the Bitcoin wiki's "Technical background of version 1 Bitcoin
// addresses" (p2pkh). The scripts are the network-independent part of them.
func TestScriptVectors(t *testing.T) {
	for _, v := range []struct{ name, kind, private, script string }{
		{"BIP 84 m/84'/0'/0'/0/0", keys.P2WPKH, wif(t, "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d"), program(t, 0, "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu")},
		{"BIP 84 m/84'/0'/0'/0/1", keys.P2WPKH, wif(t, "Kxpf5b8p3qX56DKEe5NqWbNUP9MnqoRFzZwHRtsFqhzuvUJsYZCy"), program(t, 0, "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g")},
		{"BIP 84 m/84'/0'/0'/1/0", keys.P2WPKH, wif(t, "KxuoxufJL5csa1Wieb2kp29VNdn92Us8CoaUG3aGtPtcF3AzeXvF"), program(t, 0, "bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el")},
		{
			"BIP 86 m/86'/0'/0'/0/0", keys.P2TR,
			xprv("xprvA449goEeU9okwCzzZaxiy475EQGQzBkc65su82nXEvcwzfSskb2hAt2WymrjyRL6kpbVTGL3cKtp9herYXSjjQ1j4stsXXiRF7kXkCacK3T"),
			"5120a60869f0dbcf1dc659c9cecbaf8050135ea9e8cdc487053f1dc6880949dc684c",
		},
		{
			"BIP 86 m/86'/0'/0'/0/1", keys.P2TR,
			xprv("xprvA449goEeU9okyiF1LmKiDaTgeXvmh87DVyRd35VPbsSop8n8uALpbtrUhUXByPFKK7C2yuqrB1FrhiDkEMC4RGmA5KTwsE1aB5jRu9zHsuQ"),
			"5120a82f29944d65b86ae6b5e5cc75e294ead6c59391a1edc5e016e3498c67fc7bbb",
		},
		{
			"BIP 86 m/86'/0'/0'/1/0", keys.P2TR,
			xprv("xprvA3Ln3Gt3aphvUgzgEDT8vE2cYqb4PjFfpmbiFKphxLg1FjXQpkAk5M1ZKDY15bmCAHA35jTiawbFuwGtbDZogKF1WfjwxML4gK7WfYW5JRP"),
			"5120882d74e5d0572d5a816cef0041a96b6c1de832f6f9676d9605c44d5e9a97d3dc",
		},
		{
			"wiki, compressed key", keys.P2PKH,
			"18e14a7b6a307f426a94f8114701e7c8e774e7f9a47e2c2035db29a206321725",
			"76a914f54a5851e9372b87810a8e60cdd2e7cfd80b6e3188ac",
		},
	} {
		raw, err := hex.DecodeString(v.private)
		if err != nil || len(raw) != 32 {
			t.Fatalf("%s: private key %q", v.name, v.private)
		}
		private, pub := btcec.PrivKeyFromBytes(raw)
		got, err := keys.Script(v.kind, pub)
		if err != nil {
			t.Fatalf("%s: %v", v.name, err)
		}
		if hex.EncodeToString(got) != v.script {
			t.Errorf("%s: script %x, want %s", v.name, got, v.script)
		}
		signer, err := keys.NewSigner(v.kind, private)
		if err != nil || hex.EncodeToString(signer.Script) != v.script || !signer.Key.PubKey().IsEqual(signer.Public) {
			t.Errorf("%s: signer for %x: %v", v.name, signer.Script, err)
		}
	}
}

func TestAddressDependsOnEverything(t *testing.T) {
	k := stream.NewKey([16]byte{15: 1})
	seen := map[string]string{}
	add := func(what, a string) {
		if was, ok := seen[a]; ok {
			t.Errorf("%s and %s share the address %s", what, was, a)
		}
		seen[a] = what
	}
	for kind, prefix := range map[string]string{keys.P2WPKH: "bcrt1q", keys.P2TR: "bcrt1p", keys.P2PKH: ""} {
		for _, w := range []string{"wallet:deposit", "wallet:deposit#1", "wallet:collect"} {
			for i := range 4 {
				a := keys.Address(k, kind, w, i)
				if !strings.HasPrefix(a, prefix) || kind == keys.P2PKH && a[0] != 'm' && a[0] != 'n' {
					t.Errorf("%s address %s", kind, a)
				}
				add(kind+w, a)
				if again := keys.Address(k, kind, w, i); again != a {
					t.Errorf("%s %s %d: %s then %s", kind, w, i, a, again)
				}
			}
		}
	}
	add("another key", keys.Address(k.Derive("x"), keys.P2WPKH, "wallet:deposit", 0))
	if _, err := keys.Script("p2sh", keys.Private(k, "w", 0).PubKey()); err == nil {
		t.Error("an unknown kind was taken")
	}
}

// wif returns the key inside a mainnet wallet-import string (compressed).
func wif(t *testing.T, s string) string {
	t.Helper()
	w, err := btcutil.DecodeWIF(s)
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(w.PrivKey.Serialize())
}

// xprv returns the key inside an extended private key (BIP 32: bytes 46 to 77).
func xprv(s string) string { return hex.EncodeToString(base58.Decode(s)[46:78]) }

// program returns the output script of a mainnet segwit v0 key-hash address.
func program(t *testing.T, version byte, address string) string {
	t.Helper()
	a, err := btcutil.DecodeAddress(address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(append([]byte{version, byte(len(a.ScriptAddress()))}, a.ScriptAddress()...))
}
