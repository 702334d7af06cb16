// Package ether is what TESTCHAIN-A has of Ethereum: RLP, Keccak-256, addresses,
// signed legacy transactions (EIP-155), the tries of transactions and receipts,
// log blooms. The formulas are those of the Yellow Paper; no node and no
// virtual machine is in it.
//
//	tx := ether.Tx{Nonce: 0, GasPrice: 10_000_000_000, Gas: 21_000, To: &to, Value: wei}
//	tx.Sign(private)          // chain id 1337
//	raw, hash := tx.Raw(), tx.Hash()
//
// Chain id 1337 is the one that EIP-155 lists for private chains of developers.
// A signature made for it is refused by every other chain.
package ether

// ChainID marks every signature (EIP-155).
const ChainID = 1337
