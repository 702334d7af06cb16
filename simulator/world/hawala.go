package world

import (
	"slices"
	"time"
)

// Amounts outside the ledgers are hundredths of a training krona (TK).

// Broker is a hawaladar: a shop that takes money in one place so that another
// shop pays it out in another (FATF 2013, The Role of Hawala and Other Similar
// Service Providers). Most of what a broker moves is lawful.
type Broker struct {
	Ref   Ref // "broker:b2"
	Owner Ref // person or organisation
	Shop  string
	Place Ref
	Phone Ref
}

// Order is one transfer between two brokers: money given at From is paid out
// at To against the code. An order that is never paid out is given back
// (Refunded) or still open at the end.
type Order struct {
	Ref      Ref // "order:b1/17"
	Number   int // in the book of the broker that took it, from 1, in the order of time
	From, To Ref // brokers
	Sender   Ref // person, "" for somebody of the crowd
	Receiver Ref
	SentBy   string // the names as the book has them
	PaidTo   string
	Code     string // what the receiver says to be paid
	Amount   int64  // hundredths of TK, paid out
	Fee      int64  // hundredths of TK, kept by From beside the amount
	Given    time.Time
	Paid     time.Time // zero: not paid out
	Refunded time.Time // zero: not given back
	Cause    Cause
}

// The ways in which brokers settle what their orders left owing.
const (
	SettleGoods  = "goods"  // over a trade invoice
	SettleCash   = "cash"   // by courier
	SettleCrypto = "crypto" // over a ledger: Payment names it
)

// Settlement is what one broker gives another for orders that the other paid out.
type Settlement struct {
	Ref      Ref // "settlement:b1-b2/1"
	From, To Ref // brokers: From owed
	Kind     string
	Amount   int64 // hundredths of TK
	At       time.Time
	Payment  Ref // on a ledger, "" for none
	Cause    Cause
}

// Balance is what stands open between two brokers at the end of the clock:
// Debtor owes Creditor. Pairs that are even have none.
type Balance struct {
	Debtor, Creditor Ref
	Amount           int64 // hundredths of TK
}

// hawala replays the books: who pays out is owed the amount by who took it, and
// nobody settles more than he owes at that time, net of what he is owed. What
// is left at the end is the stated balance.
func (v *validator) hawala() {
	for _, b := range v.w.Brokers {
		v.know(b.Ref, b.Owner)
		v.know(b.Ref, b.Place)
		v.know(b.Ref, b.Phone)
	}
	var book []posting
	numbers := map[Ref]Order{}
	for _, o := range v.w.Orders {
		for _, r := range []Ref{o.From, o.To, o.Sender, o.Receiver} {
			v.know(o.Ref, r)
		}
		v.clock(o.Ref, o.Given)
		v.cause(o.Ref, o.Given, o.Cause)
		if o.Amount <= 0 || o.Fee < 0 || o.From == o.To || o.Code == "" {
			v.fail("%s: moves %d with a fee of %d from %s to %s under code %q", o.Ref, o.Amount, o.Fee, o.From, o.To, o.Code)
		}
		if !o.Paid.IsZero() && !o.Refunded.IsZero() {
			v.fail("%s: is paid out and given back", o.Ref)
		}
		for _, at := range []time.Time{o.Paid, o.Refunded} {
			if !at.IsZero() && !o.Given.Before(at) {
				v.fail("%s: ends at %s, before it is given at %s", o.Ref, stamp(at), stamp(o.Given))
			}
		}
		if before, ok := numbers[o.From]; o.Number < 1 || ok && (o.Number <= before.Number || o.Given.Before(before.Given)) {
			v.fail("%s: has the number %d, out of the order of its book", o.Ref, o.Number)
		}
		numbers[o.From] = o
		if !o.Paid.IsZero() {
			book = append(book, posting{o.Ref, o.Paid, o.From, o.To, o.Amount})
		}
	}
	for _, s := range v.w.Settlements {
		v.know(s.Ref, s.From)
		v.know(s.Ref, s.To)
		v.clock(s.Ref, s.At)
		v.cause(s.Ref, s.At, s.Cause)
		if (s.Kind == SettleCrypto) != (s.Payment != "") || s.Amount <= 0 {
			v.fail("%s: settles %d by %q with the payment %q", s.Ref, s.Amount, s.Kind, s.Payment)
		}
		if v.know(s.Ref, s.Payment) && s.Payment != "" && v.at[s.Payment].Before(s.At) {
			v.fail("%s: is agreed at %s, after its payment", s.Ref, stamp(s.At))
		}
		book = append(book, posting{s.Ref, s.At, s.From, s.To, -s.Amount})
	}
	v.net(book)
}

// posting is a change of what one broker owes another.
type posting struct {
	ref              Ref
	at               time.Time
	debtor, creditor Ref
	amount           int64
}

func (v *validator) net(book []posting) {
	slices.SortStableFunc(book, func(a, b posting) int { return a.at.Compare(b.at) })
	owed := map[[2]Ref]int64{} // by pair in alphabetical order: what the first owes the second
	put := func(debtor, creditor Ref, amount int64) int64 {
		if creditor < debtor {
			owed[[2]Ref{creditor, debtor}] -= amount
			return -owed[[2]Ref{creditor, debtor}]
		}
		owed[[2]Ref{debtor, creditor}] += amount
		return owed[[2]Ref{debtor, creditor}]
	}
	for _, p := range book {
		if rest := put(p.debtor, p.creditor, p.amount); p.amount < 0 && rest < 0 {
			v.fail("%s: %s settles %d with %s, which is %d more than it owes", p.ref, p.debtor, -p.amount, p.creditor, -rest)
		}
	}
	for _, b := range v.w.Balances {
		v.know("balance", b.Debtor)
		v.know("balance", b.Creditor)
		if b.Amount <= 0 {
			v.fail("balance of %s with %s: %d", b.Debtor, b.Creditor, b.Amount)
		}
		put(b.Debtor, b.Creditor, -b.Amount)
	}
	for pair, rest := range owed {
		if rest != 0 {
			v.fail("hawala: the books of %s and %s are %d apart from the stated balance", pair[0], pair[1], rest)
		}
	}
}
