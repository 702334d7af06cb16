package accountledger

import (
	"bytes"
	"container/heap"
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"slices"

	"github.com/btcsuite/btcd/btcec/v2"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/ether"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

const (
	tick     = 12 // seconds
	gasLimit = 30_000_000
	gwei     = 1_000_000_000
	dollar   = 1_000_000 // the token's smallest units
)

// account is one address of the chain.
type account struct {
	name   string // of its key
	key    *btcec.PrivateKey
	addr   ether.Address
	nonce  uint64
	wei    *big.Int
	tokens int64
	kept   int64  // of tokens: what the story has lent, and the crowd's own wishes leave alone
	sweeps bool   // an own or planned sweep empties it
	house  *house // of a deposit address: whose
	swept  int64  // until when a sweep is under way
}

// house is an exchange.
type house struct {
	name string
	ref  world.Ref // "" of the crowd's
	hot  *account
}

// chain is the ledger while it is written.
type chain struct {
	w      *world.World
	out    *dataset.Writer
	file   *dataset.File
	ring   keys.Ring
	by     map[string]*account
	order  []*account // as they came
	token  ether.Address
	issuer *account
	miner  *account
	houses []*house
	folk   []*person
	shops  []*person
	firms  []*firm

	todo  queue
	lines int // actions so far: what came first goes first

	number  uint64
	parent  ether.Hash
	state   ether.Hash
	time    int64
	pending []sealed
	touched map[*account]bool
	first   map[*account]shown
	left    map[world.Ref]bool // planned payments that are not on the chain
}

// shown is a transaction and its time.
type shown struct {
	hash ether.Hash
	at   int64
}

func newChain(w *world.World, out *dataset.Writer) *chain {
	c := &chain{
		w: w, out: out, ring: keys.NewRing(w.Key), by: map[string]*account{}, touched: map[*account]bool{}, first: map[*account]shown{}, left: map[world.Ref]bool{},
	}
	c.miner, c.issuer = c.account("testchain-a/miner"), c.account("testchain-a/issuer")
	c.issuer.wei = coins(100)
	c.token = ether.Created(c.issuer.addr, 0)
	return c
}

func coins(n int64) *big.Int { return new(big.Int).Mul(big.NewInt(n), big.NewInt(1e18)) }

// account returns the account with a key of that name, and makes it.
func (c *chain) account(name string) *account {
	if a := c.by[name]; a != nil {
		return a
	}
	return c.add(name, c.ring.Private(name, 0))
}

func (c *chain) add(name string, key *btcec.PrivateKey) *account {
	a := &account{name: name, key: key, addr: ether.AddressOf(key.PubKey()), wei: new(big.Int)}
	c.by[name] = a
	c.order = append(c.order, a)
	return a
}

// of is the account of a planned wallet.
func (c *chain) of(r world.Ref) *account {
	if a := c.by[string(r)]; a != nil {
		return a
	}
	return c.add(string(r), keys.TokenKey(c.w.Key, string(r), string(c.w.TokenLike(r))))
}

// draw is the crowd's stream of a topic at a position.
func (c *chain) draw(topic string, entity int, period int) *stream.Stream {
	return c.w.Key.Domain("accountledger/"+topic).Stream(uint64(entity), uint32(period))
}

// action is money that somebody wants to move at a moment.
type action struct {
	at       int64
	line     int
	from, to *account
	amount   int64 // tokens in millionths of a dollar, the coin in gwei
	native   bool
	sweep    bool
	ref      world.Ref // of a planned payment
	keep     int64     // tokens that the payee keeps for a planned payment
	buyer    *person   // who withdraws first where the money is short
}

// queue is a heap of actions by time and, within a second, by who came first.
type queue []action

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return q[i].at < q[j].at || q[i].at == q[j].at && q[i].line < q[j].line
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(action)) } //nolint:forcetypeassert // heap.Push is called below alone
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

func (c *chain) want(a action) {
	c.lines++
	a.line = c.lines
	heap.Push(&c.todo, a)
}

// run carries out what is wanted before a moment, tick by tick.
func (c *chain) run(until int64) error {
	start := c.w.Start.Unix()
	until = min(until, c.w.End.Unix()-tick)
	for len(c.todo) > 0 && c.todo[0].at < until {
		at := start + (c.todo[0].at-start+tick-1)/tick*tick
		at = max(at, c.time+tick)
		for len(c.todo) > 0 && c.todo[0].at <= at {
			a, _ := heap.Pop(&c.todo).(action)
			c.do(a, at)
		}
		if len(c.pending) > 0 {
			if err := c.seal(at); err != nil {
				return err
			}
		}
	}
	return nil
}

// sealed is a transaction that waits for its block.
type sealed struct {
	tx   ether.Tx
	from *account
	used uint64
	logs []ether.Log
	raw  []byte
	hash ether.Hash
	made *ether.Address
}

// seal closes a block.
func (c *chain) seal(at int64) error {
	var raws, receipts [][]byte
	var logs []ether.Log
	used := uint64(0)
	for i := range c.pending {
		p := &c.pending[i]
		used += p.used
		raws, receipts = append(raws, p.raw), append(receipts, ether.Receipt(used, p.logs))
		logs = append(logs, p.logs...)
	}
	c.state = c.commit()
	h := ether.Header{
		Parent: c.parent, Uncles: ether.NoUncles(), Coinbase: c.miner.addr, State: c.state, Txs: ether.TrieRoot(raws), Receipts: ether.TrieRoot(receipts),
		Bloom: ether.BloomOf(logs), Difficulty: 1, Number: c.number, GasLimit: gasLimit, GasUsed: used, Time: uint64(at), Extra: []byte(notice),
	}
	hash := h.Hash()
	b := record.AccountBlock{
		Number: c.number, Hash: hash.Hex(), ParentHash: c.parent.Hex(), Timestamp: at, Miner: c.miner.addr.Hex(), StateRoot: c.state.Hex(),
		TransactionsRoot: h.Txs.Hex(), ReceiptsRoot: h.Receipts.Hex(), LogsBloom: "0x" + hex.EncodeToString(h.Bloom[:]), GasLimit: gasLimit, GasUsed: used, Transactions: []record.AccountTx{},
	}
	index := 0
	for i := range c.pending {
		b.Transactions = append(b.Transactions, c.pending[i].record(&index))
	}
	c.number, c.parent, c.time, c.pending = c.number+1, hash, at, c.pending[:0]
	return c.file.JSON(b)
}

func (p *sealed) record(index *int) record.AccountTx {
	r, s := p.tx.R.FillBytes(make([]byte, 32)), p.tx.S.FillBytes(make([]byte, 32))
	out := record.AccountTx{
		Hash: p.hash.Hex(), From: p.from.addr.Hex(), Nonce: p.tx.Nonce, Value: p.tx.Value.String(), Gas: p.tx.Gas, GasPrice: p.tx.GasPrice,
		Input: "0x" + hex.EncodeToString(p.tx.Data), V: p.tx.V, R: "0x" + hex.EncodeToString(r), S: "0x" + hex.EncodeToString(s), GasUsed: p.used, Logs: []record.AccountLog{},
	}
	if p.tx.To != nil {
		out.To = p.tx.To.Hex()
	}
	if p.made != nil {
		out.Contract = p.made.Hex()
	}
	for _, l := range p.logs {
		row := record.AccountLog{Index: *index, Address: l.Address.Hex(), Data: "0x" + hex.EncodeToString(l.Data)}
		for _, t := range l.Topics {
			row.Topics = append(row.Topics, t.Hex())
		}
		out.Logs = append(out.Logs, row)
		*index++
	}
	return out
}

// commit is the state root of this chain: the Keccak digest of the one before
// and, for every account that the block has changed, in the order of addresses:
// address, nonce (8 bytes), wei (32), tokens (32).
func (c *chain) commit() ether.Hash {
	list := make([]*account, 0, len(c.touched))
	for a := range c.touched {
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b *account) int { return bytes.Compare(a.addr[:], b.addr[:]) })
	parts := [][]byte{c.state[:]}
	for _, a := range list {
		tokens := ether.Word(uint64(a.tokens))
		parts = append(parts, a.addr[:], binary.BigEndian.AppendUint64(nil, a.nonce), a.wei.FillBytes(make([]byte, 32)), tokens[:])
	}
	clear(c.touched)
	return ether.Keccak(parts...)
}
