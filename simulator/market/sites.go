package market

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// sites writes the websites: of the networks under each of their names, of the
// document shop, and of the lookalikes.
func (p *plan) sites() {
	for _, t := range p.sets {
		for _, n := range t.nets {
			for i := range n.domains {
				p.seatSite(n, i)
			}
		}
		forger := p.actors[t.ref+"/forger"]
		p.site(t.ref+"/shop", forger, "offender", forger.says, p.body(t.ref+"/shop/home", "papers", forger),
			[]world.Block{{Kind: "h2", Text: "Orders"}, {Kind: "p", Text: "Half with the order, to " + p.address(forger, 1) + "."}, {Kind: "contact", Text: forger.number}})
		for _, l := range lawfulSites {
			a := p.actors[t.like+"/"+l.name]
			first := p.body(a.ref+"/home", a.kinds[0], a)
			second := []world.Block{{Kind: "h2", Text: "Contact"}, {Kind: "contact", Text: a.number}}
			if a.number == "" {
				second = []world.Block{{Kind: "h2", Text: "Contact"}, {Kind: "p", Text: "Write to us on Chatterly."}}
			}
			if a.wallet {
				second = append(second, world.Block{Kind: "donate", Text: p.address(a, 0)})
			}
			p.site(a.ref, a, siteKinds[l.name], p.name(a), first, second)
		}
		hosting, club := p.actors[t.like+"/hosting"], p.actors[t.like+"/club"]
		p.site(hosting.ref, hosting, "neighbour", hosting.says,
			[]world.Block{{Kind: "h2", Text: "Web space for small pages"}, {Kind: "p", Text: "We host clubs, schools and small firms. Abuse reports are answered within two days."}},
			[]world.Block{{Kind: "h2", Text: "Paying a bill"}, {Kind: "p", Text: "Our address for bills: " + p.address(hosting, 0)}})
		for k := range 2 {
			p.site(fmt.Sprintf("%s/club-%d", t.like, k+1), club, "neighbour", club.says, p.body(fmt.Sprintf("%s/home-%d", club.ref, k), "club", club), nil)
		}
	}
}

var siteKinds = map[string]string{
	"coach": "carpool", "agency": "agency", "hotline": "ngo", "journalist": "journalist", "warning": "warning", "escrow": "agency",
	"rental": "van-rental", "translator": "agency", "promoter": "neighbour",
}

// body is what the front page of a site says.
func (p *plan) body(ref, name string, a *actor) []world.Block {
	words, client := p.wordsOf(a)
	page := client.accounts[len(client.accounts)-1].ref
	blocks := []world.Block{{Kind: "h2", Text: a.says}}
	for i := range 2 {
		text, _ := p.Line(fmt.Sprintf("site/%s/%d", ref, i), kind(name), "en", words, "{main}", p.at(page), "{client}", p.at(page), "{addr}", "the usual place", "{phone}", a.number)
		sort := "p"
		if name == "journalist" || name == "warning" {
			sort = "quote"
		}
		blocks = append(blocks, world.Block{Kind: sort, Text: text})
	}
	if a.account {
		blocks = append(blocks, world.Block{Kind: "p", Links: [][2]string{{"On Chatterly", "http://chatterly.test/" + p.at(a.acct())}}})
	}
	return blocks
}

// seatSite is a network's site under one of its names: the same words each
// time, the desk's number, and where deposits go.
func (p *plan) seatSite(n *network, i int) {
	l, desk, guarantor := n.domains[i], p.actors[n.ref+"/broker"], p.actors[n.set.ref+"/guarantor"]
	page := lately(n.accounts, l.Opened)
	offer := func(k int) string {
		text, _ := p.Line(fmt.Sprintf("site/%s/%d", n.ref, k), kind("advert"), "en", n.words, p.slots(n, 0, page.ref)...)
		return text
	}
	ref := string(l.ref[len("domain:"):])
	p.site(ref, p.actors[n.ref+"/admin"], "offender", p.Names[ref],
		[]world.Block{{Kind: "h2", Text: "Friends travel with friends"}, {Kind: "p", Text: offer(1)}, {Kind: "p", Links: [][2]string{{"Ask us on Chatterly", "http://chatterly.test/" + p.at(desk.acct())}}}},
		[]world.Block{{Kind: "h2", Text: "Deposit"}, {Kind: "p", Text: "The deposit goes to " + p.address(guarantor, 0) + " and stays there until you have arrived."}, {Kind: "p", Text: offer(2)}, {Kind: "contact", Text: desk.number}})
	text := fmt.Sprintf("Our page is open: http://%s/ for all that is too long for here.", p.domain(l.ref))
	at := p.After("announce/"+ref, l.Opened, 300, 1800)
	page = lately(n.accounts, at)
	p.post(world.Post{
		Ref: world.Ref("post:" + ref + "/announce"), Account: page.ref, At: at, Text: text, Lang: "en", Label: "L4",
		Cause: world.Cause{Saga: n.ref + "/domain", Step: "announce", Cause: string(l.Open)},
	}, "", false)
}

// site enters a site of one or two pages under a domain of the story.
func (p *plan) site(ref string, a *actor, kind, title string, home, second []world.Block) {
	var from, until time.Time
	for _, d := range p.W.Domains {
		if d.Ref == world.Ref("domain:"+ref) {
			from, until = d.Hosting[0].From, d.Until
		}
	}
	s := world.Site{
		Ref: world.Ref("site:" + ref), Host: p.domain(world.Ref("domain:" + ref)), Owner: a.person(), Kind: kind, Title: title, Lang: "en",
		Look: p.Draw("look", ref).IntN(12),
	}
	for i, blocks := range [][]world.Block{home, second} {
		if len(blocks) == 0 {
			continue
		}
		x := world.Page{Ref: world.Ref(fmt.Sprintf("page:%s/%d", ref, i+1)), Path: []string{"/", "/more.html"}[i], Title: title, Until: until, Blocks: blocks}
		x.From = p.W.Start
		if at := p.After(string(x.Ref), from, 30, 300); at.After(x.From) {
			x.From = at
		}
		s.Pages = append(s.Pages, x)
	}
	p.W.Sites = append(p.W.Sites, s)
}
