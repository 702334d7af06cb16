package clientele

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// What customers of the story may have as well, so that nothing tells them apart.
var (
	MailHosts = []string{"pigeonpost.example", "inbox-delta.example", "letterbox.example", "hermesmail.example"}
	Agents    = []string{"app 5.1 (phone)", "app 5.2 (phone)", "app 4.9 (tablet)", "web (desktop)", "web (phone)"}
)

// customer draws a customer with all that he does.
func (f *filler) customer(i int) {
	s := f.key.Domain("customer").Stream(uint64(i), 0)
	c := world.Customer{
		Ref: world.Ref(fmt.Sprintf("customer:%s/crowd-%d", f.x.Slug, i+1)), Exchange: f.x.Ref, Address: f.address,
		Name: world.PersonName(s),
	}
	f.address++
	for c.Phone == "" || f.phones[c.Phone] {
		c.Phone = world.PhoneNumber(s.IntN(1000)) // mobile numbers
	}
	for c.Number == "" || f.numbers[c.Number] {
		c.Number = world.DrawAccountNumber(s)
	}
	for c.Document == "" || f.documents[c.Document] {
		c.Document = world.DrawDocument(s)
	}
	f.numbers[c.Number], f.documents[c.Document] = true, true
	c.Email = Email(s, c.Name, f.hosts...)
	c.Opened = f.w.Start.Add(-time.Duration(s.Between(1, 500*86_400)) * time.Second)
	if s.Chance(1, 3) {
		c.Opened = f.moment(s, s.Between(1, f.days()*2/3))
	}
	wallet := world.Wallet{Ref: world.Ref(fmt.Sprintf("wallet:%s/crowd-%d", f.x.Slug, i+1)), Kind: keys.P2WPKH, Addresses: int(s.Between(1, 3))}
	if s.Chance(1, 4) {
		wallet.Kind = keys.P2TR
	}
	f.w.Wallets = append(f.w.Wallets, wallet)
	end := f.coins(s, c, i, wallet)
	if s.Chance(1, 30) && end.Before(f.w.End.AddDate(0, 0, -2)) {
		c.Frozen = end.Add(time.Duration(s.Between(3600, 86_400)) * time.Second)
	}
	f.own = append(f.own, c)
	f.w.Customers = append(f.w.Customers, c)
	f.logins(f.key.Domain("login").Stream(uint64(i), 0), c)
}

// Email draws an address at one of MailHosts, every second one where the story's
// people have theirs, and how somebody is called there.
func Email(s *stream.Stream, name string, story ...string) string {
	box, hosts := strings.ToLower(strings.ReplaceAll(name, " ", ".")), MailHosts
	if s.Chance(1, 3) {
		box = box[:1] + strconv.FormatInt(s.Between(10, 99), 10)
	}
	if len(story) > 0 && s.Chance(1, 2) {
		hosts = story
	}
	return fmt.Sprintf("%s%d@%s", box, s.Between(1, 99), stream.Pick(s, hosts))
}

// coins draws deposits, and what goes out again. It returns when the last
// payment was made.
func (f *filler) coins(s *stream.Stream, c world.Customer, i int, own world.Wallet) time.Time {
	var held, outside int64 // of the customer: here, and in the wallet of his own
	first := int64(1)
	if c.Opened.After(f.w.Start) {
		first += int64(c.Opened.Sub(f.w.Start) / (24 * time.Hour))
	}
	last := c.Opened
	if last.Before(f.w.Start) {
		last = f.w.Start
	}
	n := s.Between(1, 4)
	if s.Chance(1, 8) { // some trade all the time
		n += s.Between(6, 14)
	}
	for k := int64(0); k < n; k++ {
		day := first + (f.days()-10-first)*k/n
		if day < first {
			break
		}
		day += s.Int64N(max((f.days()-10-first)/n, 1))
		at := f.moment(s, day)
		from, other, sat := world.Ref(""), c.Name, min(s.Between(least, most)>>s.Between(0, 3)+least/2, most)
		if s.Chance(1, 3) {
			other = world.PersonName(s)
		}
		if outside > 6*fee && s.Chance(1, 2) {
			from, other, sat = own.Ref, c.Name, outside/2-s.Int64N(fee)
			outside -= sat + fee
		}
		if !at.After(last) {
			continue
		}
		p := f.pay(fmt.Sprintf("c%d-in-%d", i+1, k), from, f.x.Deposits, c.Address, sat, at)
		f.book(f.x.Slug, c, world.CoinDeposit, p, credited(s, at), other, "")
		held, last = held+sat, at
		if !s.Chance(1, 2) {
			continue
		}
		// What goes out has been swept into the hot wallet before: eight days.
		asked := f.moment(s, day+8)
		if paid := asked.Add(time.Duration(s.Between(60, 3*3600)) * time.Second); asked.After(last) && paid.Before(f.w.End.Add(-12*time.Hour)) {
			sat := held/2 - s.Int64N(held/5)
			if f.out(s, c, fmt.Sprintf("c%d-out-%d", i+1, k), own, sat, asked, paid) {
				outside += sat
			}
			held, last = held-sat, paid.Add(world.CreditedAfter)
		}
	}
	return last
}

// out pays a customer's coins out: to the wallet of his own, or to somebody at
// another exchange. It says whether they are in his own hands now.
func (f *filler) out(s *stream.Stream, c world.Customer, name string, own world.Wallet, sat int64, asked, paid time.Time) bool {
	if len(f.others) > 0 && s.Chance(1, 5) {
		to := stream.Pick(s, f.others)
		if y := f.w.Exchange(to.Exchange); to.Owner == "" && to.Opened.Before(paid) {
			p := f.pay(name, f.x.Hot, y.Deposits, to.Address, sat, paid)
			f.book(f.x.Slug, c, world.CoinWithdrawal, p, asked, to.Name, y.Ref)
			other := c.Name
			if f.x.Kind == world.Unlicensed { // nothing comes with the coins
				other = ""
			}
			f.book(y.Slug, to, world.CoinDeposit, p, credited(s, paid), other, f.x.Ref)
			return false
		}
	}
	p := f.pay(name, f.x.Hot, own.Ref, s.IntN(own.Addresses), sat, paid)
	f.book(f.x.Slug, c, world.CoinWithdrawal, p, asked, c.Name, "")
	return true
}

// logins draws when and from where a customer logs in: from a home that others
// share, or over the few addresses of a mobile carrier.
func (f *filler) logins(s *stream.Stream, c world.Customer) {
	home := netip.AddrFrom4([4]byte{198, 51, 100, byte(s.Between(1, 254))})
	if s.Chance(1, 3) {
		home = netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, 0x7a, byte(s.IntN(256)), byte(s.IntN(256)), 0, 8: byte(s.IntN(256)), 15: byte(s.Between(1, 255))})
	}
	agent, pace := stream.Pick(s, Agents), s.Between(3, 30)
	for day := s.Between(0, pace); day <= f.days(); day += s.Between(1, 2*pace) {
		l := world.Login{Customer: c.Ref, At: f.moment(s, day), Addr: home, Agent: agent}
		if s.Chance(2, 5) {
			l.Addr = netip.AddrFrom4([4]byte{203, 0, 113, byte(s.Between(200, 223))})
		}
		if l.At.After(c.Opened) {
			f.w.Logins = append(f.w.Logins, l)
		}
	}
}
