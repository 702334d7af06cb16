package chain

import "github.com/btcsuite/btcd/chaincfg/chainhash"

// MerkleRoot is Bitcoin's root over hashes: pairs are hashed together, the last
// one of an odd row with itself. Of no hashes it is zero.
func MerkleRoot(hashes []chainhash.Hash) chainhash.Hash {
	if len(hashes) == 0 {
		return chainhash.Hash{}
	}
	row := hashes
	for len(row) > 1 {
		row = above(row)
	}
	return row[0]
}

// merkleBranch returns the hashes beside the way from the leaf at pos to the
// root, lowest first.
func merkleBranch(hashes []chainhash.Hash, pos int) []chainhash.Hash {
	branch := []chainhash.Hash{}
	for row := hashes; len(row) > 1; row, pos = above(row), pos/2 {
		branch = append(branch, row[min(pos^1, len(row)-1)])
	}
	return branch
}

func above(row []chainhash.Hash) []chainhash.Hash {
	up := make([]chainhash.Hash, (len(row)+1)/2)
	var pair [2 * chainhash.HashSize]byte
	for i := range up {
		copy(pair[:chainhash.HashSize], row[2*i][:])
		copy(pair[chainhash.HashSize:], row[min(2*i+1, len(row)-1)][:])
		up[i] = chainhash.DoubleHashH(pair[:])
	}
	return up
}
