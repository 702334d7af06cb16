package market

import (
	"fmt"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// part is a role and what belongs to it.
type part struct {
	slot   string // "broker"
	role   string // "booking-broker"
	org    bool
	guilty bool
	called string // how an organisation's or an alias's name is drawn, "" for the person's own
	bio    string

	account bool // on Chatterly
	profile bool // on Kurjer
	phone   bool
	seller  string // category on Bazarino, "" for none
	wallet  bool
	slots   int    // addresses of the wallet
	shows   string // name of the profile field that shows the wallet

	kinds  []string // of its posts, in turn
	posts  int
	scenes []string // of its pictures: every third post has one
	life   int
	pull   int
}

// actor is somebody of the world.
type actor struct {
	part
	ref    string // "n1/broker"
	says   string // the name the others see
	number string // telephone
}

func (a *actor) person() world.Ref { return world.Ref("person:" + a.ref) }
func (a *actor) acct() world.Ref   { return world.Ref("account:" + a.ref) }
func (a *actor) prof() world.Ref   { return world.Ref("profile:" + a.ref) }
func (a *actor) purse() world.Ref  { return world.Ref("wallet:" + a.ref) }
func (a *actor) tel() world.Ref    { return world.Ref("phone:" + a.ref) }
func (a *actor) trades() world.Ref { return world.Ref("seller:" + a.ref) }

// traits are what a behaviour never reads.
type traits struct {
	nationality, gender string
	age                 int
}

// drawTraits draws them for everybody alike, guilty or not.
func drawTraits(s *stream.Stream) traits {
	return traits{
		stream.Pick(s, []string{"XA", "XB", "XC", "XD", "XE", "XF"}),
		stream.Pick(s, []string{"f", "m", "x"}),
		int(s.Between(19, 67)),
	}
}

// cast brings everybody on, the sets and their lookalikes first.
func (p *plan) cast() {
	for _, t := range p.sets {
		for _, c := range supplierParts {
			p.enter(t.ref, c)
		}
		for _, c := range lookalikes {
			p.enter(t.like, c)
		}
		p.tourCast(t)
	}
	for _, n := range p.nets {
		for _, c := range networkParts {
			p.enter(n.ref, c)
		}
		p.drivers(n, driverPart)
		p.bot(n)
		n.crew = p.crew(n.ref, "organiser", "broker", n.set.ref, "guarantor", "advertiser", "names", "botmaker", "launderer")
	}
}

// drivers brings one on for each leg.
func (p *plan) drivers(n *network, c part) {
	for leg := range n.legs {
		c.slot = fmt.Sprintf("driver-%d", leg+1)
		p.enter(n.ref, c)
	}
}

// enter brings an actor on, with everything that belongs to the role.
func (p *plan) enter(prefix string, c part) {
	a := &actor{part: c, ref: prefix + "/" + c.slot}
	p.actors[a.ref] = a
	name := ""
	if c.org {
		name = p.Title(a.ref, c.called)
	} else {
		name = p.Person(a.ref)
	}
	p.addPerson(a, name)
	switch {
	case c.org:
		a.says = name
	case c.called != "":
		a.says = p.Title(a.ref+"/alias", c.called)
	default:
		a.says = strings.Fields(name)[0]
	}
	if c.phone {
		a.number = p.Number(a.ref)
		p.W.Phones = append(p.W.Phones, world.Phone{Ref: a.tel(), Number: a.number, Owner: a.person()})
	}
	if c.wallet {
		p.purse(a, max(c.slots, 1))
	}
	made := p.On("made/"+a.ref, -int(p.Draw("age", a.ref).Between(40, 900)))
	if c.account {
		p.addAccount(a, string(a.acct()), a.says, made)
	}
	if c.profile {
		p.addProfile(a, p.After("profile/"+a.ref, made, 600, 30_000))
	}
	if c.seller != "" {
		s := p.Draw("seller", a.ref)
		x := world.Seller{Ref: a.trades(), Owner: a.person(), Name: a.says, Since: p.After("seller/"+a.ref, made, 600, 30_000)}
		x.ID = fmt.Sprintf("%08x", s.Uint64()>>32)
		if c.phone {
			x.Phone = a.tel()
		}
		p.W.Sellers = append(p.W.Sellers, x)
	}
}

func (p *plan) addPerson(a *actor, name string) {
	t := p.traits(p.Draw("traits", a.ref))
	p.W.People = append(p.W.People, world.Person{
		Ref: a.person(), Role: a.role, Name: name, Org: a.org, Innocent: !a.guilty,
		Nationality: t.nationality, Gender: t.gender, Age: t.age,
	})
}

func (p *plan) addAccount(a *actor, ref, says string, made time.Time) {
	x := world.Account{
		Ref: world.Ref(ref), Owner: a.person(), Handle: p.Handle(ref, says), DisplayName: says, Bio: a.bio, Lang: "en",
		CreatedAt: made, Life: a.life, Pull: max(1, a.pull/2), // so many actors, as well known as those of one case, would be half of the platform's tail
	}
	if a.shows != "" {
		x.Fields = append(x.Fields, [2]string{a.shows, p.address(a, 0)})
	}
	p.AddAccount(x)
}

func (p *plan) addProfile(a *actor, made time.Time) {
	x := world.Profile{
		Ref: a.prof(), ID: world.VisibleNumber(made, p.Draw("id/profile", a.ref)) >> 12, Owner: a.person(), Name: a.says, Lang: "en", CreatedAt: made,
	}
	if a.slot != "customer" {
		x.Handle = p.Handle("kurjer/"+a.ref, a.says)
	}
	if a.phone {
		x.Phone = a.tel()
	}
	p.W.Profiles = append(p.W.Profiles, x)
}

// bot is the program that answers for a network's desk; its maker sells it.
func (p *plan) bot(n *network) {
	broker := p.actors[n.ref+"/broker"]
	b := &actor{part: part{slot: "bot", role: "booking-bot", guilty: true, profile: true}, ref: n.ref + "/bot", says: broker.says + " Bot"}
	p.actors[b.ref] = b
	made := p.On("made/"+b.ref, 1)
	p.W.Profiles = append(p.W.Profiles, world.Profile{
		Ref: b.prof(), ID: world.VisibleNumber(made, p.Draw("id/profile", b.ref)) >> 12, Owner: broker.person(), Name: b.says,
		Handle: p.Handle("kurjer/"+b.ref, b.says), Bot: true, Lang: "en", CreatedAt: made,
	})
}

// purse gives an actor a wallet.
func (p *plan) purse(a *actor, slots int) {
	p.wallet(a.ref, a, slots)
	a.slots = slots
}

// wallet is a wallet of somebody's, of any kind and with any habits: neither
// says what its owner does.
func (p *plan) wallet(ref string, a *actor, slots int) world.Ref {
	w := world.Wallet{Ref: world.Ref("wallet:" + ref), Owner: a.person(), Kind: keys.DrawKind(p.Draw("wallet", ref)), Addresses: slots, Ordinary: true}
	p.W.Wallets = append(p.W.Wallets, w)
	return w.Ref
}

// address is one of an actor's receiving addresses.
func (p *plan) address(a *actor, i int) string {
	at := fmt.Sprintf("%s#%d", a.purse(), i)
	if p.addresses[at] == "" {
		p.addresses[at] = keys.Address(p.W.Key, p.W.Wallet(a.purse()).Kind, string(a.purse()), i)
	}
	return p.addresses[at]
}

// at is an account's handle with its @.
func (p *plan) at(account world.Ref) string { return "@" + p.W.Account(account).Handle }

// name is what a person or firm is called.
func (p *plan) name(a *actor) string { return p.W.Person(a.person()).Name }

// words of people who have nothing to hide, in the categories of the order: so
// the same lines serve a licensed coach.
var plainWords = draft.Lexicon{
	draft.Activity: {"trip", "journey", "tour"}, draft.Transport: {"coach", "bus"}, draft.Place: {"station", "stop", "terminal"},
	draft.Price: {"fare", "ticket"}, draft.Guarantee: {"receipt", "ticket with a number"}, draft.Urgency: {"soon", "before Friday"},
}
