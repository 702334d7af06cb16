package quietroom

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// account is somebody's account at Kurjer-Black.
type account struct {
	ref     string
	id      string // "kb-40213": what the rows say
	nick    string
	profile string // as the contact sheet has it
	where   string // from where the service was used
}

// part is one of the people whom the truth names.
type part struct {
	ref     string // of person and account, and the name slot
	guilty  bool
	profile string // {name} is the person's; "" for a line of the crowd
	where   string // "" for a drawn State
}

// The network, and those whom a first look takes for it or who must not be read.
var cast = []part{
	{"organiser", true, "", ""},
	{"dispatcher", true, "", home},
	{"launderer", true, "{name}, bookkeeping and tax returns", ""},
	{"fixer", true, "Ask, and you get somebody", ""},
	{"driver-1", true, "", ""},
	{"driver-2", true, "", ""},
	{"driver-3", true, "", ""},
	{"driver-4", true, "", ""},
	{"bride", false, "", home},
	{"groom", false, "", home},
	{"journalist", false, "{name}, reporter", ""},
	{"source", false, "", ""},
	{"lawyer", false, "{name}, advocate, member of the bar", home},
	{"client", false, "", home},
	{"child", false, "account of a child", home},
	{"parent", false, "", home},
	{"traveller-1", false, "", ""},
	{"traveller-2", false, "", ""},
}

// Where the service was used from. Valmora and Ostrenn do not exist.
const (
	home    = "your State"
	valmora = "Valmora"
	ostrenn = "Ostrenn (Member State)"
)

// bystanders are accounts of the crowd: the first is kin of the dispatcher, the
// last a child's friend, and the others talk in pairs.
const bystanders = 60

var bios = []string{"", "", "", "Football and tea", "Here to read", "Gardens", "Night shifts", "Two cats", "Boats", "Old records", "Call, do not write"}

// titles are nicknames that sound like a profession of the law and are none.
var titles = []string{"Counsel", "Barrister", "Attorney", "Solicitor", "Chambers", "Silk"}

// trades are what some of the crowd do for a living, the trades of the cast among
// them: a profile marks nobody.
var trades = []string{
	"{name}, advocate, member of the bar", "{name}, reporter", "{name}, bookkeeping and tax returns", "{name}, bookkeeping and tax returns",
	"{name}, moving and transport", "{name}, taxi", "{name}, nurse", "{name}, driving school", "{name}, sworn interpreter", "{name}, wedding photographs",
}

// Names lists the name slots that a variant may fill: nicknames of the network,
// names of the launderer, the reporter and the lawyer.
func Names() []string {
	return []string{"organiser", "dispatcher", "launderer", "journalist", "lawyer"}
}

// people draws persons and accounts. The nickname of the fixer is a word that looks
// like a profession, and is none.
func (p *plan) people() {
	for _, c := range cast {
		name := ""
		switch c.ref {
		case "organiser", "dispatcher": // the variant may name the nickname
			name = p.Person(c.ref + "/person")
		default:
			name = p.Person(c.ref)
		}
		s := p.Draw("person", c.ref)
		p.W.People = append(p.W.People, world.Person{
			Ref: world.Ref("person:" + c.ref), Role: c.ref, Name: name, Innocent: !c.guilty,
			Nationality: stream.Pick(s, []string{"XA", "XB", "XC", "XD", "XE", "XF"}),
			Gender:      stream.Pick(s, []string{"f", "m", "x"}),
			Age:         age(s, c.ref),
		})
		nick := ""
		switch c.ref {
		case "organiser", "dispatcher":
			nick = p.Name(c.ref, p.nickname)
		case "fixer":
			nick = p.Name("nick/fixer", func(s *stream.Stream) string { return stream.Pick(s, titles) })
		default:
			nick = p.Name("nick/"+c.ref, p.nickname)
		}
		p.account(c.ref, nick, strings.ReplaceAll(c.profile, "{name}", name), c.where)
	}
	for i := range bystanders {
		ref := fmt.Sprintf("bystander-%d", i+1)
		profile := ""
		switch {
		case i == bystanders-1:
			profile = "account of a child"
		case i%5 == 3 && i/5 < len(trades):
			profile = strings.ReplaceAll(trades[i/5], "{name}", p.Person(ref))
		}
		p.account(ref, p.Name("nick/"+ref, p.nickname), profile, "")
	}
	p.W.Wallets = append(p.W.Wallets, world.Wallet{Ref: "wallet:collection", Owner: "person:launderer", Kind: "p2wpkh", Addresses: 1})
	draft.Shuffle(p.Draw("order", "accounts"), p.sheet)
}

// age is drawn and read by nobody; a child's is a child's.
func age(s *stream.Stream, ref string) int {
	if ref == "child" {
		return int(s.Between(12, 15))
	}
	return int(s.Between(19, 67))
}

// nickname is one word, with a number behind it where the word is taken.
func (p *plan) nickname(s *stream.Stream) string {
	n := draft.Capital(stream.Pick(s, draft.Nouns))
	if s.Chance(1, 2) || p.Taken[strings.ToLower(n)] {
		n += fmt.Sprint(s.Between(2, 99))
	}
	return n
}

func (p *plan) account(ref, nick, profile, where string) {
	s := p.Draw("account", ref)
	id := ""
	for id == "" || p.Taken[id] {
		id = fmt.Sprintf("kb-%05d", s.Between(10_000, 99_999))
	}
	p.Taken[id] = true
	if where == "" {
		where = []string{home, valmora, ostrenn}[s.Weighted([]int64{5, 3, 2})]
	}
	if profile == "" {
		profile = stream.Pick(s, bios)
	}
	u := &account{ref: ref, id: id, nick: nick, profile: profile, where: where}
	p.accounts[ref] = u
	p.sheet = append(p.sheet, u)
}

// contactSheet is the partner's list of accounts, one row each.
func (p *plan) contactSheet() {
	rows := make([][]string, len(p.sheet))
	for i, u := range p.sheet {
		rows[i] = []string{u.id, u.nick, u.profile, u.where}
	}
	p.table("contacts", []string{"account", "nickname", "profile", "used_in"}, rows, nil)
}

// contact is the row of somebody in the contact sheet.
func (p *plan) contact(ref string) world.Ref {
	return world.Ref(fmt.Sprintf("row:contacts/%d", slices.Index(p.sheet, p.accounts[ref])+1))
}
