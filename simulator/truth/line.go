package truth

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"
)

// appendLine appends a fact as canonical JSON, as Canonical would write it, at a
// tenth of the price: a haystack has hundreds of thousands. salt says where that
// member stands: without it the line is what the leaf hashes. Members stand in the
// order of their names.
func (f *Fact) appendLine(buf []byte) (out []byte, salt span, err error) {
	l := line{buf, len(buf)}
	coins, tokens := f.Kind == Hop && f.Tx == "", f.Kind == Hop && f.Tx != ""
	if tokens {
		l.number("amount", f.Amount)
	}
	if coins {
		l.number("amount_sat", f.AmountSat)
	}
	l.text("cause", f.Cause)
	l.number("difficulty", int64(f.Difficulty))
	l.text("id", f.ID)
	l.name("innocent")
	l.buf = strconv.AppendBool(l.buf, f.Innocent)
	l.text("kind", string(f.Kind))
	if tokens {
		l.number("log_index", int64(f.LogIndex))
	}
	l.text("object", f.Object)
	l.text("predicate", f.Predicate)
	l.name("proof")
	l.list(len(f.Proof), func(i int) { l.buf = appendString(l.buf, f.Proof[i]) })
	if f.Role != "" {
		l.text("role", f.Role)
	}
	l.text("saga", f.Saga)
	salt.from = len(l.buf)
	l.text("salt", f.Salt)
	salt.to = len(l.buf)
	l.name("selectors")
	l.list(len(f.Selectors), func(i int) { l.selector(f.Selectors[i]) })
	l.text("step", f.Step)
	l.text("subject", f.Subject)
	if tokens {
		l.text("tx", f.Tx)
	}
	if coins {
		l.text("txid", f.TxID)
	}
	l.text("type", f.Type)
	l.text("visible_from", f.VisibleFrom.Format(time.RFC3339Nano))
	if coins {
		l.number("vout", int64(f.Vout))
	}
	if !utf8.Valid(l.buf[l.begin:]) {
		return nil, span{}, fmt.Errorf("truth: fact %s: is not UTF-8", f.ID)
	}
	return append(l.buf, '}'), salt, nil
}

// span is a piece of a text: from and the first byte after it.
type span struct{ from, to int }

// line is an object in the making.
type line struct {
	buf   []byte
	begin int // where it begins in buf
}

func (l *line) name(s string) {
	if len(l.buf) == l.begin {
		l.buf = append(l.buf, '{')
	} else {
		l.buf = append(l.buf, ',')
	}
	l.buf = append(appendString(l.buf, s), ':')
}

func (l *line) text(name, s string) {
	l.name(name)
	l.buf = appendString(l.buf, s)
}

func (l *line) number(name string, n int64) {
	l.name(name)
	l.buf = strconv.AppendInt(l.buf, n, 10) // amounts are exact as doubles, too
}

func (l *line) list(n int, one func(i int)) {
	l.buf = append(l.buf, '[')
	for i := range n {
		if i > 0 {
			l.buf = append(l.buf, ',')
		}
		one(i)
	}
	l.buf = append(l.buf, ']')
}

func (l *line) selector(s Selector) {
	l.buf = append(appendString(append(l.buf, `{"kind":`...), s.Kind), ',')
	if s.Platform != "" {
		l.buf = append(appendString(append(l.buf, `"platform":`...), s.Platform), ',')
	}
	l.buf = append(appendString(append(l.buf, `"value":`...), s.Value), '}')
}
