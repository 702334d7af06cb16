package market

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// lawfulMoney is the money of people who have nothing to hide and whose
// wallets look as if: relatives into one wallet, a pot that is paid out in
// turn, many small gifts, fares, a shop that pays in its takings, a machine
// firm's bills; and the scam, which takes money and carries nobody.
func (p *plan) lawfulMoney() {
	last := p.lastDay() - 10
	for _, t := range p.sets {
		a := func(name string) *actor { return p.actors[t.like+"/"+name] }
		home := p.wallet(t.like+"/home", a("family"), 1)
		p.flow(t.like+"/fan-in", "", a("family").purse(), 12, 3, 1_200_000, 2_600_000, 4, last)
		p.flow(t.like+"/sent-home", a("family").purse(), home, 5, 1, 300_000, 620_000, 60, last)
		p.flow(t.like+"/gifts", "", a("fundraiser").purse(), 60, 3, 60_000, 600_000, 4, last)
		p.flow(t.like+"/bills", a("fundraiser").purse(), "", 4, 1, 600_000, 900_000, 70, last)
		p.flow(t.like+"/donations", "", a("hotline").purse(), 16, 2, 90_000, 700_000, 4, last)
		p.flow(t.like+"/fares", "", a("coach").purse(), 14, 4, 350_000, 700_000, 4, last)
		p.flow(t.like+"/victims", "", a("scam").purse(), 9, 2, 900_000, 2_400_000, 8, last)
		p.flow(t.like+"/gone", a("scam").purse(), "", 2, 1, 2_000_000, 2_600_000, 100, last)
		p.flow(t.like+"/takings", a("trader").purse(), "", 5, 1, 1_000_000, 1_300_000, 120, last+6)
		p.flow(t.like+"/rent", "", a("hosting").purse(), 10, 3, 120_000, 260_000, 4, last)
		p.flow(t.like+"/tips", "", a("developer").purse(), 7, 1, 20_000, 90_000, 6, last)
		// What somebody has before the story begins to pay.
		for _, x := range []*actor{a("escrow"), a("coach"), a("agency"), a("translator"), a("trader"), a("trustee"), a("registrar"), p.actors[t.ref+"/guarantor"], p.actors[t.ref+"/names"], p.actors[t.ref+"/forger"]} {
			p.flow("float/"+x.ref, "", x.purse(), 1, 1, 2_000_000, 3_500_000, 2, 4)
		}
		for _, x := range []*actor{p.actors[t.ref+"/names"], a("registrar")} {
			p.flow(x.ref+"/host-bills", x.purse(), a("hosting").purse(), 3, 3, 120_000, 260_000, 20, last)
		}
		p.circle(t)
	}
}

// flow is n payments of one sort, spread over the days.
func (p *plan) flow(ref string, from, to world.Ref, n, addresses int, low, high int64, first, last int) {
	for i := range n {
		r := fmt.Sprintf("%s/%d", ref, i+1)
		p.pay(r, from, to, i%addresses, p.Draw("flow", r).Between(low, high), p.spread(r, i, n, first, last), world.Cause{Saga: ref, Step: "payment"})
	}
}

// circle: six families pay into a pot each month, and one of them gets it
// (a rotating savings and credit association, Geertz 1962). On a ledger it is
// fan-in and fan-out of round amounts.
func (p *plan) circle(t *set) {
	const families, months = 6, 4
	head := p.actors[t.like+"/circle"]
	var members []world.Ref
	for i := range families {
		ref := fmt.Sprintf("%s/circle-member-%d", t.like, i+1)
		p.extra(ref, "circle-member")
		a := p.actors[ref]
		w := p.wallet(ref, a, 1)
		members = append(members, w)
		p.flow(ref+"/saved", "", w, 1, 1, 3_000_000, 4_000_000, 2, 6)
	}
	each := p.Draw("circle", t.like).Between(10, 14) * 50_000
	for m := range months {
		saga := fmt.Sprintf("%s/circle-month-%d", t.like, m+1)
		day := 15 + 30*m
		var last world.Ref
		var at time.Time
		for i, w := range members {
			ref := fmt.Sprintf("%s/%d", saga, i+1)
			when := p.On(ref, day+i%3)
			paid := p.pay(ref, w, head.purse(), m%2, each, when, world.Cause{Saga: saga, Step: "contribution"})
			if when.After(at) {
				last, at = paid, when
			}
		}
		p.pay(saga+"/out", head.purse(), members[m%families], 0, each*families-2*fee, p.After(saga, at, 1500, 2500), world.Cause{Saga: saga, Step: "turn", Cause: string(last)})
		text, lang := p.Line(saga, phrases["circleask"], "en", p.plain)
		p.say(saga, world.Ref("room:"+t.like+"/circle"), head, p.On(saga+"/ask", day-3), text, lang, "L1", world.Cause{Saga: saga, Step: "reminder"})
	}
}
