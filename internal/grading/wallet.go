package grading

import (
	"crypto/sha256"
	"math/big"
	"strings"
)

// walletAddress brings an address of a ledger into its one form. Bech32 may be
// written in upper or in lower case, never in both (BIP 173); base58 has one
// form only. An address whose checksum fails stays as it is: it names no wallet.
func walletAddress(s string) string {
	if _, rest, ok := strings.Cut(s, ":"); ok {
		s, _, _ = strings.Cut(rest, "?") // bitcoin:bcrt1…?amount=1 (BIP 21)
	}
	lower := strings.ToLower(s)
	switch {
	case isHex(strings.TrimPrefix(lower, "0x")) && strings.HasPrefix(lower, "0x") && len(s) == 42:
		return lower // an account: mixed case is a checksum only (EIP-55)
	case validBech32(s):
		return lower
	}
	return s
}

// validBase58 says whether a base58 address carries its checksum.
func validBase58(s string) bool {
	const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	if len(s) < 25 || len(s) > 36 {
		return false
	}
	n := new(big.Int)
	for _, r := range s {
		at := strings.IndexRune(alphabet, r)
		if at < 0 {
			return false
		}
		n.Mul(n, big.NewInt(58))
		n.Add(n, big.NewInt(int64(at)))
	}
	if n.BitLen() > 25*8 {
		return false
	}
	b := n.FillBytes(make([]byte, 25))
	one := sha256.Sum256(b[:21])
	two := sha256.Sum256(one[:])
	return string(two[:4]) == string(b[21:])
}

// validBech32 says whether s is bech32 or bech32m with a sound checksum (BIP 173, BIP 350).
func validBech32(s string) bool {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	if len(s) > 90 || (s != strings.ToLower(s) && s != strings.ToUpper(s)) {
		return false
	}
	s = strings.ToLower(s)
	at := strings.LastIndexByte(s, '1')
	if at < 1 || at+7 > len(s) {
		return false
	}
	check := uint32(1)
	feed := func(v byte) {
		top := check >> 25
		check = (check&0x1ffffff)<<5 ^ uint32(v)
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	for i := range at {
		if s[i] < 33 || s[i] > 126 {
			return false
		}
		feed(s[i] >> 5)
	}
	feed(0)
	for i := range at {
		feed(s[i] & 31)
	}
	for i := at + 1; i < len(s); i++ {
		v := strings.IndexByte(alphabet, s[i])
		if v < 0 {
			return false
		}
		feed(byte(v))
	}
	return check == 1 || check == 0x2bc830a3
}

func isHex(s string) bool {
	return s != "" && strings.Trim(s, "0123456789abcdefABCDEF") == ""
}
