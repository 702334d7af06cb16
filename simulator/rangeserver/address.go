package rangeserver

import (
	"errors"

	"github.com/btcsuite/btcd/chaincfg"
	"github.com/btcsuite/btcd/txscript"

	"github.com/osint-radar/academy/simulator/chain"
)

// errAddress says that a text is no address of the chain.
var errAddress = errors.New("not an address of this chain; right is bcrt1…, m… or n…")

// scriptHash turns an address of the chain into its script hash.
func scriptHash(address string) (chain.ScriptHash, error) {
	script, err := chain.ScriptOf(address)
	if err != nil {
		return chain.ScriptHash{}, errAddress
	}
	return chain.HashOf(script), nil
}

// scriptKind returns Esplora's name for the kind of a script.
func scriptKind(script []byte) string {
	class, _, _, err := txscript.ExtractPkScriptAddrs(script, &chaincfg.RegressionNetParams)
	if err != nil {
		return "unknown"
	}
	kind := map[txscript.ScriptClass]string{
		txscript.PubKeyTy: "p2pk", txscript.PubKeyHashTy: "p2pkh", txscript.ScriptHashTy: "p2sh",
		txscript.WitnessV0PubKeyHashTy: "v0_p2wpkh", txscript.WitnessV0ScriptHashTy: "v0_p2wsh",
		txscript.WitnessV1TaprootTy: "v1_p2tr", txscript.NullDataTy: "op_return", txscript.MultiSigTy: "multisig",
	}[class]
	if kind == "" {
		return "unknown"
	}
	return kind
}
