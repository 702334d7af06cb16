package ether

import "math/big"

// List is an RLP list. Its items are []byte, string, uint64, *big.Int and List;
// numbers are written without leading zeros (Yellow Paper, appendix on RLP).
type List []any

// RLP encodes an item. A type that List does not name is a bug of the caller.
func RLP(item any) []byte {
	switch v := item.(type) {
	case []byte:
		if len(v) == 1 && v[0] < 0x80 {
			return v
		}
		return append(head(0x80, len(v)), v...)
	case string:
		return RLP([]byte(v))
	case uint64:
		return RLP(trim(v))
	case *big.Int:
		return RLP(v.Bytes())
	case List:
		var body []byte
		for _, x := range v {
			body = append(body, RLP(x)...)
		}
		return append(head(0xc0, len(body)), body...)
	}
	panic("ether: RLP of another type")
}

// head is the prefix of a string (0x80) or a list (0xc0) of n bytes.
func head(kind byte, n int) []byte {
	if n < 56 {
		return []byte{kind + byte(n)}
	}
	size := trim(uint64(n))
	return append([]byte{kind + 55 + byte(len(size))}, size...)
}

// trim is a number in big-endian bytes without leading zeros.
func trim(n uint64) []byte {
	var out []byte
	for shift := 56; shift >= 0; shift -= 8 {
		if b := byte(n >> shift); b != 0 || out != nil {
			out = append(out, b)
		}
	}
	return out
}
