package solver

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Seven answers of S8 may be right for another team in part: hours, six orders,
// seven requests, seven codes, six steps, five services, seven sentences.
var meridianChance = []string{"q9", "q12", "q13", "q14", "q15", "q16", "q17"}

// capstone is the analyst of S8 at work.
type capstone struct {
	folder
	asked  *desk
	book   codebook
	posts  []post // by time
	labels map[string]string
	desk   string // handle of the desk, with @
	money  *coins
	purse  map[string]string // published addresses, by handle; of the desk the one for fees
	held   string            // the desk's other address
}

// TestMeridian: the capstone is solved from its files and the exchanges' replies;
// TESTCHAIN-A is asked on the range.
func TestMeridian(t *testing.T) {
	bin := program(t)
	onFiles(t, "meridian", 17, meridianChance, func(f folder, s *submission) {
		c := &capstone{folder: f, asked: newDesk(t, atWork(t, bin, f.dir, s.Variant, s.ScenarioTime), nil), book: codebook{}, labels: map[string]string{}, purse: map[string]string{}, money: readCoins(f)}
		c.readPosts()
		c.classify(s)
		c.addresses()
		c.referrals(s)
		c.received(s)
		c.exploited(s)
		s.answer("q13", c.instruments())
		s.answer("q14", c.codes())
		s.answer("q15", c.secondDay())
		c.graph(s)
		c.follow(s)
		c.vans(s)
		c.vessels(s)
		c.counters(s)
		c.bridge(s, c.board(s))
	})
}

// shown is a status or an account as the platform's files have it.
type shown struct {
	ID, Handle, Text, Domain string
	Account                  string    `json:"account_id"`
	At                       time.Time `json:"created_at"`
	Fields                   []struct{ Name, Value string }
}

func (c *capstone) readPosts() {
	for _, r := range c.table("codebook") {
		c.book[r["category"]] = append(c.book[r["category"]], r["word"])
	}
	texts := map[string]shown{}
	for _, x := range jsonLines[shown](c.folder, "microblog/statuses.jsonl") {
		texts[x.ID] = x
	}
	for _, r := range c.table("posts") {
		_, id, _ := strings.Cut(r["record"], "#")
		c.posts = append(c.posts, post{number: r["number"], record: r["record"], author: r["account"], text: texts[id].Text, at: texts[id].At})
	}
	slices.SortFunc(c.posts, func(a, b post) int { return a.at.Compare(b.at) })
}

// classify labels the posts. The desk is whoever says where fees go; a post that
// speaks for the desk, a customer or an account with an offer is support.
func (c *capstone) classify(s *submission) {
	named := map[string]bool{}
	for _, p := range c.posts {
		if strings.HasPrefix(p.text, "Fees of the desk") {
			c.desk = p.author
		}
		if c.book.label(p.text, "") == "L3" {
			named[p.author] = true
		}
	}
	named[c.desk] = true
	for _, r := range c.table("customers") {
		named[r["account"]] = true
	}
	for _, p := range c.posts {
		l := c.book.label(p.text, "")
		switch {
		case strings.Contains(p.text, "assport") && strings.Contains(p.text, "debt"):
			l = "L6"
		case l == "L0" && slices.ContainsFunc(mention.FindAllString(p.text, -1), func(m string) bool { return named[m] }):
			l = "L4"
		}
		c.labels[p.record] = l
	}
	set := map[string]string{}
	for _, r := range c.table("labelset") {
		set[r["record"]] = c.labels[r["record"]]
		s.Labels = append(s.Labels, label{r["record"], c.labels[r["record"]]})
	}
	s.answer("q1", set)
}

func (c *capstone) suspect(handle string) bool {
	return slices.ContainsFunc(c.posts, func(p post) bool {
		return p.author == handle && (c.labels[p.record] == "L3" || c.labels[p.record] == "L4")
	})
}

// offered are words of orders by the service that they mean.
var offered = []struct{ words, service string }{
	{"new words", "advertising"},
	{"yellow sky", "advertising"},
	{"look after the room", "channels"},
	{"in our room", "channels"},
	{"answers for us", "bot"},
	{"write them down by itself", "bot"},
	{"blank designs", "templates"},
	{"the drawer again", "templates"},
	{"keep what he pays", "guarantee"},
	{"let the money go", "guarantee"},
}

func serviceOf(text string) string {
	for _, o := range offered {
		if strings.Contains(text, o.words) {
			return o.service
		}
	}
	return ""
}

// addresses are those that accounts have published, in a post or a profile.
func (c *capstone) addresses() {
	for _, a := range jsonLines[shown](c.folder, "microblog/accounts.jsonl") {
		for _, f := range a.Fields {
			if walletLike.MatchString(f.Value) {
				c.purse["@"+a.Handle] = f.Value
			}
		}
	}
	for _, p := range c.posts {
		switch a := walletLike.FindString(p.text); {
		case a == "":
		case p.author == c.desk && strings.HasPrefix(p.text, "What is held"):
			c.held = a
		default:
			c.purse[p.author] = a
		}
	}
}

func (c *capstone) referrals(s *submission) {
	var leave []string
	for _, r := range c.table("referrals") {
		if !c.suspect(r["account"]) {
			leave = append(leave, r["account"])
		}
	}
	slices.Sort(leave)
	s.answer("q6", leave)
}

var (
	notedPart = regexp.MustCompile(`Part (\d): \d+ rows, SHA-256 ([0-9a-f]{64})`)
	orderLine = regexp.MustCompile(`^order (o\d): (.*)`)
	upLine    = regexp.MustCompile(`in the room since this minute: “(.*)”`)
)

// received compares the parts with the note, reads orders, and compares the clock
// with the message of which a row says that it stands in a room.
func (c *capstone) received(s *submission) {
	orders := map[string]string{}
	for _, m := range notedPart.FindAllStringSubmatch(string(c.read("case/transfer-note.txt")), -1) {
		name := "received-" + m[1]
		if d := digest(c.read("case/" + name + ".csv")); d != m[2] {
			s.answer("q3", d)
		}
		for _, r := range c.table(name) {
			if o := orderLine.FindStringSubmatch(r["text"]); o != nil {
				orders[o[1]] = serviceOf(o[2])
			}
			if up := upLine.FindStringSubmatch(r["text"]); up != nil {
				written, err := time.Parse("2006-01-02 15:04:05", r["time"])
				if err != nil {
					c.t.Fatal(err)
				}
				c.notice(s, up[1], written)
			}
		}
	}
	s.answer("q12", orders)
}

// elementWords are words of a statement by the element that they show.
var elementWords = []struct{ words, element string }{
	{"met at the station", "act"},
	{"offered a place", "act"},
	{"moved us", "act"},
	{"passports lie", "means"},
	{"brother at home will pay", "means"},
	{"locked at night", "means"},
	{"new debt", "means"},
	{"Fourteen hours", "purpose"},
	{"went to them", "purpose"},
	{"seven days a week", "purpose"},
}

var sentence = regexp.MustCompile(`(?m)^(n\d): (.*)$`)

// exploited reads both statements: the one with all three elements names the customer.
func (c *capstone) exploited(s *submission) {
	all := map[string]string{}
	for _, path := range []string{"case/statement-1.txt", "case/statement-2.txt"} {
		text, here := string(c.read(path)), map[string]bool{}
		for _, m := range sentence.FindAllStringSubmatch(text, -1) {
			all[m[1]] = "none"
			for _, x := range elementWords {
				if strings.Contains(m[2], x.words) {
					all[m[1]], here[x.element] = x.element, true
				}
			}
		}
		for _, r := range c.table("customers") {
			if len(here) == 3 && slices.Contains(mention.FindAllString(text, -1), r["account"]) {
				s.answer("q5", r["customer"])
			}
		}
	}
	s.answer("q17", all)
}

// instruments reads the mandate's table: who asks whom, for what.
func (c *capstone) instruments() map[string]string {
	out := map[string]string{}
	for _, r := range c.table("requests") {
		outside := false
		for _, state := range []string{"Albania", "Moldova"} {
			outside = outside || r["from"] == state || r["to"] == state
		}
		has := func(words string) bool { return strings.Contains(r["what"], words) }
		inside := func(member, candidate string) string {
			if outside {
				return candidate
			}
			return member
		}
		switch {
		case has("work on one case"):
			out[r["request"]] = "jit"
		case has("keep an account's data"), has("are to be kept"):
			out[r["request"]] = inside("epoc-pr", "budapest")
		case has("hear a witness"):
			out[r["request"]] = inside("eio", "mla")
		case has("freezes coins"), has("be frozen"):
			out[r["request"]] = inside("freezing", "mla")
		case has("hand over who"):
			out[r["request"]] = "epoc"
		case has("the police there"):
			out[r["request"]] = "spoc"
		}
	}
	return out
}

// codes reads the mandate: H1 not into court, H2 not to others, H3 read first.
func (c *capstone) codes() map[string]string {
	out := map[string]string{}
	for _, r := range c.table("handling") {
		has := func(words ...string) bool {
			return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(r["wanted"], w) })
		}
		switch out[r["message"]] = "yes"; {
		case r["code"] == "H3":
			out[r["message"]] = "read"
		case r["code"] == "H1" && has("court", "hearing"), r["code"] == "H2" && has("pass it on", "outside"):
			out[r["message"]] = "ask"
		}
	}
	return out
}

// secondDay are the steps of the mandate of which the log says nothing.
func (c *capstone) secondDay() []string {
	var log string
	for _, r := range c.table("day-two") {
		log += r["what"] + "\n"
	}
	var left []string
	for _, x := range [][2]string{
		{"protect", "met by the protection desk"},
		{"preserve", "Preservation of data"},
		{"deconflict", "compared with the cases"},
		{"freeze", "Accounts frozen"},
		{"arrest", "Arrests"},
		{"search", "Rooms searched"},
		{"remove", "for removal"},
		{"inform", "how to complain"},
	} {
		if !strings.Contains(log, x[1]) {
			left = append(left, x[0])
		}
	}
	return left
}

// graph enters the suspects and what they have published.
func (c *capstone) graph(s *submission) {
	signed := regexp.MustCompile(`— (\S+ \S+)$`)
	for _, p := range c.posts {
		if !c.suspect(p.author) {
			continue
		}
		account := s.entity("account", handle(p.author))
		if m := signed.FindStringSubmatch(p.text); m != nil {
			s.link(s.entity("person", value("name", m[1])), "operates", account)
		}
		if p.author == c.desk {
			if m := regexp.MustCompile(`http://([^/ ]+)/`).FindStringSubmatch(p.text); m != nil {
				s.link(account, "advertises", s.entity("domain", value("domain", m[1])))
			}
		}
	}
	desk := s.entity("account", handle(c.desk))
	s.link(desk, "advertises", s.entity("wallet", value("wallet", c.held)))
	s.link(desk, "advertises", s.entity("wallet", value("wallet", c.purse[c.desk])))
	for _, r := range c.table("customers") {
		account := s.entity("account", handle(r["account"]))
		if a := c.purse[r["account"]]; a != "" { // one is paid over the counter
			s.link(account, "advertises", s.entity("wallet", value("wallet", a)))
		}
		c.business(s, account, r["account"])
	}
}

// business is what a customer has under its own name: a number in advertisements,
// a rented vehicle.
func (c *capstone) business(s *submission, account, of string) {
	name := ""
	for _, r := range c.table("accounts") {
		if r["handle"] == of {
			name = r["display_name"]
		}
	}
	for _, x := range jsonLines[struct{ Name, Phone string }](c.folder, "classifieds/sellers.jsonl") {
		if x.Name == name && x.Phone != "" {
			s.link(account, "advertises", s.entity("phone", value("phone", x.Phone)))
		}
	}
	for _, r := range c.table("invoices") {
		if r["holder"] == name {
			s.link(account, "operates", s.entity("vehicle", value("plate", r["plate"])))
		}
	}
}

// follow traces what the desk was paid and where it went.
func (c *capstone) follow(s *submission) {
	fees := c.purse[c.desk]
	published := map[string]bool{fees: true, c.held: true}
	for _, r := range c.table("customers") {
		if a := c.purse[r["account"]]; a != "" {
			published[a] = true
		}
	}
	for _, m := range c.money.moves {
		if published[m.from] && published[m.to] {
			from, to := s.entity("wallet", value("wallet", m.from)), s.entity("wallet", value("wallet", m.to))
			s.hop(from, to, m.txid, m.vout)
			if m.to == fees {
				s.link(from, "pays", to)
			}
		}
	}
	c.replies(s, fees)
}

// reply is what an exchange says of an account, found by a deposit address.
type reply struct {
	ID, Name, Email, Folder string
	Address                 string `json:"deposit_address"`
	provider                string
}

// replies asks the exchanges that answer for accounts that the desk's money came
// to, straight or by one wallet in between. One holder has the mailbox that stands
// in the registration of the desk's page; the frozen ones count.
func (c *capstone) replies(s *submission, fees string) {
	books := map[string]reply{}
	for _, x := range jsonLines[struct{ ID, Answers string }](c.folder, "casp/portal.jsonl") {
		if x.Answers == "none" {
			continue
		}
		for _, r := range jsonLines[reply](c.folder, "casp/private/"+x.ID+"/accounts.jsonl") {
			r.provider = x.ID
			books[r.Address] = r
		}
	}
	reached, straight := map[string]bool{}, map[string]bool{}
	for _, m := range c.money.from(fees, c.held) {
		straight[m.to] = true
		if _, known := books[m.to]; known {
			reached[m.to] = true
			continue
		}
		for _, n := range c.money.from(m.to) {
			if _, known := books[n.to]; known {
				reached[n.to] = true
			}
		}
	}
	var frozen int64
	for _, a := range slices.Sorted(maps.Keys(reached)) {
		r := books[a]
		account := csvFile(c.t, filepath.Join(c.dir, r.Folder, "account.csv"))[0]
		owner := r.Email == c.registrant()
		if account["frozen_at"] == "" && !owner {
			continue
		}
		number := s.entity("payment_account", selector{"account", r.provider, r.ID})
		balance, obolos := c.balance(r, account["frozen_at"])
		frozen += balance
		if !owner {
			continue
		}
		s.answer("q4", r.Name)
		person, mailbox := s.entity("person", value("name", r.Name)), s.entity("email", value("email", r.Email))
		s.link(person, "owns", number)
		s.link(person, "operates", mailbox)
		s.link(mailbox, "registers", s.entity("domain", value("domain", c.page())))
		if straight[a] {
			s.link(s.entity("wallet", value("wallet", fees)), "pays", number)
		}
		s.answer("q8", c.money.arrived(obolos))
	}
	s.answer("q7", frozen)
}

// balance is what lies in an account at its freeze, and the address at Obolos-X
// to which coins went from it.
func (c *capstone) balance(r reply, until string) (sat int64, obolos string) {
	for _, m := range csvFile(c.t, filepath.Join(c.dir, r.Folder, "movements.csv")) {
		n, err := strconv.ParseInt(m["amount_sat"], 10, 64)
		if err != nil {
			c.t.Fatal(err)
		}
		switch {
		case cmp.Compare(m["at"], until) > 0:
		case m["kind"] == "deposit":
			sat += n
		default:
			sat -= n
		}
		if m["counterparty"] == "Obolos-X" && m["kind"] == "withdrawal" {
			obolos = m["beneficiary_address"]
		}
	}
	return sat, obolos
}

func (c *capstone) page() string {
	for _, p := range c.posts {
		if m := regexp.MustCompile(`http://([^/ ]+)/`).FindStringSubmatch(p.text); m != nil && p.author == c.desk {
			return m[1]
		}
	}
	return ""
}

// registrant is the mailbox in the registration of the desk's page.
func (c *capstone) registrant() string {
	for _, r := range jsonLines[struct {
		Domain     string
		Registrant struct{ Email string }
	}](c.folder, "infra/registrations.jsonl") {
		if r.Domain == c.page() {
			return r.Registrant.Email
		}
	}
	c.t.Fatal(fmt.Errorf("nobody registered %q", c.page()))
	return ""
}
