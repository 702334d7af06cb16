package ledger

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
)

// header is the first line of every file of a bulk ledger. A row is one input
// or output; all rows of a transaction stand together, inputs first:
//
//	txid     64 hex digits
//	block    height
//	time     of the block, RFC 3339, UTC
//	side     in or out
//	n        number among the inputs or the outputs of its transaction, from 0
//	address  of regtest; "" beside source "issue"
//	sat      satoshi
//	source   of an input: "txid:n" of the output that it spends, or "issue" for
//	         new money; of an output: ""
const header = "txid,block,time,side,n,address,sat,source\n"

// rows writes transactions as rows and gives them their ids.
type rows struct {
	u     *bulk
	to    sink
	told  *told
	what  uint64 // of the ids
	cell  uint32
	count uint32
	drawn [2 * idsAtOnce * 16]byte // ids, from the count that idsAtOnce divides on

	ids, addresses *stream.Stream // anywhere among the ids and the addresses

	texts [][]byte       // of all addresses of a cell, in pieces
	last  int            // the piece that is written to
	room  *space         // of cells, one after the other
	known map[int]*purse // room for the people of a cell
	draft *blockDraft    // room for each, one after the other
	buf   []byte
	n     int64 // rows in buf and before it
	done  int64 // rows written
	front []byte
	stamp []byte // ",block,time," of the block at hand
	price int64  // of a coin in that block
	seen  record.Shapes
}

// idsAtOnce is how many ids are drawn together.
const idsAtOnce = 64

func newRows(u *bulk) *rows {
	return &rows{u: u, room: again(), known: map[int]*purse{}, draft: new(blockDraft), ids: u.ids.Stream(0, 0), addresses: u.addresses.Stream(0, 0)}
}

// begin makes ready for a part.
func (r *rows) begin(to sink, t *told) {
	r.to, r.told, r.n, r.done, r.buf, r.seen = to, t, 0, 0, r.buf[:0], record.Shapes{}
}

// number begins the ids of a cell.
func (r *rows) number(what uint64, cell uint32) { r.what, r.cell, r.count = what, cell, 0 }

func (r *rows) nextID() (id [32]byte) {
	at := r.count % idsAtOnce
	if at == 0 {
		r.u.ids.Fill(r.drawn[:], r.what, r.cell, 2*r.count)
	}
	r.count++
	return [32]byte(r.drawn[32*at:])
}

// block sets what all rows of a block begin with after the id.
func (r *rows) block(height int, at time.Time) {
	r.stamp = strconv.AppendInt(append(r.stamp[:0], ','), int64(height), 10)
	r.stamp = append(at.AppendFormat(append(r.stamp, ','), time.RFC3339), ',')
	r.price = r.u.w.CoinPrice(r.u.prices, at.Unix())
}

// issue writes a transaction that makes new money.
func (r *rows) issue(d *draft) error {
	var sum int64
	for i := range d.outs {
		sum += d.outs[i].sat
	}
	r.open(d)
	r.buf = append(append(r.buf, r.front...), "in,0,,"...)
	r.buf = append(strconv.AppendInt(r.buf, sum, 10), ",issue\n"...)
	r.n++
	return r.outputs(d)
}

// tx writes a transaction.
func (r *rows) tx(d *draft) error {
	r.open(d)
	for i := range d.ins {
		c := &d.ins[i]
		r.buf = append(append(r.buf, r.front...), "in,"...)
		r.buf = append(strconv.AppendInt(r.buf, int64(i), 10), ',')
		r.buf = append(append(r.buf, r.text(c.to)...), ',')
		r.buf = append(strconv.AppendInt(r.buf, c.sat, 10), ',')
		r.buf = append(hex.AppendEncode(r.buf, c.in.id[:]), ':')
		r.buf = append(strconv.AppendUint(r.buf, uint64(c.vout), 10), '\n')
	}
	r.n += int64(len(d.ins))
	r.seen.Tx(len(d.ins), len(d.outs))
	for i := range d.outs {
		r.seen.Out(d.outs[i].sat, r.price)
	}
	return r.outputs(d)
}

func (r *rows) open(d *draft) {
	r.front = append(hex.AppendEncode(r.front[:0], d.id[:]), r.stamp...)
}

func (r *rows) outputs(d *draft) error {
	for i := range d.outs {
		o := &d.outs[i]
		r.buf = append(append(r.buf, r.front...), "out,"...)
		r.buf = append(strconv.AppendInt(r.buf, int64(i), 10), ',')
		r.buf = append(append(r.buf, r.text(o.to)...), ',')
		r.buf = append(strconv.AppendInt(r.buf, o.sat, 10), ",\n"...)
	}
	r.n += int64(len(d.outs))
	if len(r.buf) < 1<<16 {
		return nil
	}
	return r.flush()
}

func (r *rows) flush() error {
	if err := r.to.Records(r.buf, r.n-r.done); err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	r.buf, r.done = r.buf[:0], r.n
	return nil
}

// spelt is the size of an address that has its text in told.texts.
const spelt = 0xff

// text is how an address is written. It is made once.
func (r *rows) text(a *address) []byte {
	const piece = 1 << 16
	switch a.size {
	case spelt:
		return r.told.texts[a.text]
	case 0:
		if len(r.texts) > 0 && len(r.texts[r.last]) > piece-64 {
			r.last++
		}
		if r.last >= len(r.texts) {
			r.texts = append(r.texts, make([]byte, 0, piece))
		}
		at := len(r.texts[r.last])
		r.texts[r.last] = r.appendText(r.texts[r.last], a)
		a.text, a.size = uint32(r.last*piece+at), uint8(len(r.texts[r.last])-at)
	}
	at := int(a.text % piece)
	return r.texts[a.text/piece][at : at+int(a.size)]
}

// reuse forgets a cell.
func (r *rows) reuse() {
	r.room.reset()
	for i := range r.texts {
		r.texts[i] = r.texts[i][:0]
	}
	r.last = 0
}

// fresh is how an address is written that may never be used.
func (r *rows) fresh(a *address) string { return string(r.appendText(nil, a)) }

// appendText: the address of a key for a wallet of the story, which somebody may
// have published, and a drawn one for all others.
func (r *rows) appendText(dst []byte, a *address) []byte {
	if p := a.owner; p.name == "" {
		return appendAddress(dst, r.addresses, p.kind, p.number, uint32(a.slot))
	}
	return append(dst, a.write(r.u.ring)...)
}

// appendAddress appends the drawn address of a slot of a wallet. s may stand
// anywhere among the addresses.
func appendAddress(dst []byte, s *stream.Stream, kind string, number uint64, slot uint32) []byte {
	var script [40]byte
	at, end := 2, 22
	switch kind {
	case keys.P2PKH:
		script[0], at, end = 0x76, 3, 25
	case keys.P2TR:
		script[0], end = 0x51, 34
	}
	s.Move(number, slot)
	for i := at; i < end; i += 8 {
		binary.BigEndian.PutUint64(script[i:], s.Uint64())
	}
	return keys.AppendAddress(dst, script[:end])
}
