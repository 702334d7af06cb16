package chain

import (
	"fmt"

	"github.com/btcsuite/btcd/btcutil"
	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"
)

// AddressOf returns the regtest address (bcrt1…, m…, n…, 2…) of an output
// script, "" for a script that has none (OP_RETURN, a bare key).
func AddressOf(script []byte) string {
	class, addrs, _, err := txscript.ExtractPkScriptAddrs(script, &chaincfg.RegressionNetParams)
	if err != nil || len(addrs) != 1 || class == txscript.PubKeyTy {
		return ""
	}
	return addrs[0].EncodeAddress()
}

// ScriptOf returns the output script of a regtest address. An address of
// another network is an error.
func ScriptOf(address string) ([]byte, error) {
	a, err := btcutil.DecodeAddress(address, &chaincfg.RegressionNetParams)
	if err != nil {
		return nil, fmt.Errorf("chain: %.100q is no address: %w", address, err)
	}
	if !a.IsForNet(&chaincfg.RegressionNetParams) {
		return nil, fmt.Errorf("chain: %q is an address of another network, want bcrt1…, m… or n…", address)
	}
	script, err := txscript.PayToAddrScript(a)
	if err != nil {
		return nil, fmt.Errorf("chain: %q: %w", address, err)
	}
	return script, nil
}
