package world

import (
	"net/netip"
	"regexp"
	"slices"
	"time"
)

var (
	slugIn     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	accountIn  = regexp.MustCompile(`^[1-9]\d{7}$`)
	documentIn = regexp.MustCompile(`^[A-Z][0-9A-Z]{8}\d$`)
)

// exchanges wants the books of exchanges to agree with the payments on the
// ledger, and what customers said of themselves to be nobody's.
func (v *validator) exchanges() {
	w := v.w
	slugs, wallets := map[string]Ref{}, map[string]Ref{}
	if len(w.Exchanges) > 0 && w.Ledger != Signed {
		v.fail("exchanges: their books want the signed ledger, not %q", w.Ledger)
	}
	for _, x := range w.Exchanges {
		v.know(x.Ref, x.Owner)
		v.unlike(x.Ref, "slug", x.Slug, slugs)
		v.unlike(x.Ref, "wallet", string(x.Deposits), wallets)
		v.unlike(x.Ref, "wallet", string(x.Hot), wallets)
		if !slugIn.MatchString(x.Slug) || x.Name == "" || x.Legal == "" || !reservedName(x.Host) {
			v.fail("%s: slug, name, legal, host: %q, %q, %q, %q, want a slug, two names and a reserved host", x.Ref, x.Slug, x.Name, x.Legal, x.Host)
		}
		if w.Wallet(x.Deposits) == nil || w.Wallet(x.Hot) == nil {
			v.fail("%s: deposits, hot: %q and %q, want two wallets", x.Ref, x.Deposits, x.Hot)
		}
		switch x.Kind {
		case Licensed, Bridge:
		case Unlicensed:
			if x.Answers == AnswersAll {
				v.fail("%s: answers: an exchange without a licence does not answer in full", x.Ref)
			}
		default:
			v.fail("%s: kind: %q is none of %s, %s, %s", x.Ref, x.Kind, Licensed, Unlicensed, Bridge)
		}
		if !slices.Contains([]string{AnswersAll, AnswersPart, AnswersNone}, x.Answers) {
			v.fail("%s: answers: %q is none of %s, %s, %s", x.Ref, x.Answers, AnswersAll, AnswersPart, AnswersNone)
		}
		if (x.Kind == Licensed) != (x.Register != "") {
			v.fail("%s: register: is %s and has the number %q", x.Ref, x.Kind, x.Register)
		}
	}
	v.customers()
	v.logins()
	v.coinEntries()
}

// depositAt is an address of an exchange's deposit wallet.
type depositAt struct {
	wallet Ref
	n      int
}

func (v *validator) customers() {
	numbers, documents := map[string]Ref{}, map[string]Ref{}
	of := map[depositAt]Ref{}
	for _, c := range v.w.Customers {
		v.know(c.Ref, c.Owner)
		v.cause(c.Ref, c.Opened, c.Cause)
		x := v.w.Exchange(c.Exchange)
		if x == nil {
			v.fail("%s: exchange: %q does not exist", c.Ref, c.Exchange)
			continue
		}
		v.unlike(c.Ref, "number", x.Slug+"/"+c.Number, numbers)
		v.unlike(c.Ref, "document", x.Slug+"/"+c.Document, documents)
		if !accountIn.MatchString(c.Number) {
			v.fail("%s: number: %q, want eight digits", c.Ref, c.Number)
		}
		if n := len(c.Document) - 1; !documentIn.MatchString(c.Document) || int(c.Document[n]-'0') == DocumentCheck(c.Document[:n]) {
			v.fail("%s: document: %q could be a real one, want ten signs with a wrong check digit", c.Ref, c.Document)
		}
		if c.Name == "" || !reservedName(c.Email) {
			v.fail("%s: name, email: %q and %q, want a name and an address in .test or .example", c.Ref, c.Name, c.Email)
		}
		if !fictionNumber(c.Phone) {
			v.fail("%s: phone: %q is not reserved for fiction", c.Ref, c.Phone)
		}
		if wallet := v.w.Wallet(x.Deposits); wallet != nil && (c.Address < 0 || c.Address >= wallet.Addresses) {
			v.fail("%s: address: %d, and %s has %d", c.Ref, c.Address, wallet.Ref, wallet.Addresses)
		}
		if other, taken := of[depositAt{x.Deposits, c.Address}]; taken {
			v.fail("%s: address: %d is that of %s", c.Ref, c.Address, other)
		}
		of[depositAt{x.Deposits, c.Address}] = c.Ref
		if !c.Opened.Before(v.w.End) || !c.Frozen.IsZero() && !c.Opened.Before(c.Frozen) {
			v.fail("%s: opened, frozen: at %s and %s, want this order and the first before the end", c.Ref, stamp(c.Opened), stamp(c.Frozen))
		}
	}
}

func (v *validator) logins() {
	last := map[Ref]time.Time{}
	for i, l := range v.w.Logins {
		if c := v.w.Customer(l.Customer); c == nil || l.At.Before(c.Opened) || l.At.Before(last[l.Customer]) || !l.At.Before(v.w.End) {
			v.fail("logins[%d]: at: %q logs in at %s, before the account is there, before the one before it, or after the end", i, l.Customer, stamp(l.At))
		}
		last[l.Customer] = l.At
		if !slices.ContainsFunc(documentation, func(p netip.Prefix) bool { return p.Contains(l.Addr) }) {
			v.fail("logins[%d]: addr: %s is not reserved for documentation", i, l.Addr)
		}
		if l.Agent == "" {
			v.fail("logins[%d]: agent: is empty", i)
		}
	}
}

// coinEntries lays the books beside the ledger: a line a payment, at the right
// address, by the right wallet, in the right order of time.
func (v *validator) coinEntries() {
	w := v.w
	payments, customers, exchanges := map[Ref]*Payment{}, map[Ref]*Customer{}, map[Ref]*Exchange{}
	for i := range w.Payments {
		payments[w.Payments[i].Ref] = &w.Payments[i]
	}
	for i := range w.Customers {
		customers[w.Customers[i].Ref] = &w.Customers[i]
	}
	takes := map[Ref]bool{}
	for i := range w.Exchanges {
		exchanges[w.Exchanges[i].Ref] = &w.Exchanges[i]
		takes[w.Exchanges[i].Deposits] = true
	}
	booked := map[Ref]map[string]bool{} // a payment from one exchange to another is in the books of both
	for _, e := range w.CoinEntries {
		v.know(e.Ref, e.Via)
		v.cause(e.Ref, e.At, e.Cause)
		v.clock(e.Ref, e.At)
		p, c := payments[e.Payment], customers[e.Customer]
		if p == nil || c == nil || exchanges[c.Exchange] == nil {
			v.fail("%s: payment, customer: %q and %q, want one of each", e.Ref, e.Payment, e.Customer)
			continue
		}
		x, via := exchanges[c.Exchange], exchanges[e.Via]
		if booked[e.Payment][e.Kind] {
			v.fail("%s: payment: %s is booked already", e.Ref, e.Payment)
		}
		if booked[e.Payment] == nil {
			booked[e.Payment] = map[string]bool{}
		}
		booked[e.Payment][e.Kind] = true
		if p.Sweep {
			v.fail("%s: payment: a sweep has no amount that books could name", e.Ref)
		}
		if e.At.Before(c.Opened) {
			v.fail("%s: at: %s, before %s is opened", e.Ref, stamp(e.At), c.Ref)
		}
		switch lag := e.At.Sub(p.At); e.Kind {
		case CoinDeposit:
			if p.To != x.Deposits || p.ToAddress != c.Address {
				v.fail("%s: payment: goes to address %d of %s, want %d of %s", e.Ref, p.ToAddress, p.To, c.Address, x.Deposits)
			}
			if via != nil && p.From != via.Hot {
				v.fail("%s: via: its payment comes from %q, not from %s of %s", e.Ref, p.From, via.Hot, via.Ref)
			}
			if lag < CreditedAfter || lag > CreditedWithin {
				v.fail("%s: at: is credited %s after its payment, want %s to %s", e.Ref, lag, CreditedAfter, CreditedWithin)
			}
		case CoinWithdrawal:
			if p.From != x.Hot || p.To == "" {
				v.fail("%s: payment: goes from %q to %q, want it from %s to a wallet with a name", e.Ref, p.From, p.To, x.Hot)
			}
			if via != nil && p.To != via.Deposits {
				v.fail("%s: via: its payment goes to %s, not to %s of %s", e.Ref, p.To, via.Deposits, via.Ref)
			}
			if lag > 0 || -lag > PaidOutWithin {
				v.fail("%s: at: is paid out %s after it is asked for, want 0 to %s", e.Ref, -lag, PaidOutWithin)
			}
			if !c.Frozen.IsZero() && !p.At.Before(c.Frozen) {
				v.fail("%s: payment: is made after %s was frozen", e.Ref, c.Ref)
			}
		default:
			v.fail("%s: kind: %q is none of %s, %s", e.Ref, e.Kind, CoinDeposit, CoinWithdrawal)
		}
	}
	v.holdings(payments)
	for _, p := range w.Payments {
		if takes[p.To] && !booked[p.Ref][CoinDeposit] {
			v.fail("%s: goes to address %d of %s and is in no books", p.Ref, p.ToAddress, p.To)
		}
	}
}

// holdings wants a customer to take out no more than was credited before he
// asked. Coins come by deposits alone: what is bought for money is not modelled.
func (v *validator) holdings(payments map[Ref]*Payment) {
	list := slices.Clone(v.w.CoinEntries)
	slices.SortStableFunc(list, func(a, b CoinEntry) int { return a.At.Compare(b.At) })
	holds := map[Ref]int64{}
	for _, e := range list {
		p := payments[e.Payment]
		switch {
		case p == nil:
		case e.Kind == CoinDeposit:
			holds[e.Customer] += p.AmountSat
		case holds[e.Customer] < p.AmountSat:
			v.fail("%s: payment: takes out %d sat, and %s holds %d", e.Ref, p.AmountSat, e.Customer, holds[e.Customer])
		default:
			holds[e.Customer] -= p.AmountSat
		}
	}
}
