package bluelantern

import (
	"fmt"
	"net/netip"
	"strings"

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

var registrars = []string{"Delta Names", "Plain Registry Desk", "Northern Name Office"}

func (p *plan) hosting() {
	p.networks()
	firm := p.host("hosting", p.personName("hosting"))
	mail := p.host("mail", p.title("mail-firm", "{A} {N} Post"))
	abuse := p.host("abuse", p.title("registrar-firm", "{A} {N} Names"))
	for i, of := range []string{"first", "second", "third", "fourth", "firm", "platform", "six"} {
		s := p.draw("host", of)
		n := p.w.Networks[[]int{0, 1, 2, 1, 0, 2, 3}[i]]
		base := n.Prefix.Addr().AsSlice()
		base[len(base)-1] = byte(s.Between(10, 40) + int64(i)*30) // bands apart: no two hosts share an address
		addr, _ := netip.AddrFromSlice(base)
		p.w.Hosts = append(p.w.Hosts, world.Host{
			Ref: world.Ref("host:" + of), Addr: addr, Network: n.Ref,
			PTR: fmt.Sprintf("srv%d.%s", s.Between(10, 99), firm),
		})
	}
	shared := fmt.Sprintf("%s.%s%d@%s", stream.Pick(p.draw("email", "registrant"), []string{"office", "desk", "admin", "info", "names"}),
		strings.ToLower(stream.Pick(p.draw("email", "word"), nouns)), p.draw("email", "number").Between(11, 98), mail)
	p.names["email/registrant"] = shared
	for _, v := range services {
		title := p.titleOf(v)
		d := world.Domain{
			Ref: world.Ref("domain:" + v.ref), Registrar: registrars[p.draw("registrar", v.ref).IntN(len(registrars))],
			Registered:  p.on("domain/"+v.ref, v.made),
			NameServers: []string{"ns1." + firm, "ns2." + firm},
			Registrant:  p.registrant(v, title, mail, shared),
		}
		if v.ref == "hosting" {
			d.Name = firm
		} else {
			d.Name = p.host(v.ref, title)
		}
		d.Expires = d.Registered.AddDate(1, 0, 0)
		for !d.Expires.After(p.w.End) {
			d.Expires = d.Expires.AddDate(1, 0, 0)
		}
		d.Hosting = []world.Hosting{{Host: world.Ref("host:" + v.host), From: p.after("hosting/"+v.ref, d.Registered, 20, 240)}}
		if v.ref == "legalaid" {
			d.Hosting = append(d.Hosting, world.Hosting{Host: "host:six", From: d.Hosting[0].From})
		}
		if v.owner != "" {
			d.Mail = "mail." + firm
			d.Text = []string{"v=spf1 mx -all"}
		}
		p.w.Domains = append(p.w.Domains, d)
	}
	p.w.Domains = append(p.w.Domains,
		p.utility("mail", mail, "host:platform", p.names["mail-firm"], abuse, -1400),
		p.utility("registrar", abuse, "host:firm", p.names["registrar-firm"], abuse, -1600),
		p.utility("platform", "chatterly.test", "host:platform", "Chatterly", abuse, -2000))
}

// titleOf is what the name of a service's host is made from.
func (p *plan) titleOf(v service) string {
	switch v.ref {
	case "main":
		return p.title("channel", "{A} {N}")
	case "rebirth":
		return p.title("rebirth", "{A} {N}")
	}
	return p.personName(v.of)
}

// registrant is who a registration names. The offenders hide behind two firm
// names that do not exist, and give one e-mail address twice.
func (p *plan) registrant(v service, title, mail, shared string) world.Contact {
	c := world.Contact{Country: stream.Pick(p.draw("country", v.ref), []string{"XA", "XB", "XC", "XD"}), Phone: p.number(v.ref)}
	if v.owner == "" {
		c.Org = p.title("front/"+v.ref, "{N} Media Services")
		c.Name, c.Email = "Domain Holder", shared
		return c
	}
	c.Name, c.Org = "Office", title
	c.Email = fmt.Sprintf("%s@%s", slug(title, "."), mail)
	return c
}

// utility is a domain that the rest of the internet leans on.
func (p *plan) utility(ref, name string, host world.Ref, org, mail string, day int) world.Domain {
	at := p.on("domain/"+ref, day)
	return world.Domain{
		Ref: world.Ref("domain:" + ref), Name: name, Registrar: registrars[0], Registered: at, Expires: p.w.End.AddDate(1, 0, 0),
		Registrant:  world.Contact{Name: "Hostmaster", Org: org, Email: "hostmaster@" + mail, Country: "XA", Phone: p.number(ref)},
		NameServers: []string{"ns1.chatterly.test", "ns2.chatterly.test"},
		Hosting:     []world.Hosting{{Host: host, From: at}},
		Mail:        "mx." + name,
	}
}

// networks are the documentation blocks (RFC 5737, RFC 3849) under drawn owners.
func (p *plan) networks() {
	asns := p.draw("asn", "").Perm(16) // AS64496 to AS64511 (RFC 5398)
	blocks := []string{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"}
	for i, at := range p.draw("blocks", "").Perm(3) {
		blocks[i], blocks[at] = blocks[at], blocks[i]
	}
	for i, b := range blocks {
		title := p.title(fmt.Sprintf("network/%d", i), "{A} {N} Networks")
		p.w.Networks = append(p.w.Networks, world.Network{
			Ref: world.Ref(fmt.Sprintf("network:n%d", i+1)), Prefix: netip.MustParsePrefix(b), ASN: uint32(64496 + asns[i]),
			Name: strings.ToUpper(slug(title, "-")), Org: world.Contact{
				Name: "Network Desk", Org: title, Country: stream.Pick(p.draw("country", b), []string{"XA", "XB", "XC", "XD"}),
				Email: "noc@" + p.host("network/"+b, title), Phone: p.number(b),
			},
		})
	}
}

// domain returns the name of a domain of the story.
func (p *plan) domain(ref string) string {
	for _, d := range p.w.Domains {
		if d.Ref == world.Ref("domain:"+ref) {
			return d.Name
		}
	}
	return ""
}
