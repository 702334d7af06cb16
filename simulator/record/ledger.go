package record

import "time"

// Chain is ledger/chain.json. The blocks themselves are in ledger/blk00000.dat,
// in the file form of Bitcoin Core: per block the regtest magic fa bf b5 da,
// the length as 4 bytes little-endian, the serialised block (BIP 144), in
// height order from the genesis block (height 0) on.
type Chain struct {
	Network  string    `json:"network"` // "regtest"
	Height   int       `json:"height"`  // of the tip
	BestHash string    `json:"best_hash"`
	First    time.Time `json:"first"` // time of block 1
	Tip      time.Time `json:"tip"`
	Txs      int       `json:"txs"`
}
