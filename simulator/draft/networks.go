package draft

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// Registrars sell names; all are invented.
var registrars = []string{"Delta Names", "Plain Registry Desk", "Northern Name Office"}

// Registrar draws whom a name was bought from.
func (d *Draft) Registrar(of string) string {
	return registrars[d.Draw("registrar", of).IntN(len(registrars))]
}

// Country draws what a registration says of its holder's country: a code that
// ISO 3166-1 leaves to its users.
func (d *Draft) Country(of string) string {
	return stream.Pick(d.Draw("country", of), []string{"XA", "XB", "XC", "XD"})
}

// Networks are the documentation blocks (RFC 5737, RFC 3849) under drawn owners:
// "network:n1" to "network:n4", the last of IPv6.
func (d *Draft) Networks() {
	asns := d.Draw("asn", "").Perm(16) // AS64496 to AS64511 (RFC 5398)
	blocks := []string{"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"}
	for i, at := range d.Draw("blocks", "").Perm(3) {
		blocks[i], blocks[at] = blocks[at], blocks[i]
	}
	for i, b := range blocks {
		title := d.Title(fmt.Sprintf("network/%d", i), "{A} {N} Networks")
		d.W.Networks = append(d.W.Networks, world.Network{
			Ref: world.Ref(fmt.Sprintf("network:n%d", i+1)), Prefix: netip.MustParsePrefix(b), ASN: uint32(64496 + asns[i]),
			Name: strings.ToUpper(Slug(title, "-")), Org: world.Contact{
				Name: "Network Desk", Org: title, Country: d.Country(b),
				Email: "noc@" + d.Host("network/"+b, title), Phone: d.Number(b),
			},
		})
	}
}

// Servers are the host names of a hosting firm, of a mail service and of the desk
// that a registrar keeps for complaints.
type Servers struct{ Firm, Mail, Abuse string }

// AddServers enters the four networks and machines of the firm "person:hosting",
// "host:REF" each, no two at one address.
func (d *Draft) AddServers(refs ...string) Servers {
	d.Networks()
	s := Servers{Firm: d.Host("hosting", d.NameOf("hosting"))}
	s.Mail = d.Host("mail", d.Title("mail-firm", "{A} {N} Post"))
	s.Abuse = d.Host("abuse", d.Title("registrar-firm", "{A} {N} Names"))
	for i, ref := range refs {
		draw, n := d.Draw("host", ref), d.W.Networks[i%3]
		at := n.Prefix.Addr().As4()
		at[3] = byte(draw.Between(10, 40) + int64(i)*40)
		d.W.Hosts = append(d.W.Hosts, world.Host{
			Ref: world.Ref("host:" + ref), Addr: netip.AddrFrom4(at), Network: n.Ref, PTR: fmt.Sprintf("srv%d.%s", draw.Between(10, 99), s.Firm),
		})
	}
	return s
}

// AddUtilities enters the names that everybody leans on: of the mail service and of
// Chatterly on "host:platform", of the registrar on a host of the caller's.
func (d *Draft) AddUtilities(s Servers, registrar world.Ref) {
	d.W.Domains = append(d.W.Domains,
		d.Utility("mail", s.Mail, "host:platform", d.Names["mail-firm"], s.Abuse, -1400),
		d.Utility("registrar", s.Abuse, registrar, d.Names["registrar-firm"], s.Abuse, -1600),
		d.Utility("platform", "chatterly.test", "host:platform", "Chatterly", s.Abuse, -2000))
}

// Utility is a domain that the rest of the internet leans on.
func (d *Draft) Utility(ref, name string, host world.Ref, org, mail string, day int) world.Domain {
	at := d.On("domain/"+ref, day)
	return world.Domain{
		Ref: world.Ref("domain:" + ref), Name: name, Registrar: registrars[0], Registered: at, Expires: d.Expiry(at),
		Registrant:  world.Contact{Name: "Hostmaster", Org: org, Email: "hostmaster@" + mail, Country: "XA", Phone: d.Number(ref)},
		NameServers: []string{"ns1.chatterly.test", "ns2.chatterly.test"},
		Hosting:     []world.Hosting{{Host: host, From: at}},
		Mail:        "mx." + name,
	}
}

// Expiry is the first anniversary of a registration after the clock's end.
func (d *Draft) Expiry(registered time.Time) time.Time {
	at := registered.AddDate(1, 0, 0)
	for !at.After(d.W.End) {
		at = at.AddDate(1, 0, 0)
	}
	return at
}

// Backbone is the internet of a story that needs none of its own: the four
// networks, one machine, and the names that everybody else leans on.
func (d *Draft) Backbone() {
	d.Networks()
	mail := d.Host("mail", d.Title("mail-firm", "{A} {N} Post"))
	abuse := d.Host("abuse", d.Title("registrar-firm", "{A} {N} Names"))
	n := d.W.Networks[0]
	at := n.Prefix.Addr().As4()
	s := d.Draw("host", "platform")
	at[3] = byte(s.Between(10, 40))
	d.W.Hosts = append(d.W.Hosts, world.Host{
		Ref: "host:platform", Addr: netip.AddrFrom4(at), Network: n.Ref, PTR: fmt.Sprintf("srv%d.%s", s.Between(10, 99), mail),
	})
	d.AddUtilities(Servers{Mail: mail, Abuse: abuse}, "host:platform")
}
