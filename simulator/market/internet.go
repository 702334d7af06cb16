package market

import (
	"fmt"
	"net/netip"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// lawfulSites are the lookalikes with a site of their own, and whether it lies
// on the machine that the offenders use too.
var lawfulSites = []struct {
	name   string
	shared bool
}{
	{"coach", false},
	{"agency", false},
	{"hotline", false},
	{"journalist", false},
	{"warning", false},
	{"escrow", false},
	{"rental", true},
	{"translator", true},
	{"promoter", true},
}

// internet lays out networks, machines and names. The names of three networks
// are rented by one person, with one e-mail address, on two machines.
func (p *plan) internet() {
	p.Networks()
	firm := p.Host("firm", p.Title("host-firm", "{A} {N} Servers"))
	mail := p.Host("mail", p.Title("mail-firm", "{A} {N} Post"))
	abuse := p.Host("abuse", p.Title("registrar-firm", "{A} {N} Names"))
	p.machine("platform", firm)
	p.W.Domains = append(p.W.Domains,
		p.Utility("mail", mail, "host:platform", p.Names["mail-firm"], abuse, -1400),
		p.Utility("registrar", abuse, "host:platform", p.Names["registrar-firm"], abuse, -1600),
		p.Utility("platform", "chatterly.test", "host:platform", "Chatterly", abuse, -2000))
	for _, t := range p.sets {
		hosting := p.actors[t.like+"/hosting"]
		own := p.Host(t.like+"/hosting", hosting.says)
		for _, m := range []string{t.ref + "/web", t.ref + "/second", t.like + "/web"} {
			p.machine(m, own)
		}
		p.lawfulDomain(t.like+"/hosting", own, hosting, mail, own, t.like+"/web")
		for _, l := range lawfulSites {
			a := p.actors[t.like+"/"+l.name]
			where := t.like + "/web"
			if l.shared {
				where = t.ref + "/web"
			}
			p.lawfulDomain(a.ref, p.Host(a.ref, p.name(a)), a, mail, own, where)
		}
		s := p.Draw("email", t.ref)
		shared := fmt.Sprintf("%s.%s%d@%s", stream.Pick(s, []string{"office", "desk", "admin", "info", "names"}), stream.Pick(s, draft.Nouns), s.Between(11, 98), mail)
		p.Names["email/"+t.ref] = shared
		names := p.actors[t.ref+"/names"]
		p.rented(t.ref+"/shop", p.actors[t.ref+"/forger"].says, shared, own, t.ref+"/web", p.On("domain/"+t.ref, -80), time.Time{})
		for i, n := range t.nets {
			n.domains = p.lives(n.ref+"/domain", names, 2, 13, 40, 60)
			for k := range n.domains {
				l := &n.domains[k]
				ref := fmt.Sprintf("%s/site-%d", n.ref, k+1)
				l.ref = world.Ref("domain:" + ref)
				where := t.ref + "/web"
				if (i+k)%2 == 1 {
					where = t.ref + "/second"
				}
				p.rented(ref, p.Title(ref, "{A} {N}"), shared, own, where, l.Opened, l.Gone)
				p.shows(l.Open, l.ref)
			}
		}
		club := p.actors[t.like+"/club"]
		for k, l := range p.lives(t.like+"/club-domain", club, 2, 4, 50, 70) {
			ref := fmt.Sprintf("%s/club-%d", t.like, k+1)
			p.lawfulDomain(ref, p.Host(ref, club.says), club, mail, own, t.ref+"/second")
			d := &p.W.Domains[len(p.W.Domains)-1]
			p.date(d, l.Opened, l.Gone)
		}
	}
}

// machine adds a host: bands of four addresses, so that no two share one.
func (p *plan) machine(ref, firm string) {
	i := len(p.W.Hosts)
	s := p.Draw("host", ref)
	n := p.W.Networks[i%3]
	a := n.Prefix.Addr().As4()
	a[3] = byte(10 + int64(i/3)*4 + s.Int64N(4))
	p.W.Hosts = append(p.W.Hosts, world.Host{
		Ref: world.Ref("host:" + ref), Addr: netip.AddrFrom4(a), Network: n.Ref, PTR: fmt.Sprintf("srv%d.%s", 10+i, firm),
	})
}

// date gives a name its times; its machine answers within hours.
func (p *plan) date(d *world.Domain, registered, until time.Time) {
	d.Registered, d.Until = registered, until
	d.Expires = p.Expiry(registered)
	d.Hosting[0].From = p.After("hosting/"+string(d.Ref), registered, 20, 240)
}

func (p *plan) lawfulDomain(ref, name string, a *actor, mail, firm, host string) {
	title := p.name(a)
	d := world.Domain{
		Ref: world.Ref("domain:" + ref), Name: name, Registrar: p.Registrar(ref), NameServers: []string{"ns1." + firm, "ns2." + firm},
		Registrant: world.Contact{
			Name: "Office", Org: title, Email: draft.Slug(title, ".") + "@" + mail, Country: p.Country(ref), Phone: p.Number("registrant/" + ref),
		},
		Hosting: []world.Hosting{{Host: world.Ref("host:" + host)}}, Mail: "mail." + firm, Text: []string{"v=spf1 mx -all"},
	}
	p.date(&d, p.On("domain/"+ref, -int(p.Draw("domain", ref).Between(200, 1500))), time.Time{})
	p.W.Domains = append(p.W.Domains, d)
}

// rented is a name behind a firm that does not exist.
func (p *plan) rented(ref, title, email, firm, host string, from, until time.Time) {
	front := p.Title("front/"+ref, "{A} {N} Media Services")
	d := world.Domain{
		Ref: world.Ref("domain:" + ref), Name: p.Host(ref, title), Registrar: p.Registrar(ref), NameServers: []string{"ns1." + firm, "ns2." + firm},
		Registrant: world.Contact{Name: "Domain Holder", Org: front, Email: email, Country: p.Country(ref), Phone: p.Number("registrant/" + ref)},
		Hosting:    []world.Hosting{{Host: world.Ref("host:" + host)}},
	}
	p.date(&d, from, until)
	p.W.Domains = append(p.W.Domains, d)
}

// domain is the name of a domain of the story.
func (p *plan) domain(ref world.Ref) string {
	for _, d := range p.W.Domains {
		if d.Ref == ref {
			return d.Name
		}
	}
	return ""
}
