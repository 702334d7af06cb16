package keys

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// AppendAddress appends how an output script of one of the three kinds is
// written as a regtest address: bech32 (BIP 173), bech32m (BIP 350) or base58
// with a checksum. Other scripts have no address and nothing is appended.
func AppendAddress(dst, script []byte) []byte {
	switch {
	case len(script) == 25 && script[0] == 0x76:
		return appendBase58(dst, script[3:23])
	case len(script) == 22 && script[0] == 0:
		return appendBech32(dst, 0, 1, script[2:])
	case len(script) == 34 && script[0] == 0x51:
		return appendBech32(dst, 1, 0x2bc830a3, script[2:])
	}
	return dst
}

const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// step is one round of the checksum of BIP 173: the code's generator, applied
// to each of the five bits that fall out.
func step(sum uint32, value byte) uint32 {
	top := sum >> 25
	return (sum&0x1ffffff)<<5 ^ uint32(value) ^ generator[top]
}

// generator holds the sums of the generator's five words for all 32 cases.
var generator = func() (table [32]uint32) {
	words := [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3}
	for top := range table {
		for i, w := range words {
			if top>>i&1 == 1 {
				table[top] ^= w
			}
		}
	}
	return table
}()

// opened is the checksum after the part that all regtest addresses share.
var opened = func() uint32 {
	const hrp = "bcrt"
	sum := uint32(1)
	for i := range len(hrp) {
		sum = step(sum, hrp[i]>>5)
	}
	sum = step(sum, 0)
	for i := range len(hrp) {
		sum = step(sum, hrp[i]&31)
	}
	return sum
}()

// The checksum is linear: it is the sum of what each symbol adds by its place.
// shares holds that for the symbol with so many symbols after it, and bases the
// sum of all that stands before the program, by version.
var (
	shares = func() (table [52][32]uint32) {
		for after := range table {
			for v := range table[after] {
				table[after][v] = zeros(step(0, byte(v)), after+6)
			}
		}
		return table
	}()
	bases = [2]uint32{zeros(step(opened, 0), 32+6), zeros(step(opened, 1), 52+6)}
)

func zeros(sum uint32, n int) uint32 {
	for range n {
		sum = step(sum, 0)
	}
	return sum
}

// appendBech32 writes a program of 20 bytes with version 0 or of 32 with 1.
func appendBech32(dst []byte, version byte, constant uint32, program []byte) []byte {
	symbols := (len(program)*8 + 4) / 5
	at := len(dst)
	dst = append(dst, "bcrt1___________________________________________________________"[:6+symbols+6]...)
	dst[at+5] = letters[version]
	out := dst[at+6:]
	sum := bases[version] ^ constant
	var acc uint32
	have, n := 0, 0
	put := func(v uint32) {
		sum ^= shares[symbols-1-n][v]
		out[n] = letters[v]
		n++
	}
	for _, b := range program {
		acc = acc<<8 | uint32(b)
		for have += 8; have >= 5; {
			have -= 5
			put(acc >> have & 31)
		}
	}
	if have > 0 {
		put(acc << (5 - have) & 31)
	}
	for i := range 6 {
		out[symbols+i] = letters[sum>>(25-5*i)&31]
	}
	return dst
}

// appendBase58 writes version 0x6f, 20 bytes of hash and four of checksum: 25
// bytes as four words, divided by 58^10 three times. No leading zeros occur,
// because the version is not zero.
func appendBase58(dst, hash []byte) []byte {
	const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	const tenDigits = 58 * 58 * 58 * 58 * 58 * 58 * 58 * 58 * 58 * 58
	var raw [32]byte // 7 bytes of zero in front
	raw[7] = 0x6f
	copy(raw[8:28], hash)
	sum := sha256.Sum256(raw[7:28])
	sum = sha256.Sum256(sum[:])
	copy(raw[28:], sum[:4])
	var n [4]uint64
	for i := range n {
		n[i] = binary.BigEndian.Uint64(raw[8*i:])
	}
	var out [40]byte
	at := len(out)
	for at > 0 {
		var rem uint64
		for i := range n {
			n[i], rem = bits.Div64(rem, n[i], tenDigits)
		}
		for range 10 {
			at--
			out[at] = alphabet[rem%58]
			rem /= 58
		}
	}
	for out[at] == '1' {
		at++
	}
	return append(dst, out[at:]...)
}
