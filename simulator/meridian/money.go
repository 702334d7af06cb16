package meridian

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/world"
)

// purses are the wallets of the story on TESTCHAIN-U: with tokenPurses they are
// twenty-five. Each has one address that is used again and again, so that whoever
// holds the address holds the wallet; those of exchanges have one for each customer.
var purses = []struct{ ref, owner, kind string }{
	{"fees", "manager", keys.P2WPKH},
	{"guarantee", "banco", keys.P2TR},
	{"manager", "manager", keys.P2WPKH},
	{"stencil", "stencil", keys.P2PKH},
	{"banco", "banco", keys.P2WPKH},
	{"g1", "leader-1", keys.P2WPKH},
	{"g3", "leader-3", keys.P2PKH},
	{ring, "agent", keys.P2WPKH},
	{"circle", "cousin", keys.P2WPKH},
	{"home", "sister", keys.P2TR},
	{"advice", "advice", keys.P2WPKH},
	{"koingate/deposits", "koingate", keys.P2WPKH},
	{"koingate/hot", "koingate", keys.P2WPKH},
	{"second/deposits", "second", keys.P2WPKH},
	{"second/hot", "second", keys.P2WPKH},
	{"third/deposits", "third", keys.P2WPKH},
	{"third/hot", "third", keys.P2WPKH},
	{"obolos-x/deposits", "obolos-x", keys.P2WPKH},
	{"obolos-x/hot", "obolos-x", keys.P2WPKH},
	{"pontobridge/deposits", "pontobridge", keys.P2WPKH},
	{"pontobridge/hot", "pontobridge", keys.P2TR},
}

func (p *plan) wallets() {
	for _, v := range purses {
		p.W.Wallets = append(p.W.Wallets, world.Wallet{Ref: world.Ref("wallet:" + v.ref), Owner: world.Ref("person:" + v.owner), Kind: v.kind, Addresses: 1})
	}
}

// pay enters a payment of so many satoshi between two bounds. From "" is somebody
// of the crowd. It returns the moment.
func (p *plan) pay(ref, from, to string, low, high int64, at time.Time, saga, step string) time.Time {
	y := world.Payment{
		Ref: world.Ref("payment:" + ref), To: world.Ref("wallet:" + to), AmountSat: p.Draw("amount", ref).Between(low, high),
		At: at.Truncate(time.Second), Cause: world.Cause{Saga: saga, Step: step},
	}
	if from != "" {
		y.From = world.Ref("wallet:" + from)
	}
	p.W.Payments = append(p.W.Payments, y)
	return y.At
}

// repeat enters n payments, one in each of n equal stretches of the days from
// first to last.
func (p *plan) repeat(ref, from, to string, n, first, last int, low, high int64, saga, step string) {
	for i := range n {
		r := fmt.Sprintf("%s/%d", ref, i+1)
		begin := p.W.Start.AddDate(0, 0, first+i*(last-first)/n)
		end := p.W.Start.AddDate(0, 0, first+(i+1)*(last-first)/n)
		p.pay(r, from, to, low, high, p.Within(r, begin, end), saga, step)
	}
}

// paying are the customers with a wallet on TESTCHAIN-U. The second group is paid
// over the counter and has none.
var paying = []string{"g1", "g3", ring}

// money is what moves on TESTCHAIN-U beside exchanges and bridge: what travellers
// and workers pay, what customers pay to the firm, what it pays to its own; and the
// lawful money that looks like it.
func (p *plan) money() {
	for i, c := range paying {
		p.repeat("seats/"+c, "", c, 6, 28, 76, 1_500_000, 3_000_000, "booking-"+c, "deposit")
		if c != "g3" {
			p.repeat("fee/"+c, c, "fees", 3, 40+2*i, 84, 600_000, 900_000, "services", "fee")
		}
	}
	p.repeat("fee/other", "", "fees", 6, 44, 80, 400_000, 700_000, "services", "fee")
	p.repeat("wage/manager", "fees", "manager", 2, 62, 88, 500_000, 600_000, "wages", "manager")
	p.repeat("wage/stencil", "fees", "stencil", 2, 66, 89, 250_000, 320_000, "wages", "documents")
	p.repeat("held", "", "guarantee", 8, 30, 74, 1_500_000, 2_500_000, "guarantee", "held")
	for _, g := range []string{"g1", "g3"} {
		p.repeat("released/"+g, "guarantee", g, 1, 75, 82, 900_000, 1_200_000, "guarantee", "release")
	}
	p.repeat("cut", "guarantee", "banco", 2, 56, 84, 600_000, 700_000, "guarantee", "cut")

	p.repeat("circle", "", "circle", 6, 8, 56, 1_500_000, 2_600_000, "circle", "share")
	p.repeat("remittance", "circle", "home", 4, 38, 82, 1_900_000, 2_100_000, "circle", "remittance")
	p.repeat("donation", "", "advice", 7, lawfulFrom, 88, 90_000, 700_000, "lawful", "payment")
}
