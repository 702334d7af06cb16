package ether

// Bloom is the filter over addresses and topics of logs: 2048 bits, three an entry.
type Bloom [256]byte

// Add enters an address or a topic.
func (b *Bloom) Add(entry []byte) {
	h := Keccak(entry)
	for i := 0; i < 6; i += 2 {
		bit := (uint(h[i])<<8 | uint(h[i+1])) & 2047
		b[255-bit/8] |= 1 << (bit % 8)
	}
}

// Log is what a contract tells.
type Log struct {
	Address Address
	Topics  []Hash
	Data    []byte
}

// BloomOf is the filter of logs.
func BloomOf(logs []Log) (b Bloom) {
	for _, l := range logs {
		b.Add(l.Address[:])
		for _, t := range l.Topics {
			b.Add(t[:])
		}
	}
	return b
}

// Receipt encodes what became of a transaction that succeeded: status, gas of
// the block up to it, bloom, logs.
func Receipt(cumulative uint64, logs []Log) []byte {
	bloom := BloomOf(logs)
	list := List{}
	for _, l := range logs {
		topics := List{}
		for _, t := range l.Topics {
			topics = append(topics, t[:])
		}
		list = append(list, List{l.Address[:], topics, l.Data})
	}
	return RLP(List{uint64(1), cumulative, bloom[:], list})
}

// Header is a block's header without a base fee, in the order of its RLP.
type Header struct {
	Parent, Uncles       Hash
	Coinbase             Address
	State, Txs, Receipts Hash
	Bloom                Bloom
	Difficulty, Number   uint64
	GasLimit, GasUsed    uint64
	Time                 uint64
	Extra                []byte
	Mix                  Hash
	Nonce                [8]byte
}

// Hash names the block.
func (h *Header) Hash() Hash { return Keccak(RLP(h.list())) }

func (h *Header) list() List {
	return List{
		h.Parent[:], h.Uncles[:], h.Coinbase[:], h.State[:], h.Txs[:], h.Receipts[:], h.Bloom[:], h.Difficulty, h.Number,
		h.GasLimit, h.GasUsed, h.Time, h.Extra, h.Mix[:], h.Nonce[:],
	}
}

// Size is how many bytes a block has: its header, its transactions, no uncles.
func (h *Header) Size(txs []*Tx) int {
	list := List{}
	for _, t := range txs {
		list = append(list, t.list())
	}
	return len(RLP(List{h.list(), list, List{}}))
}

// NoUncles is the hash of an empty list of uncles.
func NoUncles() Hash { return Keccak(RLP(List{})) }
