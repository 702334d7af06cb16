// Package clientele fills the books of an exchange with ordinary customers, so
// that what a planner puts into them is not alone: people who buy a little and
// leave it there, who are paid in coins, who move them to a wallet of their own
// or to another exchange.
//
//	w.Exchanges = append(w.Exchanges, koingate)    // with its two wallets
//	w.Customers, w.CoinEntries = …                 // what the story needs
//	clientele.Fill(w, koingate.Ref, 60)            // the others, and the house's own payments
//
// What they do is planned as payments of the world, because the books must
// agree with the ledger to the satoshi and only the ledger makes transactions.
// The house's own payments are a float at the start and a sweep of the deposit
// addresses into the hot wallet every week.
//
// The lookalikes that an investigator must tell from a culprit are among them:
// customers who share an address of a mobile carrier or of one household with
// anybody; dust that somebody sprays over deposit addresses; and dust to a
// stranger's deposit address from one that looks like that of a wallet of the
// story (address poisoning).
//
// Every choice is a draw at the exchange's and the customer's own position: one
// customer more changes none of the others.
package clientele

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Fill adds n customers to an exchange of the world. The exchange, its wallets
// and the story's customers must be there; each exchange is filled once, and
// customers send coins on to exchanges that are filled before. A customer of
// the story who never logs in gets log-ins as the others have. The clock must
// stand for thirty days at least.
func Fill(w *world.World, exchange world.Ref, n int) error {
	x := w.Exchange(exchange)
	if x == nil || w.Wallet(x.Deposits) == nil || w.Wallet(x.Hot) == nil {
		return fmt.Errorf("clientele: %s: there is no such exchange with two wallets", exchange)
	}
	if w.End.Sub(w.Start) < 30*24*time.Hour {
		return fmt.Errorf("clientele: %s: the clock stands for %s, want thirty days or more", exchange, w.End.Sub(w.Start))
	}
	f := &filler{w: w, x: *x, key: w.Key.Derive("clientele/" + x.Slug), numbers: map[string]bool{}, documents: map[string]bool{}, phones: map[string]bool{}}
	for _, p := range w.Phones {
		f.phones[p.Number] = true
	}
	for _, c := range w.Customers {
		if _, host, ok := strings.Cut(c.Email, "@"); ok && !slices.Contains(f.hosts, host) && !slices.Contains(MailHosts, host) {
			f.hosts = append(f.hosts, host)
		}
		if c.Exchange == exchange {
			f.own = append(f.own, c)
			f.numbers[c.Number], f.documents[c.Document], f.phones[c.Phone] = true, true, true
			f.address = max(f.address, c.Address+1)
		} else {
			f.others = append(f.others, c)
		}
	}
	f.float()
	for _, c := range f.own {
		if !slices.ContainsFunc(w.Logins, func(l world.Login) bool { return l.Customer == c.Ref }) {
			f.logins(f.key.Domain("login").Named(string(c.Ref)), c)
		}
	}
	for i := range n {
		f.customer(i)
	}
	f.dust()
	f.poison()
	if deposits := w.Wallet(f.x.Deposits); deposits.Addresses < f.address { // the list has grown meanwhile
		deposits.Addresses = f.address
	}
	f.sweeps()
	return nil
}

// filler adds to the books of one exchange.
type filler struct {
	w                  *world.World
	x                  world.Exchange
	key                stream.Key
	own, others        []world.Customer // of this exchange, and of those before
	numbers, documents map[string]bool
	hosts              []string        // of the story's mail
	phones             map[string]bool // of the story: nobody else says that one is his
	address            int             // the next free address for deposits
	count              int
}

// The amounts, in satoshi. fee is more than a transaction of one of these costs.
const (
	least = 300_000
	most  = 9_000_000
	fee   = 60_000
)

// float is what the house puts into its hot wallet itself.
func (f *filler) float() {
	s := f.key.Domain("float").Stream(0, 0)
	for i := range 6 {
		f.pay(fmt.Sprintf("float-%d", i), "", f.x.Hot, 0, s.Between(12_000_000, 18_000_000), f.w.Start.Add(time.Duration(s.Between(3600, 86_400))*time.Second))
	}
}

// pay enters a payment of the house or of somebody of the crowd.
func (f *filler) pay(name string, from, to world.Ref, address int, sat int64, at time.Time) world.Ref {
	ref := world.Ref("payment:" + f.x.Slug + "/" + name)
	f.w.Payments = append(f.w.Payments, world.Payment{Ref: ref, From: from, To: to, ToAddress: address, AmountSat: sat, At: at.Truncate(time.Second)})
	return ref
}

// book enters a line of an exchange's books.
func (f *filler) book(slug string, c world.Customer, kind string, payment world.Ref, at time.Time, other string, via world.Ref) {
	f.count++
	f.w.CoinEntries = append(f.w.CoinEntries, world.CoinEntry{
		Ref:      world.Ref(fmt.Sprintf("entry:%s/crowd-%s-%d", slug, f.x.Slug, f.count)),
		Customer: c.Ref, Kind: kind, Payment: payment, At: at.Truncate(time.Second), Other: other, Via: via,
	})
}

// credited is when a deposit that was paid at a moment is in the books.
func credited(s *stream.Stream, paid time.Time) time.Time {
	return paid.Truncate(time.Second).Add(world.CreditedAfter + time.Duration(s.Between(0, int64((world.CreditedWithin-world.CreditedAfter)/time.Second)))*time.Second)
}

// moment is a moment of a day of the clock, by the daily rhythm.
func (f *filler) moment(s *stream.Stream, day int64) time.Time {
	return f.w.Start.AddDate(0, 0, int(day)).Add(world.Moment(s)).Truncate(time.Second)
}

// days is how long the clock stands, less the day in which nothing new is begun.
func (f *filler) days() int64 { return int64(f.w.End.Sub(f.w.Start)/(24*time.Hour)) - 1 }

// dust is sprayed by somebody over the deposit addresses of one stranger in nine:
// what comes to an account of the story is the same in every variant.
func (f *filler) dust() {
	sprayer := world.Wallet{Ref: world.Ref("wallet:" + f.x.Slug + "/sprayer"), Kind: keys.P2WPKH, Addresses: 1}
	f.w.Wallets = append(f.w.Wallets, sprayer)
	s := f.key.Domain("dust").Stream(0, 0)
	day := s.Between(8, f.days()-1)
	f.pay("sprayer", "", sprayer.Ref, 0, int64(len(f.own))*20_000+1_000_000, f.moment(s, day-3))
	for _, c := range f.own {
		s := f.key.Domain("dust").Named(string(c.Ref))
		if at := f.moment(s, day); s.Chance(1, 9) && at.After(c.Opened) && c.Owner == "" {
			p := f.pay("dust-"+c.Number, sprayer.Ref, f.x.Deposits, c.Address, s.Between(546, 999), at)
			f.w.Payments[len(f.w.Payments)-1].Behaviour = world.Dusting
			f.book(f.x.Slug, c, world.CoinDeposit, p, credited(s, at), "", "")
		}
	}
}

// poison sends dust to a stranger's deposit address from one that looks like
// that of a wallet of the story which has paid into this exchange.
func (f *filler) poison() {
	var story []world.CoinEntry
	for _, e := range f.w.CoinEntries {
		if c := f.w.Customer(e.Customer); c != nil && c.Exchange == f.x.Ref && c.Owner != "" && e.Kind == world.CoinDeposit && e.Via == "" {
			story = append(story, e)
		}
	}
	slices.SortStableFunc(story, func(a, b world.CoinEntry) int { return cmp.Compare(a.Ref, b.Ref) })
	seen := map[world.Ref]bool{}
	for _, e := range story {
		i := slices.IndexFunc(f.w.Payments, func(p world.Payment) bool { return p.Ref == e.Payment })
		if i < 0 {
			continue
		}
		like := f.w.Wallet(f.w.Payments[i].From)
		if like == nil || seen[like.Ref] || len(seen) == 2 {
			continue
		}
		s := f.key.Domain("poison").Named(string(like.Ref))
		at := e.At.AddDate(0, 0, int(s.Between(1, 5)))
		var victims []world.Customer
		for _, c := range f.own {
			if c.Owner == "" && c.Opened.Before(at) {
				victims = append(victims, c)
			}
		}
		if len(victims) == 0 || !at.Before(f.w.End.AddDate(0, 0, -1)) {
			continue
		}
		seen[like.Ref] = true
		from := world.Wallet{Ref: world.Ref(fmt.Sprintf("wallet:%s/poisoner-%d", f.x.Slug, len(seen))), Kind: like.Kind, Addresses: 1}
		f.w.Wallets = append(f.w.Wallets, from)
		f.pay(strings.TrimPrefix(string(from.Ref), "wallet:"), "", from.Ref, 0, 400_000, f.w.Payments[i].At.Add(-24*time.Hour))
		c := stream.Pick(s, victims)
		p := f.pay(fmt.Sprintf("poison-%d", len(seen)), from.Ref, f.x.Deposits, c.Address, s.Between(546, 999), at)
		last := &f.w.Payments[len(f.w.Payments)-1]
		last.Behaviour, last.Like = world.Poisoning, f.w.Payments[i].From
		f.book(f.x.Slug, c, world.CoinDeposit, p, credited(s, at), "", "")
	}
}

// sweeps brings what has come in to the hot wallet, every week. What came in
// the last hours may not be in a block yet and stays for the next.
func (f *filler) sweeps() {
	var in []world.Payment
	for _, p := range f.w.Payments {
		if p.To == f.x.Deposits {
			in = append(in, p)
		}
	}
	s := f.key.Domain("sweep").Stream(0, 0)
	last := f.w.Start
	for day := int64(6); day < f.days(); day += 7 {
		at := f.w.Start.AddDate(0, 0, int(day)).Add(time.Duration(s.Between(7200, 21_600)) * time.Second)
		var sum int64
		for _, p := range in {
			if p.At.After(last) && p.At.Before(at.Add(-world.CreditedAfter)) {
				sum += p.AmountSat
			}
		}
		if sum < 5*fee {
			continue
		}
		f.pay(fmt.Sprintf("sweep-%d", day), f.x.Deposits, f.x.Hot, 0, sum*8/10, at)
		f.w.Payments[len(f.w.Payments)-1].Sweep = true
		last = at
	}
}
