package silverthread

import (
	"fmt"
	"net/netip"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// services are the domains of the story and the day of their registration. The
// false agency stands on the server of the real notary, who does not know it.
var services = []struct {
	ref, host string
	made      int
}{
	{"fake", "shared", 14},
	{"notary", "shared", -900},
	{"agency", "office", -1100},
	{"translator", "office", -700},
}

// hosting adds two servers and four names to the internet of the story.
func (p *plan) hosting() {
	mail, firm := p.W.Domains[0].Name, p.Host("firm", p.Title("host-firm", "{A} {N} Servers"))
	p.W.Domains = append(p.W.Domains, p.Utility("firm", firm, "host:platform", p.Names["host-firm"], firm, -1300))
	for i, of := range []string{"shared", "office"} {
		s := p.Draw("host", of)
		n := p.W.Networks[i+1]
		at := n.Prefix.Addr().As4()
		at[3] = byte(s.Between(60, 90) + int64(i)*60)
		p.W.Hosts = append(p.W.Hosts, world.Host{
			Ref: world.Ref("host:" + of), Addr: netip.AddrFrom4(at), Network: n.Ref, PTR: fmt.Sprintf("srv%d.%s", s.Between(10, 99), firm),
		})
	}
	s := p.Draw("email", "registrant")
	p.Names["email/registrant"] = fmt.Sprintf("%s%d@%s", stream.Pick(s, []string{"desk.", "office.", "post."})+stream.Pick(s, draft.Nouns), s.Between(11, 98), mail)
	for _, v := range services {
		title, contact := p.titleOf(v.ref), world.Contact{Name: "Office", Country: p.Country(v.ref), Phone: p.Number(v.ref)}
		contact.Org, contact.Email = title, draft.Slug(title, ".")+"@"+mail
		if v.ref == "fake" { // the notary's name is used, and nothing else of his
			contact.Name, contact.Org, contact.Email = p.NameOf("notary"), "Notary", p.Names["email/registrant"]
		}
		d := world.Domain{
			Ref: world.Ref("domain:" + v.ref), Name: p.Host(v.ref, title), Registrar: p.Registrar(v.ref), Registered: p.On("domain/"+v.ref, v.made),
			NameServers: []string{"ns1." + firm, "ns2." + firm}, Registrant: contact, Mail: "mail." + firm, Text: []string{"v=spf1 mx -all"},
		}
		d.Expires = p.Expiry(d.Registered)
		d.Hosting = []world.Hosting{{Host: world.Ref("host:" + v.host), From: p.After("hosting/"+v.ref, d.Registered, 20, 240)}}
		p.W.Domains = append(p.W.Domains, d)
	}
}

// titleOf is what a service is called: the false agency nearly like the real one.
func (p *plan) titleOf(ref string) string {
	switch ref {
	case "fake":
		return p.NameOf("agency") + " Letters"
	case "notary":
		return "Notary " + p.NameOf("notary")
	}
	return p.NameOf(ref)
}

func (p *plan) domain(ref string) *world.Domain {
	for i := range p.W.Domains {
		if p.W.Domains[i].Ref == world.Ref("domain:"+ref) {
			return &p.W.Domains[i]
		}
	}
	return nil
}

// sites writes the pages of the four.
func (p *plan) sites() {
	block := func(kind, text string) world.Block { return world.Block{Kind: kind, Text: text} }
	add := func(ref, kind, owner string, look int, blocks ...world.Block) {
		from := p.W.Start
		if since := p.domain(ref).Hosting[0].From; since.After(from) {
			from = p.After("page/"+ref, since, 30, 300)
		}
		title := p.titleOf(ref)
		p.W.Sites = append(p.W.Sites, world.Site{
			Ref: world.Ref("site:" + ref), Host: p.domain(ref).Name, Owner: world.Ref("person:" + owner), Kind: kind, Title: title, Lang: "en", Look: look,
			Pages: []world.Page{{Ref: world.Ref("page:" + ref + "/home"), Path: "/", Title: title, From: from, Blocks: blocks}},
		})
	}
	look := p.Draw("look", "agency").IntN(12)
	add("fake", "offender", "recruiter", look, block("h2", "Letters for students"), block("p", p.wording("page/fake", "All letters of a term in one, {tk} TK. Signed by the notary "+p.NameOf("notary")+".")),
		block("contact", p.Number("fake")))
	add("agency", "agency", "agency", look, block("h2", "Schools, forms, appointments"), block("p", "We are licensed. We fill in forms with you; we sell no letters and promise no result."),
		world.Block{Kind: "donate", Text: p.address("agency")})
	add("notary", "neighbour", "notary", p.Draw("look", "notary").IntN(12), block("h2", "Notary's office"), block("p", "By appointment. I sign nothing that I have not seen. Somebody uses my name on the internet: I have reported it."))
	add("translator", "neighbour", "translator", p.Draw("look", "translator").IntN(12), block("h2", "Sworn translations"), block("p", "Every stamp has a number of the court's register."))
}
