package rivergate

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// actor is somebody of the story. A role with a slot may be named by a variant.
type actor struct {
	role, ref string
	org       bool
	guilty    bool
	pattern   string // how an organisation's name is drawn
	named     bool
}

var cast = []actor{
	{"organiser", "organiser", false, true, "", true},
	{"recruiter", "recruiter", false, true, "", false},
	{"second-recruiter", "copyist", false, true, "", false},
	{"landlord", "landlord", false, true, "", true},
	{"key-holder", "keyholder", false, true, "", false},
	{"shop", "shop", true, true, "{N} Mobile", true},
	{"driver", "driver", false, false, "", true},
	{"rental-firm", "rental", true, false, "{A} {N} Vans", true},
	{"courier", "courier", true, false, "{A} {N} Parcels", true},
	{"hostel", "hostel", true, false, "Hostel {A} {N}", false},
	{"agency", "agency", true, false, "{N} Mobile", false}, // as the shop: a name must not tell the van
	{"farm-driver", "farmhand", false, false, "", false},
	{"family", "family", false, false, "", false},
	{"journalist", "journalist", false, false, "", false},
}

// Roles is empty: nobody writes posts of the case file.
func Roles() []string { return nil }

// Names lists the name slots that a variant may fill.
func Names() []string {
	out := []string{"recruiter-alias"}
	for _, a := range cast {
		if a.named {
			out = append(out, a.role)
		}
	}
	return out
}

func (p *plan) cast() {
	for _, a := range cast {
		name := ""
		if a.org {
			name = p.Title(a.role, a.pattern)
		} else {
			name = p.Person(a.role)
		}
		p.AddPerson(a.ref, a.role, name, a.org, !a.guilty)
	}
	p.AddPerson("hosting", "hosting-firm", p.Title("hosting-firm", "{A}{N} Hosting"), true, true)
	for _, ref := range []string{"family", "journalist"} {
		name := p.NameOf(ref)
		p.AddAccount(world.Account{
			Ref: world.Ref("account:" + ref), Owner: world.Ref("person:" + ref), Handle: p.Handle(ref, name), DisplayName: strings.Fields(name)[0], Lang: "en",
			Bio:  map[string]string{"family": "Far from home, close to my people.", "journalist": "Reporter. Live where it happens."}[ref],
			Life: 14, Pull: map[string]int{"family": 2, "journalist": 60}[ref],
			CreatedAt: p.On("account/"+ref, -int(p.Draw("age", ref).Between(200, 900))),
		})
	}
}

// hosting gives the rental firm and the courier their pages, on the server of a
// firm that both pay.
func (p *plan) hosting() {
	web := p.AddServers("first", "firm", "platform")
	for i, ref := range []string{"rental", "courier", "hosting"} {
		title := p.NameOf(ref)
		d := world.Domain{
			Ref: world.Ref("domain:" + ref), Name: web.Firm, Registrar: p.Registrar(ref), Registered: p.On("domain/"+ref, -700-200*i),
			NameServers: []string{"ns1." + web.Firm, "ns2." + web.Firm},
			Registrant:  world.Contact{Name: "Office", Org: title, Email: fmt.Sprintf("%s@%s", draft.Slug(title, "."), web.Mail), Country: p.Country(ref), Phone: p.Number(ref)},
		}
		host := world.Ref("host:firm")
		if ref != "hosting" {
			d.Name, host = p.Host(ref, title), "host:first"
			d.Mail, d.Text = "mail."+web.Firm, []string{"v=spf1 mx -all"}
		}
		d.Expires = p.Expiry(d.Registered)
		d.Hosting = []world.Hosting{{Host: host, From: p.After("hosting/"+ref, d.Registered, 20, 240)}}
		p.W.Domains = append(p.W.Domains, d)
		p.site(ref, d.Name, title)
	}
	p.AddUtilities(web, "host:firm")
}

func (p *plan) site(ref, host, title string) {
	block := func(kind, text string) world.Block { return world.Block{Kind: kind, Text: text} }
	blocks := map[string][]world.Block{
		"rental": {
			block("h2", "Vans by the day"),
			{Kind: "price", Items: []string{"Small van: 380 TK a day", "Large van: 520 TK a day"}},
			block("p", "Contract, insurance and driving licence. Requests of authorities go to our office, with the order."), block("contact", p.Number("rental")),
		},
		"courier": {block("h2", "Parcels from door to door"), block("p", "We employ our drivers with a contract, and they see every parcel they carry."), block("contact", p.Number("courier"))},
		"hosting": {block("h2", "Web space for small pages"), block("p", "We host clubs, schools and small firms."), block("contact", "abuse@"+host)},
	}[ref]
	p.W.Sites = append(p.W.Sites, world.Site{
		Ref: world.Ref("site:" + ref), Host: host, Owner: world.Ref("person:" + ref), Kind: map[string]string{"rental": "van-rental"}[ref], Title: title, Lang: "en",
		Look: p.Draw("look", ref).IntN(12), Pages: []world.Page{{Ref: world.Ref("page:" + ref + "/home"), Path: "/", Title: title, From: p.W.Start, Blocks: blocks}},
	})
	if s := &p.W.Sites[len(p.W.Sites)-1]; s.Kind == "" {
		s.Kind = "neighbour"
	}
}
