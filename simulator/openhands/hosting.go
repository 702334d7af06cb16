package openhands

import (
	"fmt"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// service is one domain of the story: whose it is, where it stands, and on which
// day of the clock it was registered. The false page shares a server with the
// lawyers.
var services = []struct {
	ref, host string
	made      int
}{
	{"shelter", "first", -1000},
	{"lawyer", "second", -900},
	{"fake", "second", made},
	{"hosting", "firm", -1500},
}

func (p *plan) hosting() {
	web := p.AddServers("first", "second", "firm", "platform")
	for _, v := range services {
		title := p.NameOf(v.ref)
		if v.ref == "fake" {
			title = p.NameOf("shelter") + " Friends"
		}
		d := world.Domain{
			Ref: world.Ref("domain:" + v.ref), Registrar: p.Registrar(v.ref), Registered: p.On("domain/"+v.ref, v.made),
			NameServers: []string{"ns1." + web.Firm, "ns2." + web.Firm},
			Registrant:  world.Contact{Name: "Office", Org: title, Email: fmt.Sprintf("%s@%s", draft.Slug(title, "."), web.Mail), Country: p.Country(v.ref), Phone: p.Number(v.ref)},
		}
		if d.Name = web.Firm; v.ref != "hosting" {
			d.Name = p.Host(v.ref, title)
			d.Mail, d.Text = "mail."+web.Firm, []string{"v=spf1 mx -all"}
		}
		d.Expires = p.Expiry(d.Registered)
		d.Hosting = []world.Hosting{{Host: world.Ref("host:" + v.host), From: p.After("hosting/"+v.ref, d.Registered, 20, 240)}}
		p.W.Domains = append(p.W.Domains, d)
	}
	p.AddUtilities(web, "host:firm")
}

func (p *plan) domain(ref string) *world.Domain {
	for i := range p.W.Domains {
		if p.W.Domains[i].Ref == world.Ref("domain:"+ref) {
			return &p.W.Domains[i]
		}
	}
	return nil
}

// address is the address of a page of the story.
func (p *plan) address(site, path string) string { return "http://" + p.domain(site).Name + path }

// sites writes the pages. The false one says nearly what the real one says, and
// asks for money on a page of its own.
func (p *plan) sites() {
	block := func(kind, text string) world.Block { return world.Block{Kind: kind, Text: text} }
	page := func(site, path, title string, blocks ...world.Block) world.Page {
		name, from := path, p.W.Start
		if name == "/" {
			name = "/home"
		}
		if since := p.domain(site).Hosting[0].From; since.After(from) {
			from = p.After("page/"+site+path, since, 30, 300)
		}
		return world.Page{Ref: world.Ref("page:" + site + name), Path: path, Title: title, From: from, Blocks: blocks}
	}
	add := func(ref, kind, title string, look int, pages ...world.Page) {
		p.W.Sites = append(p.W.Sites, world.Site{
			Ref: world.Ref("site:" + ref), Host: p.domain(ref).Name, Owner: world.Ref("person:" + ref), Kind: kind, Title: title, Lang: "en", Look: look, Pages: pages,
		})
	}
	on := func(ref string) world.Block {
		return world.Block{Kind: "p", Links: [][2]string{{"On Chatterly", "http://chatterly.test/" + p.at(ref)}}}
	}
	shelter := p.NameOf("shelter")
	look := p.Draw("look", "shelter").IntN(12)
	add("shelter", "ngo", shelter, look,
		page("shelter", "/", shelter, block("h2", "A roof and a soup"), block("p", "We are neighbours. Nobody pays here, and nobody is asked for a name at the soup."),
			world.Block{Kind: "list", Items: []string{"Beds every night", "Soup in the evening", "A doctor twice a week"}}, on("shelter")),
		page("shelter", "/false.html", "False pages", block("h2", "Somebody uses our name"), block("p", "We have no second page and take no money. Whoever asks you for money in our name is not one of us.")))
	offer, _ := p.word("site/fake", kinds["offer"], "en")
	friends := shelter + " Friends"
	add("fake", "offender", friends, look,
		page("fake", "/", friends, block("h2", "A roof and a journey"), block("p", "We are the friends of the neighbours. Ask us on Chatterly."), on("fake")),
		page("fake", "/seats.html", "This week", block("h2", "This week"), block("p", offer), world.Block{Kind: "contact", Text: p.Number("fake")}))
	add("lawyer", "ngo", p.NameOf("lawyer"), p.Draw("look", "lawyer").IntN(12),
		page("lawyer", "/", p.NameOf("lawyer"), block("h2", "Free advice"), block("p", "We read your letters with you. What you tell us stays with us."), on("lawyer")))
	add("hosting", "neighbour", p.NameOf("hosting"), p.Draw("look", "hosting").IntN(12),
		page("hosting", "/", p.NameOf("hosting"), block("h2", "Web space for small pages"), block("p", "We host clubs, schools and small firms. Abuse reports are answered within two days."),
			world.Block{Kind: "contact", Text: "abuse@" + p.domain("hosting").Name}))
}
