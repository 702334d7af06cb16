package silverthread

import (
	"github.com/osint-radar/academy/simulator/keys"
	"github.com/osint-radar/academy/simulator/world"
)

// part is somebody of the story, and how he stands in the forum.
type part struct {
	ref       string // of person and member, and the name slot
	guilty    bool
	org       string // how an organisation's name is drawn, "" for a person
	rank      string // in the forum, "" for somebody who is not there
	life      int
	signature string
}

var cast = []part{
	{"vendor", true, "", "trusted", 6, "Fast, clean, discreet. Ask before you pay."},
	{"recruiter", true, "", "member", 10, "Places for students, every term."},
	{"escrow", true, "", "escrow", 4, "I hold it until both of you are content."},
	{"courier", true, "", "member", 8, ""},
	{"agency", false, "{A} {N} Study Desk", "member", 9, "Licensed student agency. Our only page is the one of our office."},
	{"lawyer", false, "", "member", 5, ""},
	{"client", false, "", "newcomer", 3, ""},
	{"translator", false, "", "trusted", 12, "Sworn translator. Every stamp has a number that you can look up."},
	{"buyer", false, "", "newcomer", 2, ""},
	{"notary", false, "", "", 0, ""},
}

// Names lists the name slots that a variant may fill: pseudonyms of the forum for
// the vendor and the guarantor, names for the others.
func Names() []string {
	return []string{"vendor", "escrow", "recruiter", "courier", "agency", "notary", "lawyer", "translator"}
}

func (p *plan) people() {
	for _, c := range cast {
		var name string
		switch {
		case c.org != "":
			name = p.Title(c.ref, c.org)
		case c.ref == "vendor" || c.ref == "escrow": // the slot is the pseudonym's
			name = p.Person(c.ref + "/person")
		default:
			name = p.Person(c.ref)
		}
		p.AddPerson(c.ref, c.ref, name, c.org != "", !c.guilty)
	}
	p.AddPerson("officer", "officer", p.Person("officer"), false, true)
}

// members enters the forum's members of the story: pseudonyms of one word, older
// than the clock.
func (p *plan) members() {
	for _, c := range cast {
		if c.rank == "" {
			continue
		}
		m := world.ForumMember{
			Ref: world.Ref("member:" + c.ref), Owner: world.Ref("person:" + c.ref), Name: p.pseudonymOf(c.ref), Rank: c.rank, Signature: c.signature,
			JoinedAt: p.On("joined/"+c.ref, -int(p.Draw("joined", c.ref).Between(60, 500))), Life: c.life, Standing: map[string]int{"trusted": 9, "escrow": 14}[c.rank],
		}
		if c.ref == "vendor" {
			m.Signature += " Money to " + p.address("vendor") + " or by " + p.pseudonymOf("escrow") + "."
		}
		p.AddForumMember(m)
	}
	for _, v := range []struct{ from, to, words string }{
		{"escrow", "vendor", "Dealt with often. All content."},
		{"vendor", "courier", "Letters always arrive."},
		{"translator", "agency", "Honest people."},
	} {
		p.W.Vouches = append(p.W.Vouches, world.Vouch{
			From: world.Ref("member:" + v.from), To: world.Ref("member:" + v.to), Words: v.words, At: p.On("vouch/"+v.from+v.to, 3),
		})
	}
}

// pseudonymOf is what somebody is called in the forum, before he is entered too.
func (p *plan) pseudonymOf(ref string) string {
	if ref == "vendor" || ref == "escrow" {
		return p.Pseudonym(ref)
	}
	return p.Pseudonym("pseudonym/" + ref)
}

func (p *plan) wallets() {
	for _, of := range []string{"escrow", "vendor", "courier", "agency"} {
		kind := keys.P2WPKH
		if of == "courier" {
			kind = keys.P2PKH
		}
		p.W.Wallets = append(p.W.Wallets, world.Wallet{Ref: world.Ref("wallet:" + of), Owner: world.Ref("person:" + of), Kind: kind, Addresses: 1})
	}
}
