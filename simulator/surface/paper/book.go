package paper

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/osint-radar/academy/simulator/record"
	"github.com/osint-radar/academy/simulator/world"
)

// book is everything that one broker wrote down, in the order of time.
type book struct {
	broker  *world.Broker
	entries []entry
}

// entry is one line of a book.
type entry struct {
	ref    world.Ref // order or settlement
	name   string    // of this entry, for its id
	at     time.Time
	kind   string // record.EntryTaken …
	number int    // of the order, in the book of the shop that took it; 0 for a settlement
	other  string // the shop at the other end
	who    string // sender of what is taken, receiver of what is paid out; the way of a settlement
	to     string // receiver of what is taken
	code   string
	amount int64 // hundredths of TK
	fee    int64
}

func shopsOf(w *world.World) map[world.Ref]string {
	shops := map[world.Ref]string{}
	for _, b := range w.Brokers {
		shops[b.Ref] = b.Shop
	}
	return shops
}

// books projects orders and settlements into what each broker writes down.
func books(w *world.World) []book {
	shops := shopsOf(w)
	by := map[world.Ref][]entry{}
	put := func(broker world.Ref, e entry) {
		e.name = string(broker) + "/" + e.kind + "/" + string(e.ref)
		by[broker] = append(by[broker], e)
	}
	for _, o := range w.Orders {
		e := entry{ref: o.Ref, at: o.Given, kind: record.EntryTaken, number: o.Number, other: shops[o.To], who: o.SentBy, to: o.PaidTo, code: o.Code, amount: o.Amount, fee: o.Fee}
		put(o.From, e)
		switch {
		case !o.Paid.IsZero():
			put(o.To, entry{ref: o.Ref, at: o.Paid, kind: record.EntryPaid, number: o.Number, other: shops[o.From], who: o.PaidTo, code: o.Code, amount: o.Amount})
		case !o.Refunded.IsZero():
			e.at, e.kind, e.fee = o.Refunded, record.EntryBack, 0
			put(o.From, e)
		}
	}
	for _, s := range w.Settlements {
		put(s.From, entry{ref: s.Ref, at: s.At, kind: record.EntryGave, other: shops[s.To], who: s.Kind, amount: s.Amount})
		put(s.To, entry{ref: s.Ref, at: s.At, kind: record.EntryGot, other: shops[s.From], who: s.Kind, amount: s.Amount})
	}
	var out []book
	for i := range w.Brokers {
		b := book{broker: &w.Brokers[i], entries: by[w.Brokers[i].Ref]}
		slices.SortFunc(b.entries, func(x, y entry) int { return cmp.Or(x.at.Compare(y.at), cmp.Compare(x.name, y.name)) })
		out = append(out, b)
	}
	return out
}

// pages cuts a book.
func pages(entries []entry) (out [][]entry) {
	for page := range slices.Chunk(entries, perPage) {
		out = append(out, page)
	}
	return out
}

// written is how people write a moment: no nought in front that a program could
// take for a letter.
const written = "2 January 2006, 15:04"

// perEntry is how many lines of a sheet an entry takes, perPage how many entries
// a page has.
const (
	perEntry = 3
	perPage  = 10
)

// lines are an entry on paper.
func (e *entry) lines() []string {
	head, sum := e.at.UTC().Format(written)+"  "+e.kind, "   amount "+money(e.amount)+" TK"
	if e.kind == record.EntryTaken {
		sum += "   fee " + money(e.fee)
	}
	if e.number > 0 {
		head += "  No " + strconv.Itoa(e.number) + "  code " + e.code
	}
	who := "   " + e.who
	switch e.kind {
	case record.EntryTaken, record.EntryBack:
		who += " for " + e.to
	case record.EntryGave, record.EntryGot:
		who = "   by " + e.who
	}
	return []string{head, who, sum + "   " + e.other}
}

// fields are those of record.EntriesHead after id and sheet.
func (e *entry) fields(shop string) []string {
	number := ""
	if e.number > 0 {
		number = strconv.Itoa(e.number)
	}
	return []string{shop, e.at.UTC().Truncate(time.Minute).Format(time.RFC3339), e.kind, number, e.other, e.who, e.to, e.code, plain(e.amount), plain(e.fee)}
}

// plain writes hundredths as a decimal number.
func plain(v int64) string { return fmt.Sprintf("%d.%02d", v/100, v%100) }

// money writes hundredths as shops do: 1 250.00.
func money(v int64) string {
	whole := strconv.FormatInt(v/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + " " + whole[i:]
	}
	return fmt.Sprintf("%s.%02d", whole, v%100)
}
