package stream

import (
	"crypto/cipher"
	"encoding/binary"
)

// Fill fills p with the draws k, k+1, … of an entity and period, sixteen bytes
// each: the bytes of hi and lo of Draw, in that order. AES in counter mode over
// the positions is the same function at a fraction of the price; for the rows
// of a bulk surface. No more than 2³² draws a period.
func (d Domain) Fill(p []byte, entity uint64, period, k uint32) {
	var at [16]byte
	binary.BigEndian.PutUint64(at[:8], entity)
	binary.BigEndian.PutUint32(at[8:12], period)
	binary.BigEndian.PutUint32(at[12:], k)
	clear(p)
	cipher.NewCTR(d.block, at[:]).XORKeyStream(p, p)
}
