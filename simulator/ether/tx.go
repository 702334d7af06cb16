package ether

import (
	"math/big"

	"github.com/btcsuite/btcd/btcec/v2"
	"github.com/btcsuite/btcd/btcec/v2/ecdsa"
)

// Tx is a legacy transaction. To is nil where it makes a contract; GasPrice and
// Value are in wei.
type Tx struct {
	Nonce    uint64
	GasPrice uint64
	Gas      uint64
	To       *Address
	Value    *big.Int
	Data     []byte
	V        uint64
	R, S     *big.Int
}

func (t *Tx) to() []byte {
	if t.To == nil {
		return nil
	}
	return t.To[:]
}

// Sign signs for chain ChainID (EIP-155: v is 35 and twice the chain id and the
// parity), with the deterministic nonce of RFC 6979 and the smaller s.
func (t *Tx) Sign(key *btcec.PrivateKey) {
	digest := Keccak(RLP(List{t.Nonce, t.GasPrice, t.Gas, t.to(), t.Value, t.Data, uint64(ChainID), uint64(0), uint64(0)}))
	sig := ecdsa.SignCompact(key, digest[:], false)
	t.V = uint64(sig[0]-27) + 35 + 2*ChainID
	t.R, t.S = new(big.Int).SetBytes(sig[1:33]), new(big.Int).SetBytes(sig[33:])
}

// Raw is the signed transaction as nodes exchange it.
func (t *Tx) Raw() []byte { return RLP(t.list()) }

func (t *Tx) list() List {
	return List{t.Nonce, t.GasPrice, t.Gas, t.to(), t.Value, t.Data, t.V, t.R, t.S}
}

// Hash names the transaction.
func (t *Tx) Hash() Hash { return Keccak(t.Raw()) }
