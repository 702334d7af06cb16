package meridian

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// pages are the domains of the story: whose they are, on which host they lie,
// and on which day they were registered.
var pages = []struct {
	ref, host string
	made      int
}{
	{"main", "first", 10},
	{"advice", "second", -1100},
	{"coach", "second", -900},
	{"radio", "first", -700},
	{"developer", "third", -500},
	{ring, "third", -120},
	{"fairwork", "second", -400},
	{"hosting", "third", -1500},
}

// hosting registers the domains. The firm hides behind the name of an office that
// does not exist; its mailbox is a real one.
func (p *plan) hosting() {
	web := p.AddServers("first", "second", "third", "platform")
	p.Names["mail"] = web.Mail
	p.Names["registrant"] = fmt.Sprintf("%s.%s%d@%s", stream.Pick(p.Draw("email", "box"), []string{"office", "desk", "admin", "info"}),
		stream.Pick(p.Draw("email", "word"), draft.Nouns), p.Draw("email", "number").Between(11, 98), web.Mail)
	for _, v := range pages {
		title := ""
		if v.ref == "main" {
			title = p.Title(slot("main"), "{A} {N} Services")
		} else {
			title = p.NameOf(v.ref)
		}
		d := world.Domain{
			Ref: world.Ref("domain:" + v.ref), Name: web.Firm, Registrar: p.Registrar(v.ref), Registered: p.On("domain/"+v.ref, v.made),
			NameServers: []string{"ns1." + web.Firm, "ns2." + web.Firm}, Mail: "mail." + web.Firm,
			Registrant: world.Contact{Name: "Office", Org: title, Country: p.Country(v.ref), Phone: p.Number("domain/" + v.ref), Email: fmt.Sprintf("%s@%s", draft.Slug(title, "."), web.Mail)},
		}
		if v.ref != "hosting" {
			d.Name = p.Host(v.ref, title)
		}
		if v.ref == "main" {
			d.Registrant.Org, d.Registrant.Email = p.Title("front", "{N} Media Office"), p.Names["registrant"]
		}
		d.Expires = p.Expiry(d.Registered)
		d.Hosting = []world.Hosting{{Host: world.Ref("host:" + v.host), From: p.After("hosting/"+v.ref, d.Registered, 20, 240)}}
		p.W.Domains = append(p.W.Domains, d)
	}
	p.AddUtilities(web, "host:third")
}

// domain is the name of a domain of the story.
func (p *plan) domain(ref string) string {
	for _, d := range p.W.Domains {
		if d.Ref == world.Ref("domain:"+ref) {
			return d.Name
		}
	}
	return ""
}

// sites are the pages behind the domains.
func (p *plan) sites() {
	block := func(kind, text string) world.Block { return world.Block{Kind: kind, Text: text} }
	blocks := map[string][]world.Block{
		"main": {
			block("h2", "One desk for all"),
			{Kind: "list", Items: p.catalogue()},
			block("p", "Fees go to "+p.address("fees")+". What is held for you lies at "+p.address("guarantee")+"."),
		},
		"advice":    {block("h2", "Advice without a fee"), block("p", "We read your letters with you. What you tell us stays with us."), block("contact", p.Number("domain/advice"))},
		"coach":     {block("h2", "Home and back by coach"), {Kind: "price", Items: []string{"There: 450 TK", "There and back: 800 TK"}}, block("p", "Licence 0417. Two drivers on each trip.")},
		"radio":     {block("h2", "Songs and news from home"), block("p", "We print letters of listeners when they agree.")},
		"developer": {block("h2", "A bot for club lists"), block("p", "The code is free. Somebody sells a copy of it; it is not me.")},
		ring:        {block("h2", "Work at once"), block("p", "Beds, bus and papers are arranged. The fee comes out of your wages."), block("contact", p.SellerNumber(ring))},
		"fairwork":  {block("h2", "Work with a contract"), block("p", "We never take a fee from workers, and nobody keeps your papers."), block("contact", p.SellerNumber("fairwork"))},
		"hosting":   {block("h2", "Web space for small pages"), block("p", "Abuse reports are answered within two days."), block("contact", "abuse@"+p.domain("hosting"))},
	}
	kinds := map[string]string{"main": "offender", ring: "offender", "advice": "ngo", "coach": "carpool"}
	for _, v := range pages {
		owner, title := v.ref, ""
		if v.ref == "main" {
			owner, title = "owner", p.Title(slot("main"), "{A} {N} Services")
		} else {
			title = p.NameOf(v.ref)
		}
		s := world.Site{Ref: world.Ref("site:" + v.ref), Host: p.domain(v.ref), Owner: world.Ref("person:" + owner), Kind: kinds[v.ref], Title: title, Lang: "en", Look: p.Draw("look", v.ref).IntN(12)}
		if s.Kind == "" {
			s.Kind = "neighbour"
		}
		from := p.W.Start
		for _, d := range p.W.Domains {
			if d.Ref == world.Ref("domain:"+v.ref) && d.Hosting[0].From.After(from) {
				from = p.After("page/"+v.ref, d.Hosting[0].From, 30, 300)
			}
		}
		s.Pages = []world.Page{{Ref: world.Ref("page:" + v.ref + "/home"), Path: "/", Title: title, From: from, Blocks: blocks[v.ref]}}
		p.W.Sites = append(p.W.Sites, s)
	}
}

// catalogue is the list of services on the firm's page: without customers.
func (p *plan) catalogue() []string {
	var out []string
	for _, s := range services { // in this order whatever the posts have
		text, _, _ := strings.Cut(offers[s], ":")
		out = append(out, text)
	}
	return out
}
