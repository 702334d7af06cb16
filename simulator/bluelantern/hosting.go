package bluelantern

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// moved is the day on which the hosting firm closes the first page and its
// owners register the next name, with the same e-mail address and the same firm.
const moved = 70

// service is one domain of the story.
type service struct {
	ref   string
	of    string // whose name the host name is made from, "" for a drawn title
	host  string
	made  int // day of the registration
	owner string
}

var services = []service{
	{"main", "", "first", 22, ""},
	{"rebirth", "", "first", moved, ""},
	{"school", "school", "first", -700, "school"},
	{"legalaid", "legalaid", "second", -1100, "legalaid"},
	{"warning", "warning", "second", -800, "warning"},
	{"journalist", "journalist", "third", -900, "journalist"},
	{"agency", "agency", "third", -1000, "agency"},
	{"carpool", "carpool", "fourth", -1200, "carpool"},
	{"rental", "rental", "fourth", -1300, "rental"},
	{"hosting", "hosting", "firm", -1500, "hosting"},
}

func (p *plan) hosting() {
	p.Networks()
	firm := p.Host("hosting", p.NameOf("hosting"))
	mail := p.Host("mail", p.Title("mail-firm", "{A} {N} Post"))
	abuse := p.Host("abuse", p.Title("registrar-firm", "{A} {N} Names"))
	for i, of := range []string{"first", "second", "third", "fourth", "firm", "platform", "six"} {
		s := p.Draw("host", of)
		n := p.W.Networks[[]int{0, 1, 2, 1, 0, 2, 3}[i]]
		base := n.Prefix.Addr().AsSlice()
		base[len(base)-1] = byte(s.Between(10, 40) + int64(i)*30) // bands apart: no two hosts share an address
		addr, _ := netip.AddrFromSlice(base)
		p.W.Hosts = append(p.W.Hosts, world.Host{
			Ref: world.Ref("host:" + of), Addr: addr, Network: n.Ref,
			PTR: fmt.Sprintf("srv%d.%s", s.Between(10, 99), firm),
		})
	}
	shared := fmt.Sprintf("%s.%s%d@%s", stream.Pick(p.Draw("email", "registrant"), []string{"office", "desk", "admin", "info", "names"}),
		strings.ToLower(stream.Pick(p.Draw("email", "word"), draft.Nouns)), p.Draw("email", "number").Between(11, 98), mail)
	p.Names["email/registrant"] = shared
	for _, v := range services {
		title := p.titleOf(v)
		d := world.Domain{
			Ref: world.Ref("domain:" + v.ref), Registrar: p.Registrar(v.ref),
			Registered:  p.On("domain/"+v.ref, v.made),
			NameServers: []string{"ns1." + firm, "ns2." + firm},
			Registrant:  p.registrant(v, title, mail, shared),
		}
		if v.ref == "hosting" {
			d.Name = firm
		} else {
			d.Name = p.Host(v.ref, title)
		}
		d.Expires = p.Expiry(d.Registered)
		d.Hosting = []world.Hosting{{Host: world.Ref("host:" + v.host), From: p.After("hosting/"+v.ref, d.Registered, 20, 240)}}
		if v.ref == "legalaid" {
			d.Hosting = append(d.Hosting, world.Hosting{Host: "host:six", From: d.Hosting[0].From})
		}
		if v.owner != "" {
			d.Mail = "mail." + firm
			d.Text = []string{"v=spf1 mx -all"}
		}
		p.W.Domains = append(p.W.Domains, d)
	}
	p.W.Domains = append(p.W.Domains,
		p.Utility("mail", mail, "host:platform", p.Names["mail-firm"], abuse, -1400),
		p.Utility("registrar", abuse, "host:firm", p.Names["registrar-firm"], abuse, -1600),
		p.Utility("platform", "chatterly.test", "host:platform", "Chatterly", abuse, -2000))
}

// titleOf is what the name of a service's host is made from.
func (p *plan) titleOf(v service) string {
	switch v.ref {
	case "main":
		return p.Title("channel", "{A} {N}")
	case "rebirth":
		return p.Title("rebirth", "{A} {N}")
	}
	return p.NameOf(v.of)
}

// registrant is who a registration names. The offenders hide behind two firm
// names that do not exist, and give one e-mail address twice.
func (p *plan) registrant(v service, title, mail, shared string) world.Contact {
	c := world.Contact{Country: p.Country(v.ref), Phone: p.Number(v.ref)}
	if v.owner == "" {
		c.Org = p.Title("front/"+v.ref, "{N} Media Services")
		c.Name, c.Email = "Domain Holder", shared
		return c
	}
	c.Name, c.Org = "Office", title
	c.Email = fmt.Sprintf("%s@%s", draft.Slug(title, "."), mail)
	return c
}

// domain returns the name of a domain of the story.
func (p *plan) domain(ref string) string {
	for _, d := range p.W.Domains {
		if d.Ref == world.Ref("domain:"+ref) {
			return d.Name
		}
	}
	return ""
}
