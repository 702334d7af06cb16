package keys_test

import (
	"bytes"
	"testing"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcutil"
	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// TestManyAtOnce: what is computed together is what the library makes of each.
func TestManyAtOnce(t *testing.T) {
	k := stream.NewKey([16]byte{7})
	var kinds []string
	var private []*btcec.PrivateKey
	for i := range 60 {
		kinds = append(kinds, []string{keys.P2PKH, keys.P2WPKH, keys.P2TR}[i%3])
		private = append(private, keys.Private(k, "wallet", i))
	}
	got, err := keys.NewSigners(kinds, private)
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		want, err := keys.NewSigner(kinds[i], private[i])
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got[i].Script, want.Script) || !got[i].Public.IsEqual(want.Public) || !got[i].Key.Key.Equals(&want.Key.Key) {
			t.Errorf("key %d of kind %s is not the one of NewSigner", i, kinds[i])
		}
	}
	if _, err := keys.NewSigners([]string{"p2sh"}, private[:1]); err == nil {
		t.Error("an unknown kind is taken")
	}
}

// TestAppendAddress compares with the library's encoders, over hashes that
// begin and end with zeros, too.
func TestAppendAddress(t *testing.T) {
	net := &chaincfg.RegressionNetParams
	s := stream.NewKey([16]byte{8}).Domain("test").Stream(0, 0)
	for i := range 300 {
		program := make([]byte, 32)
		s.Bytes(program)
		if i%10 == 0 {
			clear(program[:i/10%20])
		}
		var list []btcutil.Address
		pkh, err1 := btcutil.NewAddressPubKeyHash(program[:20], net)
		wpkh, err2 := btcutil.NewAddressWitnessPubKeyHash(program[:20], net)
		tr, err3 := btcutil.NewAddressTaproot(program, net)
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(err1, err2, err3)
		}
		for _, a := range append(list, pkh, wpkh, tr) {
			script, err := txscript.PayToAddrScript(a)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(keys.AppendAddress([]byte("x"), script)); got != "x"+a.EncodeAddress() {
				t.Errorf("%s, want x%s", got, a.EncodeAddress())
			}
		}
	}
	if got := keys.AppendAddress(nil, []byte{0x6a}); len(got) != 0 {
		t.Errorf("a script without an address is %q", got)
	}
}

func TestSeries(t *testing.T) {
	first := keys.Private(stream.NewKey([16]byte{9}), "wallet", 0)
	for _, kind := range []string{keys.P2PKH, keys.P2WPKH, keys.P2TR} {
		list, err := keys.SeriesAddresses(kind, first, 20)
		if err != nil {
			t.Fatal(err)
		}
		signers, err := keys.NewSigners([]string{kind, kind, kind}, keys.Series(first, 3))
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range signers {
			if got := string(keys.AppendAddress(nil, s.Script)); got != list[i] {
				t.Errorf("%s: key %d of the series has the address %s, the list says %s", kind, i, got, list[i])
			}
		}
	}
}

// TestTokenLike: a look-alike begins and ends as the imitated address does, in four
// digits or at least in three of them, and is somebody else's.
func TestTokenLike(t *testing.T) {
	four := 0
	for seed := range byte(12) {
		k := stream.NewKey([16]byte{9, seed})
		a, b := keys.TokenAddress(k, "pool", ""), keys.TokenAddress(k, "lure", "pool")
		n := 0
		for i := 0; i < 2 && a[2+i] == b[2+i]; i++ {
			n++
		}
		for i := 1; i <= 2 && a[len(a)-i] == b[len(b)-i]; i++ {
			n++
		}
		if a == b || n < 3 {
			t.Errorf("%s looks like %s in %d digits", b, a, n)
		}
		if n == 4 {
			four++
		}
		if plain := keys.TokenAddress(k, "lure", ""); plain == b {
			t.Errorf("%s was not looked for", b)
		}
	}
	if four < 6 {
		t.Errorf("%d of 12 have four digits in common; two in 131,072 keys are expected to", four)
	}
}
