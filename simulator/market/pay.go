package market

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// fee is more than any transaction of the story costs, in satoshi.
const fee = 40_000

// release is money that has reached a network on the ledger.
type release struct {
	event world.Ref
	at    time.Time
	sat   int64
	tk    int64
}

// sat is what so many hundredths of a training krona are on the ledger that
// day: some thousand satoshi a krona, never round.
func (p *plan) sat(amount int64, at time.Time, of string) int64 {
	rate := p.Draw("rate", at.Format(time.DateOnly)).Between(950, 1050)
	return amount*rate/100 + p.Draw("unround", of).Int64N(90)
}

// pay enters a payment: the second after what brought it about. "" is a
// stranger of the crowd.
func (p *plan) pay(ref string, from, to world.Ref, address int, sat int64, at time.Time, cause world.Cause) world.Ref {
	x := world.Payment{
		Ref: world.Ref("payment:" + ref), From: from, To: to, ToAddress: address, AmountSat: sat,
		At: at.Truncate(time.Second).Add(time.Second), Cause: cause,
	}
	p.W.Payments = append(p.W.Payments, x)
	p.shows(world.Ref(cause.Cause), x.Ref)
	return x.Ref
}

// held is a deal whose deposit lies on the ledger: in, and out to the payee or
// back. Where holder and payee are one, nothing moves at the release.
func (p *plan) held(d deal, holder, payee *actor, i int, events []world.Event, n *network) {
	var in int64
	count := 0
	for _, e := range events {
		count++
		ref := fmt.Sprintf("%s/%s-%d", d.ref, e.Kind, count)
		switch {
		case e.Kind == "deposit":
			in = p.sat(e.Amount, e.At, d.ref)
			p.pay(ref, "", holder.purse(), i%holder.slots, in, e.At, because(e))
		case e.Kind == "release" && holder != payee:
			out := in / 100 * (e.Amount * 100 / d.price)
			p.pay(ref, holder.purse(), payee.purse(), i%max(payee.slots, 1), out, e.At, because(e))
			if n != nil {
				n.releases = append(n.releases, release{e.Ref, e.At, out, e.Amount})
			}
		case e.Kind == "refund":
			p.pay(ref, holder.purse(), "", 0, in/100*(e.Amount*100/d.price), e.At, because(e))
		}
	}
}

// bought is an order that is paid straight to the shop, in two halves.
func (p *plan) bought(d deal, shop *actor, i int, events []world.Event) {
	for k, e := range events {
		ref := fmt.Sprintf("%s/%s-%d", d.ref, e.Kind, k)
		switch e.Kind {
		case "deposit", "rest":
			p.pay(ref, "", shop.purse(), i%shop.slots, p.sat(e.Amount, e.At, ref), e.At, because(e))
		case "refund":
			p.pay(ref, shop.purse(), "", 0, p.sat(e.Amount, e.At, ref)*9/10, e.At, because(e))
		}
	}
}
