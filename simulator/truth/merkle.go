package truth

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Hash is a node of the tree.
type Hash [sha256.Size]byte

// String is the hash in lower-case hex.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Leaf is the hash of one fact: SHA-256(0x00 ‖ salt ‖ canonical fact without its salt).
// The salt keeps a proof of one fact from being a test for guesses at another.
func Leaf(f Fact) (Hash, error) {
	line, salt, err := f.appendLine(nil)
	if err != nil {
		return Hash{}, err
	}
	h, _, err := f.leaf(nil, line, salt)
	return h, err
}

// leaf makes of a fact's line what Leaf hashes, in the memory of buf, which it
// hands on.
func (f *Fact) leaf(buf, line []byte, salt span) (Hash, []byte, error) {
	buf, err := hex.AppendDecode(append(buf[:0], 0), []byte(f.Salt))
	if err != nil || len(buf) != 33 {
		return Hash{}, buf, fmt.Errorf("truth: fact %s: salt %q, want 64 hex digits", f.ID, f.Salt)
	}
	buf = append(append(buf, line[:salt.from]...), line[salt.to:]...)
	return sha256.Sum256(buf), buf, nil
}

func node(left, right Hash) Hash {
	b := append([]byte{1}, left[:]...)
	return sha256.Sum256(append(b, right[:]...))
}

// Root is the Merkle root over facts in file order: a node is
// SHA-256(0x01 ‖ left ‖ right), an odd node is carried up. No facts at all give
// SHA-256 of nothing, as in RFC 6962.
func Root(facts []Fact) (Hash, error) {
	var t tree
	for _, f := range facts {
		h, err := Leaf(f)
		if err != nil {
			return Hash{}, err
		}
		t.add(h)
	}
	return t.root(), nil
}

// tree takes leaves one after the other and holds the roots of the full trees
// that they make so far, the largest first.
type tree struct {
	n    uint64
	full []Hash
}

func (t *tree) add(h Hash) {
	for n := t.n; n&1 == 1; n >>= 1 {
		h = node(t.full[len(t.full)-1], h)
		t.full = t.full[:len(t.full)-1]
	}
	t.full = append(t.full, h)
	t.n++
}

func (t *tree) root() Hash {
	if t.n == 0 {
		return sha256.Sum256(nil)
	}
	h := t.full[len(t.full)-1]
	for i := len(t.full) - 2; i >= 0; i-- {
		h = node(t.full[i], h)
	}
	return h
}

func leaves(facts []Fact) ([]Hash, error) {
	out := make([]Hash, len(facts))
	for i, f := range facts {
		h, err := Leaf(f)
		if err != nil {
			return nil, err
		}
		out[i] = h
	}
	return out, nil
}

func up(level []Hash) []Hash {
	next := make([]Hash, 0, (len(level)+1)/2)
	for i := 0; i < len(level); i += 2 {
		if i+1 == len(level) {
			next = append(next, level[i])
		} else {
			next = append(next, node(level[i], level[i+1]))
		}
	}
	return next
}

// Step is one sibling on the way from a fact to the root.
type Step struct {
	Left bool `json:"left"` // the sibling stands on the left
	Hash Hash `json:"hash"`
}

// MarshalText writes the hash as hex.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads 64 hex digits.
func (h *Hash) UnmarshalText(text []byte) error {
	b, err := hex.DecodeString(string(text))
	if err != nil || len(b) != len(h) {
		return fmt.Errorf("truth: hash %q, want 64 hex digits", text)
	}
	copy(h[:], b)
	return nil
}

// Prove returns the way from fact number i (from 0) to the root.
func Prove(facts []Fact, i int) ([]Step, error) {
	if i < 0 || i >= len(facts) {
		return nil, fmt.Errorf("truth: fact %d of %d", i, len(facts))
	}
	level, err := leaves(facts)
	if err != nil {
		return nil, err
	}
	var way []Step
	for len(level) > 1 {
		switch {
		case i%2 == 1:
			way = append(way, Step{Left: true, Hash: level[i-1]})
		case i+1 < len(level):
			way = append(way, Step{Hash: level[i+1]})
		}
		level, i = up(level), i/2
	}
	return way, nil
}

// Proves says whether a fact and its way end at the root.
func Proves(f Fact, way []Step, root Hash) bool {
	h, err := Leaf(f)
	if err != nil {
		return false
	}
	for _, s := range way {
		if s.Left {
			h = node(s.Hash, h)
		} else {
			h = node(h, s.Hash)
		}
	}
	return h == root
}
