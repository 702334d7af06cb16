package meridian

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/osint-radar/academy/simulator/draft"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

// tables are the day's papers in rows: the firm's customers, the detector's
// ranking, a referral sheet, requests between States, messages and what somebody
// wants to do with them, the log of the second day, a rental firm's invoices.
func (p *plan) tables() {
	p.customers()
	p.ranking()
	p.referrals()
	p.requests()
	p.handling()
	p.secondDay()
	p.invoices()
}

// customers are the four by the names that the firm's own books have for them.
func (p *plan) customers() {
	var rows [][]string
	for _, c := range append(groups[:3:3], ring) {
		rows = append(rows, []string{p.callName(c), p.at(c)})
	}
	draft.Shuffle(p.Draw("order", "customers"), rows)
	p.HandTable("customers", []string{"customer", "account"}, rows)
}

// callName is what the firm calls a customer: two words, so that no other
// variant's customer bears the name by chance.
func (p *plan) callName(customer string) string { return p.Title("call/"+customer, "{A} {N} House") }

// offender says whether an account has a post of L3 or L4 in the case file.
func (p *plan) offender(ref string) bool {
	for _, r := range p.W.Case.Posts {
		post := p.W.Post(r)
		if post.Account == world.Ref("account:"+ref) && (post.Label == "L3" || post.Label == "L4") {
			return true
		}
	}
	return false
}

// ranking is the detector's: it finds most of the guilty, and whoever writes like
// them; the one who quotes them most stands first.
func (p *plan) ranking() {
	var rows [][]string
	for _, c := range cast {
		s := p.Draw("score", c.ref)
		score := s.Between(11, 82)
		switch {
		case c.ref == "journalist":
			score = s.Between(97, 99)
		case p.offender(c.ref):
			score = s.Between(58, 96)
		}
		rows = append(rows, []string{p.at(c.ref), fmt.Sprint(score)})
	}
	slices.SortStableFunc(rows, func(a, b []string) int { return cmp.Compare(b[1], a[1]) }) // two digits each
	p.HandTable("ranking", []string{"account", "score"}, rows)
}

// proposed are those whom a hurried desk wants referred to the platform: eight
// of them offer or support, six do not.
var (
	proposed  = []string{"main", "stencil", "banco", "bot", "g1", "g2", "g3", "g1desk", "g2desk", "g3desk", "g1van", "g2van", "g2till", "g3boat", "g3yard"}
	lookalike = []string{"advice", "radio", "coach", "developer", "journalist", "warning", "satire", "printer", "payhelp", "fairwork", "worker1", "cousin"}
	reasons   = []string{"writes about seats and prices", "code words in several posts", "many people answer", "named by another account", "tip of a neighbour", "detector"}
)

func (p *plan) referrals() {
	s := p.Draw("referrals", "")
	var rows [][]string
	for _, i := range s.Perm(len(proposed))[:8] {
		rows = append(rows, []string{p.at(proposed[i]), stream.Pick(s, reasons)})
	}
	for _, i := range s.Perm(len(lookalike))[:6] {
		rows = append(rows, []string{p.at(lookalike[i]), stream.Pick(s, reasons)})
		p.sheet = append(p.sheet, world.Ref("account:"+lookalike[i]))
	}
	draft.Shuffle(s, rows)
	p.HandTable("referrals", []string{"account", "because"}, rows)
}

// pair is a request of one State to another and the instrument that it takes.
type pair struct{ instrument, from, to, what string }

var (
	members    = []string{"Romania", "Slovakia", "Germany", "Italy", "Slovenia", "Greece"}
	candidates = []string{"Albania", "Moldova"}
	// asks are requests by what they take. {m} {n} are Member States, {c} a candidate.
	asks = []pair{
		{"epoc-pr", "{m}", "{n}", "a service provider there is to keep an account's data; they may be deleted tonight"},
		{"epoc", "{m}", "{n}", "a service provider there is to hand over who holds an account, as evidence"},
		{"eio", "{m}", "{n}", "the authorities there are to hear a witness, as evidence"},
		{"freezing", "{m}", "{n}", "a court's order that freezes coins at an exchange there is to be carried out"},
		{"spoc", "{m}", "{n}", "the police there are asked what they know about a van; nothing is needed for court yet"},
		{"budapest", "{m}", "{c}", "data in a computer system there are to be kept; a request to hand them over follows"},
		{"budapest", "{c}", "{m}", "a service provider there is to keep an account's data; they may be deleted tonight"},
		{"mla", "{m}", "{c}", "the authorities there are to hear a witness, as evidence"},
		{"mla", "{c}", "{m}", "coins at an exchange there are to be frozen by order of a court"},
		{"jit", "{m} and {n}", "{c}", "prosecutors want to work on one case for a year, and use what each of them finds"},
	}
)

// asked is how many requests a team is asked about.
const asked = 7

func (p *plan) requests() {
	s := p.Draw("requests", "")
	var rows [][]string
	for i, j := range s.Perm(len(asks))[:asked] {
		order := s.Perm(len(members))
		fill := strings.NewReplacer("{m}", members[order[0]], "{n}", members[order[1]], "{c}", stream.Pick(s, candidates))
		a := asks[j]
		p.pairs = append(p.pairs, a)
		rows = append(rows, []string{fmt.Sprintf("r%d", i+1), fill.Replace(a.from), fill.Replace(a.to), a.what})
	}
	p.HandTable("requests", []string{"request", "from", "to", "what"}, rows)
}

// use is what somebody wants to do with a message, and whether its code lets him.
type use struct{ verdict, code, want string }

var wants = []use{
	{"yes", "H0", "use it to prevent the next journey"},
	{"yes", "H0", "use it to look for the group's vans"},
	{"yes", "H1", "plan the next step of the inquiry with it"},
	{"ask", "H1", "put it into the file that goes to the court"},
	{"ask", "H1", "read it out as evidence in the hearing"},
	{"yes", "H2", "read it in the team to which it was sent"},
	{"ask", "H2", "pass it on to the police of another State"},
	{"ask", "H2", "give it to an agency outside the team"},
	{"read", "H3", "use it as we use all the others"},
	{"read", "H3", "pass it on at once, it is urgent"},
}

// used is how many uses a team is asked about.
const used = 7

func (p *plan) handling() {
	var rows [][]string
	for i, j := range p.Draw("handling", "").Perm(len(wants))[:used] {
		u := wants[j]
		p.uses = append(p.uses, u)
		rows = append(rows, []string{fmt.Sprintf("h%d", i+1), u.code, u.want})
	}
	p.HandTable("handling", []string{"message", "code", "wanted"}, rows)
}

// steps of the second day in the order of the mandate, and how the log says that
// one was taken.
var steps = []struct{ id, done string }{
	{"protect", "Workers and people in danger met by the protection desk, beds and a doctor arranged."},
	{"preserve", "Preservation of data asked for at all providers, in each State's own form."},
	{"deconflict", "List compared with the cases of partners; nobody else is hit by it."},
	{"freeze", "Accounts frozen by the competent authorities."},
	{"arrest", "Arrests decided by each State's own authority and made at one hour."},
	{"search", "Rooms searched with orders, devices sealed and hashed."},
	{"remove", "Exact addresses put on the referral sheet or into orders, for removal."},
	{"inform", "People and firms who are affected told what was done and how to complain."},
}

// secondDay is the log as the team finds it: two of the first four steps were
// taken already.
func (p *plan) secondDay() {
	s := p.Draw("secondday", "")
	at := p.W.Opens.AddDate(0, 0, 1).Truncate(24 * time.Hour).Add(time.Duration(s.Between(6*60, 7*60)) * time.Minute)
	rows := [][]string{{"1", draft.Minute(at), "Team of the night hands over."}}
	taken := s.Perm(4)[:2]
	slices.Sort(taken)
	for _, i := range taken {
		at = at.Add(time.Duration(s.Between(4, 20)) * time.Minute)
		p.done = append(p.done, steps[i].id)
		rows = append(rows, []string{fmt.Sprint(len(rows) + 1), draft.Minute(at), steps[i].done})
	}
	p.HandTable("day-two", []string{"entry", "at", "what"}, rows)
}
