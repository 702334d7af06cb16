package ledger

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/btcsuite/btcd/chaincfg/chainhash"
	"github.com/btcsuite/btcd/txscript"
	"github.com/btcsuite/btcd/wire"

	"github.com/osint-radar/academy/simulator/chain"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
)

// lab is a short chain with room for one more block, good or broken.
type lab struct {
	t    *testing.T
	b    *builder
	raw  [][]byte // of heights 1 to b.height-1
	used []coin   // spent in block 130
}

// newLab builds 130 blocks: pools have mature coins and people have some of
// each kind.
func newLab(t *testing.T) *lab {
	t.Helper()
	l := &lab{t: t}
	w := storyWorld()
	w.Wallets, w.Payments = nil, nil
	small := shape{before: 131, blocks: 2, txs: 1, persons: 80, merchants: 2, services: 1, pools: 2}
	var err error
	l.b, err = newBuilder(w, small, 2, func(s sealed) error {
		l.raw = append(l.raw, l.bytes(s))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for l.b.height = 1; l.b.height <= 130; l.b.height++ {
		if err := l.b.draftBlock(); err != nil {
			t.Fatal(err)
		}
		if l.b.height == 130 {
			p := l.person(keys.P2TR)
			l.used = p.all(130, 1, 1)
			to := payee{l.used[0].to, sumOf(l.used) - 40_000}
			d, _ := l.b.emit(p, l.used, []payee{to}, l.draw())
			l.b.keep(d)
		}
		if len(l.b.open.blocks) == window || l.b.height == 130 {
			if err := l.b.seal(l.b.take()); err != nil {
				t.Fatal(err)
			}
		}
	}
	l.b.block = &blockDraft{height: 131, at: l.b.at[131]}
	l.b.rate = 10_000
	return l
}

func (l *lab) bytes(s sealed) []byte {
	head, err := s.head()
	if err != nil {
		l.t.Fatal(err)
	}
	return append(head, bytes.Join(s.txs, nil)...)
}

// person is somebody with a ripe coin and keys of that kind.
func (l *lab) person(kind string) *purse {
	for _, p := range l.b.crowd.persons {
		if p.kind == kind && p.balance(l.b.height) > 1_000_000 {
			return p
		}
	}
	l.t.Fatalf("nobody has coins on a %s wallet", kind)
	return nil
}

// spend drafts and signs a payment of these coins to somebody.
func (l *lab) spend(p *purse, ins []coin, sat int64) *wire.MsgTx {
	d, _ := l.b.emit(p, ins, []payee{{ins[0].to, sat}}, l.draw())
	if err := signAll([]*draft{d}, 1); err != nil {
		l.t.Fatal(err)
	}
	return d.msg
}

func (l *lab) draw() *stream.Stream { return l.b.key.Domain("test").Stream(0, 0) }

// block is height 131 with these transactions. Whatever change does to the
// coinbase or, given it, to the header, roots and work are made afterwards:
// nothing but the change is wrong.
func (l *lab) block(change func(m *wire.MsgBlock), txs ...*wire.MsgTx) []byte {
	to := l.used[0].to
	d := &blockDraft{height: 131, at: l.b.at[131], base: &draft{outs: []payee{{to, chain.Subsidy(131)}}}}
	base, err := d.coinbase(chain.Subsidy(131))
	if err != nil {
		l.t.Fatal(err)
	}
	m := &wire.MsgBlock{
		Header:       wire.BlockHeader{Version: 0x20000000, PrevBlock: l.b.prev, Timestamp: d.at, Bits: 0x207fffff},
		Transactions: append([]*wire.MsgTx{base}, txs...),
	}
	if change != nil {
		change(m)
	}
	ids, wids := []chainhash.Hash{}, []chainhash.Hash{{}}
	for _, tx := range m.Transactions[1:] {
		wids = append(wids, tx.WitnessHash())
	}
	if len(base.TxOut) == 2 {
		sum := chain.Commitment(wids, make([]byte, 32))
		copy(base.TxOut[1].PkScript[6:], sum[:])
	}
	for _, tx := range m.Transactions {
		ids = append(ids, tx.TxHash())
	}
	m.Header.MerkleRoot = chain.MerkleRoot(ids)
	mine(&m.Header)
	var buf bytes.Buffer
	if err := m.Serialize(&buf); err != nil {
		l.t.Fatal(err)
	}
	return buf.Bytes()
}

// TestNodeRefusesBrokenChains offers btcd broken forms of one block, each good
// but for one fault. Each must be refused for that fault and leave the tip
// where it was; the good form of the same block must be taken after all.
func TestNodeRefusesBrokenChains(t *testing.T) {
	l := newLab(t)
	n := StartNode(t)
	for h, raw := range l.raw {
		if reason := n.Submit(raw); reason != "" {
			t.Fatalf("btcd refuses the good block %d: %s", h+1, reason)
		}
	}
	good := map[string]*wire.MsgTx{}
	var twice *wire.MsgTx // spends what good's first does
	for _, kind := range []string{keys.P2WPKH, keys.P2TR, keys.P2PKH} {
		p := l.person(kind)
		ins := p.all(l.b.height, 1, 1)
		good[kind] = l.spend(p, ins, sumOf(ins)-50_000)
		if kind == keys.P2WPKH {
			twice = l.spend(p, ins, sumOf(ins)-60_000)
		}
	}
	all := []*wire.MsgTx{good[keys.P2WPKH], good[keys.P2TR], good[keys.P2PKH]}

	// A pool's coin that is one block too young.
	var early *wire.MsgTx
	for _, p := range l.b.crowd.pools {
		for _, c := range p.coins {
			if int(c.ripe) == l.b.height+1 {
				early = l.spend(p, []coin{c}, c.sat-50_000)
			}
		}
	}
	if early == nil {
		t.Fatal("no coinbase is one block short of its maturity")
	}
	again := l.spend(l.used[0].to.owner, l.used, sumOf(l.used)-50_000)

	flip := func(kind string) *wire.MsgTx {
		tx := good[kind].Copy()
		switch in := tx.TxIn[0]; kind {
		case keys.P2PKH:
			in.SignatureScript[in.SignatureScript[0]-1] ^= 1 // low byte of s: length, signature, hash type
		case keys.P2WPKH:
			in.Witness[0][len(in.Witness[0])-2] ^= 1
		default:
			in.Witness[0][63] ^= 1
		}
		return tx
	}
	at := func(h int) time.Time { return l.b.at[h] }
	for _, v := range []struct {
		name  string
		block []byte
		want  string // in btcd's reason
	}{
		{"missing witness commitment", l.block(func(m *wire.MsgBlock) {
			base := m.Transactions[0]
			base.TxOut, base.TxIn[0].Witness = base.TxOut[:1], nil
		}, all...), "witness commitment"},
		{"wrong BIP34 height", l.block(func(m *wire.MsgBlock) {
			script, err := txscript.NewScriptBuilder().AddInt64(132).AddData([]byte(tag)).Script()
			if err != nil {
				t.Fatal(err)
			}
			m.Transactions[0].TxIn[0].SignatureScript = script
		}, all...), "serialized block height is 132 when 131 was expected"},
		{"immature coinbase spend", l.block(nil, early), "before required maturity of 100 blocks"},
		{"time at the median", l.block(func(m *wire.MsgBlock) { m.Header.Timestamp = at(125) }, all...), "is not after expected"},
		{"subsidy and one satoshi", l.block(func(m *wire.MsgBlock) { m.Transactions[0].TxOut[0].Value++ }), "which is more than expected value"},
		{"bad signature p2wpkh", l.block(nil, flip(keys.P2WPKH)), "failed to validate"},
		{"bad signature p2tr", l.block(nil, flip(keys.P2TR)), "failed to validate"},
		{"bad signature p2pkh", l.block(nil, flip(keys.P2PKH)), "failed to validate"},
		{"double spend in a block", l.block(nil, good[keys.P2WPKH], twice), "already been spent"},
		{"double spend of an older block's", l.block(nil, again), "already been spent"},
	} {
		reason := n.Submit(v.block)
		t.Logf("%s: %s", v.name, reason)
		if !strings.Contains(reason, v.want) {
			t.Errorf("%s: btcd says %q, want a reason with %q", v.name, reason, v.want)
		}
		if h, hash := n.Tip(); h != 130 || hash != l.b.prev.String() {
			t.Errorf("%s: the tip went to %d %s", v.name, h, hash)
		}
	}
	fine := l.block(nil, all...)
	if reason := n.Submit(fine); reason != "" {
		t.Fatalf("btcd refuses the good block: %s", reason)
	}
	if h, hash := n.Tip(); h != 131 || hash != chainhash.DoubleHashH(fine[:80]).String() {
		t.Errorf("after the good block the tip is %d %s", h, hash)
	}
}
