package market

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/world"
)

// brokers makes the money shops of a set known: two that hold travellers'
// deposits, two that only send money home. All four do that.
func (p *plan) brokers(t *set) {
	for i, name := range []string{t.ref + "/b1", t.ref + "/b2", t.like + "/b3", t.like + "/b4"} {
		a := p.actors[name]
		shop := a.says
		if !a.org {
			shop = p.Title(name+"/shop", "{A} {N} Exchange")
		}
		p.W.Brokers = append(p.W.Brokers, world.Broker{
			Ref: brokerRef(name), Owner: a.person(), Shop: shop, Place: p.W.Places[i%len(p.W.Places)].Ref, Phone: a.tel(),
		})
	}
}

func brokerRef(actor string) world.Ref { return world.Ref("broker:" + actor) }

// order is a deposit that a broker holds: given, and paid out to the seller's
// side when the customer lets it go, or given back.
func (p *plan) order(d deal, from, to string, payee *actor, events []world.Event) {
	o := world.Order{
		Ref: world.Ref("order:" + d.ref), From: brokerRef(from), To: brokerRef(to), Sender: d.customer.person(), Receiver: payee.person(),
		SentBy: p.name(d.customer), PaidTo: p.name(payee), Code: d.code,
	}
	for _, e := range events {
		switch e.Kind {
		case "deposit":
			o.Given, o.Amount, o.Cause = e.At, e.Amount, because(e)
			p.shows(e.Ref, o.Ref)
		case "fee":
			o.Fee += e.Amount
			o.Amount -= e.Amount
		case "release":
			o.Paid = e.At
		case "refund":
			o.Refunded = e.At
		}
	}
	if !o.Given.IsZero() {
		p.orders = append(p.orders, o)
	}
}

// remittances is what money shops are for: families send money home, with a
// code, between all of them, and more often than travellers pay deposits.
func (p *plan) remittances() {
	const n = 48
	for _, t := range p.sets {
		p.brokers(t)
		names := []string{t.ref + "/b1", t.ref + "/b2", t.like + "/b3", t.like + "/b4"}
		for i := range n {
			ref := fmt.Sprintf("%s/remittance-%d", t.like, i+1)
			s := p.Draw("remittance", ref)
			from := i % len(names)
			to := (from + 1 + i/len(names)%3) % len(names)
			o := world.Order{
				Ref: world.Ref("order:" + ref), From: brokerRef(names[from]), To: brokerRef(names[to]), SentBy: world.PersonName(s), PaidTo: world.PersonName(s),
				Code: p.codeWord(ref), Amount: s.Between(4, 60) * 1000, Given: p.spread(ref, i, n, 4, p.lastDay()-12), Cause: world.Cause{Saga: ref, Step: "remittance"},
			}
			if i%12 == 0 {
				family := p.actors[t.like+"/family"]
				o.Sender, o.SentBy = family.person(), p.name(family)
			}
			o.Fee = o.Amount * s.Between(8, 30) / 1000
			if i%16 == 9 {
				o.Refunded = p.After("back/"+ref, o.Given, 3000, 9000)
			} else {
				o.Paid = p.After("out/"+ref, o.Given, 90, 4000)
			}
			p.orders = append(p.orders, o)
		}
	}
}

// books numbers the orders, nets the brokers and settles: over goods, by
// courier, over the ledger.
func (p *plan) books() {
	var settled []world.Settlement
	p.W.Orders, settled, p.W.Balances = saga.Book{
		Orders: p.orders, Every: 5, Draws: p.W.Key.Domain("saga/book"), Kinds: []string{world.SettleGoods, world.SettleCash, world.SettleCrypto},
	}.Close(p.W.End.AddDate(0, 0, -3))
	for i := range settled {
		s := &settled[i]
		if s.Kind != world.SettleCrypto {
			continue
		}
		ref := string(s.Ref[len("settlement:"):])
		sat := p.sat(s.Amount, s.At, ref)
		cause := world.Cause{Saga: s.Cause.Saga, Step: "settlement", Cause: string(s.Ref)}
		from, to := walletOf(s.From), walletOf(s.To)
		p.pay("settlement/"+ref+"/bought", "", from, 0, sat+3*fee, s.At.Add(20*time.Minute), cause)
		s.Payment = p.pay("settlement/"+ref, from, to, 0, sat, s.At.Add(5*time.Hour), cause)
	}
	p.W.Settlements = settled
}

func walletOf(broker world.Ref) world.Ref { return "wallet:" + broker[len("broker:"):] }
