package neighbour

import (
	"fmt"
	"slices"
	"time"

	"github.com/osint-radar/academy/simulator/media"
	"github.com/osint-radar/academy/simulator/stream"
	"github.com/osint-radar/academy/simulator/world"
)

var (
	firstWords = []string{
		"amber", "birch", "bright", "brook", "cedar", "copper", "corner", "crescent", "east", "elder", "fern", "glass", "green",
		"harvest", "hazel", "hill", "juniper", "lake", "linden", "little", "maple", "meadow", "mill", "moss", "north", "oak",
		"old", "olive", "orchard", "pearl", "pine", "red", "river", "rose", "rowan", "silver", "south", "spring", "stone", "sunny",
	}
	secondWords = []string{
		"acorn", "anchor", "arch", "barn", "bell", "bridge", "candle", "castle", "chestnut", "clock", "cottage", "dove", "falcon",
		"field", "finch", "ford", "gate", "grove", "heron", "house", "key", "ladder", "lamp", "loom", "market", "mirror", "needle",
		"nest", "owl", "path", "pond", "quill", "robin", "sparrow", "square", "swan", "table", "thistle", "tower", "wheel",
	}
)

// neighbour draws the benign name of number i, where it is hosted, and its site.
func (d *draft) neighbour(i int) {
	s := d.domain.Stream(uint64(i), 0)
	pair := d.perm[i%len(d.perm)]
	business := stream.Pick(s, businesses)
	name := fmt.Sprintf("%s-%s", firstWords[pair/len(secondWords)], secondWords[pair%len(secondWords)])
	if round := i / len(d.perm); round > 0 {
		name = fmt.Sprintf("%s-%d", name, round+1)
	}
	called := title(name) + " " + business.noun
	if s.Chance(1, 2) {
		name += "-" + slug(business.noun)
	}
	name += stream.Pick(s, []string{".example", ".example", ".test"})
	if d.names[name] {
		return // the story has it already
	}
	d.names[name] = true

	registered := d.registered(s)
	x := world.Domain{
		Name: name, Registrant: d.registrant(s, i, name, called), Registrar: stream.Pick(s, registrars(d.w)),
		Registered: registered, Expires: anniversary(registered, d.w.Start),
	}
	first := d.place(s, i)
	up := registered.Add(time.Duration(s.Between(20*60, 300*60)) * time.Second)
	x.Hosting = []world.Hosting{{Host: first, From: up}}
	if s.Chance(1, 7) { // moved house
		at := d.within(s, later(registered, d.w.Start))
		x.Hosting[0].Until = at
		x.Hosting = append(x.Hosting, world.Hosting{Host: stream.Pick(s, d.benignHosts()), From: at})
	}
	if six := d.sixes(); len(six) > 0 && s.Chance(1, 5) {
		x.Hosting = slices.Insert(x.Hosting, 1, world.Hosting{Host: stream.Pick(s, six), From: up, Until: x.Hosting[0].Until})
	}
	provider := d.provider[d.host(first).Network]
	if i < company*len(d.own) && d.host(first).PTR != "" { // a machine of the story: its firm's servers
		provider = Registered(d.host(first).PTR)
	}
	x.NameServers = []string{"ns1." + provider, "ns2." + provider}
	if story := d.w.Domains; len(story) > 0 && s.Chance(1, 4) {
		if like := stream.Pick(s, story); len(like.NameServers) > 0 && Registered(like.NameServers[0]) != like.Name {
			x.NameServers = like.NameServers
		}
	}
	if s.Chance(3, 4) {
		x.Mail = "mail." + name
		if s.Chance(1, 2) {
			x.Mail = "mx." + stream.Pick(s, mailHosts(d.w))
		}
		x.Text = []string{stream.Pick(s, []string{"v=spf1 mx -all", "v=spf1 mx ~all"})}
	}
	if s.Chance(1, 10) { // unpaid, or a complaint: nobody's guilt
		x.Until = d.within(s, later(registered, d.w.Start))
		last := &x.Hosting[len(x.Hosting)-1]
		if last.From.After(x.Until) {
			x.Until = last.From.Add(day)
		}
	}
	d.Domains = append(d.Domains, x)
	if len(d.Sites) < maxSites && s.Chance(5, 6) {
		d.site(s, i, x, called, business)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// registered draws a date of registration: two in three are old names.
func (d *draft) registered(s *stream.Stream) time.Time {
	if s.Chance(2, 3) {
		return d.w.Start.Add(-time.Duration(s.Between(40*86400, 2900*86400)) * time.Second)
	}
	span := d.w.End.Sub(d.w.Start) - 15*day
	return d.w.Start.Add(time.Duration(s.Between(-40*86400, max(int64(span/time.Second), 1))) * time.Second)
}

// within draws a time between from and the end of the world's clock.
func (d *draft) within(s *stream.Stream, from time.Time) time.Time {
	left := int64(d.w.End.Sub(from)/time.Second) - 86400
	return from.Add(time.Duration(s.Between(86400/2, max(left, 86400))) * time.Second)
}

// company is how many neighbours each host of the story gets.
const company = 7

// place picks the machine: first some neighbours for each host of the story,
// then anywhere.
func (d *draft) place(s *stream.Stream, i int) world.Ref {
	if i < company*len(d.own) && d.host(d.own[i%len(d.own)]).Addr.Is4() {
		return d.own[i%len(d.own)]
	}
	return stream.Pick(s, d.benignHosts())
}

// registrant draws who owns name number i: one in three is the owner of an
// earlier one, one in five stands behind a privacy service.
func (d *draft) registrant(s *stream.Stream, i int, name, called string) world.Contact {
	owner := uint64(i)
	if i > 0 && s.Chance(1, 3) {
		owner = uint64(s.IntN(i))
	}
	switch s.IntN(10) {
	case 0, 1:
		return Proxy(d.w.Key, name)
	case 2, 3, 4:
		c := d.person(owner)
		c.Org = called
		if s.Chance(1, 2) {
			c.Name = stream.Pick(s, []string{"Office", "Domain Holder", "Hostmaster"})
			c.Email = d.office(owner)
		}
		return c
	default:
		return d.person(owner)
	}
}

// site writes the few pages of a neighbour.
func (d *draft) site(s *stream.Stream, i int, x world.Domain, called string, b business) {
	front := []world.Block{
		{Kind: "p", Text: stream.Pick(s, b.welcome)},
	}
	if s.Chance(2, 3) {
		img := media.Benign(d.w, "web", uint64(i), 0, later(x.Registered, d.w.Start.AddDate(-1, 0, 0)))
		d.Images = append(d.Images, img)
		front = append(front, world.Block{Kind: "image", Image: img.Ref, Text: called})
	}
	front = append(front, world.Block{Kind: "h2", Text: "Opening hours"}, world.Block{Kind: "list", Items: []string{
		fmt.Sprintf("Monday to Friday: %d:00–%d:00", s.Between(7, 10), s.Between(16, 19)),
		stream.Pick(s, []string{"Saturday: 9:00–13:00", "Saturday: closed", "Saturday: by appointment"}),
	}})
	pages := []world.Page{{Path: "/", Title: called, From: x.Hosting[0].From.Add(time.Duration(s.Between(30, 300)) * time.Minute), Blocks: front}}
	if s.Chance(2, 3) {
		items := make([]string, 0, len(b.offers))
		for _, o := range b.offers {
			items = append(items, fmt.Sprintf("%s: %d TK", o, s.Between(4, 60)*5))
		}
		pages = append(pages, world.Page{Path: "/prices.html", Title: "Prices", From: pages[0].From, Blocks: []world.Block{
			{Kind: "p", Text: "All prices with tax. Please ask for anything that is not in the list."},
			{Kind: "price", Items: items},
		}})
	}
	contact := world.Block{Kind: "contact", Text: "Write to us", Items: []string{"info@" + x.Name}}
	if s.Chance(1, 2) {
		contact.Items = append(contact.Items, spaced(d.phone(s)))
	}
	pages = append(pages, world.Page{Path: "/contact.html", Title: "Contact", From: pages[0].From, Blocks: []world.Block{contact}})
	d.Sites = append(d.Sites, world.Site{
		Host: x.Name, Kind: "neighbour", Title: called, Lang: "en", Look: s.IntN(1000), Pages: pages,
	})
}

// spaced is a number as people write it.
func spaced(epp string) string { return "+44 " + epp[4:8] + " " + epp[8:] }
