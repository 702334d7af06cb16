package ledger

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/stream"
)

// entry is a transaction as its rows show it, inputs first.
type entry struct {
	id     [32]byte
	height int
	at     time.Time
	rows   []row
}

// row is an input or output.
type row struct {
	out     bool
	n       int    // among the inputs or the outputs, from 0
	address []byte // none of new money
	sat     int64
	from    *coin // that an input spends; nil: new money
}

func (r *row) side() string {
	if r.out {
		return "out"
	}
	return "in"
}

// appendSource appends where the money of an input comes from.
func (r *row) appendSource(b []byte) []byte {
	switch {
	case r.out:
		return b
	case r.from == nil:
		return append(b, "issue"...)
	}
	b = append(hex.AppendEncode(b, r.from.in.id[:]), ':')
	return strconv.AppendUint(b, uint64(r.from.vout), 10)
}

// rows writes transactions as rows and gives them their ids.
type rows struct {
	u     *bulk
	sinks []sink                   // of a part, one a file
	where uint32                   // the number of the town
	count uint32                   // of ids
	drawn [2 * idsAtOnce * 16]byte // ids, from the count that idsAtOnce divides on

	addresses *stream.Stream // anywhere among the addresses

	texts [][]byte    // of all addresses of a town, in pieces
	last  int         // the piece that is written to
	room  *space      // of towns, one after the other
	draft *blockDraft // room for each, one after the other
	entry entry       // the transaction at hand
	price int64       // of a coin in its block
	seen  record.Shapes
}

// idsAtOnce is how many ids are drawn together.
const idsAtOnce = 64

func newRows(u *bulk) *rows {
	return &rows{u: u, room: again(), draft: new(blockDraft), addresses: u.addresses.Stream(0, 0)}
}

// into makes out the file of a part at a place in the order of its formats,
// which is the same for all parts.
func (r *rows) into(place int, f dataset.Format, out dataset.Output) error {
	if place == len(r.sinks) {
		k, err := newSink(f)
		if err != nil {
			return err
		}
		r.sinks = append(r.sinks, k)
	}
	r.sinks[place].begin(out)
	return nil
}

// begin makes ready for a part.
func (r *rows) begin() { r.seen = record.Shapes{} }

// town is the number of the one at hand.
func (r *rows) town() int { return int(r.where) }

func (r *rows) nextID() (id [32]byte) {
	at := r.count % idsAtOnce
	if at == 0 {
		r.u.ids.Fill(r.drawn[:], uint64(r.where), idTown, 2*r.count)
	}
	r.count++
	return [32]byte(r.drawn[32*at:])
}

// endowmentID is the id of what a town begins with.
func (r *rows) endowmentID(town int) (id [32]byte) {
	r.u.ids.Fill(id[:], uint64(town), idEndowment, 0)
	return id
}

// block sets what all rows of a block have in common.
func (r *rows) block(height int, at time.Time) {
	r.entry.height, r.entry.at = height, at
	r.price = r.u.w.CoinPrice(r.u.prices, at.Unix())
}

// issue writes a transaction that makes new money.
func (r *rows) issue(d *draft) error {
	var sum int64
	for i := range d.outs {
		sum += d.outs[i].sat
	}
	r.entry.rows = append(r.entry.rows[:0], row{sat: sum})
	return r.write(d)
}

// tx writes a transaction.
func (r *rows) tx(d *draft) error {
	r.entry.rows = r.entry.rows[:0]
	for i := range d.ins {
		c := &d.ins[i]
		r.entry.rows = append(r.entry.rows, row{n: i, address: r.text(c.to), sat: c.sat, from: c})
	}
	r.seen.Tx(len(d.ins), len(d.outs))
	for i := range d.outs {
		r.seen.Out(d.outs[i].sat, r.price)
	}
	return r.write(d)
}

// write adds the outputs to the inputs and hands all to the files.
func (r *rows) write(d *draft) error {
	r.entry.id = d.id
	for i := range d.outs {
		o := &d.outs[i]
		r.entry.rows = append(r.entry.rows, row{out: true, n: i, address: r.text(o.to), sat: o.sat})
	}
	for _, k := range r.sinks {
		if err := k.write(&r.entry); err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
	}
	return nil
}

// end finishes the files of a part.
func (r *rows) end() error {
	for _, k := range r.sinks {
		if err := k.close(); err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
	}
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

// reuse forgets a town for another.
func (r *rows) reuse(town uint32) {
	r.where, r.count = town, 0
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
