package ether

// TrieRoot is the root of the Merkle Patricia trie of a list, in which item i
// stands under RLP(i): how a header binds its transactions and receipts.
func TrieRoot(items [][]byte) Hash {
	pairs := make([]pair, len(items))
	for i, v := range items {
		pairs[i] = pair{nibbles(RLP(uint64(i))), v}
	}
	if len(pairs) == 0 {
		return Keccak(RLP(""))
	}
	return Keccak(RLP(node(pairs)))
}

// pair is a value and what is left of its path, four bits a step.
type pair struct {
	path  []byte
	value []byte
}

func nibbles(b []byte) []byte {
	var out []byte
	for _, x := range b {
		out = append(out, x>>4, x&15)
	}
	return out
}

// node is a leaf, an extension or a branch. No path is the beginning of another
// but one that has ended here.
func node(pairs []pair) List {
	if len(pairs) == 1 {
		return List{compact(pairs[0].path, true), pairs[0].value}
	}
	if n := shared(pairs); n > 0 {
		rest := make([]pair, len(pairs))
		for i, p := range pairs {
			rest[i] = pair{p.path[n:], p.value}
		}
		return List{compact(pairs[0].path[:n], false), child(rest)}
	}
	branch := make(List, 17)
	for i := range branch {
		branch[i] = ""
	}
	var below [16][]pair
	for _, p := range pairs {
		if len(p.path) == 0 {
			branch[16] = p.value
			continue
		}
		below[p.path[0]] = append(below[p.path[0]], pair{p.path[1:], p.value})
	}
	for i, list := range below {
		if list != nil {
			branch[i] = child(list)
		}
	}
	return branch
}

// child is a node as its parent holds it: itself if it is shorter than a hash.
func child(pairs []pair) any {
	n := node(pairs)
	if raw := RLP(n); len(raw) >= 32 {
		h := Keccak(raw)
		return h[:]
	}
	return n
}

func shared(pairs []pair) int {
	first := pairs[0].path
	n := len(first)
	for _, p := range pairs[1:] {
		i := 0
		for i < min(n, len(p.path)) && p.path[i] == first[i] {
			i++
		}
		n = i
	}
	return n
}

// compact is the hex-prefix encoding of a path.
func compact(path []byte, leaf bool) []byte {
	flag := byte(0)
	if leaf {
		flag = 2
	}
	out := []byte{flag << 4}
	if len(path)%2 == 1 {
		out[0] = (flag|1)<<4 | path[0]
		path = path[1:]
	}
	for i := 0; i < len(path); i += 2 {
		out = append(out, path[i]<<4|path[i+1])
	}
	return out
}
