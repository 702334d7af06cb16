package glassledger

import (
	"fmt"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/world"
)

// part is somebody of the case and what he is called after.
type part struct {
	role, ref string // of account and person: "runner" gives person:runner
	guilty    bool
	pattern   string // how an organisation's name is drawn, "" for a person
}

// The cast: five who move the network's money, seven who only look like it.
// The circle looks worse than anybody at first sight: much comes in, all of it
// the same, and goes out in one piece.
var cast = []part{
	{"coordinator", "coordinator", true, ""},
	{"collector", "collector", true, ""},
	{"runner", "runner", true, ""},
	{"shell-shop", "shop", true, "{A} {N} Mobile GmbH"},
	{"unlicensed-exchange", "obolos", true, "{A} {N} Holdings"},
	{"savings-circle", "circle", false, "{A} {N} Circle"},
	{"remitter", "remitter", false, ""},
	{"poisoned-customer", "poisoned", false, ""},
	{"legal-aid", "legalaid", false, "Casa {A} {N}"},
	{"licensed-exchange", "koingate", false, "{A} {N} Assets"},
	{"bridge", "bridge", false, "{A} {N} Foundation"},
	{"van-rental", "rental", false, "{A} {N} Vans"},
}

// Roles lists the roles of the cast.
func Roles() []string {
	var out []string
	for _, c := range cast {
		out = append(out, c.role)
	}
	return out
}

// Names lists the name slots that a variant may fill.
func Names() []string { return append(Roles(), "coordinator-alias") }

// shops are the two counters that move value without moving money: most of
// what they do is lawful, and nothing on paper tells it apart.
var shops = []string{"north", "south"}

// customersPerRound is how many travellers pay into the till in each round.
const customersPerRound = 4

func (p *plan) people() {
	for _, c := range cast {
		name := ""
		if c.pattern != "" {
			name = p.Title(c.role, c.pattern)
		} else {
			name = p.Person(c.role)
		}
		p.AddPerson(c.ref, c.role, name, c.pattern != "", !c.guilty)
	}
	for _, s := range shops {
		p.AddPerson(s, "money-shop", p.Title("shop/"+s, "{A} {N} Exchange"), true, true)
	}
	p.AddPerson("witness", "traveller", p.Person("witness"), false, true)
}

// account is a page on Chatterly and what it writes there beside its life.
type account struct {
	ref, bio, phrase, field, wallet string
	posts, pull                     int
}

// pages are the open pages of the cast. Who shows an address on his own page has
// said that it is his.
var pages = []account{
	{"legalaid", "Free legal advice for everybody who is new here. Donations keep us going.", "legalaid", "Donations", "legalaid", 9, 80},
	{"circle", "Twelve families save together. Every week one of us gets the pot.", "family", "Pot", "circle", 8, 9},
	{"rental", "Vans by the day, with contract and insurance.", "rental", "", "", 7, 24},
	{"remitter", "Far from home, close to my people.", "family", "", "", 6, 3},
	{"shop", "Telephones, chargers, repairs. Bills can be paid in coin.", "bargain", "Bills", "shop", 7, 11},
}

// bargain is what a telephone shop writes.
var bargain = draft.Kind{Label: "L0", Lines: map[string][]string{"en": {
	"Screens are changed while you wait. {tk} TK, open until {hour2}.",
	"{n} used telephones came in, all tested. From {tk} TK.",
	"Chargers, cables, covers. We are in {town}, behind the station.",
	"Closed on {day}. From {hour} on the day after we are here again.",
}}}

func (p *plan) accounts() {
	for _, a := range pages {
		person := world.Ref("person:" + a.ref)
		display := p.W.Person(person).Name
		if !p.W.Person(person).Org {
			display = strings.Fields(display)[0]
		}
		acc := world.Account{
			Ref: world.Ref("account:" + a.ref), Owner: person, Handle: p.Handle(a.ref, display), DisplayName: display, Bio: a.bio, Lang: "en",
			Pull: a.pull, CreatedAt: p.On("account/"+a.ref, -int(p.Draw("age", a.ref).Between(200, 900))),
		}
		if a.wallet != "" {
			acc.Fields = [][2]string{{a.field, p.address(a.wallet, 0)}}
		}
		p.AddAccount(acc)
		kind := draft.Phrases[a.phrase]
		if a.phrase == "bargain" {
			kind = bargain
		}
		for i := range a.posts {
			ref := fmt.Sprintf("%s/%d", a.ref, i+1)
			text, lang := p.Word(ref, kind, "en", p.words)
			p.AddPost(world.Post{
				Ref: world.Ref("post:" + ref), Account: acc.Ref, At: p.Within(ref, p.W.Start.AddDate(0, 0, 5), p.W.Opens), Text: text, Lang: lang,
				Label: kind.Label, Cause: world.Cause{Saga: "page-" + a.ref, Step: "life"},
			})
		}
	}
	p.SortPosts()
}
