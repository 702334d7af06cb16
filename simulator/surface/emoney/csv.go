package emoney

import (
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/world"
)

// text writes rows as CSV or JSON Lines.
type text struct {
	out     dataset.Output
	buf     []byte
	records int64
	between [7]string // before each field and after the last
	minute  int32     // the one that clock is for
	clock   [17]byte  // "2026-03-01T10:05:"
}

func newText(f dataset.Format, out dataset.Output, day time.Time, buf []byte) *text {
	head, between := f.Between("id", "at", "from", "to", "amount", "kind")
	t := &text{out: out, between: [7]string(between), minute: -1, buf: append(buf[:0], head...)}
	copy(t.clock[:], day.Format("2006-01-02T"))
	return t
}

func (t *text) rows(batch []row) error {
	for i := range batch {
		if len(t.buf) >= blockBytes {
			if err := t.block(); err != nil {
				return err
			}
		}
		t.buf = t.append(t.buf, &batch[i])
	}
	t.records += int64(len(batch))
	return nil
}

func (t *text) append(b []byte, r *row) []byte {
	b = append(b, t.between[0]...)
	b = appendID(b, r.id)
	b = append(b, t.between[1]...)
	second := r.ms / 1000
	if m := second / 60; m != t.minute {
		t.minute = m
		copy(t.clock[11:], digits2[m/60][:])
		t.clock[13], t.clock[16] = ':', ':'
		copy(t.clock[14:], digits2[m%60][:])
	}
	b = append(b, t.clock[:]...)
	b = append(b, digits2[second%60][:]...)
	b = append(b, 'Z')
	b = append(b, t.between[2]...)
	b = append(b, r.from[:]...)
	b = append(b, t.between[3]...)
	b = append(b, r.to[:]...)
	b = append(b, t.between[4]...)
	b = appendAmount(b, r.amount)
	b = append(b, t.between[5]...)
	b = append(b, codes[r.kind][:]...)
	return append(b, t.between[6]...)
}

func (t *text) block() error {
	err := t.out.Records(t.buf, t.records)
	t.buf, t.records = t.buf[:0], 0
	return err
}

func (t *text) close() error { return t.block() }

// digits2 is 00 to 99; hex2 is 00 to ff; codes are the kinds.
var (
	digits2 = func() (t [100][2]byte) {
		for i := range t {
			t[i] = [2]byte{byte('0' + i/10), byte('0' + i%10)}
		}
		return t
	}()
	hex2 = func() (t [256][2]byte) {
		for i := range t {
			t[i] = [2]byte{"0123456789abcdef"[i>>4], "0123456789abcdef"[i&15]}
		}
		return t
	}()
	codes = func() (t [6][3]byte) {
		for k := range t {
			copy(t[k][:], world.PayKind(k).Code())
		}
		return t
	}()
)

// appendID writes the upper sixty bits of an id: z and fifteen hex digits. The
// letter keeps an id from looking like a ledger address (bc1…).
func appendID(b []byte, id uint64) []byte {
	b = append(b, 'z', hex2[id>>60][1])
	for shift := 52; shift > 0; shift -= 8 {
		b = append(b, hex2[byte(id>>shift)][:]...)
	}
	return b
}

// appendAmount writes hundredths as kronor with two places.
func appendAmount(b []byte, amount int64) []byte {
	b = strconv.AppendInt(b, amount/100, 10)
	return append(append(b, '.'), digits2[amount%100][:]...)
}
