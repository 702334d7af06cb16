package market

import (
	"fmt"
	"slices"

	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

// facts is the truth: who and what there is, what ties them together, what
// each post, message and listing is, and the payments.
func (p *plan) facts() {
	for _, t := range p.sets {
		p.setFacts(t)
		for _, n := range t.nets {
			p.networkFacts(n)
		}
	}
	p.links()
	p.labels()
	p.hops()
}

func (p *plan) entity(ref world.Ref, sort, role string, hard int, innocent bool, proof world.Ref, selectors ...truth.Selector) {
	p.W.Facts = append(p.W.Facts, world.Fact{
		Kind: truth.Entity, Ref: ref, Type: sort, Role: role, Difficulty: hard, Proof: []world.Ref{proof}, Selectors: selectors, Innocent: innocent,
		Cause: world.Cause{Saga: "cast", Step: role, Cause: string(ref)},
	})
}

// of enters the entities of an actor: the person or firm by name, the accounts,
// the wallet. proof shows the name, "" for the actor's own account.
func (p *plan) of(a *actor, proof world.Ref) {
	innocent := !a.guilty
	if proof == "" {
		proof = a.acct()
	}
	sort := "person"
	if a.org {
		sort = "organisation"
	}
	p.entity(a.person(), sort, a.role, 3, innocent, proof, truth.Selector{Kind: "name", Value: p.name(a)})
	if a.account {
		p.entity(a.acct(), "account", a.role, 1, innocent, a.acct())
	}
	if a.seller != "" {
		p.entity(a.trades(), "account", a.role, 2, innocent, p.firstListing(a).row)
	}
	if _, room := p.rooms[world.Ref("room:"+a.ref)]; room {
		p.entity(world.Ref("room:"+a.ref), "channel", a.role, 1, innocent, world.Ref("room:"+a.ref))
	}
	if a.wallet && a.role != "hawaladar" && a.role != "money-shop" { // whether theirs is ever used is the books' business
		p.walletFact(a.purse(), a.role, innocent)
	}
}

// walletFact is a wallet, shown by the first payment that touches it.
func (p *plan) walletFact(ref world.Ref, role string, innocent bool) {
	for _, y := range p.W.Payments {
		if y.From == ref || y.To == ref {
			p.entity(ref, "wallet", role, 3, innocent, y.Ref)
			return
		}
	}
}

func (p *plan) setFacts(t *set) {
	for _, c := range slices.Concat(supplierParts, lookalikes) {
		prefix := t.ref
		if !c.guilty {
			prefix = t.like
		}
		a := p.actors[prefix+"/"+c.slot]
		var proof world.Ref
		switch {
		case c.slot == "names":
			proof = world.Ref("registration:" + t.ref + "/shop")
		case c.slot == "hosting":
			proof = world.Ref("page:" + a.ref + "/1")
		case c.role == "hawaladar", c.role == "money-shop":
			proof = p.firstOrder(brokerRef(a.ref))
		}
		p.of(a, proof)
	}
	for _, x := range []crew{t.nets[0].crew, t.tours[0].crew} {
		for _, side := range []string{"-a", "-b"} {
			p.walletFact(x.cashier.purse()+world.Ref(side), x.cashier.role, !x.cashier.guilty)
		}
	}
	for _, c := range partnerParts {
		p.walletFact(p.actors[t.like+"/"+c.slot].purse(), c.role, true)
	}
	for _, n := range t.tours {
		p.walletFact(n.head.purse(), n.head.role, true)
		p.walletFact(n.desk.purse(), n.desk.role, true)
		for leg := range n.legs {
			d := p.actors[driverRef(n, leg)]
			p.walletFact(d.purse(), d.role, true)
		}
	}
	p.walletFact(world.Ref("wallet:"+t.like+"/home"), "family", true)
	for i := range 6 {
		p.walletFact(world.Ref(fmt.Sprintf("wallet:%s/circle-member-%d", t.like, i+1)), "circle-member", true)
	}
	email := world.Ref("email:" + t.ref)
	p.entity(email, "email", "registrant", 2, false, world.Ref("registration:"+t.ref+"/shop"), truth.Selector{Kind: "email", Value: p.Names["email/"+t.ref]})
	p.entity(world.Ref("host:"+t.ref+"/web"), "host", "web server", 2, false, world.Ref("dns:"+t.ref+"/shop/A"))
	p.entity(world.Ref("host:"+t.ref+"/second"), "host", "web server", 2, false, world.Ref("dns:"+t.like+"/club-1/A"))
	p.entity(world.Ref("domain:"+t.ref+"/shop"), "domain", "document-shop", 2, false, world.Ref("dns:"+t.ref+"/shop/A"))
	for _, l := range lawfulSites {
		ref := t.like + "/" + l.name
		p.entity(world.Ref("domain:"+ref), "domain", l.name, 2, true, world.Ref("dns:"+ref+"/A"))
	}
	for k := range 2 {
		ref := fmt.Sprintf("%s/club-%d", t.like, k+1)
		p.entity(world.Ref("domain:"+ref), "domain", "hobby-club", 2, true, world.Ref("dns:"+ref+"/A"))
	}
	for _, name := range []string{"coach", "hotline", "agency", "trader", "translator"} {
		a := p.actors[t.like+"/"+name]
		proof := p.firstListing(a).row
		if a.seller == "" {
			proof = world.Ref("page:" + a.ref + "/2")
		}
		p.entity(a.tel(), "phone", a.role, 2, true, proof, truth.Selector{Kind: "phone", Value: a.number})
	}
	van := p.W.Vehicle(world.Ref("vehicle:" + t.like + "/van"))
	p.entity(van.Ref, "vehicle", "courier's van", 4, true, world.Ref("post:"+t.like+"/driver/plate"), truth.Selector{Kind: "plate", Value: van.Plate})
	for _, x := range []string{t.ref + "/b1", t.ref + "/b2", t.like + "/b3", t.like + "/b4"} {
		a := p.actors[x]
		for _, b := range p.W.Brokers {
			if b.Ref == brokerRef(x) {
				p.entity(b.Ref, "payment_account", a.role, 3, !a.guilty, p.firstOrder(b.Ref), truth.Selector{Kind: "name", Value: b.Shop})
			}
		}
	}
}

func (p *plan) firstOrder(broker world.Ref) world.Ref {
	for _, o := range p.W.Orders {
		if o.From == broker || o.To == broker {
			return o.Ref
		}
	}
	return ""
}

func (p *plan) networkFacts(n *network) {
	for _, c := range networkParts {
		a := p.actors[n.ref+"/"+c.slot]
		proof := a.acct()
		switch c.slot {
		case "organiser":
			proof = p.orderOf(a)
		case "admin":
			proof = "message:" + n.channels[0].ref[len("room:"):] + "/signed"
		case "collector":
			proof = a.prof()
		}
		p.of(a, proof)
	}
	for leg := range n.legs {
		p.of(p.actors[driverRef(n, leg)], "")
		v := p.W.Vehicle(world.Ref(fmt.Sprintf("vehicle:%s/van-%d", n.ref, leg+1)))
		p.entity(v.Ref, "vehicle", "van", 4, false, world.Ref("post:"+driverRef(n, leg)+"/plate"), truth.Selector{Kind: "plate", Value: v.Plate})
	}
	for i, l := range n.accounts {
		p.entity(l.ref, "account", []string{"banned predecessor", "selling page"}[i], 1+i, false, l.ref)
	}
	for _, l := range n.channels {
		p.entity(l.ref, "channel", "selling channel", 2, false, l.ref)
	}
	for i := range n.domains {
		ref := fmt.Sprintf("%s/site-%d", n.ref, i+1)
		p.entity(world.Ref("domain:"+ref), "domain", "selling site", 2, false, world.Ref("dns:"+ref+"/A"))
	}
	broker := p.actors[n.ref+"/broker"]
	p.entity(broker.tel(), "phone", "desk", 2, false, world.Ref("page:"+n.ref+"/site-1/2"), truth.Selector{Kind: "phone", Value: broker.number})
	bot := p.actors[n.ref+"/bot"]
	p.entity(bot.prof(), "account", bot.role, 2, false, bot.prof())
	p.entity(broker.prof(), "account", broker.role, 2, false, broker.prof())
}

// orderOf is the first hawala order that pays somebody.
func (p *plan) orderOf(a *actor) world.Ref {
	for _, o := range p.W.Orders {
		if o.Receiver == a.person() {
			return o.Ref
		}
	}
	return a.prof()
}
