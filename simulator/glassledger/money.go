package glassledger

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/world"
)

// purse is one wallet of the story on TESTCHAIN-U. Wallets along the line are
// of unlike kinds, so that change, which is of the payer's own kind, can be told
// from what is paid.
type purse struct {
	ref, owner, kind string
	addresses        int
	fresh            bool
}

var purses = []purse{
	{"landing", "coordinator", keys.P2TR, 3, true},
	{"relay", "coordinator", keys.P2WPKH, 1, false},
	{"shop", "shop", keys.P2PKH, 1, false},
	{"runner", "runner", keys.P2TR, 1, false},
	{"circle", "circle", keys.P2WPKH, 1, false},
	{"legalaid", "legalaid", keys.P2WPKH, 2, false},
	{"poisoner", "", keys.P2WPKH, 1, false},
	{"koingate/deposits", "koingate", keys.P2WPKH, 2, false},
	{"koingate/hot", "koingate", keys.P2WPKH, 1, false},
	{"obolos-x/deposits", "obolos", keys.P2WPKH, 1, false},
	{"obolos-x/hot", "obolos", keys.P2WPKH, 1, false},
	{"pontobridge/deposits", "bridge", keys.P2WPKH, 1, false},
	{"pontobridge/hot", "bridge", keys.P2TR, 1, false},
}

// members is how many families of the circle get the pot in turn.
const members = 6

// fee is more than any transaction of the story costs, in satoshi.
const fee = 40_000

// round is one of three times at which the till is emptied: deposits come in
// between two days, the money crosses the bridge on a third, by so many wallets
// between the pool and the bridge.
type round struct{ from, to, over, carriers int }

var rounds = []round{{38, 46, 48, 0}, {52, 62, 64, 1}, {68, 78, 80, 2}}

func (p *plan) wallets() {
	for _, v := range purses {
		w := world.Wallet{Ref: wallet(v.ref), Kind: v.kind, Addresses: v.addresses, Fresh: v.fresh}
		if v.owner != "" {
			w.Owner = world.Ref("person:" + v.owner)
		}
		p.W.Wallets = append(p.W.Wallets, w)
	}
	for i := range members {
		p.W.Wallets = append(p.W.Wallets, world.Wallet{Ref: member(i), Kind: []string{keys.P2WPKH, keys.P2TR, keys.P2PKH}[i%3], Addresses: 1})
	}
}

func wallet(ref string) world.Ref { return world.Ref("wallet:" + ref) }

func member(i int) world.Ref { return world.Ref(fmt.Sprintf("wallet:circle/member-%d", i+1)) }

// address is one of the receiving addresses of a wallet.
func (p *plan) address(ref string, n int) string {
	w := p.W.Wallet(wallet(ref))
	return keys.Address(p.W.Key, w.Kind, string(w.Ref), n)
}

// sat is what an amount of hundredths of a training krona is worth on a day: a
// drawn rate near 1,000 satoshi to the krona, and never a round sum.
func (p *plan) sat(amount int64, at time.Time, of string) int64 {
	return amount*p.Draw("rate", at.Format(time.DateOnly)).Between(950, 1050)/100 + p.Draw("unround", of).Int64N(90)
}

// pay enters a payment; from "" is a stranger of the crowd.
func (p *plan) pay(ref string, from, to world.Ref, address int, sat int64, at time.Time, cause world.Cause) {
	y := world.Payment{Ref: world.Ref("payment:" + ref), From: from, To: to, ToAddress: address, AmountSat: sat, At: at.Truncate(time.Second), Cause: cause}
	p.W.Payments = append(p.W.Payments, y)
}

// paid is the payment of that name.
func (p *plan) paid(ref string) *world.Payment {
	for i := range p.W.Payments {
		if p.W.Payments[i].Ref == world.Ref("payment:"+ref) {
			return &p.W.Payments[i]
		}
	}
	return nil
}

// coins follows each round on TESTCHAIN-U. What the bridge pays out lands in a
// wallet that peels off the shop's bill and sends the rest on; from there a part
// goes to the exchange that asks nothing and the rest to the runner's account at
// the one that does. Once the group that takes donations gets one, as from
// anybody.
func (p *plan) coins() {
	for i := range rounds {
		saga := fmt.Sprintf("round-%d", i+1)
		s := p.Draw("round", saga)
		step := func(name, cause string) world.Cause {
			return world.Cause{Saga: saga, Step: name, Cause: "payment:" + cause}
		}
		over := p.paid(saga + "/over")
		bill := s.Between(700, 1300) * 1000
		bill += s.Int64N(997)
		at := p.After(saga+"/bill", over.At, 5*60, 14*60)
		p.pay(saga+"/bill", wallet("landing"), wallet("shop"), 0, bill, at, step("bill", saga+"/over"))
		p.last().Behaviour = world.Peel
		rest := over.AmountSat - bill - 3*fee
		if i == 1 {
			gift := s.Between(60_000, 120_000)
			at = p.After(saga+"/gift", at, 4*60, 9*60)
			p.pay(saga+"/gift", wallet("landing"), wallet("legalaid"), 0, gift, at, step("gift", saga+"/bill"))
			p.last().Behaviour = world.Peel
			rest -= gift
		}
		at = p.After(saga+"/relay", at, 15*60, 26*60)
		p.pay(saga+"/relay", wallet("landing"), wallet("relay"), 0, rest, at, step("relay", saga+"/bill"))
		p.last().Behaviour = world.Peel
		part := rest*s.Between(28, 36)/100 + s.Int64N(997)
		at = p.After(saga+"/obolos", at, 20*60, 40*60)
		p.pay(saga+"/obolos", wallet("relay"), wallet("obolos-x/deposits"), 0, part, at, step("cash-out", saga+"/relay"))
		p.credit(saga+"/obolos", "obolos-x/coordinator", "", step("cash-out", saga+"/obolos"))
		at = p.After(saga+"/koingate", at, 12*60, 30*60)
		p.pay(saga+"/koingate", wallet("relay"), wallet("koingate/deposits"), 0, rest-part-2*fee, at, step("cash-out", saga+"/relay"))
		p.credit(saga+"/koingate", "koingate/runner", p.NameOf("runner"), step("cash-out", saga+"/koingate"))
	}
	p.move()
}

// move is the runner's withdrawal while the exercise runs: two fifths of what he
// has there.
func (p *plan) move() {
	at := p.W.Opens.Add(p.spec.Effects[fundsMove])
	cause := world.Cause{Saga: "round-3", Step: "withdrawal", Cause: "payment:round-3/koingate"}
	p.pay("move", wallet("koingate/hot"), wallet("runner"), 0, p.reached()*2/5, at, cause)
	p.W.CoinEntries = append(p.W.CoinEntries, world.CoinEntry{
		Ref: "entry:move", Customer: "customer:koingate/runner", Kind: world.CoinWithdrawal, Payment: "payment:move",
		At: at.Add(-time.Duration(p.Draw("move", "asked").Between(25, 55)) * time.Minute).Truncate(time.Second), Other: p.NameOf("runner"), Cause: cause,
	})
}

// reached is what has come to the licensed exchange over the line, in satoshi.
func (p *plan) reached() (sum int64) {
	for i := range rounds {
		sum += p.paid(fmt.Sprintf("round-%d/koingate", i+1)).AmountSat
	}
	return sum
}

func (p *plan) last() *world.Payment { return &p.W.Payments[len(p.W.Payments)-1] }

// lawfulCoins is the money that only looks like it: a circle into which equal
// sums come and from which one goes out in turn, donations, a shop's bills, and
// what comes in for a customer of the exchange whom somebody tries to mislead.
func (p *plan) lawfulCoins() {
	weeks := 10
	for week := range weeks {
		saga := fmt.Sprintf("circle-%d", week+1)
		day := 8 + 7*week
		share := p.sat(10_000, p.On(saga, day), saga)
		for i := range members {
			ref := fmt.Sprintf("%s/share-%d", saga, i+1)
			p.pay(ref, "", wallet("circle"), 0, share, p.On(ref, day+i%3), world.Cause{Saga: saga, Step: "share"})
		}
		p.pay(saga+"/pot", wallet("circle"), member(week%members), 0, share*members-fee, p.On(saga+"/pot", day+4), world.Cause{Saga: saga, Step: "pot", Cause: "payment:" + saga + "/share-1"})
	}
	some := func(ref, to string, n, addresses int, low, high int64) {
		for i := range n {
			r := fmt.Sprintf("%s/%d", ref, i+1)
			p.pay(r, "", wallet(to), i%addresses, p.Draw("lawful", r).Between(low, high), p.On(r, 6+i*(p.openDay()-12)/n), world.Cause{Saga: ref, Step: "payment"})
		}
	}
	some("donation", "legalaid", 8, 1, 90_000, 500_000)
	some("bill", "shop", 7, 1, 120_000, 900_000)
	p.poison()
}

// inflows is how many deposits the poisoned customer had, the dust apart.
const inflows = 9

// poison is the history of the honest customer: people pay him, once he tries
// with a small sum, and once dust comes from an address that looks like the
// relay's, which had paid into the same exchange some days before.
func (p *plan) poison() {
	to := wallet("koingate/deposits")
	for i := range inflows {
		ref := fmt.Sprintf("income/%d", i+1)
		s := p.Draw("income", ref)
		sat := s.Between(250_000, 1_400_000)
		if i == 2 {
			sat = s.Between(2_000, 6_000)
		}
		p.pay(ref, "", to, 1, sat, p.On(ref, 6+i*(p.openDay()-12)/inflows), world.Cause{Saga: "income", Step: "payment"})
		p.credit(ref, "koingate/poisoned", p.Person("payer/"+ref), world.Cause{Saga: "income", Step: "payment", Cause: "payment:" + ref})
	}
	seen := p.paid("round-1/koingate").At
	at := p.Within("poison", seen.AddDate(0, 0, 2), seen.AddDate(0, 0, 6))
	cause := world.Cause{Saga: "poison", Step: "lure", Cause: "payment:round-1/koingate"}
	p.pay("poison/means", "", wallet("poisoner"), 0, 400_000, at.AddDate(0, 0, -1), world.Cause{Saga: "poison", Step: "means", Cause: "payment:round-1/koingate"})
	p.pay("poison", wallet("poisoner"), to, 1, p.Draw("poison", "").Between(546, 999), at, cause)
	y := p.last()
	y.Behaviour, y.Like = world.Poisoning, wallet("relay")
	p.credit("poison", "koingate/poisoned", "", cause)
}
