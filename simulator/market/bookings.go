package market

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/saga"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// deal is a saga between a customer and a seller, ready to leave its rows.
type deal struct {
	ref      string // "n1/booking-3"
	customer *actor
	seller   *actor // who writes for the seller
	words    draft.Lexicon
	lines    map[string]draft.Kind // beside talk
	honest   bool
	price    int64
	party    int
	code     string
	page     world.Ref // account on Chatterly that is asked and praised, "" for none
	asked    world.Ref // the post that was answered, "" for none
}

// customer brings on somebody who buys: a person, a profile, perhaps an account.
func (p *plan) customer(ref, role string, account bool) *actor {
	a := &actor{part: part{slot: "customer", role: role, account: account, profile: true, life: 14, pull: 1}, ref: ref}
	p.actors[ref] = a
	name := p.Person(ref)
	p.addPerson(a, name)
	first, family := split(name)
	a.says = stream.Pick(p.Draw("says", ref), []string{first, name, first + " " + family[:1] + "."})
	made := p.On("made/"+ref, -int(p.Draw("age", ref).Between(20, 900)))
	if account {
		a.bio = stream.Pick(p.Draw("bio", ref), []string{"", "Hello.", "Here to read.", "Tea and football."})
		p.addAccount(a, string(a.acct()), a.says, made)
	}
	p.addProfile(a, p.After("profile/"+ref, made, 600, 20_000))
	return a
}

func split(name string) (first, rest string) {
	for i := range name {
		if name[i] == ' ' {
			return name[:i], name[i+1:]
		}
	}
	return name, "X"
}

// bookings are the journeys that the networks sell.
func (p *plan) bookings() {
	for _, n := range p.nets {
		for i := range n.fates {
			p.booking(n, i)
		}
		p.crewTalk(n)
	}
}

func (p *plan) booking(n *network, i int) {
	ref := fmt.Sprintf("%s/booking-%d", n.ref, i+1)
	who := p.customer(fmt.Sprintf("%s/customer-%d", n.ref, i+1), "traveller", i%3 == 0)
	party := p.party(who, i)
	seen := p.spread(ref, i, len(n.fates), 14, 84)
	a := before(n.adverts, seen)
	if who.account {
		a = before(n.posted, seen)
	}
	if seen.Before(a.at) {
		seen = a.at.Add(time.Hour)
	}
	seller := n.desk
	if i%2 == 0 {
		seller = p.actors[n.ref+"/bot"]
	}
	b := p.journey(n, ref, who, party, i)
	b.Advert, b.Prompt = a.row, i%2 == 0
	switch b.Means {
	case world.Hawala:
		b.Holder = p.actors[n.set.ref+"/b1"].person()
	case world.Cash:
		b.Holder = p.actors[n.ref+"/collector"].person()
	default:
		b.Holder = n.holder.person()
	}
	d := deal{ref: ref, customer: who, seller: seller, words: n.words, price: b.Price, party: 1 + len(party), code: p.codeWord(ref)}
	if who.account {
		d.page = n.accounts[1].ref
		d.asked = a.row
	}
	events := b.Run(seen, p.W.Key.Domain("saga/booking"))
	p.record(events)
	p.chat(d, events)
	switch b.Means {
	case world.Hawala:
		p.order(d, n.set.ref+"/b1", n.set.ref+"/b2", n.head, events)
	case world.Escrow:
		p.held(d, n.holder, n.head, i, events, n)
	}
}

// codeWord is what customer and holder share.
func (p *plan) codeWord(ref string) string {
	s := p.Draw("code", ref)
	if s.Chance(1, 2) {
		return fmt.Sprint(s.Between(1000, 9999))
	}
	return stream.Pick(s, draft.Nouns) + fmt.Sprint(s.Between(2, 99))
}

// tours are the journeys that tour companies sell: those of their network's fates
// that are paid through somebody who holds the money.
func (p *plan) tours() {
	for _, t := range p.sets {
		for _, n := range t.tours {
			for i, means := range n.means {
				if means == world.Escrow {
					p.tour(n, i)
				}
			}
		}
	}
}

func (p *plan) tour(n *network, i int) {
	ref := fmt.Sprintf("%s/booking-%d", n.ref, i+1)
	who := p.customer(fmt.Sprintf("%s/traveller-%d", n.ref, i+1), "traveller", false)
	b := p.journey(n, ref, who, p.party(who, i), i)
	b.Advert, b.Prompt, b.Holder = n.desk.prof(), i%2 == 0, n.holder.person()
	d := deal{ref: ref, customer: who, seller: n.desk, words: p.plain, honest: true, price: b.Price, party: 1 + len(b.Party), code: p.codeWord(ref)}
	events := b.Run(p.spread(ref, i, len(n.fates), 14, 84), p.W.Key.Domain("saga/booking"))
	p.record(events)
	p.chat(d, events)
	p.held(d, n.holder, n.head, i, events, n)
}

// party are the companions of a customer.
func (p *plan) party(who *actor, i int) []world.Ref {
	var out []world.Ref
	for k := range i % 4 / 2 * (1 + i%2) {
		out = append(out, p.extra(fmt.Sprintf("%s/companion-%d", who.ref, k+1), "traveller"))
	}
	return out
}

// journey is what number i of a network's or a tour company's bookings asks for.
func (p *plan) journey(n *network, ref string, who *actor, party []world.Ref, i int) *saga.Booking {
	return &saga.Booking{
		Name: ref, Customer: who.person(), Party: party, Seller: n.desk.person(), Payee: n.head.person(),
		Means: n.means[i], PerMille: 50, Legs: n.lines, Fate: n.fates[i], Parts: n.means[i] == world.Escrow && i%5 == 2,
		Price: p.Draw("booking", ref).Between(24, 40) * 5000 * int64(n.legs+len(party)),
	}
}

// coaches are the journeys that a licensed coach sells, through the same
// machine: asked, agreed, paid, missed, ridden, praised.
func (p *plan) coaches() {
	const n = 16
	for _, t := range p.sets {
		coach := p.actors[t.like+"/coach"]
		advert := p.firstListing(coach)
		for i := range n {
			ref := fmt.Sprintf("%s/ticket-%d", t.like, i+1)
			who := p.customer(fmt.Sprintf("%s/passenger-%d", t.like, i+1), "passenger", i%3 == 0)
			s := p.Draw("booking", ref)
			f := saga.Fate{Turns: 1 + i%2, Lost: i%8 == 7, Silent: i%3 != 0, GivesUp: i%7 == 5}
			if i%5 == 0 {
				f.Trouble = [][]saga.Trouble{{saga.Missed}}
			}
			if f.GivesUp {
				f.Trouble = [][]saga.Trouble{{saga.Missed}}
			}
			b := &saga.Booking{
				Name: ref, Advert: advert.row, Customer: who.person(), Seller: coach.person(), Holder: coach.person(), Payee: coach.person(),
				Means: []string{world.Coin, world.Cash}[i%2], Legs: []*saga.Line{t.coach}, Fate: f, Price: s.Between(8, 14) * 5000,
			}
			seen := p.spread(ref, i, n, 16, 100)
			if seen.Before(advert.at) {
				seen = advert.at.Add(time.Hour)
			}
			d := deal{ref: ref, customer: who, seller: coach, words: p.plain, honest: true, price: b.Price, party: 1, code: p.codeWord(ref)}
			if who.account {
				d.page = coach.acct()
			}
			events := b.Run(seen, p.W.Key.Domain("saga/booking"))
			p.record(events)
			p.chat(d, events)
			if b.Means == world.Coin {
				p.held(d, coach, coach, i, events, nil)
			}
		}
	}
}

func (p *plan) firstListing(a *actor) advert {
	for _, l := range p.W.Listings {
		if l.Seller == a.trades() {
			return advert{l.Ref, l.From, l.Text, l.Lang}
		}
	}
	return advert{row: a.prof()}
}

// sales are bought through the lawful escrow: a deposit that a third party
// holds, a word, a release; no journey at all.
func (p *plan) sales() {
	const n = 14
	for _, t := range p.sets {
		firm, shop := p.actors[t.like+"/escrow"], p.actors[t.like+"/trader"]
		advert := p.firstListing(shop)
		for i := range n {
			ref := fmt.Sprintf("%s/sale-%d", t.like, i+1)
			who := p.customer(fmt.Sprintf("%s/buyer-%d", t.like, i+1), "buyer", false)
			b := &saga.Booking{
				Name: ref, Advert: advert.row, Customer: who.person(), Seller: shop.person(), Holder: firm.person(), Payee: shop.person(),
				Means: world.Escrow, PerMille: 40, Fate: saga.Fate{Turns: 1 + i%3, Lost: i%7 == 6, Silent: i%2 == 0}, Price: p.Draw("booking", ref).Between(26, 60) * 5000,
			}
			seen := p.spread(ref, i, n, 14, 112)
			if seen.Before(advert.at) {
				seen = advert.at.Add(time.Hour)
			}
			d := deal{ref: ref, customer: who, seller: shop, words: p.plain, lines: saleTalk, honest: true, price: b.Price, party: 1, code: p.codeWord(ref)}
			events := b.Run(seen, p.W.Key.Domain("saga/booking"))
			p.record(events)
			p.chat(d, events)
			p.held(d, firm, shop, i, events, nil)
		}
	}
}

// documents are orders of papers: at the document shop by travellers, at the
// visa desk and the translation office by people who need one.
func (p *plan) documents() {
	for _, t := range p.sets {
		for _, shop := range []struct {
			name   string
			honest bool
			n      int
		}{{t.ref + "/forger", false, 10}, {t.like + "/agency", true, 12}, {t.like + "/translator", true, 10}} {
			a := p.actors[shop.name]
			advert := p.firstListing(a)
			for i := range shop.n {
				p.papers(t, a, shop.honest, i, shop.n, advert)
			}
		}
	}
}

func (p *plan) papers(t *set, shop *actor, honest bool, i, n int, a advert) {
	ref := fmt.Sprintf("%s/order-%d", shop.ref, i+1)
	var who *actor
	if honest {
		who = p.customer(fmt.Sprintf("%s/client-%d", shop.ref, i+1), "client", false)
	} else {
		from := t.nets[i%len(t.nets)]
		who = p.actors[fmt.Sprintf("%s/customer-%d", from.ref, i%leastBookings+1)]
	}
	words := p.plain
	if !honest {
		words, _ = p.wordsOf(shop)
	}
	o := saga.Papers{
		Name: ref, Advert: a.row, Customer: who.person(), Shop: shop.person(), Means: world.Coin, Price: p.Draw("booking", ref).Between(14, 40) * 5000,
		Never: i%6 == 4, Silent: i%2 == 1,
	}
	seen := p.spread(ref, i, n, 14, 92)
	if seen.Before(a.at) {
		seen = a.at.Add(time.Hour)
	}
	events := o.Run(seen, p.W.Key.Domain("saga/papers"))
	p.record(events)
	d := deal{ref: ref, customer: who, seller: shop, words: words, lines: orderTalk, honest: honest, price: o.Price, party: 1, code: p.codeWord(ref)}
	p.chat(d, events)
	p.bought(d, shop, i, events)
}
