package ledger

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
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
	what  uint64 // of the ids
	cell  uint32
	count uint32

	texts [][]byte       // of all addresses of a cell, in pieces
	last  int            // the piece that is written to
	room  *space         // of cells, one after the other
	known map[int]*purse // room for the people of a cell
	buf   []byte
	n     int64 // rows in buf and before it
	done  int64 // rows written
	front []byte
	stamp []byte // ",block,time," of the block at hand
}

func (r *rows) nextID() (id [32]byte) {
	r.count++
	return r.u.txID(r.what, r.cell, r.count)
}

// block sets what all rows of a block begin with after the id.
func (r *rows) block(height int, at time.Time) {
	r.stamp = strconv.AppendInt(append(r.stamp[:0], ','), int64(height), 10)
	r.stamp = append(at.AppendFormat(append(r.stamp, ','), time.RFC3339), ',')
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

// text is how an address is written. It is made once.
func (r *rows) text(a *address) []byte {
	const piece = 1 << 16
	if a.size == 0 {
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
		return r.u.appendAddress(dst, p.kind, p.number, uint32(a.slot))
	}
	return append(dst, a.write(r.u.ring)...)
}

// appendAddress appends the drawn address of a slot of a wallet.
func (u *bulk) appendAddress(dst []byte, kind string, number uint64, slot uint32) []byte {
	var script [34]byte
	hi, lo := u.addresses.Draw(number, slot, 0)
	top, low := u.addresses.Draw(number, slot, 1)
	at := 2
	if kind == keys.P2PKH {
		script[0], at = 0x76, 3
	}
	binary.BigEndian.PutUint64(script[at:], hi)
	binary.BigEndian.PutUint64(script[at+8:], lo)
	switch kind {
	case keys.P2PKH:
		binary.BigEndian.PutUint32(script[at+16:], uint32(top))
		return keys.AppendAddress(dst, script[:25])
	case keys.P2WPKH:
		binary.BigEndian.PutUint32(script[at+16:], uint32(top))
		return keys.AppendAddress(dst, script[:22])
	}
	script[0] = 0x51
	binary.BigEndian.PutUint64(script[at+16:], top)
	binary.BigEndian.PutUint64(script[at+24:], low)
	return keys.AppendAddress(dst, script[:34])
}
