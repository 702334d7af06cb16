package solver

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (c *capstone) whole(text string) int64 {
	c.t.Helper()
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		c.t.Fatal(err)
	}
	return n
}

func (c *capstone) moment(text string) time.Time {
	c.t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		c.t.Fatal(err)
	}
	return at
}

// named is the account of the case file with a display name.
func (c *capstone) named(display string) string {
	for _, r := range c.table("accounts") {
		if r["display_name"] == display {
			return r["handle"]
		}
	}
	return ""
}

// said is a message in a channel of Kurjer.
type said struct {
	At   time.Time
	Text string
}

// channels are the messages of the channels that bear an account's display name,
// by its handle.
func (c *capstone) channels() map[string][]said {
	out := map[string][]said{}
	for _, r := range jsonLines[struct{ Title, File string }](c.folder, "messenger/channels.jsonl") {
		if h := c.named(r.Title); h != "" {
			out[h] = jsonLines[said](c.folder, r.File)
		}
	}
	return out
}

var (
	hasLeft = regexp.MustCompile(`(?i)\bhave left\b|\bhas left\b`)
	paidFor = regexp.MustCompile(`^([a-z]+\d\d): paid|paid, ([a-z]+\d\d)\.|now: ([a-z]+\d\d)\.`)
)

// vans finds the plate that passes a gantry within a quarter of an hour of every
// departure of which a channel speaks.
func (c *capstone) vans(s *submission) {
	passes := c.sheet("movement/tolls.csv")
	for channel, list := range c.channels() {
		var fits map[string]bool
		for _, m := range list {
			if !hasLeft.MatchString(m.Text) {
				continue
			}
			here := map[string]bool{}
			for _, p := range passes {
				if late := c.moment(p["entered_at"]).Sub(m.At); late > 0 && late < 15*time.Minute && (fits == nil || fits[p["plate"]]) {
					here[p["plate"]] = true
				}
			}
			fits = here
		}
		if fits == nil {
			continue
		}
		if len(fits) != 1 {
			c.t.Fatalf("%s: plates that fit all departures: %v", channel, fits)
		}
		for plate := range fits {
			s.link(s.entity("account", handle(channel)), "operates", s.entity("vehicle", value("plate", plate)))
		}
	}
}

// heard is a position of a vessel.
type heard struct {
	at time.Time
	point
}

// vessels finds the one of those that clips name which falls silent at sea, more
// than three kilometres outside every shadow.
func (c *capstone) vessels(s *submission) {
	number := func(text string) float64 {
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			c.t.Fatal(err)
		}
		return f
	}
	identity, tracks := map[string]string{}, map[string][]heard{}
	for _, r := range c.sheet("movement/vessels.csv") {
		identity[r["name"]] = r["mmsi"]
	}
	for _, r := range c.sheet("movement/ais.csv") {
		tracks[r["mmsi"]] = append(tracks[r["mmsi"]], heard{c.moment(r["at"]), point{number(r["lat"]), number(r["lon"])}})
	}
	shadowed := func(p point) bool {
		return slices.ContainsFunc(c.sheet("movement/shadows.csv"), func(r map[string]string) bool {
			return far(p, point{number(r["lat"]), number(r["lon"])}) < number(r["range_m"])+3000
		})
	}
	accounts := map[string]string{}
	for _, a := range jsonLines[struct{ ID, Name string }](c.folder, "loopi/accounts.jsonl") {
		accounts[a.ID] = a.Name
	}
	for _, clip := range jsonLines[struct {
		AccountID       string `json:"account_id"`
		Caption, Poster string
	}](c.folder, "loopi/clips.jsonl") {
		for name, mmsi := range identity {
			if !strings.Contains(clip.Caption, name) || c.named(accounts[clip.AccountID]) == "" {
				continue
			}
			track, silent := tracks[mmsi], false
			for i := 1; i < len(track); i++ {
				a, b := track[i-1], track[i]
				if gap := b.at.Sub(a.at); gap > time.Hour && gap < 12*time.Hour && !shadowed(a.point) && !shadowed(b.point) {
					silent = true
					s.event("silent", s.entity("vehicle", value("mmsi", mmsi)), a.at)
				}
			}
			if silent {
				s.answer("q2", digest(c.read("loopi/media/"+clip.Poster+".jpg")))
				s.link(s.entity("account", handle(c.named(accounts[clip.AccountID]))), "advertises", s.entity("vehicle", value("mmsi", mmsi)))
			}
		}
	}
}

// counters sums what was paid under the codes that a channel names, and finds out
// who was paid it and whom he pays.
func (c *capstone) counters(s *submission) {
	entries := c.sheet("paper/entries.csv")
	for channel, list := range c.channels() {
		codes := map[string]bool{}
		for _, m := range list {
			if g := paidFor.FindStringSubmatch(strings.ToLower(m.Text)); g != nil {
				codes[g[1]+g[2]+g[3]] = true
			}
		}
		if len(codes) == 0 {
			continue
		}
		var hundredths int64
		collector := ""
		for _, e := range entries {
			amount := func() int64 { return c.whole(strings.ReplaceAll(e["amount"], ".", "")) }
			switch {
			case !codes[e["code"]]:
			case e["entry"] == "IN":
				hundredths += amount()
			case e["entry"] == "BACK":
				hundredths -= amount()
			case e["entry"] == "OUT":
				collector = e["to"]
			}
		}
		s.answer("q10", hundredths/100)
		who := s.entity("person", value("name", collector))
		s.link(who, "works_for", s.entity("account", handle(channel)))
		for _, e := range entries {
			if e["entry"] == "IN" && e["name"] == collector {
				s.link(who, "pays", s.entity("person", value("name", e["to"])))
			}
		}
	}
}

// board reads the thread that the court has opened: in which order the desk puts up
// its services, and where dollars go.
func (c *capstone) board(s *submission) (till string) {
	title := regexp.MustCompile(`one thread of the board, “([^”]+)”`).FindStringSubmatch(string(c.read("case/court.txt")))[1]
	thread := ""
	for _, t := range jsonLines[struct{ ID, Title string }](c.folder, "forum/private/threads.jsonl") {
		if t.Title == title {
			thread = t.ID
		}
	}
	names := map[string]string{}
	for _, m := range jsonLines[forumMember](c.folder, "forum/private/members.jsonl") {
		names[m.ID] = m.Name
	}
	var order []string
	for _, p := range jsonLines[forumPost](c.folder, "forum/private/posts.jsonl") { // by id, which is by time
		if p.ThreadID != thread {
			continue
		}
		for _, x := range []struct{ words, service string }{
			{"we write for you", "advertising"},
			{"night watch", "channels"},
			{"it answers", "bot"},
			{"the drawer", "templates"},
			{"we hold what is paid", "guarantee"},
		} {
			if strings.HasPrefix(p.Text, "New at the desk") && strings.Contains(p.Text, x.words) {
				order = append(order, x.service)
			}
		}
		if a := tokenAddress.FindString(p.Text); a != "" {
			till = a
			s.link(s.entity("account", selector{"handle", "agora-9", names[p.AuthorID]}), "advertises", s.entity("wallet", value("wallet", a)))
		}
	}
	s.answer("q16", order)
	return till
}

// bridge finds for every payment out of a customer's wallet what the vault of a
// bridge pays to the till for it, by the rate of the day, and what leaves the till.
func (c *capstone) bridge(s *submission, till string) {
	v := &investigator{folder: c.folder, desk: c.asked}
	v.tokens()
	vault := ""
	for _, r := range v.public("tags.csv") {
		if r["kind"] == "bridge" {
			vault = r["address"]
		}
	}
	cents := map[string]int64{}
	for _, r := range v.public("rates.csv") {
		cents[r["day"]] = c.whole(strings.ReplaceAll(r["cents_a_coin"], ".", ""))
	}
	chain := readBlocks(c.folder)
	var sum int64
	for _, customer := range c.table("customers") {
		address := c.purse[customer["account"]]
		if address == "" { // paid over the counter
			continue
		}
		for _, tx := range chain.paidBy(address) {
			for _, o := range tx.outs {
				for _, m := range v.moves {
					late := m.at.Sub(tx.at)
					if m.from != vault || m.to != till || late < 0 || late > 12*time.Hour {
						continue
					}
					days := []string{tx.at.Format(time.DateOnly), tx.at.Add(-3 * time.Hour).Format(time.DateOnly)} // it waits for its block
					if slices.ContainsFunc(days, func(d string) bool { return o.sat*cents[d]/10_000*997/1000 == m.micro }) {
						sum += m.micro
						s.link(s.entity("wallet", value("wallet", address)), "pays", s.entity("wallet", value("wallet", till)))
					}
				}
			}
		}
	}
	s.answer("q11", sum)
	for _, m := range v.moves {
		if m.from == till {
			from, to := s.entity("wallet", value("wallet", m.from)), s.entity("wallet", value("wallet", m.to))
			s.link(from, "pays", to)
			s.hop(from, to, m.tx, -1)
		}
	}
}

// investigator is the one of S4, who reads the account ledger.
type investigator = till

// notice compares the clock of the received rows with the message of which one says
// that it stands in a room.
func (c *capstone) notice(s *submission, words string, written time.Time) {
	for _, list := range c.channels() {
		for _, m := range list {
			if strings.HasPrefix(m.Text, words) {
				s.answer("q9", int64(written.Sub(m.At).Round(time.Hour)/time.Hour))
			}
		}
	}
}
