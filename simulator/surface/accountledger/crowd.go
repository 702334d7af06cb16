package accountledger

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// person is somebody of the crowd, or a shop, with an account at an exchange.
type person struct {
	*account
	house    *house
	deposit  *account
	shopping int64 // in how many days of a hundred
	family   int   // whom it sends money to once a month; below 0: nobody
	payday   int   // the day of the month of what it does monthly
}

// firm pays wages.
type firm struct {
	person
	staff []int
}

// The most that a crowd may have, so that a block stays below its limit.
const mostPeople = 26_000

// people makes everybody who is there when the chain begins.
func (c *chain) people() {
	for _, x := range c.w.TokenWallets {
		switch a := c.of(x.Ref); x.Kind {
		case world.HotOf:
			a.wei = coins(5000)
			c.houses = append(c.houses, &house{name: c.w.Exchange(x.Exchange).Name, ref: x.Exchange, hot: a})
		case world.BridgeVault:
			a.wei = coins(50)
		}
	}
	for i, name := range []string{"Vardelo Exchange", "Quillmar Exchange"} {
		a := c.account(fmt.Sprintf("testchain-a/hot/%d", i))
		a.wei = coins(5000)
		c.houses = append(c.houses, &house{name: name, hot: a})
	}
	n := min(c.w.Scale.Of(260), mostPeople)
	for i := range n {
		s := c.draw("person", i, 0)
		p := c.somebody(fmt.Sprintf("person/%d", i), s)
		p.shopping, p.family, p.payday = s.Between(1, 22), -1, s.IntN(30)
		if s.Chance(1, 3) {
			p.family = s.IntN(max(n/6, 1))
		}
		c.folk = append(c.folk, &p)
	}
	for i := range min(c.w.Scale.Of(24), mostPeople) {
		p := c.somebody(fmt.Sprintf("shop/%d", i), c.draw("shop", i, 0))
		c.shops = append(c.shops, &p)
	}
	for i := range min(c.w.Scale.Of(6), mostPeople) {
		s := c.draw("firm", i, 0)
		f := &firm{person: c.somebody(fmt.Sprintf("firm/%d", i), s)}
		f.payday = s.IntN(14)
		for range s.Between(9, 18) {
			f.staff = append(f.staff, s.IntN(n))
		}
		c.firms = append(c.firms, f)
	}
}

func (c *chain) somebody(name string, s *stream.Stream) person {
	p := person{account: c.account("testchain-a/" + name), house: stream.Pick(s, c.houses)}
	p.wei = wei(s.Between(300_000_000, 2_500_000_000))
	p.deposit = c.account("testchain-a/deposit/" + name)
	p.deposit.house = p.house
	return p
}

// crowd wants what ordinary people want on a day.
func (c *chain) crowd(day int) {
	for i, p := range c.folk {
		s := c.draw("day", i, day)
		at := c.moment(s, day)
		switch {
		case s.Chance(p.shopping, 100):
			c.want(action{at: at, from: p.account, to: stream.Pick(s, c.shops).account, amount: s.Between(250, 9_500) * dollar / 100, buyer: p})
		case s.Chance(2, 100):
			if to := stream.Pick(s, c.folk); to != p {
				c.want(action{at: at, from: p.account, to: to.account, amount: s.Between(5, 120) * dollar, buyer: p})
			}
		case s.Chance(1, 49):
			c.want(action{at: at, from: p.account, to: p.deposit, amount: s.Between(20_000_000, 300_000_000)})
		case s.Chance(1, 150):
			c.want(action{at: at, from: p.house.hot, to: p.account, amount: s.Between(1_000_000, 300_000_000), native: true})
		}
		if p.family >= 0 && day%30 == p.payday && c.folk[p.family] != p {
			c.want(action{at: c.moment(s, day), from: p.account, to: c.folk[p.family].account, amount: s.Between(80, 420) * dollar, buyer: p})
		}
		if i%40 == 7 && day%30 == p.payday {
			c.circle(s, p, day)
		}
	}
	for i, p := range c.shops {
		if s := c.draw("till", i, day); s.Chance(2, 5) {
			c.want(action{at: c.moment(s, day), from: p.account, to: p.deposit, amount: 150 * dollar, sweep: true})
		}
	}
	for i, f := range c.firms {
		if day%14 == f.payday {
			c.wages(c.draw("wages", i, day), f, day)
		}
	}
}

// circle is a lookalike of a collection: friends pay the same amount within
// hours, and it goes on in one sum.
func (c *chain) circle(s *stream.Stream, p *person, day int) {
	share, n := s.Between(10, 60)*dollar, int64(0)
	for range s.Between(5, 9) {
		if friend := stream.Pick(s, c.folk); friend != p {
			n++
			c.want(action{at: c.moment(s, day), from: friend.account, to: p.account, amount: share, buyer: friend})
		}
	}
	if to := stream.Pick(s, c.folk); to != p {
		c.want(action{at: c.moment(s, day+1), from: p.account, to: to.account, amount: share * n, buyer: p})
	}
}

// wages are withdrawn in one sum and paid one after the other.
func (c *chain) wages(s *stream.Stream, f *firm, day int) {
	at := c.moment(s, day)
	sum := int64(0)
	for _, i := range f.staff {
		pay := s.Between(30_000, 120_000) * dollar / 100
		sum += pay
		c.want(action{at: at + s.Between(5400, 7200), from: f.account, to: c.folk[i].account, amount: pay})
	}
	c.want(action{at: at, from: f.house.hot, to: f.account, amount: sum})
}

func (c *chain) moment(s *stream.Stream, day int) int64 {
	return c.w.Start.Unix() + int64(day)*86_400 + int64(world.Moment(s).Seconds())
}

// buy withdraws tokens from the exchange for somebody who is short of them,
// and lets him try once more.
func (c *chain) buy(a action, at int64) {
	p := a.buyer
	if p == nil {
		return
	}
	s := c.draw("buy", a.line, 0)
	c.want(action{at: at + s.Between(240, 4000), from: p.house.hot, to: p.account, amount: a.amount + s.Between(20_000_000, 450_000_000)})
	a.at, a.buyer = at+s.Between(4200, 9000), nil
	c.want(a)
}

// refuel withdraws coins for gas for somebody of the crowd. What he wanted has to
// wait for another day; what the story wants of him, for some minutes.
func (c *chain) refuel(a action, at int64) {
	p := a.buyer
	if p == nil {
		return
	}
	s := c.draw("refuel", a.line, 0)
	soon := at + s.Between(240, 4000)
	if a.ref != "" {
		soon, a.at, a.buyer = at+s.Between(60, 240), at+s.Between(300, 700), nil
		c.want(a)
	}
	c.want(action{at: soon, from: p.house.hot, to: p.account, amount: s.Between(50_000_000, 400_000_000), native: true})
}

// collect brings what has come to a deposit address to the exchange's hot
// wallet within a day, after gas for that.
func (c *chain) collect(a *account, at int64) {
	if a.swept > at {
		return
	}
	s := c.draw("collect", c.lines, 0)
	when := at + s.Between(3600, 64_800)
	if a.wei.Cmp(wei(4_000_000)) < 0 {
		c.want(action{at: when, from: a.house.hot, to: a, amount: s.Between(4_200_000, 6_500_000), native: true})
	}
	a.swept = when + s.Between(300, 2400)
	c.want(action{at: a.swept, from: a, to: a.house.hot, amount: 1, sweep: true})
}
