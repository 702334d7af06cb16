package bluelantern

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// sites writes the pages of the story's websites.
func (p *plan) sites() {
	closed := p.On("closed", moved-1)
	ch := p.Title("channel", "{A} {N}")
	offer := func(ref, n string) string {
		text, _ := p.word("site/"+ref+n, draft.Phrases["advert"], "en")
		return text
	}
	p.site("main", "offender", ch, p.page("main", "/", ch, "first", block("h2", "Friends travel with friends"), block("p", offer("main", "1")), link("Ask us on Chatterly", "main")).until(closed),
		p.page("main", "/seats.html", "Seats", "first", block("h2", "Seats"), block("p", offer("main", "2")), block("p", "Ask first, pay later.")).until(closed),
		p.pageFrom("main", "/", "Closed", closed, block("h2", "This site is closed"), block("p", "The account behind this site has been closed by its hosting firm.")))
	rebirth := p.Title("rebirth", "{A} {N}")
	p.site("rebirth", "offender", rebirth,
		p.page("rebirth", "/", rebirth, "first", block("h2", "Same people, new page"), picture("image:van"), block("p", offer("rebirth", "1")), link("Ask us on Chatterly", "main")),
		p.page("rebirth", "/seats.html", "Seats and deposit", "first", block("h2", "Deposit"), block("p", "The deposit goes to "+p.address("deposit")+" and stays there until you have arrived."), block("p", offer("rebirth", "2"))))
	p.lawful()
}

func (p *plan) lawful() {
	name := p.NameOf
	p.site("legalaid", "ngo", name("legalaid"),
		p.page("legalaid", "/", name("legalaid"), "", picture("image:site/legalaid"), block("h2", "Free legal advice"), block("p", "We read your letters with you and explain your rights. Nobody pays."), list("Monday and Wednesday 09:00 to 13:00", "An interpreter is there; tell us your language", "What you say stays here"), link("On Chatterly", "legalaid")),
		p.page("legalaid", "/donate.html", "Donate", "", block("h2", "Donate"), world.Block{Kind: "donate", Text: p.address("legalaid")}, block("p", "One hour of a lawyer costs 60 TK.")))
	quote := func(n string) world.Block {
		text, _ := p.word("site/quote"+n, draft.Phrases["journalist"], "en")
		return world.Block{Kind: "quote", Text: text}
	}
	p.site("journalist", "journalist", name("journalist"),
		p.page("journalist", "/", name("journalist"), "", block("h2", "What people pay"), block("p", "For a year I have collected price lists that were shown to me by people who paid. I print them so that readers understand the business."), quote("1"), quote("2"), link("My notes on Chatterly", "journalist")),
		p.page("journalist", "/prices.html", "Price lists", "", block("h2", "Price lists as they were shown to me"), quote("3"), quote("4"), quote("5")))
	p.site("warning", "warning", name("warning"),
		p.page("warning", "/", name("warning"), "", block("h2", "Before you pay"), list("Nobody can promise you a visa", "A deposit that “stays safe” is gone", "Ask us; it costs nothing"), link("Report an offer", "warning")))
	p.site("carpool", "carpool", name("carpool"),
		p.page("carpool", "/", name("carpool"), "", picture("image:site/carpool"), block("h2", "Home and back by coach"), block("p", "Licence 0417. Two drivers on each trip. Passport and ticket needed."), world.Block{Kind: "contact", Text: p.Number("carpool/office")}),
		p.page("carpool", "/timetable.html", "Timetable and prices", "", block("h2", "Timetable"), world.Block{Kind: "price", Items: []string{
			fmt.Sprintf("%s, Friday 18:00: 450 TK", p.Towns[0]), fmt.Sprintf("%s, Saturday 07:30: 500 TK", p.Towns[1]), fmt.Sprintf("%s, Sunday 16:00: 420 TK", p.Towns[2]),
		}}))
	p.site("rental", "van-rental", name("rental"),
		p.page("rental", "/", name("rental"), "", picture("image:site/rental"), block("h2", "Vans by the day"), world.Block{Kind: "price", Items: []string{"Small van: 380 TK a day", "Large van: 520 TK a day"}}, block("p", "Contract, insurance and driving licence. Lending it on to others is not allowed."), link("On Chatterly", "rental")))
	p.site("agency", "agency", name("agency"),
		p.page("agency", "/", name("agency"), "", block("h2", "Forms, photographs, appointments"), block("p", "We fill in visa forms with you. We cannot make the decision quicker or better."), world.Block{Kind: "price", Items: []string{"One form: 300 TK", "Photograph: 40 TK"}}, link("On Chatterly", "agency")))
	p.site("school", "neighbour", name("school"),
		p.page("school", "/", name("school"), "", picture("image:site/school"), block("h2", "Evening courses"), block("p", "Beginners start every month. The first lesson costs nothing."), link("On Chatterly", "school")))
	p.site("hosting", "neighbour", name("hosting"),
		p.page("hosting", "/", name("hosting"), "", block("h2", "Web space for small pages"), block("p", "We host clubs, schools and small firms. Abuse reports are answered within two days."), world.Block{Kind: "contact", Text: "abuse@" + p.domain("hosting")}),
		p.page("hosting", "/pay.html", "Paying a bill", "", block("h2", "Paying a bill"), block("p", "Our address for bills: "+p.address("hosting")), block("p", "Write the number of the bill into your message to us.")))
}

type pageMaker struct{ world.Page }

func (p *plan) page(site, path, title, since string, blocks ...world.Block) pageMaker {
	ref := world.Ref("domain:" + site)
	from := p.W.Start
	for _, d := range p.W.Domains {
		if d.Ref == ref && (since != "" || d.Hosting[0].From.After(from)) {
			from = p.After("page/"+site+path, d.Hosting[0].From, 30, 300)
		}
	}
	return p.pageFrom(site, path, title, from, blocks...)
}

func (p *plan) pageFrom(site, path, title string, from time.Time, blocks ...world.Block) pageMaker {
	name := path
	if name == "/" {
		name = "/home"
	}
	if title == "Closed" {
		name = "/closed"
	}
	return pageMaker{world.Page{Ref: world.Ref("page:" + site + name), Path: path, Title: title, From: from, Blocks: blocks}}
}

func (m pageMaker) until(at time.Time) pageMaker {
	m.Until = at
	return m
}

func (p *plan) site(ref, kind, title string, pages ...pageMaker) {
	s := world.Site{
		Ref: world.Ref("site:" + ref), Host: p.domain(ref), Owner: world.Ref("person:" + ref), Kind: kind, Title: title, Lang: "en",
		Look: p.Draw("look", ref).IntN(12),
	}
	if ref == "rebirth" {
		s.Owner = "person:main"
	}
	for _, m := range pages {
		for i, b := range m.Blocks {
			for j, l := range b.Links { // a link names an account; its address is known only now
				if a := p.W.Account(world.Ref("account:" + l[1])); a != nil {
					m.Blocks[i].Links[j][1] = "http://chatterly.test/@" + a.Handle
				}
			}
		}
		s.Pages = append(s.Pages, m.Page)
	}
	p.W.Sites = append(p.W.Sites, s)
}

func block(kind, text string) world.Block { return world.Block{Kind: kind, Text: text} }

func list(items ...string) world.Block { return world.Block{Kind: "list", Items: items} }

func picture(image world.Ref) world.Block { return world.Block{Kind: "image", Image: image} }

func link(text, account string) world.Block {
	return world.Block{Kind: "p", Links: [][2]string{{text, account}}}
}
