package market

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/truth"
	"github.com/osint-radar/academy/simulator/world"
)

func (p *plan) link(subject world.Ref, predicate string, object world.Ref, hard int, only string, proof ...world.Ref) {
	sort := truth.Link
	if predicate == "alias_of" {
		sort = truth.Alias
	}
	p.W.Facts = append(p.W.Facts, world.Fact{
		Kind: sort, Ref: world.Ref(sort) + ":" + subject + "/" + world.Ref(predicate) + "/" + object, Subject: subject, Predicate: predicate, Object: object,
		Difficulty: hard, Only: only, Proof: proof, Cause: p.causeOf(proof[0]),
	})
}

// causeOf is the cause of the row that shows a fact.
func (p *plan) causeOf(ref world.Ref) world.Cause {
	if x := p.W.Post(ref); x != nil {
		return x.Cause
	}
	for i := range p.W.Messages {
		if p.W.Messages[i].Ref == ref {
			return p.W.Messages[i].Cause
		}
	}
	for _, y := range p.W.Payments {
		if y.Ref == ref {
			return y.Cause
		}
	}
	return world.Cause{Saga: "cast", Cause: string(ref)}
}

// links tie the entities of the truth together. Each can be shown by something
// an analyst can hold.
func (p *plan) links() {
	for _, t := range p.sets {
		email := world.Ref("email:" + t.ref)
		p.link(email, "registers", world.Ref("domain:"+t.ref+"/shop"), 2, "infra", world.Ref("registration:"+t.ref+"/shop"))
		p.link(world.Ref("host:"+t.ref+"/web"), "hosts", world.Ref("domain:"+t.ref+"/shop"), 2, "infra", world.Ref("dns:"+t.ref+"/shop/A"))
		for _, name := range []string{"advertiser", "guarantor", "forger"} {
			a := p.actors[t.ref+"/"+name]
			p.link(a.acct(), "owns", a.purse(), 1, "", a.acct())
			p.link(a.acct(), "administers", world.Ref("room:"+a.ref), 2, "", world.Ref("room:"+a.ref))
		}
		forger := p.actors[t.ref+"/forger"]
		p.link(forger.trades(), "alias_of", forger.acct(), 3, "", p.firstListing(forger).row)
		p.link(world.Ref("domain:"+t.ref+"/shop"), "advertises", forger.purse(), 2, "", world.Ref("page:"+t.ref+"/shop/2"))
		for i, n := range t.nets {
			p.networkLinks(t, n, i)
		}
	}
}

func (p *plan) networkLinks(t *set, n *network, i int) {
	admin, broker, bot := p.actors[n.ref+"/admin"], p.actors[n.ref+"/broker"], p.actors[n.ref+"/bot"]
	guarantor, advertiser := p.actors[t.ref+"/guarantor"], p.actors[t.ref+"/advertiser"]
	page := n.accounts[len(n.accounts)-1].ref
	p.link(n.accounts[0].ref, "alias_of", page, 3, "history", world.Ref("post:"+n.ref+"/page/back"))
	p.link(admin.person(), "administers", page, 4, "history", world.Ref("post:"+n.ref+"/page/signed"))
	p.link(broker.person(), "operates", broker.acct(), 3, "history", world.Ref("post:"+broker.ref+"/signed"))
	p.link(broker.acct(), "works_for", page, 3, "", world.Ref("post:"+broker.ref+"/signed"))
	p.link(broker.acct(), "operates", broker.prof(), 3, "", world.Ref("post:"+broker.ref+"/kurjer"))
	p.link(broker.trades(), "advertises", broker.tel(), 2, "", p.firstListing(broker).row)
	p.link(broker.trades(), "recruits", p.actors[driverRef(n, 0)].acct(), 5, "", world.Ref("post:"+driverRef(n, 0)+"/hired"))
	p.link(broker.prof(), "operates", bot.prof(), 3, "", bot.prof())
	for k, l := range n.channels {
		signed := "message:" + l.ref[len("room:"):] + "/signed"
		p.link(admin.person(), "administers", l.ref, 3, "", signed)
		if k > 0 {
			p.link(n.channels[k-1].ref, "alias_of", l.ref, 2, "", "message:"+l.ref[len("room:"):]+"/first")
		}
	}
	for k := range n.domains {
		ref := fmt.Sprintf("%s/site-%d", n.ref, k+1)
		domain := world.Ref("domain:" + ref)
		host := world.Ref("host:" + t.ref + "/web")
		if (i+k)%2 == 1 {
			host = world.Ref("host:" + t.ref + "/second")
		}
		p.link(world.Ref("email:"+t.ref), "registers", domain, 2, "infra", world.Ref("registration:"+ref))
		p.link(host, "hosts", domain, 2, "infra", world.Ref("dns:"+ref+"/A"))
		p.link(page, "advertises", domain, 1+k, "", world.Ref("post:"+ref+"/announce"))
		p.link(domain, "advertises", guarantor.purse(), 2, "", world.Ref("page:"+ref+"/2"))
		p.link(domain, "advertises", broker.tel(), 2, "", world.Ref("page:"+ref+"/2"))
	}
	for leg := range n.legs {
		d := p.actors[driverRef(n, leg)]
		p.link(d.acct(), "transports", page, 3, "", world.Ref("post:"+d.ref+"/3"))
		p.link(d.acct(), "operates", world.Ref(fmt.Sprintf("vehicle:%s/van-%d", n.ref, leg+1)), 4, "", world.Ref("post:"+d.ref+"/plate"))
		p.link(d.acct(), "owns", d.purse(), 2, "", d.acct())
	}
	p.link(advertiser.acct(), "same_text_as", page, 3, "", world.Ref("post:"+n.ref+"/campaign-3/2"), n.copied)
	original, copied := p.W.Post(n.copied).Images[0], world.Ref("image:"+n.ref+"/campaign-3/2")
	p.entity(original, "image", "advertisement", 2, false, world.Media(original))
	p.entity(copied, "image", "advertisement, copied", 3, false, world.Media(copied))
	p.link(copied, "same_image_as", original, 4, "", world.Media(copied), world.Media(original))
	for _, s := range suppliers {
		a := p.actors[t.ref+"/"+s.name]
		p.link(a.acct(), "supplies", page, 3, "", world.Ref("post:"+a.ref+"/for-"+n.ref))
	}
	organiser := p.actors[n.ref+"/organiser"]
	if len(n.releases) > 0 {
		p.link(guarantor.purse(), "pays", organiser.purse(), 3, "ledger", p.between(guarantor.purse(), organiser.purse()))
		for _, to := range []*actor{advertiser, p.actors[t.ref+"/names"], p.actors[t.ref+"/botmaker"], p.actors[t.ref+"/launderer"], broker} {
			p.link(organiser.purse(), "pays", to.purse(), 3, "ledger", p.between(organiser.purse(), to.purse()))
		}
	}
}

// between is the first payment from one wallet to another.
func (p *plan) between(from, to world.Ref) world.Ref {
	for _, y := range p.W.Payments {
		if y.From == from && y.To == to {
			return y.Ref
		}
	}
	return ""
}

// labels says what every planted row is.
func (p *plan) labels() {
	label := func(row world.Ref, value string, innocent bool, c world.Cause) {
		p.W.Facts = append(p.W.Facts, world.Fact{
			Kind: truth.Label, Ref: "label:" + row, Subject: row, Value: value, Difficulty: 2, Proof: []world.Ref{row}, Innocent: innocent, Cause: c,
		})
	}
	owner, guilty := map[world.Ref]world.Ref{}, map[world.Ref]bool{}
	for _, x := range p.W.People {
		guilty[x.Ref] = !x.Innocent
	}
	for _, x := range p.W.Accounts {
		owner[x.Ref] = x.Owner
	}
	for _, x := range p.W.Profiles {
		owner[x.Ref] = x.Owner
	}
	for _, x := range p.W.Sellers {
		owner[x.Ref] = x.Owner
	}
	for _, x := range p.W.Posts {
		label(x.Ref, x.Label, !guilty[owner[x.Account]], x.Cause)
	}
	for _, x := range p.W.Messages {
		label(x.Ref, x.Label, !guilty[owner[x.Author]], x.Cause)
	}
	for _, x := range p.W.Listings {
		label(x.Ref, x.Label, !guilty[owner[x.Seller]], x.Cause)
	}
}

// hops are the payments. One end may be a stranger.
func (p *plan) hops() {
	innocent := map[world.Ref]bool{"": true}
	for _, x := range p.W.Wallets {
		innocent[x.Ref] = p.W.Person(x.Owner).Innocent
	}
	for _, y := range p.W.Payments {
		if y.Cause.Step == "settlement" { // which way it goes is the books' business
			continue
		}
		p.W.Facts = append(p.W.Facts, world.Fact{
			Kind: truth.Hop, Ref: "hop:" + y.Ref, Subject: y.From, Predicate: "pays", Object: y.To, Difficulty: 3, Proof: []world.Ref{y.Ref},
			Innocent: innocent[y.From] && innocent[y.To], Cause: y.Cause,
		})
	}
}
