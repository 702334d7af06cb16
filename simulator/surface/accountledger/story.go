package accountledger

import (
	"math/big"
	"slices"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// wei is an amount of the coin given in gwei.
func wei(n int64) *big.Int { return new(big.Int).Mul(big.NewInt(n), big.NewInt(gwei)) }

// perPayment is more gas, in gwei, than any payment of tokens takes.
const perPayment = 3_600_000

// story wants what the plan says: gas before it is needed, a stranger's money
// before he pays, and the payments themselves.
//
// What stories do on this ledger is to collect: small sums of many strangers
// come to one account and go on from there as one (FATF, Virtual Assets Red Flag
// Indicators of Money Laundering and Terrorist Financing, September 2020,
// indicators related to transaction patterns). The innocent twin is a circle of
// friends whose shares go on in one sum; see circle.
func (c *chain) story() {
	c.deposits()
	c.fuel()
	for _, p := range c.planned() {
		a := action{at: p.At.Unix(), amount: p.Amount, native: p.Native, sweep: p.Sweep, ref: p.Ref}
		s := c.w.Key.Domain("accountledger/stranger").Named(string(p.Ref))
		if p.From == "" {
			who := stream.Pick(s, c.folk)
			a.from = who.account
			sum := p.Amount + s.Between(2_000_000, 60_000_000)
			if p.Native {
				sum = p.Amount + 10_000_000
			}
			lent := action{at: a.at - s.Between(1200, 18_000), from: who.house.hot, to: who.account, amount: sum, native: p.Native}
			if !p.Native {
				lent.keep, a.buyer = p.Amount, who
			}
			c.want(lent)
		} else {
			a.from = c.of(p.From)
		}
		if p.To == "" {
			a.to = stream.Pick(s, c.folk).account
		} else {
			a.to = c.of(p.To)
		}
		c.left[p.Ref] = true
		c.want(a)
	}
}

// deposits gives deposit addresses of the story their exchange, and notes which
// are swept by the plan itself.
func (c *chain) deposits() {
	for _, x := range c.w.TokenWallets {
		if x.Kind != world.DepositOf {
			continue
		}
		a := c.of(x.Ref)
		if i := slices.IndexFunc(c.houses, func(h *house) bool { return h.ref == x.Exchange }); i >= 0 {
			a.house = c.houses[i]
		}
		a.sweeps = slices.ContainsFunc(c.w.TokenPayments, func(p world.TokenPayment) bool { return p.From == x.Ref })
	}
}

// fuel wants gas for each wallet of the story before it first pays, as far as
// no payment of the plan has brought it by then.
func (c *chain) fuel() {
	list := c.planned()
	for _, x := range c.w.TokenWallets {
		if x.Kind == world.HotOf || x.Kind == world.BridgeVault {
			continue
		}
		need, brought, first := int64(0), int64(0), int64(0)
		for _, p := range list {
			switch {
			case p.From == x.Ref:
				need += perPayment
				if p.Native {
					need += p.Amount
				}
				if first == 0 {
					first = p.At.Unix()
				}
			case p.To == x.Ref && p.Native && first == 0:
				brought += p.Amount
			}
		}
		if need <= brought {
			continue
		}
		s := c.w.Key.Domain("accountledger/fuel").Named(string(x.Ref))
		from := stream.Pick(s, c.houses)
		if h := c.of(x.Ref).house; h != nil {
			from = h
		}
		c.want(action{at: first - s.Between(1500, 20_000), from: from.hot, to: c.of(x.Ref), amount: need - brought + s.Between(1_000_000, 90_000_000), native: true})
	}
}
