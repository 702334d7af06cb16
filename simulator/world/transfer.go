package world

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
)

// Emoney is the size of the books of Zefir Pay, the fictional e-money
// institution, and what is planted in them. The zero value: there are none.
//
// Accounts are numbered from 0. Their holders are persons and, at every
// twentieth number, businesses; numbers are dealt into blocks of neighbours.
// Nothing of that can be seen: account numbers are keyed permutations.
type Emoney struct {
	Accounts int   // 1,000 to 10,000,000; 0: no books
	Days     int   // from the start of the clock, 1 to 366
	Rows     int64 // transfers in all these days, about
	Illicit  int64 // of a million rows so many belong to typologies, 200 to 20,000; 0 is 1,000 (SAML-D has 1,040)
}

// PaymentAccount is an account of the story at Zefir Pay.
type PaymentAccount struct {
	Ref    Ref
	Owner  Ref // person or organisation
	Number int // in the population; every twentieth is a business
}

// Transfer is a planned transfer of the story, on top of the cases that
// package typology plants.
type Transfer struct {
	Ref      Ref
	From, To Ref   // payment accounts; "" is the customer's own bank: a top-up or a payout
	Amount   int64 // hundredths of a training krona
	At       time.Time
	Cause    Cause
}

// Blocks of accounts: a part of the books is a day of one block. A block has
// about a quarter of a million rows a day, and at most 32,768 accounts.
const (
	blockRows     = 250_000
	blockAccounts = 1 << 15
	leastAccounts = 1000
)

// Check says what is wrong with the numbers, all of it.
func (e Emoney) Check() error {
	if e.Accounts == 0 {
		return nil
	}
	var bad []error
	add := func(ok bool, format string, args ...any) {
		if !ok {
			bad = append(bad, fmt.Errorf("emoney."+format, args...))
		}
	}
	add(e.Accounts >= leastAccounts && e.Accounts <= 10_000_000, "accounts: %d, want 1,000 to 10,000,000", e.Accounts)
	add(e.Days >= 1 && e.Days <= 366, "days: %d, want 1 to 366", e.Days)
	add(e.Rows >= int64(e.Days) && e.Rows <= 100_000_000_000, "rows: %d, want at least one a day, at most 100,000,000,000", e.Rows)
	add(e.Illicit == 0 || e.Illicit >= 200 && e.Illicit <= 20_000, "illicit: %d millionths of the rows, want 200 to 20,000", e.Illicit)
	return errors.Join(bad...)
}

// Blocks is the number of blocks of accounts.
func (e Emoney) Blocks() int {
	busy := e.Rows / int64(max(e.Days, 1)) / blockRows
	return max(1, int(min(busy, int64(e.Accounts/leastAccounts))), (e.Accounts+blockAccounts-1)/blockAccounts)
}

// Block returns the first account of a block and the first of the next.
func (e Emoney) Block(b int) (from, to int) {
	n := e.Blocks()
	return int(int64(e.Accounts) * int64(b) / int64(n)), int(int64(e.Accounts) * int64(b+1) / int64(n))
}

// Part is the part of the books' surface that has a day of a block.
func (e Emoney) Part(block, day int) int { return block*e.Days + day }

// BlockOf returns the block of an account.
func (e Emoney) BlockOf(account int) int {
	n := e.Blocks()
	b := int(int64(account) * int64(n) / int64(e.Accounts))
	for _, to := e.Block(b); account >= to; _, to = e.Block(b) {
		b++
	}
	return b
}

// Business says whether an account's holder is a business.
func Business(account int) bool { return account%20 == 0 }

// PayKind is what a transfer is in the books.
type PayKind uint8

// The kinds of transfers.
const (
	PayPerson   PayKind = iota // to a person
	PayBusiness                // to a business
	TopUp                      // from the customer's own bank
	Payout                     // to the customer's own bank
	Salary
	Standing // a standing order: rent, a sum sent home every month
)

// Code is the kind as the books show it, three letters.
func (k PayKind) Code() string { return "P2PPAYTOPOUTSALSTO"[3*k : 3*k+3] }

// KindOf is the kind of a transfer by its ends; top is true where the money
// comes from the payer's bank, out where it goes there.
func KindOf(top, out, business bool) PayKind {
	switch {
	case top:
		return TopUp
	case out:
		return Payout
	case business:
		return PayBusiness
	}
	return PayPerson
}

// Coins gives an amount (hundredths) the look that amounts of its kind have:
// people send round sums, shops ask for odd ones, banks move tens. It rounds
// down and never below one krona. bits are uniform; the lowest 16 are used.
// Planted and ordinary transfers pass through it alike.
func Coins(k PayKind, amount int64, bits uint64) int64 {
	amount = max(amount, 100)
	style, step := bits&15, int64(100)
	switch k {
	case PayBusiness:
		switch {
		case style < 7:
			return amount
		case style < 11 && amount >= 200: // prices end in 90, 95 or 99
			return amount - amount%100 - 100 + int64("\x5a\x5f\x63\x63"[bits>>4&3])
		}
	case PayPerson, Standing:
		switch {
		case style < 2:
			return amount
		case style < 5:
			step = 500
		case style < 8:
			step = 1000
		}
	case TopUp, Payout, Salary:
		switch {
		case style < 3:
			return amount
		case style < 10:
			step = 1000
		case style < 13:
			step = 5000
		}
	}
	for step > 100 && amount < 2*step {
		step /= 10
	}
	step = max(step, 100)
	return amount - amount%step
}

// payHours is how many payments fall into each hour of a day (UTC), of 1,000.
var payHours = [24]int64{6, 4, 3, 2, 4, 12, 28, 48, 60, 58, 56, 62, 76, 64, 54, 52, 58, 76, 84, 74, 52, 36, 21, 10}

// PayHour is the weight of an hour of the day in payments; 24 weights sum to 1,000.
func PayHour(hour int) int64 { return payHours[hour] }

// PayMoment draws a moment of a day by the rhythm of payments, to the millisecond.
func PayMoment(s *stream.Stream) time.Duration {
	return time.Duration(s.Weighted(payHours[:]))*time.Hour + time.Duration(s.Int64N(3_600_000))*time.Millisecond
}

// PayAccount returns the payment account of that name.
func (w *World) PayAccount(r Ref) *PaymentAccount {
	return find(w.PayAccounts, func(a *PaymentAccount) bool { return a.Ref == r })
}

// transfers replays the transfers of the story: between accounts of the books,
// within their days, and nobody pays what the story has not brought him.
func (v *validator) transfers() {
	e := v.w.Emoney
	if err := e.Check(); err != nil {
		v.bad = append(v.bad, err)
	}
	number := map[Ref]int{}
	for _, a := range v.w.PayAccounts {
		v.know(a.Ref, a.Owner)
		if a.Number < 0 || a.Number >= e.Accounts {
			v.fail("%s: is account %d of %d", a.Ref, a.Number, e.Accounts)
		}
		number[a.Ref] = a.Number
	}
	list := slices.Clone(v.w.Transfers)
	slices.SortStableFunc(list, func(a, b Transfer) int { return a.At.Compare(b.At) })
	holds := map[int]int64{} // two accounts of the story may be one in the books
	for _, t := range list {
		v.cause(t.Ref, t.At, t.Cause)
		for _, r := range []Ref{t.From, t.To} {
			if _, ok := number[r]; r != "" && !ok {
				v.fail("%s: there is no payment account %s", t.Ref, r)
			}
		}
		if day := t.At.Sub(v.w.Start) / (24 * time.Hour); t.At.Before(v.w.Start) || int(day) >= e.Days {
			v.fail("%s: at %s, outside the %d days of the books", t.Ref, stamp(t.At), e.Days)
		}
		if t.Amount < 100 || t.From == t.To {
			v.fail("%s: pays %d hundredths from %q to %q", t.Ref, t.Amount, t.From, t.To)
		}
		if t.From != "" {
			if holds[number[t.From]] -= t.Amount; holds[number[t.From]] < 0 {
				v.fail("%s: %s pays %d hundredths and lacks %d", t.Ref, t.From, t.Amount, -holds[number[t.From]])
			}
		}
		if t.To != "" {
			holds[number[t.To]] += t.Amount
		}
	}
}
