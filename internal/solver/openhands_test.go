package solver

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// tribunal is the analyst of S6 at work: the posts with what they are, and the
// tables that were handed over.
type tribunal struct {
	folder
	book  codebook
	posts map[string]helped // by number in the case file
	fake  string            // the handle of the offer that others work for
}

// helped is a post of the case file.
type helped struct {
	record, author, text, lang, label string
}

// TestOpenHands: the restraint scenario is solved from its files. Three answers
// may be right by chance: a language of four, a rate of small counts, rules for
// eight facts of twelve.
func TestOpenHands(t *testing.T) {
	onFiles(t, "open-hands", 8, []string{"q3", "q4", "q6"}, func(f folder, s *submission) {
		c := &tribunal{folder: f, book: codebook{}, posts: map[string]helped{}}
		c.read()
		c.classify(s)
		c.ranking(s)
		s.answer("q5", c.revenge())
		s.answer("q6", c.rules())
		c.page(s)
		c.deposits(s)
	})
}

func (c *tribunal) read() {
	for _, r := range c.table("codebook") {
		c.book[r["category"]] = append(c.book[r["category"]], r["word"])
	}
	type status struct{ ID, Text, Lang string }
	said := map[string]status{}
	for _, st := range jsonLines[status](c.folder, "microblog/statuses.jsonl") {
		said["microblog/statuses.jsonl#"+st.ID] = st
	}
	for _, r := range c.table("posts") {
		st := said[r["record"]]
		c.posts[r["number"]] = helped{record: r["record"], author: r["account"], text: st.Text, lang: st.Lang}
	}
}

var (
	minor = regexp.MustCompile(`(?i)\b(child|minore|fëmijë|otrok)\b.*\b1\d\b|\b1\d\b.*\b(child|minore|fëmijë|otrok)\b`)
	tag   = regexp.MustCompile(`#\w+`)
)

// own is what an author says in his own voice.
func own(text string) string { return quoted.ReplaceAllString(text, "") }

// classify labels every post by the mandate's guide, and names the accounts that
// offer or support.
func (c *tribunal) classify(s *submission) {
	var offers []string
	for _, p := range c.posts {
		if c.book.read(p.text).offers() {
			offers = append(offers, p.author)
		}
	}
	for _, p := range c.posts {
		for _, m := range mention.FindAllString(p.text, -1) {
			if m != p.author && slices.Contains(offers, m) {
				c.fake = m
			}
		}
	}
	var file []string
	set := map[string]string{}
	for n, p := range c.posts {
		e := c.book.read(p.text)
		switch {
		case minor.MatchString(p.text) && !tag.MatchString(p.text):
			p.label = "L6"
		case e.offers():
			p.label = "L3"
		case c.fake != "" && strings.Contains(own(p.text), c.fake):
			p.label = "L4"
		case e.activity || e.guarantee:
			p.label = "L2"
		case tag.MatchString(p.text):
			p.label = "L1"
		default:
			p.label = "L0"
		}
		c.posts[n] = p
		set[p.record] = p.label
		s.Labels = append(s.Labels, label{p.record, p.label})
		if (p.label == "L3" || p.label == "L4") && !slices.Contains(file, p.author) {
			file = append(file, p.author)
		}
	}
	s.answer("q1", set)
	slices.Sort(file)
	s.answer("q2", file)
	c.graph(s, file)
}

var (
	phoneNumber = regexp.MustCompile(`\+\d{8,}`)
	webAddress  = regexp.MustCompile(`http://([a-z0-9.-]+)/`)
)

// graph enters the three accounts, who writes for them by the cards, and what
// their posts and the bank's rows show.
func (c *tribunal) graph(s *submission, file []string) {
	ids := map[string]string{}
	for _, h := range file {
		ids[h] = s.entity("account", handle(h))
	}
	names := map[string]string{}
	for _, r := range c.table("cards") {
		if !slices.Contains(file, r["account"]) {
			continue
		}
		if card := string(c.folder.read("case/" + r["file"])); strings.Contains(card, "Nobody knows who runs it") {
			s.link(ids[r["account"]], "works_for", ids[c.fake])
			continue
		}
		person := s.entity("person", value("name", r["name"]))
		names[r["name"]] = person
		s.link(person, "operates", ids[r["account"]])
	}
	for _, p := range c.posts {
		if p.author != c.fake {
			continue
		}
		for _, n := range phoneNumber.FindAllString(p.text, -1) {
			s.link(ids[c.fake], "advertises", s.entity("phone", value("phone", n)))
		}
		for _, m := range webAddress.FindAllStringSubmatch(p.text, -1) {
			s.link(ids[c.fake], "advertises", s.entity("domain", value("domain", m[1])))
		}
	}
	for _, r := range c.table("bank-alert") {
		if person, ok := names[r["holder"]]; ok {
			s.link(person, "owns", s.entity("payment_account", selector{"payment_account", "zefir-pay", r["account"]}))
		}
	}
}

// ranking counts, for each language, how many of the lawful posts are flagged.
func (c *tribunal) ranking(s *submission) {
	flagged, all := map[string]int64{}, map[string]int64{}
	for _, r := range c.table("ranking") {
		p := c.posts[r["post"]]
		if p.label != "L0" && p.label != "L1" {
			continue
		}
		all[p.lang]++
		if score, ok := new(big.Rat).SetString(r["score"]); ok && score.Cmp(big.NewRat(7, 10)) >= 0 {
			flagged[p.lang]++
		}
	}
	worst, rate := "", new(big.Rat)
	for lang, n := range all {
		if r := big.NewRat(flagged[lang]*100, n); r.Cmp(rate) > 0 {
			worst, rate = lang, r
		}
	}
	s.answer("q3", worst)
	s.answer("q4", rate.FloatString(1))
}

// revenge is the tip whose sender the person it is about had taken a step
// against, at most sixty days before.
func (c *tribunal) revenge() string {
	date := func(layout, text string) time.Time {
		at, err := time.Parse(layout, text)
		if err != nil {
			c.t.Fatal(err)
		}
		return at
	}
	var found []string
	for _, tip := range c.table("tips") {
		received := date("2006-01-02T15:04Z", tip["received"])
		for _, p := range c.table("proceedings") {
			opened := date("2006-01-02", p["opened"])
			if tip["sender_phone"] != "" && tip["sender_phone"] == p["against_phone"] && tip["about"] == p["by"] && opened.Before(received) && received.Sub(opened) <= 61*24*time.Hour {
				found = append(found, tip["number"])
			}
		}
	}
	if len(found) != 1 {
		c.t.Errorf("tips that answer a step: %v, want one", found)
	}
	return strings.Join(found, " ")
}

// signs are words by which a fact calls for a rule, the most telling first.
var signs = []struct{ words, rule string }{
	{`actual care`, "kinsa"},
	{`sick people across the border`, "option"},
	{`sinking boat`, "guidance"},
	{`as a suspect`, "palermo5"},
	{`money for each seat`, "palermo3"},
	{`child is at the door`, "child"},
	{`in one language than in the others`, "equal"},
	{`in quotation marks`, "press"},
	{`told the authority`, "whistle"},
	{`before their hearings`, "counsel"},
	{`exact address`, "notice"},
	{`as if it were known`, "assess"},
}

// rules matches each fact with the rule that it calls for.
func (c *tribunal) rules() map[string]string {
	out := map[string]string{}
	for _, r := range c.table("facts") {
		for _, s := range signs {
			if strings.Contains(r["fact"], s.words) {
				out[r["number"]] = s.rule
			}
		}
	}
	return out
}

// page finds the page that offers seats on the site that the false account shows.
func (c *tribunal) page(s *submission) {
	type site struct{ ID, Host, Path, File string }
	var hosts []string
	for _, p := range c.posts {
		if p.author == c.fake {
			for _, m := range webAddress.FindAllStringSubmatch(p.text, -1) {
				hosts = append(hosts, m[1])
			}
		}
	}
	for _, x := range jsonLines[site](c.folder, "web/pages.jsonl") {
		if slices.Contains(hosts, x.Host) && c.book.read(string(c.folder.read(x.File))).offers() {
			s.answer("q7", "http://"+x.Host+x.Path)
		}
	}
}

var booked = regexp.MustCompile(`deposit of \d+ TK, booking (R-\d+)|second deposit,[^:]*: \d+ TK, booking (R-\d+)`)

// deposits adds what the bank's rows say of the bookings that witnesses call a
// deposit.
func (c *tribunal) deposits(s *submission) {
	amount := map[string]int{}
	for _, r := range c.table("bank-alert") {
		n, err := strconv.Atoi(r["amount_tk"])
		if err != nil {
			c.t.Fatal(err)
		}
		amount[r["reference"]] = n
	}
	sum := 0
	for _, r := range c.table("statements") {
		for _, m := range booked.FindAllStringSubmatch(r["text"], -1) {
			sum += amount[m[1]+m[2]]
		}
	}
	s.answer("q8", fmt.Sprint(sum))
}
