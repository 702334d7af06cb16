package verify

import (
	"encoding/hex"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"golang.org/x/crypto/sha3"
)

func keccak(b []byte) []byte {
	h := sha3.NewLegacyKeccak256()
	_, _ = h.Write(b) // a hash takes everything
	return h.Sum(nil)
}

// The two sorts of RLP items; what is given to rlpList is encoded already.
func rlpBytes(b []byte) []byte {
	if len(b) == 1 && b[0] <= 0x7f {
		return []byte{b[0]}
	}
	return slices.Concat(rlpLength(len(b), 0x80), b)
}

func rlpList(items ...[]byte) []byte {
	body := slices.Concat(items...)
	return slices.Concat(rlpLength(len(body), 0xc0), body)
}

func rlpNumber(n uint64) []byte { return rlpBytes(new(big.Int).SetUint64(n).Bytes()) }

func rlpLength(n int, offset byte) []byte {
	if n <= 55 {
		return []byte{offset + byte(n)}
	}
	size := big.NewInt(int64(n)).Bytes()
	return slices.Concat([]byte{offset + 55 + byte(len(size))}, size)
}

// listRoot is the root of the Merkle Patricia trie that holds item i under the
// RLP of i. Paths are written as hexadecimal digits, sorted, and a node is made
// of a run of them from a depth on.
func listRoot(items [][]byte) []byte {
	if len(items) == 0 {
		return keccak([]byte{0x80})
	}
	at := map[string][]byte{}
	var paths []string
	for i, x := range items {
		p := hex.EncodeToString(rlpNumber(uint64(i)))
		at[p], paths = x, append(paths, p)
	}
	slices.Sort(paths)
	return keccak(trieNode(paths, 0, at))
}

func trieNode(paths []string, depth int, at map[string][]byte) []byte {
	first, last := paths[0], paths[len(paths)-1]
	if len(paths) == 1 {
		return rlpList(rlpBytes(hexPrefix(first[depth:], 2)), rlpBytes(at[first]))
	}
	same := depth
	for same < len(first) && same < len(last) && first[same] == last[same] { // sorted: what the ends share, all share
		same++
	}
	if same > depth {
		return rlpList(rlpBytes(hexPrefix(first[depth:same], 0)), trieLink(paths, same, at))
	}
	var items [][]byte
	value := []byte(nil)
	if len(first) == depth {
		value, paths = at[first], paths[1:]
	}
	for digit := range "0123456789abcdef" {
		d := "0123456789abcdef"[digit]
		n := 0
		for n < len(paths) && paths[n][depth] == d {
			n++
		}
		if n == 0 {
			items = append(items, rlpBytes(nil))
			continue
		}
		items = append(items, trieLink(paths[:n], depth+1, at))
		paths = paths[n:]
	}
	return rlpList(append(items, rlpBytes(value))...)
}

func trieLink(paths []string, depth int, at map[string][]byte) []byte {
	node := trieNode(paths, depth, at)
	if len(node) < 32 {
		return node
	}
	return rlpBytes(keccak(node))
}

func hexPrefix(digits string, flag int) []byte {
	if len(digits)%2 == 1 {
		digits = fmt.Sprintf("%x", flag+1) + digits
	} else {
		digits = fmt.Sprintf("%x0", flag) + digits
	}
	b, _ := hex.DecodeString(digits) // digits alone
	return b
}

// logBloom sets three bits for each address and topic: the low eleven bits of
// the first three pairs of bytes of its digest.
func logBloom(entries [][]byte) []byte {
	bits := new(big.Int)
	for _, e := range entries {
		h := keccak(e)
		for _, pair := range [][]byte{h[0:2], h[2:4], h[4:6]} {
			bits.SetBit(bits, (int(pair[0])*256+int(pair[1]))%2048, 1)
		}
	}
	return bits.FillBytes(make([]byte, 256))
}

// hexIn reads 0x and an exact number of bytes in small digits; n below 0 takes any.
func hexIn(s string, n int) ([]byte, error) {
	digits, ok := strings.CutPrefix(s, "0x")
	b, err := hex.DecodeString(digits)
	if !ok || err != nil || n >= 0 && len(b) != n || digits != strings.ToLower(digits) {
		return nil, fmt.Errorf("%.80q is not 0x and %d bytes in small digits", s, n)
	}
	return b, nil
}
