package solver

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/toolbin"
)

// Eight automatic questions. Four may be right in part for another team: pairs of
// a few, and a date. The forum is read as a granted authorisation opens it, without
// its private messages; the ledger is asked over Esplora.
func TestSilverThread(t *testing.T) {
	tools := map[string]string{"dig": toolbin.Find(t, "dig")}
	bin := program(t)
	onFiles(t, "silver-thread", 8, []string{"q1", "q4", "q5", "q6"}, func(f folder, s *submission) {
		d := door{folder: f, desk: newDesk(t, atWork(t, bin, f.dir, s.Variant, s.ScenarioTime), tools), name: map[string]string{}}
		for _, m := range jsonLines[forumMember](f, "forum/private/members.jsonl") {
			d.members = append(d.members, m)
			d.name[m.ID] = m.Name
		}
		d.posts = jsonLines[forumPost](f, "forum/private/posts.jsonl")
		for _, w := range f.table("codebook") {
			d.offers = append(d.offers, w["word"])
		}
		d.steps(s)
		d.orders(s)
		d.log(s)
		d.sealed(s)
		d.graph(s)
		d.preserve(s)
	})
}

type forumMember struct{ ID, Name, Rank, Signature string }

type forumPost struct {
	ID       string    `json:"id"`
	ThreadID string    `json:"thread_id"`
	AuthorID string    `json:"author_id"`
	At       time.Time `json:"created_at"`
	Text     string    `json:"text"`
}

// door is the way in, and what lies behind it.
type door struct {
	folder
	desk    *desk
	members []forumMember
	posts   []forumPost
	name    map[string]string
	offers  []string
	network []string // pseudonyms
	fake    string   // the page that the network advertises
}

// rungs are words by which the circumstances of a need tell the least step.
var rungs = []struct{ rung, word string }{
	{"r6", "encrypted"},
	{"r5", "seized"},
	{"r4b", "under a preservation order"},
	{"r4b", "kept already"},
	{"r4a", "deletes them"},
	{"r4a", "may close it"},
	{"r2", "a copy of the chat of her own accord"},
	{"r2", "declaration of consent"},
	{"r3", "behind an invitation"},
	{"r3", "Only invited members"},
	{"r1", "signed in"},
	{"r1", "anybody with an account"},
	{"r0", "nobody has to sign in"},
	{"r0", "Anybody can open"},
}

func (d door) steps(s *submission) {
	pairs := map[string]string{}
	for _, n := range d.table("needs") {
		for _, r := range rungs {
			if strings.Contains(n["circumstances"], r.word) {
				pairs[n["need"]] = r.rung
				break
			}
		}
	}
	s.answer("q1", pairs)
}

// orders reads the drafted requests by the law of the mandate, and counts the term.
func (d door) orders(s *submission) {
	sort := []struct {
		category string
		asks     *regexp.Regexp
	}{
		{"identify", regexp.MustCompile(`solely to|only to identify`)},
		{"content", regexp.MustCompile(`(?i)text of|drafts|what was written`)},
		{"traffic", regexp.MustCompile(`(?i)with whom|log-ins|recipients`)},
		{"subscriber", regexp.MustCompile(`.`)},
	}
	categories, issuers := map[string]string{}, map[string]string{}
	for _, r := range d.table("requests") {
		category := ""
		for _, c := range sort {
			if category == "" && c.asks.MatchString(r["asks_for"]) {
				category = c.category
			}
		}
		years, err := strconv.Atoi(r["offence_maximum_years"])
		if err != nil {
			d.t.Fatal(err)
		}
		by := "judge"
		switch {
		case r["order"] == "preservation" || category == "subscriber" || category == "identify":
			by = "prosecutor"
		case years < 3 && strings.HasPrefix(r["list"], "not"):
			by = "none"
		}
		categories[r["request"]], issuers[r["request"]] = category, by
	}
	s.answer("q4", categories)
	s.answer("q5", issuers)
	var received time.Time
	days := 60
	for _, e := range d.table("preservation-file") {
		switch {
		case strings.HasPrefix(e["what"], "Order received"):
			received = d.moment(e["at"])
		case strings.HasPrefix(e["what"], "Extension issued"):
			days += 30
		}
	}
	s.answer("q6", received.AddDate(0, 0, days).Format(time.DateOnly))
}

func (d door) moment(text string) time.Time {
	at, err := time.Parse("2006-01-02T15:04Z", text)
	if err != nil {
		d.t.Fatal(err)
	}
	return at
}

var (
	valid    = regexp.MustCompile(`Valid: from (\S+), for (\d+) hours`)
	nickname = regexp.MustCompile(`Nickname: (\S+), and no other`)
)

// log holds each entry against the authorisation: time, nickname, reading alone.
func (d door) log(s *submission) {
	paper := string(d.read("case/authorisation.txt"))
	term, nick := valid.FindStringSubmatch(paper), nickname.FindStringSubmatch(paper)[1]
	from := d.moment(term[1])
	hours, err := strconv.Atoi(term[2])
	if err != nil {
		d.t.Fatal(err)
	}
	until := from.Add(time.Duration(hours) * time.Hour)
	var outside []string
	for _, e := range d.table("activity-log") {
		at := d.moment(e["at"])
		in := !at.Before(from) && at.Before(until) && e["nickname"] == nick && e["action"] != "post" && !strings.Contains(e["what"], "private messages")
		if !in {
			outside = append(outside, e["entry"])
			continue
		}
		if export, _, ok := strings.Cut(e["what"], " from thread "); ok {
			s.answer("q9", digest(d.read("case/"+export+".csv")))
		}
	}
	s.answer("q2", outside)
}

// sealed finds the thread whose author marked it as advice of a lawyer.
func (d door) sealed(s *submission) {
	kinds := map[string]string{}
	for _, t := range jsonLines[struct{ ID, Kind string }](d.folder, "forum/private/threads.jsonl") {
		kinds[t.ID] = t.Kind
	}
	for _, t := range d.table("threads") {
		if kinds[t["thread"]] == "legal-advice" {
			s.answer("q7", t["thread"])
		}
	}
}

var (
	paysTo   = regexp.MustCompile(`Money to (\S+) or by`)
	buyerTo  = regexp.MustCompile(`Buyer pays to (bcrt1\w+)`)
	afterTo  = regexp.MustCompile(`Pay after, to (\w+)`)
	holdsFor = regexp.MustCompile(`For (\S+) I hold every week`)
	findsFor = regexp.MustCompile(`I find the students, (\S+) makes`)
	brings   = regexp.MustCompile(`^To (\S+): your .* is on its way`)
	looksAt  = regexp.MustCompile(`Look at http://([^/\s]+)/`)
)

// graph reads the posts and signatures by the conventions of the mandate, asks
// RDAP who registered the page, and the ledger who paid whom.
func (d *door) graph(s *submission) {
	account := func(name string) string {
		if !slices.Contains(d.network, name) {
			d.network = append(d.network, name)
		}
		return s.entity("account", selector{"handle", "agora-9", name})
	}
	owns := map[string]string{} // address to finding
	own := func(name, address string) {
		owns[address] = s.entity("wallet", value("wallet", address))
		s.link(account(name), "owns", owns[address])
	}
	for _, m := range d.members {
		if g := paysTo.FindStringSubmatch(m.Signature); g != nil {
			own(m.Name, g[1])
		}
	}
	for _, p := range d.posts {
		by := d.name[p.AuthorID]
		for _, r := range []struct {
			in   *regexp.Regexp
			verb string
		}{{holdsFor, "supplies"}, {findsFor, "recruits"}, {brings, "transports"}} {
			if g := r.in.FindStringSubmatch(p.Text); g != nil {
				s.link(account(by), r.verb, account(g[1]))
			}
		}
		for _, r := range []*regexp.Regexp{buyerTo, afterTo} {
			if g := r.FindStringSubmatch(p.Text); g != nil {
				own(by, strings.TrimSuffix(g[1], "."))
			}
		}
		if g := looksAt.FindStringSubmatch(p.Text); g != nil {
			d.fake = g[1]
			page := s.entity("domain", value("domain", d.fake))
			s.link(account(by), "advertises", page)
			s.link(s.entity("email", value("email", d.desk.registrant(d.fake))), "registers", page)
		}
	}
	for from := range owns {
		for _, tx := range d.desk.history(from) {
			if !tx.spends(map[string]bool{from: true}) {
				continue
			}
			for i, out := range tx.Vout {
				if to := owns[out.Address]; to != "" && out.Address != from {
					s.link(owns[from], "pays", to)
					s.hop(owns[from], to, tx.TxID, i)
				}
			}
		}
	}
}

var service = regexp.MustCompile(`mail service (\S+), and we keep the accounts of the forum`)

// preserve keeps the nicknames of the network and the mailbox that registered its
// page: what the provider that wrote finds an account by.
func (d door) preserve(s *submission) {
	mail := service.FindStringSubmatch(string(d.read("case/provider-letter.txt")))[1]
	var keep []string
	for _, x := range d.table("identifiers") {
		nick := strings.HasPrefix(x["kind"], "nickname") && slices.Contains(d.network, x["identifier"])
		if nick || x["kind"] == "mailbox at "+mail && x["seen"] == fmt.Sprintf("registration of %s", d.fake) {
			keep = append(keep, x["identifier"])
		}
	}
	s.answer("q3", keep)
}
