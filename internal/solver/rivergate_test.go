package solver

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// dispatcher is the analyst of S7 at work.
type dispatcher struct {
	folder
	van  string // the plate of the right van
	gate string // the sensor that noted it last
}

// TestRiverGate: the emergency is solved from its files. Six answers may be right
// by chance: one State of three, one seat of six, eight channels of ten, three
// fields of five, a rate, an order of five.
func TestRiverGate(t *testing.T) {
	onFiles(t, "river-gate", 12, []string{"q1", "q2", "q6", "q7", "q8", "q9"}, func(f folder, s *submission) {
		c := &dispatcher{folder: f}
		c.rightVan(s)
		c.calls(s)
		c.orders(s)
		c.request(s)
		c.reader(s)
		s.answer("q6", c.channels())
		s.answer("q9", c.referral())
		number := c.advertisements(s)
		c.hall(s, number)
	})
}

// tollPass is a row of the toll road.
type tollPass struct {
	plate, exit    string
	entered, leave time.Time
}

func (c *dispatcher) passes() []tollPass {
	var out []tollPass
	for _, r := range c.table("toll-answer") {
		out = append(out, tollPass{r["plate"], r["exit"], c.moment(r["entered_at"]), c.moment(r["left_at"])})
	}
	return out
}

func (c *dispatcher) moment(text string) time.Time {
	c.t.Helper()
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	c.t.Fatalf("%q is no time", text)
	return time.Time{}
}

var hourMinute = regexp.MustCompile(`(\d\d:\d\d) UTC`)

// rightVan is the one of the two that entered a toll road in the minute of the
// first beep and left one in the minute of the second.
func (c *dispatcher) rightVan(s *submission) {
	var beeps []time.Time
	for _, r := range c.table("messages") {
		if m := hourMinute.FindStringSubmatch(r["text"]); m != nil && strings.Contains(r["text"], "beep") {
			beeps = append(beeps, c.moment(r["received"][:11]+m[1]+"Z"))
		}
	}
	if len(beeps) != 2 {
		c.t.Fatalf("beeps at %v, want two", beeps)
	}
	near := func(at, beep time.Time) bool { return at.Truncate(time.Minute).Sub(beep).Abs() <= time.Minute }
	var last time.Time
	var both []string
	for _, r := range c.table("vans") {
		first, second := false, false
		for _, p := range c.passes() {
			if p.plate == r["plate"] {
				first, second = first || near(p.entered, beeps[0]), second || near(p.leave, beeps[1])
			}
		}
		if first && second {
			both = append(both, r["plate"])
		}
	}
	if len(both) != 1 {
		c.t.Fatalf("vans that fit both beeps: %v, want one", both)
	}
	c.van = both[0]
	for _, p := range c.passes() {
		if p.plate == c.van && p.leave.After(last) {
			last, c.gate = p.leave, p.exit
		}
	}
	s.answer("q5", c.van)
	s.answer("q10", c.gate)
}

// onTheRoad are the States in the order of the road.
var onTheRoad = []struct{ name, id string }{{"Moldova", "md"}, {"Romania", "ro"}, {"Slovakia", "sk"}, {"Germany", "de"}}

func (c *dispatcher) calls(s *submission) {
	for _, r := range c.table("road") {
		for i, st := range onTheRoad {
			if r["sensor"] == c.gate && r["state"] == st.name {
				s.answer("q1", []string{"control-" + st.id, "spoc-" + onTheRoad[i+1].id, "prosecutor"})
			}
		}
	}
	seats := map[string]string{"Romania": "ro", "Slovakia": "sk", "Germany": "de", "Italy": "it", "Slovenia": "si", "Greece": "el"}
	s.answer("q2", seats[c.after("case/notice.txt", `established in (\w+)\.`)])
}

// after finds what stands behind some words of a text.
func (c *dispatcher) after(path, pattern string) string {
	c.t.Helper()
	m := regexp.MustCompile(pattern).FindSubmatch(c.read(path))
	if m == nil {
		c.t.Fatalf("%s: no %s", path, pattern)
	}
	return string(m[1])
}

// orders adds eight hours to the receipt and forty-eight to the issue.
func (c *dispatcher) orders(s *submission) {
	received := c.moment(c.after("case/receipt.txt", `establishment at (\S+Z)`))
	issued := c.moment(c.after("case/receipt.txt", `Issued at (\S+Z)`))
	s.answer("q3", received.Add(8*time.Hour).Format("2006-01-02T15:04Z"))
	s.answer("q4", issued.Add(48*time.Hour).Format("2006-01-02T15:04Z"))
}

// request is what helps and is not in the file yet.
func (c *dispatcher) request(s *submission) {
	help := map[string]string{"tracker": "tracker", "colour and marking": "colour", "opened from outside": "doors", "agreed return": "handover", "fuel card": "fuel"}
	for _, r := range c.table("known") {
		for words := range help {
			if strings.Contains(r["what"], words) {
				delete(help, words)
			}
		}
	}
	var ask []string
	for _, id := range help {
		ask = append(ask, id)
	}
	slices.Sort(ask)
	s.answer("q7", ask)
}

// reader is the predictive value: right reports over all reports of a night.
func (c *dispatcher) reader(s *submission) {
	figure := func(pattern string) int64 {
		n, err := strconv.ParseInt(c.after("case/reader.txt", pattern), 10, 64)
		if err != nil {
			c.t.Fatal(err)
		}
		return n
	}
	found, wrongly, all := figure(`on the list it reported (\d+)\.`), figure(`other vehicles it reported (\d+)\.`), figure(`counted (\d+) passages`)
	right := big.NewRat(found, 1000)
	reports := new(big.Rat).Add(right, big.NewRat(wrongly*(all-1), 10_000))
	s.answer("q8", new(big.Rat).Mul(new(big.Rat).Quo(right, reports), big.NewRat(100, 1)).FloatString(1))
}

// ways are words of a message by which its channel is known.
var ways = []struct{ words, way string }{
	{"State ahead, now", "spoc"},
	{"without asking us again", "siena-h0"},
	{"may not be shown in court unless", "siena-h1"},
	{"passed to nobody unless", "siena-h2"},
	{"European centre", "ecams"},
	{"as evidence for our court", "eio"},
	{"keep the traffic data", "budapest"},
	{"settle who leads", "eurojust"},
	{"Whose money", "fiu"},
	{"hand over what the order names", "firm"},
}

func (c *dispatcher) channels() map[string]string {
	out := map[string]string{}
	for _, r := range c.table("outbox") {
		for _, w := range ways {
			if strings.Contains(r["text"], w.words) {
				out[r["message"]] = w.way
			}
		}
	}
	return out
}

// referral orders people by the mandate: life, child, exploitation, protection,
// everybody else.
func (c *dispatcher) referral() []string {
	var out []string
	for _, words := range []string{"does not answer", "years old", "debt", "asks for protection", "call home"} {
		for _, r := range c.table("drill") {
			if strings.Contains(r["noted"], words) {
				out = append(out, r["person"])
			}
		}
	}
	return out
}

// advertisements finds the number of an advertiser for drivers that stands in a
// contract of somebody else, and in none of his own, the copy of a text under another account, and enters them.
func (c *dispatcher) advertisements(s *submission) (number string) {
	saved := c.table("adverts")
	recruiter := ""
	for _, a := range saved {
		for _, r := range c.table("contracts") {
			his := slices.ContainsFunc(c.table("contracts"), func(x map[string]string) bool { return x["holder"] == a["name"] })
			if r["contact_phone"] == a["phone"] && !his && strings.Contains(strings.ToLower(a["text"]), "driver") {
				recruiter, number = a["account"], a["phone"]
				if r["plate"] != c.van {
					c.t.Errorf("the number %s stands in the contract of %s", number, r["plate"])
				}
			}
		}
	}
	s.answer("q11", number)
	account := s.entity("account", selector{"handle", "bazarino", recruiter})
	s.link(account, "advertises", s.entity("phone", value("phone", number)))
	texts := map[string]bool{}
	for _, a := range saved {
		if a["account"] == recruiter {
			texts[phoneNumber.ReplaceAllString(a["text"], "")] = true
		}
	}
	type listing struct{ ID, Seller, Text string }
	for _, a := range jsonLines[listing](c.folder, "classifieds/listings.jsonl") {
		if a.Seller != recruiter && texts[phoneNumber.ReplaceAllString(a.Text, "")] {
			s.answer("q12", a.ID)
			s.link(s.entity("account", selector{"handle", "bazarino", a.Seller}), "same_text_as", account)
		}
	}
	return number
}

// hall enters who rented the van and gave the number, and who stands in the lease.
func (c *dispatcher) hall(s *submission, number string) {
	for _, r := range c.table("contracts") {
		if r["contact_phone"] == number {
			shop := s.entity("organisation", value("name", r["holder"]))
			s.link(shop, "operates", s.entity("phone", value("phone", number)))
			s.link(shop, "supplies", s.entity("vehicle", value("plate", r["plate"])))
		}
	}
	place := s.entity("place", value("place", strings.ReplaceAll(c.after("case/lease.txt", `position (\S+, \S+\d)\.`), ", ", ",")))
	s.link(s.entity("person", value("name", c.after("case/lease.txt", `Let by (.+) to `))), "owns", place)
	tenant := s.entity("person", value("name", c.after("case/lease.txt", `Let by .+ to ([^,]+),`)))
	s.link(tenant, "operates", place)
	s.link(s.entity("person", value("name", c.after("case/lease.txt", `The other one is with ([^,]+),`))), "works_for", tenant)
}
